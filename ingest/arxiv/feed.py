"""One page of arXiv's query API: an Atom feed, read by the `arxiv` package's own parser.

The package's `Client.results` is not used: it stops silently at an empty page, hides how many results there are,
and skips entries that lack a field (lukasschwab/arxiv.py#184, #203). Its query, its URL and its parser are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import arxiv
from arxiv import _feed
from lxml import etree

from catalogue.errors import RecordError
from catalogue.records import Byline, Paper
from catalogue.store import Incoming
from ingest.arxiv.metadata import is_withdrawn, name
from ingest.arxiv.xml import root_of
from ingest.text import fold
from ingest.web.courtesy import PassingError

LARGEST_RESULT = 30_000
"""Of arXiv's manual."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_FEED = f"{_ATOM}feed"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_REQUIRED = ("id", "published", "updated", "title")
"""Without these an entry says nothing: the package skips it, or it has no name."""
_ENTRY = re.compile(r"arxiv\.org/abs/(?P<number>.+?)v(?P<version>\d+)$")
_ERROR = "arxiv.org/api/errors"
_SKIPPED = RecordError("an entry without id or date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What paging needs to know of a feed."""

    total: int
    """Results of the whole query."""
    start: int
    """How many of them come before this page."""
    days: dict[str, str]
    """Day of the first version, by id and version, of each entry that can be read."""
    unreadable: int
    """Entries that lack an id or a date."""


def query_url(base: str, query: str, start: int, size: int) -> str:
    """Ask for *size* results of *query* from *start* on, oldest first: papers that come in meanwhile come last."""
    search = arxiv.Search(
        query=query,
        max_results=None,
        sort_by=arxiv.SortCriterion.SubmittedDate,
        sort_order=arxiv.SortOrder.Ascending,
    )
    paging = {"start": str(start), "max_results": str(size)}
    return f"{base}?{urlencode(search._url_args() | paging)}"  # noqa: SLF001 - its one way to say a query


def check(body: bytes) -> None:
    """Insist on a whole feed of results.

    Raises:
        PassingError: It is HTML, cut off, arXiv's one-entry error feed, or empty where there should be entries.
    """
    root = root_of(body, _FEED)
    first = root.findtext(f"{_ATOM}entry/{_ATOM}id") or ""
    if _ERROR in first:
        said = fold(root.findtext(f"{_ATOM}entry/{_ATOM}summary"))
        raise PassingError(f"arXiv's error feed: {said or first}")
    if (total := _number(root, "totalResults")) > _number(root, "startIndex") and root.find(f"{_ATOM}entry") is None:
        raise PassingError(f"an empty page where {total} results should be")


def read_page(body: bytes) -> Page:
    """Read what paging needs of a feed that passed `check`."""
    root = root_of(body, _FEED)
    entries = [[entry.findtext(f"{_ATOM}{name}") for name in _REQUIRED] for entry in root.iterfind(f"{_ATOM}entry")]
    whole = [said for said in entries if all(said)]
    return Page(
        total=_number(root, "totalResults"),
        start=_number(root, "startIndex"),
        days={str(identifier): str(published)[:10] for identifier, published, *_ in whole},
        unreadable=len(entries) - len(whole),
    )


def parse(body: bytes) -> Iterator[Incoming | RecordError]:
    """Yield the paper of each entry, or why it is none."""
    if body:
        for entry in root_of(body, _FEED).iterfind(f"{_ATOM}entry"):
            yield _read(entry)


def _read(entry: etree._Element) -> Incoming | RecordError:
    try:
        result = _feed._build_result(entry)  # noqa: SLF001 - its `parse` gives up a whole page for one bad date
        return Incoming.of(_paper(result), repr(result).encode()) if result else _SKIPPED
    except ValueError as error:
        return RecordError(str(error))


def _paper(result: arxiv.Result) -> Paper:
    if not (found := _ENTRY.search(result.entry_id)):
        raise ValueError(f"the entry {fold(result.entry_id)!r} has no arXiv id")
    if not fold(result.title):
        raise ValueError(f"the entry {found['number']} has no title")
    return Paper(
        id=f"arxiv:{found['number']}",
        source="arxiv",
        version=int(found["version"]),
        title=fold(result.title),
        abstract=fold(result.summary),
        authors=tuple(Byline(name=plain) for author in result.authors if (plain := name(author.name))),
        submitted=result.published.date().isoformat(),
        updated=result.updated.date().isoformat(),
        categories=_primary_first(result),
        url=f"https://arxiv.org/abs/{found['number']}",
        also=tuple(f"doi:{one.lower()}" for one in (result.doi or "").split()),
        venue=fold(result.journal_ref),
        withdrawn=is_withdrawn(result.comment),
    )


def _primary_first(result: arxiv.Result) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (result.primary_category, *result.categories))))


def _number(root: etree._Element, name: str) -> int:
    said = (root.findtext(f"{_OPENSEARCH}{name}") or "").strip()
    return int(said) if said.isdecimal() else 0
