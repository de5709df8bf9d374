"""From what was asked to what is shown: which question goes to the searcher, and which works come back."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.records import Answer, Expansion, Query, Why, Work
from glossary.lists import topics
from views.answers import resolve
from views.asked import Asked
from views.compose import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Works with their reasons, best first."""

    hits: tuple[tuple[Work, Why], ...]
    more: bool
    """Whether there are more than were wanted."""
    sharing: str
    """What sharing words with the question means, in words."""
    also_searched: tuple[Expansion, ...] = ()


def find(services: Services, asked: Asked, wanted: int) -> Found:
    """Find *wanted* works for what was asked: a question, a text, a paper's neighbours or a topic.

    Raises:
        VectorIndexError: There is no index to ask.
        EncoderError: The model cannot be loaded.
        UnknownPaperError: Neighbours were asked of a paper that is not there.
    """
    answer = _ask(services, asked, wanted + 1)
    return Found(
        hits=_works(services, answer)[:wanted],
        more=len(answer.hits) > wanted,
        sharing=_sharing(asked),
        also_searched=answer.also_searched,
    )


def neighbours(services: Services, paper_id: str, wanted: int) -> tuple[tuple[Work, Why], ...]:
    """Find the works nearest to a paper. Raises what `find` raises."""
    return _works(services, services.searcher.similar(paper_id, wanted))


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


def _works(services: Services, answer: Answer) -> tuple[tuple[Work, Why], ...]:
    return tuple((work, hit.why) for hit, work in resolve(services, answer))
