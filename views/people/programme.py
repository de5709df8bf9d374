"""An event's programme as a page shows it: posters by session, near to somebody, on now; and what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from catalogue import programme
from catalogue.identity import fold
from catalogue.kept import kept
from catalogue.people import Profile, Session
from catalogue.records import Placement, Work
from people import affinity
from people.day import by_place
from people.plan import Stand
from views.compose import Services
from views.people import interests
from views.people.authors import authors

RELATED = 3
"""Related posters named beside one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A paper on the programme."""

    work: Work
    place: Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which posters are wanted; what is empty chooses nothing away."""

    session: str = ""
    category: tuple[str, ...] = ()
    spotlights: bool = False
    text: str = ""

    def __call__(self, one: Listed) -> bool:
        """Whether a paper is wanted: every word of the text stands in its title, authors, abstract or topic."""
        place = one.place
        return (
            self.session in {"", place.session}
            and (not self.category or not set(self.category).isdisjoint(_kinds(place)))
            and (place.spotlight or not self.spotlights)
            and (not self.text or self._says(one))
        )

    def _says(self, one: Listed) -> bool:
        work = one.work
        said = fold(" ".join([work.title, work.abstract, *(name.name for name in work.authors), *_kinds(one.place)]))
        return all(word in said for word in fold(self.text).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What an event's programme lacks. Papers are ids of works."""

    event: str
    papers: int
    sessions: tuple[Session, ...]
    no_abstract: tuple[str, ...]
    no_authors: tuple[str, ...]
    no_session: tuple[str, ...]
    """Not presented, or nobody said when."""
    unknown_session: tuple[str, ...]
    """Presented in a session of which no hours are known."""
    no_poster: tuple[str, ...]
    """Presented, with neither a number nor a board."""
    not_on_arxiv: tuple[str, ...]
    """No record here says that they are."""
    bylines: int
    unresolved: tuple[tuple[str, str], ...]
    """Papers and names as printed that may be one of several people's, or that asked to be left out."""


def listed(services: Services, event: str) -> Sequence[Listed]:
    """Return the papers of *event* by session, in order of time, and as their posters hang; last what does not hang."""
    timed = tuple(one.slug for one in programme.read(services.catalogue, event))
    state = services.catalogue.stamp(), timed
    found: Sequence[Listed] = kept(f"programme of {event}", services.settings).get(
        state, lambda: _listed(services, event, timed)
    )
    return found


def _listed(services: Services, event: str, timed: Sequence[str]) -> tuple[Listed, ...]:
    found = [
        Listed(work=work, place=place)
        for work in programme.works(services.catalogue, event)
        for place in work.placements
        if place.event == event
    ]
    return tuple(sorted(found, key=lambda one: (_when(one.place.session, timed), by_place(_stand(one)))))


def _when(session: str, timed: Sequence[str]) -> int:
    return timed.index(session) if session in timed else len(timed) + (not session)


def _stand(one: Listed) -> Stand:
    return Stand(paper=one.work.id, session=one.place.session, poster=one.place.poster)


def categories(some: Iterable[Listed]) -> list[str]:
    """Return the categories and tracks of papers, in order of their names."""
    return sorted({kind for one in some for kind in _kinds(one.place)})


def closeness(services: Services, who: Profile, papers: Iterable[str]) -> dict[str, float]:
    """Return how near each of *papers* is to somebody, larger is nearer; papers without a vector are left out.

    Raises:
        VectorIndexError: There is no index to compare by.
        EncoderError: The model cannot be loaded.
    """
    reader = interests.reader(services)
    library = reader.library(papers)
    scores = affinity.to_papers(reader.one(who), library)
    return dict(zip(library.ids, scores.tolist(), strict=True))


def related(services: Services, papers: Collection[str], among: Iterable[str]) -> dict[str, list[str]]:
    """Return for each of *papers* the posters closest in meaning, the closest first. Raises as `closeness`."""
    library = interests.reader(services).library(among)
    rows = [row for row, paper in enumerate(library.ids) if paper in papers]
    scores = library.vectors[rows] @ library.vectors.T
    scores[np.arange(len(rows)), rows] = -np.inf
    best = np.argsort(-scores, axis=1, kind="stable")[:, : min(RELATED, len(library.ids) - 1)]
    return {library.ids[row]: [library.ids[near] for near in line] for row, line in zip(rows, best, strict=True)}


def on_now(sessions: Sequence[Session], now: datetime) -> Session | None:
    """Return the session or break that is on, or is the next of the same day. *now* has a time zone."""
    for one in sorted(sessions, key=lambda one: one.start):
        local = now.astimezone(ZoneInfo(one.timezone)).replace(tzinfo=None).isoformat(timespec="minutes")
        if local[:10] == one.start[:10] and local < one.end:
            return one
    return None


def is_on(session: Session, now: datetime) -> bool:
    """Whether a session has begun; *now* has a time zone."""
    return now >= datetime.fromisoformat(session.start).replace(tzinfo=ZoneInfo(session.timezone))


def coverage(services: Services, event: str) -> Coverage:
    """Say what the programme of *event* lacks."""
    papers, sessions = listed(services, event), programme.read(services.catalogue, event)
    known = {one.slug for one in sessions if not one.pause}
    people = authors(services)
    unresolved = [
        (one.work.id, byline.name)
        for one in papers
        for byline, person in zip(one.work.authors, people.of(one.work.id), strict=False)
        if person is None
    ]
    lacks: Mapping[str, tuple[str, ...]] = {
        "no_abstract": _ids(one for one in papers if not one.work.abstract),
        "no_authors": _ids(one for one in papers if not one.work.authors),
        "no_session": _ids(one for one in papers if not one.place.session),
        "unknown_session": _ids(one for one in papers if one.place.session and one.place.session not in known),
        "no_poster": _ids(one for one in papers if one.place.session and not one.place.poster),
        "not_on_arxiv": _ids(one for one in papers if not _on_arxiv(one.work)),
    }
    return Coverage(
        event=event,
        papers=len(papers),
        sessions=sessions,
        bylines=sum(len(one.work.authors) for one in papers),
        unresolved=tuple(unresolved),
        **lacks,
    )


def _ids(some: Iterable[Listed]) -> tuple[str, ...]:
    return tuple(one.work.id for one in some)


def _kinds(place: Placement) -> list[str]:
    return [kind for kind in (place.category, place.track) if kind]


def _on_arxiv(work: Work) -> bool:
    names = [name for paper in work.records for name in (paper.id, *paper.also)]
    return any(name.startswith("arxiv:") or "arxiv.org/" in name for name in names)
