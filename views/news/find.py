"""Finding what is new: papers of the last days close to a question, to topics, or to papers that one likes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from math import sqrt

from catalogue import sentences
from catalogue.answers import Answer, SearchHit, Why
from catalogue.errors import UnknownPaperError
from catalogue.records import Work
from glossary.lists import topics
from views.answers import resolve
from views.asked import Asked
from views.compose import Services
from views.news.recent import Window, window, within

DAYS = (7, 30, 90)
"""Windows to choose from."""

SHARE = 0.05
"""A new paper is related if it is among this share of the library that comes closest. The whole library, as the best
of a quiet week may have nothing to do with what was asked; a share, as scores differ from encoder to encoder."""

LEAST, MOST = 10, 500
"""Papers that count as closest to one of many interests or in a small library, and in the largest."""

LIKED = 30
"""Liked papers that are looked around, the last ones: each is a search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A new paper, and why it is shown."""

    work: Work
    hit: SearchHit
    near: Work | None
    """The liked paper that it is closest to."""
    sharing: str
    """What sharing words means here, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What came within some days: the most related first, or the newest if nothing was asked."""

    days: Window
    papers: tuple[New, ...]
    answer: Answer
    """All that there is to show, wanted or not."""
    others: int
    """How many more came, but are not related."""

    @property
    def found(self) -> int:
        """How many there are to show."""
        return len(self.answer.hits)


def find(services: Services, asked: Asked, *, days: int = DAYS[0], since: str = "", k: int = 10) -> News:
    """Find what is new for what was asked, whose own dates do not count.

    Args:
        services: Whom to ask.
        asked: A question, or topics and liked papers; with its filters.
        days: How many days up to the newest paper.
        since: The first day instead, ISO 8601.
        k: How many papers are wanted.

    Raises:
        VectorIndexError: There is no index to ask.
        EncoderError: The model cannot be loaded.
        QuestionError: The question cannot be read.
        UnknownPaperError: None of the liked papers is in the library.
    """
    papers = services.searcher.index().papers
    span = window(papers, days=days, since=since)
    recent = [one for one in within(papers, span, asked) if one not in {asked.like, *asked.more, *asked.less}]
    answers = list(_interests(services, asked, len(papers))) if asked.anything else []
    near = _closest(answers) if asked.anything else {one: _unranked(one) for one in recent}
    shown = sorted((near[one] for one in recent if one in near), key=lambda found: found[0])
    answer = Answer(
        hits=_standing(services, [hit for _, hit, _ in shown]),
        also_searched=tuple(word for _, answer in answers for word in answer.also_searched),
    )
    wanted = resolve(services, replace(answer, hits=answer.hits[:k]), "" if asked.is_text else asked.q)
    return News(
        days=span,
        papers=tuple(_new(asked, hit, work, near[hit.paper_id][2]) for hit, work in wanted),
        answer=answer,
        others=len(recent) - len(shown),
    )


_Near = tuple[int, SearchHit, Work | None]
"""A paper's rank for the interest that it is closest to, the hit, and the liked paper that the interest is."""


def _unranked(paper_id: str) -> _Near:
    return 0, SearchHit(paper_id=paper_id, score=0.0, why=Why()), None


def _standing(services: Services, hits: list[SearchHit]) -> tuple[SearchHit, ...]:
    """Leave out what was withdrawn since the index was made."""
    works = services.catalogue.find(hit.paper_id for hit in hits)
    standing = {paper.id for work in works if not work.withdrawn for paper in work.records}
    return tuple(hit for hit in hits if hit.paper_id in standing)


def _new(asked: Asked, hit: SearchHit, work: Work, near: Work | None) -> New:
    """Say why a paper is shown; one that nothing was asked about speaks for itself, by its first sentence."""
    first = next(iter(sentences.split(work.abstract or work.summary)), "")
    why = replace(hit.why, sentence=hit.why.sentence or first)
    sharing = "shares the words" if near else "matches your words" if asked.q else "typical words"
    return New(work=work, hit=replace(hit, why=why), near=near, sharing=sharing)


def _closest(answers: list[tuple[Work | None, Answer]]) -> dict[str, _Near]:
    """Take each paper from the answer that ranks it best."""
    best: dict[str, _Near] = {}
    for liked, answer in answers:
        for rank, hit in enumerate(answer.hits):
            if hit.paper_id not in best or rank < best[hit.paper_id][0]:
                best[hit.paper_id] = rank, hit, liked
    return best


def _interests(services: Services, asked: Asked, papers: int) -> Iterator[tuple[Work | None, Answer]]:
    """Find what is closest to the question, or to each topic and liked paper: what lies between two is neither.

    Nobody has sorted new papers into topics, so a topic is what its description says.
    """
    query = replace(asked.query("", 0), since="", until="", topics=(), sources=(), categories=())
    described = [f"{topics()[one].label}. {topics()[one].about}" for one in asked.topic if one in topics()]
    if asked.q:
        text = " ".join([asked.q, *described])
        yield None, services.searcher.search(replace(query, text=text, k=_depth(papers, 1)))
        return
    liked = _liked(services, asked)
    depth = _depth(papers, len(described) + len(liked))
    for text in described:
        yield None, services.searcher.search(replace(query, text=text, k=depth, more=(), less=()))
    for work in liked:
        with suppress(UnknownPaperError):  # withdrawn since: a feed lives longer than some papers
            yield work, services.searcher.similar(work.id, depth)


def _liked(services: Services, asked: Asked) -> list[Work]:
    ids = [*asked.more, *filter(None, [asked.like])]
    found = services.catalogue.find(ids)
    if ids and not found:
        services.catalogue.get(ids[0])  # says what is wrong with it
    return found[-LIKED:]


def _depth(papers: int, interests: int) -> int:
    """Return how many papers count as close to each of several interests: fewer to each, but they overlap."""
    return max(LEAST, min(MOST, round(SHARE * papers / sqrt(max(interests, 1)))))
