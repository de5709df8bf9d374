"""arXiv's OAI-PMH: whatever changed on some days: new papers, new versions, withdrawals, corrections.

Guide: https://info.arxiv.org/help/oa/index.html. A datestamp is the day of a record's last change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import httpx2
from oaipmh_scythe import Scythe
from oaipmh_scythe.exceptions import BadResumptionToken, NoRecordsMatch, OAIPMHException

from catalogue.errors import IncompleteError, RecordError, ServiceRefusedError
from catalogue.settings import Settings
from catalogue.store import Incoming
from ingest.arxiv import queries, raw
from ingest.arxiv.fetch import DOUBTS, ROUNDS, chunks
from ingest.arxiv.plan import Haul, Plan, Task, plan
from ingest.sources import Chunk, Past, Source
from ingest.web import transports
from ingest.web.courtesy import Courtesy

OVERLAP = 4
"""Days: the night's update may come late, and a window must hold days on which something came for sure."""


@dataclass(frozen=True, kw_only=True)
class ArxivOai:
    """Lists the records of some sets; a chunk is a page."""

    settings: Settings
    since: str
    until: str
    sets: tuple[str, ...] = field(default_factory=queries.sets)
    name = "oai"
    target = ""
    selective = True
    size = None

    @property
    def options(self) -> Mapping[str, Any]:
        """What decides the outcome."""
        return {"since": self.since, "until": self.until}

    def fingerprint(self) -> str:
        """Identify the service and the sets."""
        return hashlib.sha256(json.dumps([self.settings.arxiv_oai, self.sets]).encode()).hexdigest()[:16]

    def start(self, past: Past) -> str:
        """Begin where the last complete run ended."""
        return plan(self.sets, self.since, self.until, past, overlap=OVERLAP).dump()

    def fetch(self, position: str) -> Iterator[Chunk]:
        """Yield the pages that are still to do.

        Raises:
            ServiceDownError: arXiv gives no usable answer.
            ServiceRefusedError: It does not take the request.
            IncompleteError: It gave less than it announced.
        """
        courtesy = Courtesy(self.settings, "arxiv", raw.check)
        with transports.client(self.settings, courtesy) as client:
            todo = Plan.load(position).up_to(datetime.now(UTC).date().isoformat())
            yield from chunks(todo, _Lists(_PoliteScythe(self.settings.arxiv_oai, client)).of, courtesy.troubles)

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Read a page."""
        return raw.parse(data)


def source(settings: Settings, *, since: str = "", until: str = "") -> Source:
    """Take in what changed at arXiv from --since to --until: new papers, new versions, withdrawals.

    Dates are days, 2024-09-23, on which a record last changed. By default since the last complete run and four
    days before, until today. A stopped run goes on where it was when the same command is given again.
    """
    return ArxivOai(settings=settings, since=since, until=until)


class _PoliteScythe(Scythe):
    """Scythe over our client, which waits, tries again and gives up as all our clients do."""

    def __init__(self, endpoint: str, client: httpx2.Client) -> None:
        super().__init__(endpoint)
        self._polite = client

    @property
    def client(self) -> httpx2.Client:
        """The client that is used for everything."""
        return self._polite


class _Lists:
    """Asks for the pages of a task."""

    def __init__(self, scythe: Scythe) -> None:
        self._scythe = scythe

    @cached_property
    def _earliest(self) -> str:
        """The server's first day: it refuses windows that begin before."""
        return str(getattr(self._scythe.identify(), "earliestDatestamp", ""))[:10]

    def of(self, task: Task, haul: Haul) -> Iterator[bytes]:
        """List *task* to its end; from its beginning when its token has expired or records are missing."""
        for _ in range(ROUNDS):
            try:
                yield from self._list(task, haul)
            except BadResumptionToken:
                haul.restart()
            else:
                if haul.got >= haul.expected:
                    return
        raise IncompleteError(f"{haul.got} of {haul.expected} records")

    def _list(self, task: Task, haul: Haul) -> Iterator[bytes]:
        while (body := self._page(task, haul.token)) is not None:
            page = raw.read_page(body)
            haul.token = page.token
            haul.take(page.days, page.total if page.total is not None else haul.expected)
            yield body
            if not page.token:
                return

    def _page(self, task: Task, token: str) -> bytes | None:
        """Fetch the page at *token*, or the first; None when the server insists that there is nothing."""
        first = max(task.since, self._earliest)
        if first > task.until:
            return None
        whole = {"metadataPrefix": raw.PREFIX, "from": first, "until": task.until}
        if task.query != queries.EVERYTHING:
            whole["set"] = task.query
        for _ in range(DOUBTS):
            try:
                query = {"verb": "ListRecords"} | ({"resumptionToken": token} if token else whole)
                body: bytes = self._scythe.harvest(query).http_response.content
            except NoRecordsMatch:
                continue
            except BadResumptionToken:
                raise
            except OAIPMHException as error:
                raise ServiceRefusedError(
                    f"arXiv's OAI-PMH refuses {task} ({type(error).__name__}: {error})", "Check ingest/queries.toml"
                ) from error
            return body
        return None
