"""What every citation format says of a work, derived once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

from catalogue.formats.latex import to_text
from catalogue.formats.names import family
from catalogue.identity import fold
from catalogue.records import Work

Kind = Literal["preprint", "talk", "article", "page"]
"""Something on arXiv only, a paper at a meeting, a paper in a journal, a page on the web."""

MEETING = re.compile(
    r"workshop|conference|proceedings|symposium|findings|\b(neurips|nips|icml|iclr|(na|e|aa)?acl|emnlp|conll|coling|lrec"
    r"|colm|blackboxnlp|aaai|ijcai|aistats|uai|clear|satml|cvpr|[ie]ccv|wacv|facct|aies|chi|kdd|interspeech|icassp)\b",
    re.IGNORECASE,
)
"""Venues whose papers are cited as inproceedings."""

SITE = re.compile(r"arxiv|forum|lesswrong|thread|blog|substack|neuronpedia|\.(com|org|net|io)\b", re.IGNORECASE)
"""Venues that are no journals; whatever is neither this nor a meeting is one."""

STOP_WORD = re.compile(
    "a|an|and|are|as|at|be|by|can|do|does|for|from|how|in|is|it|of|on|or|the|to|what|why|with", re.IGNORECASE
)
"""Words that no citation key is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The fields of a citation, in plain text; empty where unknown."""

    kind: Kind
    title: str
    authors: tuple[str, ...]
    """Names as printed."""
    date: str
    """Of publication, of reduced precision: the year that the venue names, else when it was submitted."""
    venue: str
    arxiv: str
    """The arXiv id without a prefix."""
    category: str
    """arXiv's primary category."""
    doi: str
    url: str
    topics: tuple[str, ...]


def cite(work: Work) -> Citation:
    """Derive the citation of *work*."""
    arxiv = _identifier(work, "arxiv:")
    return Citation(
        kind=_kind(work.venue, arxiv),
        title=work.title,
        authors=tuple(byline.name for byline in work.authors if byline.name.strip()),
        date=_date(work),
        venue=work.venue,
        arxiv=arxiv,
        category=work.categories[0] if arxiv and work.categories else "",
        doi=_identifier(work, "doi:"),
        url=work.url,
        topics=work.topics,
    )


def citation_keys(works: Iterable[Work]) -> dict[str, str]:
    """A key such as ``nanda2023progress`` for the id of each work: unique, and the same in any order of *works*."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for _, work in sorted({work.id: work for work in works}.items()):
        key = next(key for key in _candidates(work) if key not in taken)
        taken.add(key)
        keys[work.id] = key
    return keys


def _candidates(work: Work) -> Iterator[str]:
    who = _ascii(family(work.authors[0].name)) if work.authors else ""
    words = [_ascii(word) for word in re.split(r"[^\w']+", to_text(work.title))]
    what = next((word for word in words if word and not STOP_WORD.fullmatch(word)), "")
    key = f"{who}{_date(work)[:4]}{what}" or "work"
    yield key
    yield from (f"{key}{chr(letter)}" for letter in range(ord("b"), ord("z") + 1))
    yield from (f"{key}{number}" for number in count(2))


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


def _kind(venue: str, arxiv: str) -> Kind:
    if MEETING.search(venue):
        return "talk"
    if venue and not SITE.search(venue):
        return "article"
    return "preprint" if arxiv else "page"


def _date(work: Work) -> str:
    named = re.search(r"\b(19|20)\d\d\b", work.venue)
    return named[0] if named else work.submitted


def _identifier(work: Work, prefix: str) -> str:
    ids = [identifier for paper in work.records for identifier in (paper.id, *paper.also)]
    return next((identifier.removeprefix(prefix) for identifier in ids if identifier.startswith(prefix)), "")
