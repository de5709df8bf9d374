"""The HTTP libraries' own seams, made polite: a transport for httpx, an adapter for requests.

Two, because the libraries that speak the services' protocols use one or the other.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx2
import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from catalogue.errors import ServiceRefusedError
from catalogue.settings import Settings
from ingest.web.courtesy import Answer, Courtesy, PassingError, user_agent

CHUNK = 1 << 16
_FAILURES = (
    httpx2.NetworkError,
    httpx2.TimeoutException,
    httpx2.RemoteProtocolError,
    httpx2.ProxyError,
    httpx2.DecodingError,
)
_UNPACKED = {"content-encoding", "content-length", "transfer-encoding"}
"""Headers that are not true of a body that has been read."""


def client(settings: Settings, courtesy: Courtesy) -> httpx2.Client:
    """Return an httpx client that cannot be impolite."""
    headers = {"user-agent": user_agent(settings)}
    return _Client(
        transport=PoliteTransport(settings, courtesy),
        headers=headers,
        timeout=settings.request_timeout_s,
        follow_redirects=True,
    )


def session(settings: Settings, courtesy: Courtesy) -> requests.Session:
    """Return a requests session that cannot be impolite."""
    made = _Session()
    made.headers["User-Agent"] = user_agent(settings)
    adapter = PoliteAdapter(settings, courtesy)
    for scheme in ("https://", "http://"):
        made.mount(scheme, adapter)
    return made


class PoliteTransport(httpx2.BaseTransport):
    """Sends through `Courtesy`; answers are read whole, within the deadline."""

    def __init__(self, settings: Settings, courtesy: Courtesy) -> None:
        self._settings = settings
        self._courtesy = courtesy
        # a fresh connection each time: a kept one dies silently between two polite requests
        limits = httpx2.Limits(max_connections=1, max_keepalive_connections=0)
        self._inner = httpx2.HTTPTransport(limits=limits)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Ask until there is a good answer. Raises what `Courtesy.ask` raises."""
        answer = self._courtesy.ask(request.url.host, lambda: self._send(request))
        return httpx2.Response(answer.status, headers=dict(answer.headers), content=answer.body, request=request)

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def _send(self, request: httpx2.Request) -> Answer:
        deadline = time.monotonic() + self._settings.request_deadline_s
        try:
            response = self._inner.handle_request(request)
            try:
                body = b"".join(_in_time(response.iter_bytes(), deadline))
            finally:
                response.close()
        except _FAILURES as error:
            raise PassingError(_named(error)) from error
        return Answer(status=response.status_code, headers=_headers(response.headers), body=body)


class PoliteAdapter(HTTPAdapter):
    """Sends through `Courtesy`; answers are read whole, within the deadline."""

    def __init__(self, settings: Settings, courtesy: Courtesy) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1, pool_block=True, max_retries=0)
        self._settings = settings
        self._courtesy = courtesy

    def send(self, request: requests.PreparedRequest, *_: Any, **options: Any) -> requests.Response:  # noqa: ANN401 - of requests
        """Ask until there is a good answer. Raises what `Courtesy.ask` raises."""
        options |= {"stream": True, "timeout": self._settings.request_timeout_s}
        responses: list[requests.Response] = []

        def once() -> Answer:
            responses[:] = [self._read(request, options)]
            sent = responses[0]
            return Answer(status=sent.status_code, headers=_headers(sent.headers), body=sent.content)

        self._courtesy.ask(urlsplit(request.url or "").hostname or "", once)
        return responses[0]

    def _read(self, request: requests.PreparedRequest, options: dict[str, Any]) -> requests.Response:
        deadline = time.monotonic() + self._settings.request_deadline_s
        try:
            with super().send(request, **options) as response:
                # what has come, while iter_content waits for a whole piece
                pieces = iter(lambda: response.raw.read1(CHUNK, decode_content=True), b"")
                response._content = b"".join(_in_time(pieces, deadline))  # noqa: SLF001 - where requests keeps it
                return response
        except (requests.ConnectionError, requests.Timeout, HTTPError) as error:
            raise PassingError(_named(error)) from error
        finally:
            self.close()  # a fresh connection each time, here too


class _Client(httpx2.Client):
    """Says in our words what goes wrong before and between requests."""

    def request(self, *arguments: Any, **options: Any) -> httpx2.Response:  # noqa: ANN401 - of httpx
        with _leading_somewhere():
            return super().request(*arguments, **options)


class _Session(requests.Session):
    """Says in our words what goes wrong before and between requests."""

    def request(self, *arguments: Any, **options: Any) -> requests.Response:  # noqa: ANN401 - of requests
        with _leading_somewhere():
            return super().request(*arguments, **options)


@contextmanager
def _leading_somewhere() -> Iterator[None]:
    try:
        yield
    except (httpx2.HTTPError, httpx2.InvalidURL, requests.RequestException) as error:
        raise ServiceRefusedError(
            f"an address leads nowhere ({_named(error)}: {error})", "Check the addresses in the settings"
        ) from error


def _in_time(pieces: Iterable[bytes], deadline: float) -> Iterator[bytes]:
    """Pass *pieces* on until *deadline* (monotonic seconds): a body that drips would never time out otherwise."""
    for piece in pieces:
        if time.monotonic() > deadline:
            raise PassingError("the answer takes too long")
        yield piece


def _headers(said: Any) -> dict[str, str]:  # noqa: ANN401 - each library has its own multi-dict
    return {name.lower(): value for name, value in said.items() if name.lower() not in _UNPACKED}


def _named(error: Exception) -> str:
    """Say what happened without addresses and object ids."""
    return type(error).__name__
