"""What the pages of the twin are made of, read once. Nobody's profile is in it: participants are not asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from catalogue.errors import NoEvidenceError
from catalogue.records import Work
from catalogue.words import Concept
from glossary.book import Glossary
from glossary.evidence.store import Evidence
from people.authors.resolve import Authors
from views.compose import Services
from views.people.authors import authors
from views.static import address
from views.static.similar import neighbours

NEAR = 4
"""Similar papers named on a paper's page."""

PAGES = 600
"""Authors who have a page at most, those with the most papers: of 27,000 authors of 6,000 papers four in five have
written one of them, and pages for all would weigh more than all papers. The others' names lead to a search."""


@dataclass(frozen=True, kw_only=True)
class Twin:
    """The library as it was when it was read."""

    services: Services
    works: Mapping[str, Work]
    """Those that are not withdrawn, by id."""
    names: Mapping[str, str]
    """Name of the page of each work, by the id of every record of it."""
    authors: Authors
    similar: Mapping[str, tuple[str, ...]]
    """Ids of the works nearest to each, best first."""
    said: Mapping[str, Counter[str]]
    """How often each work names each concept; none before the corpus has been read for the glossary."""

    @property
    def glossary(self) -> Glossary:
        """The glossary."""
        return self.services.words.glossary

    @property
    def evidence(self) -> Evidence:
        """What the corpus says."""
        return self.services.words.evidence

    @property
    def site(self) -> str:
        """The address that the site has on the web, without a last stroke; nothing where nobody said."""
        settings = self.services.settings
        return settings.site.rstrip("/") if "site" in settings.model_fields_set else ""

    @cached_property
    def asof(self) -> str:
        """The day of the index, ISO 8601: what is newer is not in it."""
        return self.services.searcher.manifest().built[:10]

    @cached_property
    def mentions(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the works that name each concept, those that do so most often first."""
        found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for work, named in self.said.items():
            for concept, times in named.items():
                found[concept].append((-times, work))
        return {concept: tuple(work for _, work in sorted(some)) for concept, some in found.items()}

    @cached_property
    def least(self) -> int:
        """How many papers an author who has a page has written: two, or more where too many have two."""
        papers = sorted((len(person.papers) for person in self.authors.people), reverse=True)
        return max(2, papers[PAGES] + 1 if len(papers) > PAGES else 0)

    @cached_property
    def people(self) -> Mapping[str, str]:
        """Name of the page of each author who has one, by their id."""
        prolific = [person.id for person in self.authors.people if len(person.papers) >= self.least]
        return address.slugs(prolific)

    def work(self, record: str) -> Work | None:
        """Return the work that has a record of this id, if it is in the twin."""
        return self._records.get(record)

    def concepts(self, work: str) -> list[Concept]:
        """Return the concepts that a work names, those that it names most often first."""
        named = self.said.get(work, Counter())
        known = (one for one, _ in named.most_common())
        return [self.glossary.concepts[one] for one in known if one in self.glossary.concepts]

    @cached_property
    def _records(self) -> dict[str, Work]:
        return {paper.id: work for work in self.works.values() for paper in work.records}


def read(services: Services) -> Twin:
    """Read the library.

    Raises:
        CatalogueError: The works cannot be read.
        VectorIndexError: There is no index, or it is of something else.
        EncoderError: The model of the index cannot be loaded.
    """
    works = {work.id: work for work in services.catalogue.works()}
    files = address.slugs(works)
    index = services.searcher.index()
    pool = services.settings.pool
    similar = {one: tuple(near for near in some if near in works) for one, some in neighbours(index, NEAR, pool)}
    return Twin(
        services=services,
        works=works,
        names={paper.id: files[work.id] for work in works.values() for paper in work.records},
        authors=authors(services),
        similar=similar,
        said=_said(services, works),
    )


def _said(services: Services, works: Mapping[str, Work]) -> dict[str, Counter[str]]:
    with suppress(NoEvidenceError):
        return {work: _concepts(labels) for work, labels in services.words.evidence.said_in(works).items()}
    return {}


def _concepts(labels: Mapping[tuple[str, str], int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (concept, _), times in labels.items():
        found[concept] += times
    return found
