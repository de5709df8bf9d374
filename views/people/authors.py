"""The authors of a home: made once for each state of its catalogue, and kept in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

from catalogue.errors import NoEvidenceError
from catalogue.kept import kept
from catalogue.records import Byline, Work
from people.authors.joining import Signed
from people.authors.names import parse
from people.authors.resolve import Authors, resolve
from views.compose import Services


def authors(services: Services) -> Authors:
    """Return the authors of the works that are not withdrawn: some seconds of work after each change of the catalogue.

    Meanwhile it returns those before it.

    Raises:
        CatalogueError: The works, or the corrections to their bylines, cannot be read.
    """
    state = services.catalogue.stamp(), services.words.evidence.stamp().get("made", "")
    found: Authors = kept("authors", services.settings).get(state, partial(_made, services), portable=True)
    return found


def _made(services: Services) -> Authors:
    return resolve(signed(services), services.catalogue.corrections())


def signed(services: Services) -> Iterator[Signed]:
    """Yield what the works that are not withdrawn tell of who wrote them."""
    works = services.catalogue.works()
    topics = _topics(services, works)
    for work in works:
        yield Signed(
            work=work.id,
            bylines=_bylines(work),
            topics=topics.get(work.id, frozenset()),
            year=work.year,
            also=tuple(paper.id for paper in work.records),
        )


def _bylines(work: Work) -> tuple[Byline, ...]:
    """Return the authors with the ids and affiliations that any record of the work has for their names."""
    said: defaultdict[str, list[Byline]] = defaultdict(list)
    for paper in work.records:
        for byline in paper.authors:
            said[parse(byline.name).key].append(byline)
    names = Counter(parse(byline.name).key for byline in work.authors)
    return tuple(
        _told(byline, said[key]) if names[key := parse(byline.name).key] == 1 else byline for byline in work.authors
    )


def _told(byline: Byline, others: list[Byline]) -> Byline:
    account = next((one.person_id for one in others if one.person_id), None)
    affiliation = next((one.affiliation for one in others if one.affiliation), None)
    return replace(byline, person_id=account, affiliation=affiliation)


def _topics(services: Services, works: list[Work]) -> dict[str, frozenset[str]]:
    """Return the concepts that each work names; nothing before the glossary's evidence is read."""
    with suppress(NoEvidenceError):
        said = services.words.evidence.said_in(work.id for work in works)
        return {work: frozenset(concept for concept, _ in labels) for work, labels in said.items()}
    return {}
