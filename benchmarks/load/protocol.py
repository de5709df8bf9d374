"""A browser tab without a browser: it speaks Streamlit's websocket protocol as the front end does.

What it sends and expects was read off a Chromium's frames: cookies and the XSRF token of the first page, the
subprotocols of the handshake, the whole state of the widgets with every rerun, the session's id when it comes back.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

PATIENCE_S = 120
"""How long an answer may take before it counts as none."""

_XSRF = "_streamlit_xsrf"
_FIRST = ("", "_stcore/health", "_stcore/host-config")
"""What a browser asks for before it opens the socket; the rest are files that it keeps."""

Element = Any
"""A protobuf `Element` or `Block`; their fields are as many as Streamlit's widgets."""


class Broken(Exception):  # noqa: N818 - it is no error of ours
    """A page did not do what it should: an exception on it, no end of the run, the wrong answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the script, as the tab saw it."""

    seconds: float
    """From sending to the script's end, with everything that it drew received."""
    messages: int
    size: int
    """Bytes received."""


@dataclass(kw_only=True)
class Tab:
    """One open page. Made by `Tab.open`; not to be shared between tasks."""

    address: str
    """Of the app, without a slash at its end."""
    page: str
    """Slug of the page that it opens first; afterwards that of the page it is on."""
    query: str = ""
    """What stands after the question mark, as the server last said it."""
    elements: dict[tuple[int, ...], Element] = field(default_factory=dict)
    """What is drawn, by its place."""
    session: str = ""
    _socket: ClientConnection | None = None
    _cookies: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    """The hash of each page, by its slug."""
    _hash: str = ""
    _widgets: dict[str, WidgetState] = field(default_factory=dict)

    @classmethod
    async def open(cls, address: str, page: str = "", **query: str | list[str]) -> tuple[Self, Run]:
        """Open *page* of the app at *address* as a browser would: page, cookies, socket, first run."""
        tab = cls(address=address, page=page, query=urlencode(query, doseq=True))
        async with httpx2.AsyncClient(base_url=f"{address}/", timeout=PATIENCE_S) as client:
            for path in _FIRST:
                (await client.get(path)).raise_for_status()
            tab._cookies = dict(client.cookies)
        await tab.connect()
        return tab, await tab.run()

    async def connect(self) -> None:
        """Open the socket; a tab that had one comes back to its session, if that is still there."""
        parts = urlsplit(self.address)
        token = self._cookies.get(_XSRF, "PLACEHOLDER_AUTH_TOKEN")
        protocols = [Subprotocol(one) for one in ("streamlit", token, self.session) if one]
        self._socket = await connect(
            f"ws://{parts.netloc}{parts.path}/_stcore/stream",
            origin=f"{parts.scheme}://{parts.netloc}",  # type: ignore[arg-type] # a NewType of str
            subprotocols=protocols,
            additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())},
            max_size=None,
            proxy=None,
            open_timeout=PATIENCE_S,
            ping_interval=None,  # browsers answer, and do not ask
        )

    async def close(self) -> None:
        """Close the tab."""
        if self._socket:
            await self._socket.close()

    async def go(self, page: str, **query: str | list[str]) -> Run:
        """Follow a link to *page*."""
        self.page, self.query = page, urlencode(query, doseq=True)
        self._hash, self._widgets = self.pages[page], {}
        return await self.run()

    async def press(self, label: str) -> Run:
        """Press the first button called *label*."""
        pressed = WidgetState(id=self.find(lambda one: one.button.label == label).button.id, trigger_value=True)
        return await self.run(pressed)

    async def write(self, label: str, text: str) -> Run:
        """Type *text* into the field called *label* and press Enter."""
        widget = self.find(lambda one: label in {one.text_input.label, one.text_area.label})
        kind = widget.WhichOneof("type")
        state = WidgetState(id=getattr(widget, kind).id, string_value=text)
        self._widgets[state.id] = state
        return await self.run()

    async def run(self, *pressed: WidgetState) -> Run:
        """Have the script run, with what was *pressed* just now; return when all that it draws is here.

        Raises:
            Broken: It did not end well.
        """
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self.query, self._hash
        if not self._hash:
            asked.page_name = self.page
        asked.widget_states.widgets.extend([*self._widgets.values(), *pressed])
        asked.context_info.timezone, asked.context_info.locale = "UTC", "en-US"
        asked.context_info.url, asked.context_info.color_scheme = f"{self.address}/{self.page}", "light"
        return await self.send(message)

    async def send(self, message: BackMsg) -> Run:
        """Send *message* and wait for the end of the run that it starts. Raises as `run`."""
        if not self._socket:
            raise Broken("the socket is closed")
        start, messages, size = time.perf_counter(), 0, 0
        drawn: set[tuple[int, ...]] = set()
        try:
            await self._socket.send(message.SerializeToString())
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    data = await self._socket.recv(decode=False)
                    messages, size = messages + 1, size + len(data)
                    if self._take(ForwardMsg.FromString(data), drawn):
                        break
        except (ConnectionClosed, TimeoutError) as error:
            raise Broken(f"{self.page}: {type(error).__name__}") from error
        seconds = time.perf_counter() - start
        self.elements = {place: one for place, one in self.elements.items() if place in drawn}
        self._check()
        return Run(seconds=seconds, messages=messages, size=size)

    def _take(self, message: ForwardMsg, drawn: set[tuple[int, ...]]) -> bool:
        """Take in one message; say whether it is the last of a run."""
        kind = message.WhichOneof("type")
        if kind == "delta":
            place = tuple(message.metadata.delta_path)
            drawn.add(place)
            delta = message.delta
            self.elements[place] = delta.add_block if delta.WhichOneof("type") == "add_block" else delta.new_element
        elif kind == "new_session":
            self.session, self._hash = message.new_session.initialize.session_id, message.new_session.page_script_hash
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self._hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _check(self) -> None:
        for one in self._some("exception", "alert"):
            if one.WhichOneof("type") == "exception":
                raise Broken(f"{self.page}: {one.exception.type}: {one.exception.message}")
            if one.alert.format == one.alert.ERROR:
                raise Broken(f"{self.page}: {one.alert.body}")

    def find(self, wanted: Callable[[Element], bool]) -> Element:
        """Return the first element that is *wanted*. Raises `Broken` if there is none."""
        for _, one in sorted(self.elements.items()):
            if hasattr(one, "markdown") and wanted(one):
                return one
        raise Broken(f"{self.page}: not on the page")

    def texts(self) -> Iterator[str]:
        """Yield every text on the page, as Markdown, from top to bottom."""
        for one in self._some("markdown", "heading", "text"):
            yield getattr(one, one.WhichOneof("type")).body

    def _some(self, *kinds: str) -> Iterator[Element]:
        for _, one in sorted(self.elements.items()):
            with suppress(ValueError):  # a block has no kinds of this name
                if one.WhichOneof("type") in kinds:
                    yield one


Refused = (OSError, InvalidHandshake, TimeoutError, httpx2.HTTPError)
"""What opening a tab raises while no server answers."""
