"""The query API: parameters in, a feed out.

The limits are those of the manual: slices of 2,000, of the first 30,000 results. A larger slice is an error feed, a
later one a bare HTTP 500.
"""

from __future__ import annotations

import re
from math import inf
from operator import attrgetter

from tests.fakes.arxiv import atom, query
from tests.fakes.arxiv.answers import Answer

MOST = 30_000
NUMBER = re.compile(r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d+))?")
SORTS = ("relevance", "lastUpdatedDate", "submittedDate")
ORDERS = ("descending", "ascending")


class BadRequestError(ValueError):
    """What the error feed then says."""


class QueryApi:
    """Answers of ``/api/query``.

    Args:
        archive: What there is.
        page_limit: The most that ``max_results`` may be.
        lines: Whether titles and abstracts come in lines, as they did until 2026.
        error_status: The HTTP status of an error feed: 400 now, 200 for many years.
    """

    def __init__(self, archive, *, page_limit, lines, error_status):
        self._archive, self._limit, self._lines, self._error_status = archive, page_limit, lines, error_status

    def answer(self, asked, fault, dice):
        """Answer *asked*, a dict of parameters, with a *fault* of the content or none, drawn by *dice*."""
        now = self._archive.clock.now()
        try:
            start, size = _whole(asked, "start", 0), _whole(asked, "max_results", 10, most=self._limit)
            if start >= MOST:
                return Answer(body=b"<h1>Internal Server Error</h1>", kind="text/html", status=500)
            found = self._find(asked)
        except (BadRequestError, query.QueryError) as problem:
            return atom.error(str(problem), now=now, status=self._error_status)
        if fault == "error-feed":
            return atom.error("internal error", now=now, status=200)
        entries = _entries(_page(found, start, size, fault, dice), fault, dice, lines=self._lines)
        total = 0 if fault == "empty-first" else len(found)
        return atom.feed(_canonical(asked, start, size), entries, total=total, start=start, size=size, now=now)

    def _find(self, asked):
        """All results, sorted; remembered until something changes."""
        view = self._archive.view()
        wanted = [asked.get(key, "").strip() for key in ("search_query", "id_list", "sortBy", "sortOrder")]
        key = tuple(wanted)
        if key not in view.searches:
            view.searches[key] = self._search(view, *wanted)
        return view.searches[key]

    def _search(self, view, words, numbers, by, order):
        by, order = by or SORTS[0], order or ORDERS[0]
        if by not in SORTS:
            raise BadRequestError(f"sortBy must be in: {', '.join(SORTS)}")
        if order not in ORDERS:
            raise BadRequestError(f"sortOrder must be in: {', '.join(ORDERS)}")
        matches = query.parse(words) if words else None
        if not matches:
            return list(self._named(view, numbers))
        papers = self._named(view, numbers) if numbers else _candidates(view, matches)
        return _sorted(filter(matches, papers), matches, by, order)

    def _named(self, view, numbers):
        """The papers of an ``id_list``, at the versions that it names."""
        for number in filter(None, map(str.strip, numbers.split(","))):
            if not (said := NUMBER.fullmatch(number)):
                raise BadRequestError(f"incorrect id format for {number}")
            paper = view.states.get(said["id"])
            if paper and not paper.deleted and (shown := self._archive.version(paper, said["version"])):
                yield shown


def _candidates(view, matches):
    """The papers in one of the ranges of dates that a match must be in: the narrowest."""
    ranges = query.window(matches)
    choices = [view.between(one.axis, one.low, one.high) for one in ranges]
    return min(choices, key=len, default=view.between("published"))


def _sorted(papers, matches, by, order):
    keys = {
        "relevance": lambda paper: (matches.score(paper), paper.published, paper.id),
        "lastUpdatedDate": attrgetter("updated", "id"),
        "submittedDate": attrgetter("published", "id"),
    }
    return sorted(papers, key=keys[by], reverse=order == ORDERS[0])


def _page(found, start, size, fault, dice):
    """The slice that was asked for, or what is sent instead."""
    if fault in {"empty-page", "empty-first"}:
        return []
    if fault == "unsorted":
        found = dice.sample(found, len(found))
    elif fault == "repeat":
        start = max(0, start - size)
    elif fault == "overlap":
        start -= dice.randint(1, max(1, min(start, size // 2)))
    return found[start : min(start + size, MOST)]


def _entries(papers, fault, dice, *, lines):
    """The entries of *papers*; with the fault of missing fields, up to a third of them lacks one."""
    lacking = set(dice.sample(range(len(papers)), (len(papers) + 2) // 3)) if fault == "missing-fields" else ()
    return [
        atom.entry(paper, lines=lines, without=dice.choice(["id", "title", "published"]) if place in lacking else "")
        for place, paper in enumerate(papers)
    ]


def _canonical(asked, start, size):
    return {
        "search_query": asked.get("search_query", ""),
        "id_list": asked.get("id_list", ""),
        "start": start,
        "max_results": size,
    }


def _whole(asked, key, default, most=inf):
    try:
        value = int(asked.get(key) or default)
    except ValueError:
        raise BadRequestError(f"{key} must be an integer") from None
    if value < 0:
        raise BadRequestError(f"{key} must be non-negative")
    if value > most:
        raise BadRequestError(f"{key} must be less than or equal to {most}")
    return value
