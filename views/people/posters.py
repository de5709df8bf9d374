"""Posters worth visiting, and who presents them: for anybody, from public facts alone. No participant is looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from catalogue import programme
from catalogue.identity import author_key
from catalogue.kept import kept
from catalogue.people import Profile, Reason
from catalogue.records import Placement, Work
from people import affinity
from people.plan import Stand
from people.reasons import reason
from views.compose import Services
from views.people import interests

Hung = Mapping[str, tuple[Work, Placement]]
"""Works that have a poster, by their id, with where it hangs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """A poster worth a visit."""

    work: Work
    placement: Placement
    score: float
    """Larger is better; comparable for one profile only."""
    why: Reason


def presented(services: Services, event: str) -> Hung:
    """Return the works that have a poster at *event*."""
    found: Hung = kept(f"posters of {event}", services.settings).get(
        services.catalogue.stamp(), lambda: _presented(services, event)
    )
    return found


def _presented(services: Services, event: str) -> Hung:
    found = ((work, place) for work in programme.works(services.catalogue, event) for place in work.placements)
    return {work.id: (work, place) for work, place in found if place.event == event and place.session}


def presenting(hung: Hung, profile: Profile, papers: Iterable[str]) -> set[str]:
    """Return those of *papers*, works of the owner of *profile*, at whose posters they will stand.

    No programme says who presents. Who has one poster in a session stands there; of several in one session, at those
    whose first author they are: nobody stands at eleven, and who leads a group is free to walk.
    """
    by_session: defaultdict[str, list[Work]] = defaultdict(list)
    for one in papers:
        if one in hung:
            by_session[hung[one][1].session].append(hung[one][0])
    return {
        work.id
        for works in by_session.values()
        for work in works
        if len(works) == 1 or (work.authors and author_key(work.authors[0].name) == author_key(profile.name))
    }


def own(services: Services, hung: Hung, profile: Profile) -> set[str]:
    """Return the works of the owner of *profile* at whose posters they will stand, as `presenting` has it."""
    return presenting(hung, profile, services.catalogue.works_of(profile.papers).values())


def stands(hung: Hung, presenters: Mapping[str, Collection[str]]) -> Iterator[Stand]:
    """Yield the posters, with the *presenters* of each paper, by its id: whoever claims it stands there."""
    for paper, (_, place) in hung.items():
        for person in presenters.get(paper) or ("",):
            yield Stand(paper=paper, session=place.session, poster=place.poster, person=person)


def worth(services: Services, profile: Profile, k: int, hung: Hung) -> list[Poster]:
    """Return the *k* posters of *hung* closest to *profile*, the best first: new to them, and by people new to them.

    Left out are their own, those of their co-authors, and those that they like already.

    Raises:
        VectorIndexError: There is no index to compare by.
        EncoderError: The model cannot be loaded.
    """
    reader, bridges = interests.reader(services), interests.bridges(services)
    me = reader.one(profile)
    known, liked = _known(services, profile), set(services.catalogue.works_of(profile.liked).values())
    strangers = [one for one, (work, _) in hung.items() if one not in liked and known.isdisjoint(_keys(work))]
    library = reader.library(strangers)
    scores = affinity.to_papers(me, library)
    best = [(library.ids[row], float(scores[row])) for row in np.argsort(-scores, kind="stable")[:k]]
    presenting = dict(
        zip((one for one, _ in best), reader.everybody([(one, Profile(papers=(one,))) for one, _ in best]), strict=True)
    )
    return [
        Poster(
            work=hung[one][0],
            placement=hung[one][1],
            score=score,
            why=reason(me, presenting[one], "problem", bridges, reader.quoted),
        )
        for one, score in best
    ]


def _known(services: Services, profile: Profile) -> set[str]:
    """Return their own name and those of their co-authors, as `author_key` has them."""
    own = (key for work in services.catalogue.find(profile.papers) for key in _keys(work))
    return {author_key(profile.name), *own} - {""}


def _keys(work: Work) -> set[str]:
    return {author_key(byline.name) for byline in work.authors}
