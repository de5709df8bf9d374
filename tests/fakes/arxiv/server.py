"""The fake arXiv as tests see it."""

from __future__ import annotations

from random import Random
from threading import Lock

from tests.fakes.arxiv.answers import Answer
from tests.fakes.arxiv.api import QueryApi
from tests.fakes.arxiv.archive import Archive
from tests.fakes.arxiv.clock import Clock
from tests.fakes.arxiv.faults import Faults
from tests.fakes.arxiv.oai import OaiApi
from tests.fakes.arxiv.wire import Http, held_port


class FakeArxiv:
    """arXiv's two interfaces on one port of this machine, as a context manager.

    Args:
        records: Records of the bulk snapshot; gaps are filled, see `records`.
        clock: The server's now; the machine's if it is not given. It may be anything that `Clock` reads.
        faults: What goes wrong. May be set anew at any time.
        seed: Of the dice that decide about faults.
        page_limit: The most results of the query API in one page.
        oai_limit: Records in one page of OAI-PMH.
        lines: Whether titles and abstracts come in lines, as they did until 2026.
        error_status: The HTTP status of an error feed: 400 now, 200 for many years.
        token_life: Seconds until a resumption token expires, by the server's clock; None for the next midnight.
        port: Of the socket; 0 for any that is free.
    """

    def __init__(
        self,
        records=(),
        *,
        clock=None,
        faults=None,
        seed=0,
        page_limit=2000,
        oai_limit=2000,
        lines=True,
        error_status=400,
        token_life=None,
        port=0,
    ):
        self.clock = clock if isinstance(clock, Clock) else Clock(clock)
        self.faults = faults or Faults.none()
        self.requests = []
        self.archive = Archive(records, self.clock)
        self._api = QueryApi(self.archive, page_limit=page_limit, lines=lines, error_status=error_status)
        self._oai = OaiApi(self.archive, limit=oai_limit, token_life=token_life)
        self._dice, self._lock = Random(seed), Lock()  # noqa: S311 - faults, no secrets
        self._guard = held_port(port)
        self.port = self._guard.getsockname()[1]
        self._http = None
        self.put, self.revise, self.withdraw = self.archive.put, self.archive.revise, self.archive.withdraw
        self.touch, self.delete = self.archive.touch, self.archive.delete

    @property
    def api_url(self):
        """The query API."""
        return f"http://127.0.0.1:{self.port}/api/query"

    @property
    def oai_url(self):
        """OAI-PMH."""
        return f"http://127.0.0.1:{self.port}/oai"

    def __enter__(self):
        self.up()
        return self

    def __exit__(self, *_):
        self.down()
        self._guard.close()

    def up(self):
        """Listen."""
        if self._http is None:
            self._http = Http(self.port, self)

    def down(self):
        """Refuse connections, and break those that are open."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def truth(self):
        """What a client that misses nothing knows now: the records by id, those that were deleted not among them."""
        return {number: state.current for number, state in self.archive.view().states.items() if not state.deleted}

    def expire_tokens(self):
        """Let no resumption token be good that was given out until now."""
        self._oai.batch += 1

    def asked(self, request):
        """Take note of *request*, and decide what goes wrong with it."""
        with self._lock:
            self.requests.append(request)
            faults = self.faults
            request.fault = faults.draw(self._dice, request.path, request.query)
            return faults, Random(self._dice.random())  # noqa: S311 - faults, no secrets

    def answer(self, path, asked, fault, dice):
        """Answer the parameters *asked*, a list of pairs."""
        if path == "/api/query":
            return self._api.answer(dict(asked), fault, dice)
        if path in {"/oai", "/oai2"}:
            return self._oai.answer(asked, fault, self.oai_url)
        return Answer(body=b"Not found", kind="text/plain", status=404)
