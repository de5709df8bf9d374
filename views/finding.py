"""From what was asked to what is shown: which question goes to the searcher, and which works come back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from catalogue import named as naming
from catalogue.answers import Answer, Query, Why
from catalogue.records import Work
from glossary.lists import topics
from ingest.identifiers import identify
from views.answers import resolve
from views.asked import Asked
from views.compose import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A work with the reasons for it."""

    work: Work
    why: Why
    also: tuple[Work, ...] = ()
    """Works nearly the same as this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of a question."""

    hits: tuple[Hit, ...]
    """Best first."""
    more: bool
    """Whether there are more than were wanted."""
    sharing: str
    """What sharing words with the question means, in words."""
    answer: Answer
    """How the question was understood."""


def find(services: Services, asked: Asked, wanted: int) -> Found:
    """Find *wanted* works for what was asked: a question, a text, a paper's neighbours, a topic or liked papers.

    Raises:
        QuestionError: The question breaks the rules of its syntax.
        VectorIndexError: There is no index to ask.
        EncoderError: The model cannot be loaded.
        UnknownPaperError: Neighbours were asked of a paper that is not there.
    """
    answer = _ask(services, asked, wanted + 1)
    shown = replace(answer, hits=answer.hits[:wanted])
    return Found(
        hits=_hits(services, shown, "" if asked.is_text else asked.q),
        more=len(answer.hits) > wanted,
        sharing=_sharing(asked),
        answer=answer,
    )


def named(asked: Asked) -> str:
    """Return the id of the paper that the question is, if it is nothing but an id or a URL of one."""
    return identify(_one(asked.q))


def paper(services: Services, said: str) -> str:
    """Return the id of the work that *said* is an id, a number, a URL or a DOI of; nothing if it is none of these.

    Raises:
        CatalogueError: The catalogue cannot be read.
    """
    one = _one(said)
    if not one:
        return ""
    names = list(dict.fromkeys(filter(None, (identify(one), one, f"{_OPENREVIEW}:{one}"))))
    known = services.catalogue.works_of(names)
    works = [known[name] for name in names if name in known]
    return next(iter(works or (_also(services, one, names[0]) if identify(one) else ())), "")


def _also(services: Services, said: str, identified: str) -> list[str]:
    """Return the works of which a record says that they are also *said*."""
    source, _, number = identified.partition(":")
    page = f"https://openreview.net/forum?id={number}" if source == _OPENREVIEW else identified
    return naming.also(services.catalogue, said, identified, page)


def _one(said: str) -> str:
    """Return *said* if it is one word, the name of a source before it joined to it: ``arXiv: 2409.14507``."""
    joined = _SOURCE.sub(r"\1:", said.strip())
    return "" if len(joined.split()) > 1 else joined


_OPENREVIEW = "openreview"
_SOURCE = re.compile(rf"^(arxiv|doi|{_OPENREVIEW})(?::\s*|\s+)", re.IGNORECASE)


def neighbours(services: Services, paper_id: str, wanted: int) -> tuple[tuple[Work, Why], ...]:
    """Find the works nearest to a paper. Raises what `find` raises."""
    return tuple((work, hit.why) for hit, work in resolve(services, services.searcher.similar(paper_id, wanted)))


def _ask(services: Services, asked: Asked, k: int) -> Answer:
    if asked.like:
        return services.searcher.similar(services.catalogue.get(asked.like).id, k)
    return services.searcher.search(_query(asked, k))


def _query(asked: Asked, k: int) -> Query:
    """Ask for a topic without a question by the topic's own description: its most typical papers come first."""
    described = " ".join(f"{topics()[one].label}. {topics()[one].about}" for one in asked.topic if one in topics())
    return asked.query(asked.q or described, k)


def _sharing(asked: Asked) -> str:
    if asked.like:
        return "shares the words"
    if not asked.q:
        return "typical words"
    return "matches your text" if asked.is_text else "matches your words"


def _hits(services: Services, answer: Answer, question: str) -> tuple[Hit, ...]:
    found = services.catalogue.find(one for hit in answer.hits for one in hit.also)
    work_of = {paper.id: work for work in found for paper in work.records}
    return tuple(
        Hit(work=work, why=hit.why, also=tuple(work_of[one] for one in hit.also if one in work_of))
        for hit, work in resolve(services, answer, question)
    )
