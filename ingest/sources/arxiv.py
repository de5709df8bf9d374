"""arXiv's query API: new papers, by the queries of ``queries.toml`` over days of first submission.

Manual: https://info.arxiv.org/help/api/user-manual.html. It finds no new versions of old papers; OAI-PMH does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx2

from catalogue.errors import IncompleteError, RecordError, ServiceRefusedError
from catalogue.settings import Settings
from catalogue.store import Incoming
from ingest.arxiv import feed, queries
from ingest.arxiv.fetch import DOUBTS, ROUNDS, TooManyError, chunks
from ingest.arxiv.plan import Haul, Plan, Task, plan
from ingest.sources import Chunk, Past, Source
from ingest.web import transports
from ingest.web.courtesy import Courtesy

OVERLAP = 14
"""Days: a paper is found some days after its submission, and moderation may hold it for longer."""

TASK = 10_000
"""Results beyond which a task of several days is cut in two: a third of what arXiv lets us page through."""


@dataclass(frozen=True, kw_only=True)
class ArxivApi:
    """Pages through the result sets; a chunk is a page."""

    settings: Settings
    since: str
    until: str
    most: int
    queries: Mapping[str, str] = field(default_factory=queries.api)
    name = "arxiv"
    target = ""
    selective = True
    size = None

    @property
    def options(self) -> Mapping[str, Any]:
        """What decides the outcome."""
        return {"since": self.since, "until": self.until, "max": self.most}

    def fingerprint(self) -> str:
        """Identify the service and the queries."""
        said = json.dumps([self.settings.arxiv_api, dict(self.queries)])
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def start(self, past: Past) -> str:
        """Begin where the last complete run ended."""
        return plan(tuple(self.queries), self.since, self.until, past, overlap=OVERLAP).dump()

    def fetch(self, position: str) -> Iterator[Chunk]:
        """Yield the pages that are still to do.

        Raises:
            ServiceDownError: arXiv gives no usable answer.
            IncompleteError: It gave less than it announced.
        """
        courtesy = Courtesy(self.settings, "arxiv", feed.check)
        with transports.client(self.settings, courtesy) as client:
            todo = Plan.load(position).up_to(datetime.now(UTC).date().isoformat())
            yield from chunks(todo, _Pages(self, client).of, courtesy.troubles, self.most)

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Read a page."""
        return feed.parse(data)


def source(settings: Settings, *, since: str = "", until: str = "", max: int = 0) -> Source:  # noqa: A002 - it is the option's name
    """Take in arXiv papers first submitted from --since to --until, mechanistic interpretability only.

    Dates are days, 2024-09-23. By default since the last complete run and two weeks before, until today. A stopped
    run goes on where it was when the same command is given again. --max ends a trial run after that many papers.
    """
    return ArxivApi(settings=settings, since=since, until=until, most=max)


class _Pages:
    """Asks for the pages of a task."""

    def __init__(self, source: ArxivApi, client: httpx2.Client) -> None:
        self._source = source
        self._client = client

    def of(self, task: Task, haul: Haul) -> Iterator[bytes]:
        """Page through *task* until all that was announced has been seen: pages overlap, repeat and come unsorted."""
        unreadable = 0
        for _ in range(ROUNDS):
            unreadable = 0
            for body, page in self._round(task):
                haul.take(page.days, page.total)
                unreadable += page.unreadable
                yield body
            if haul.got >= haul.expected:
                return
        if haul.got + unreadable < haul.expected:  # what stays unreadable is rejected, with its reason
            raise IncompleteError(f"{haul.got} of {haul.expected} results")

    def _round(self, task: Task) -> Iterator[tuple[bytes, feed.Page]]:
        start, total = 0, 1
        while start < total:
            if start >= feed.LARGEST_RESULT:
                raise IncompleteError(f"{total} results, of which arXiv gives no more than {feed.LARGEST_RESULT}")
            body, page = self._page(task, start)
            if page.total > TASK and not task.one_day:
                raise TooManyError
            yield body, page
            total = page.total
            start += max(1, len(page.days) + page.unreadable)

    def _page(self, task: Task, start: int) -> tuple[bytes, feed.Page]:
        settings = self._source.settings
        query = queries.windowed(self._source.queries[task.query], task.since, task.until)
        url = feed.query_url(settings.arxiv_api, query, start, settings.arxiv_page)
        for doubt in range(1, DOUBTS + 1):
            try:
                body = self._client.get(url).content
            except ServiceRefusedError:  # its error feed may come with status 400, whatever the query
                if doubt == DOUBTS:
                    raise
                continue
            page = feed.read_page(body)
            if page.total and page.start == start and not page.unreadable:
                break
        return body, page
