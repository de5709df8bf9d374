"""The authors of a set of works: made of their bylines, and to be asked by name, id or work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from rapidfuzz import process

from catalogue.corrections import Corrections, key
from catalogue.errors import AmbiguousPersonError, UnknownPersonError
from catalogue.people import Person
from people.authors.joining import Cluster, Signed, Spot, clusters, scheme
from people.authors.names import Name, parse, relation

NEAR, NEAR_SCORE = 5, 75
"""Near names in an error at most, and how alike they must be, from 0 to 100."""

LISTED = 8
"""Candidates that an error names."""

PREFIX = "author:"
"""Begins an id that is made of a name."""

LINKS = {"orcid": "https://orcid.org/{}", "openreview": "https://openreview.net/profile?id={}"}


def resolve(papers: Iterable[Signed], corrections: Corrections) -> Authors:
    """Take the bylines of *papers* for persons, whatever their order."""
    ordered = sorted(papers, key=lambda paper: paper.work)
    return Authors(ordered, clusters(ordered, corrections), corrections)


class Authors:
    """The authors of a set of works. Safe to share between threads."""

    def __init__(self, papers: Sequence[Signed], found: Sequence[Cluster], corrections: Corrections) -> None:
        """Name the persons that *found* are, but for who hides and for initials that fit several; see `resolve`."""
        self._papers = papers
        shown = [cluster for cluster in found if not _hidden(cluster, papers, corrections)]
        self._whole = [cluster for cluster in shown if not _only_initials(cluster)]
        settled = [
            *self._whole,
            *(cluster for cluster in shown if _only_initials(cluster) and not self._several(cluster)),
        ]
        made = self._made(settled)
        self.people: tuple[Person, ...] = tuple(sorted((person for person, _ in made), key=lambda person: person.id))
        accounts = ((_account(one), person) for person, cluster in made for one in cluster.accounts)
        self._by_id = {person.id: person for person in self.people} | dict(accounts)
        self._of: dict[Spot, Person] = {spot: person for person, cluster in made for spot in cluster.spots}
        self._at = {paper.work: at for at, paper in enumerate(papers)}
        self._names = {person.id: tuple(cluster.names.values()) for person, cluster in made}

    def of(self, work_id: str) -> tuple[Person | None, ...]:
        """Return who is behind each byline of a work, in order: None where it fits several, or who hides.

        A work that is not there has no bylines.
        """
        at = self._at.get(work_id)
        return () if at is None else tuple(self._of.get((at, place)) for place in range(len(self._papers[at].bylines)))

    def find(self, name_or_id: str) -> Person:
        """Return the author of that name or id.

        Raises:
            UnknownPersonError: There is none; the message has near names.
            AmbiguousPersonError: There are several; the message lists them with their papers.
        """
        found = self.candidates(name_or_id)
        if not found:
            near = self._near(name_or_id)
            remedy = f"Near it: {', '.join(near)}" if near else "Names are as on papers, for example: Ada Lovelace"
            raise UnknownPersonError("no author of that name or id is known", remedy)
        if len(found) > 1:
            listed = [f"{person.id} ({person.name}: {_some(person.papers)})" for person in found[:LISTED]]
            listed += [f"and {len(found) - LISTED} more"] if len(found) > LISTED else []
            raise AmbiguousPersonError(f"{len(found)} authors may be meant", "\n  ".join(["Name one by id:", *listed]))
        return found[0]

    def candidates(self, name_or_id: str) -> tuple[Person, ...]:
        """Return everybody whom a name or id may mean, those with most papers first.

        Those who sign so come alone; only where nobody does, those whose name agrees with it, or has it as a part.
        """
        said = name_or_id.strip()
        if person := self._by_id.get(said) or self._by_id.get(_account(said)):
            return (person,)
        if said.startswith(PREFIX):  # of somebody who is told apart otherwise by now
            said = said.removeprefix(PREFIX).partition(":")[0].replace("-", " ")
        asked = parse(said)
        return self._sorted(self._by_key.get(asked.key) or self._agreeing(asked))

    def search(self, text: str, k: int) -> list[Person]:
        """Return up to *k* people whose names have every word of *text*, whole or its beginning; most papers first."""
        words = [f" {word}" for name in [parse(text)] for word in (*name.given, name.family) if word]
        if not words:
            return []
        found = (self._by_id[one] for one, said in self._said.items() if all(word in said for word in words))
        return list(self._sorted(found))[:k]

    def coauthors(self, person_id: str) -> set[str]:
        """Return the ids of those who wrote a paper with somebody; of an unknown id, nobody."""
        person = self._by_id.get(person_id)
        found = {other.id for work in (person.papers if person else ()) for other in self.of(work) if other}
        return found - {person_id}

    @cached_property
    def _by_key(self) -> Mapping[str, list[Person]]:
        found: defaultdict[str, list[Person]] = defaultdict(list)
        for one, names in self._names.items():
            for name in names:
                found[name.key].append(self._by_id[one])
        return found

    @cached_property
    def _by_family(self) -> Mapping[str, list[tuple[Name, Person]]]:
        found: defaultdict[str, list[tuple[Name, Person]]] = defaultdict(list)
        for one, names in self._names.items():
            for name in names:
                found[name.family].append((name, self._by_id[one]))
        return found

    @cached_property
    def _said(self) -> Mapping[str, str]:
        """The words of everybody's names, each after a space."""
        return {
            one: "".join(f" {word}" for name in names for word in (*name.given, name.family))
            for one, names in self._names.items()
        }

    def _agreeing(self, asked: Name) -> set[Person]:
        family = self._by_family.get(asked.family, ())
        return {person for name, person in family if not asked.given or relation(asked, name)}

    def _several(self, cluster: Cluster) -> bool:
        """Say whether initials fit several people whose names are known in full."""
        return len(self._fitting(cluster)) > 1

    def _fitting(self, cluster: Cluster) -> list[Cluster]:
        family = next(iter(cluster.names.values())).family
        return [other for other in self._families.get(family, ()) if cluster.may_join(other)]

    @cached_property
    def _families(self) -> Mapping[str, list[Cluster]]:
        found: defaultdict[str, list[Cluster]] = defaultdict(list)
        for cluster in self._whole:
            found[next(iter(cluster.names.values())).family].append(cluster)
        return found

    def _near(self, text: str) -> list[str]:
        names = sorted({person.name for person in self.people})
        return [name for name, _, _ in process.extract(text, names, limit=NEAR, score_cutoff=NEAR_SCORE)]

    def _sorted(self, people: Iterable[Person]) -> tuple[Person, ...]:
        return tuple(sorted(people, key=lambda person: (-len(person.papers), person.name, person.id)))

    def _made(self, settled: Iterable[Cluster]) -> list[tuple[Person, Cluster]]:
        """Describe everybody. An id that several share gets their first paper, and the place on it where need be."""
        made = [(self._draft(cluster), cluster) for cluster in settled]
        for part in (0, 1):
            taken = Counter(person.id for person, _ in made)
            made = [
                (replace(one, id=f"{one.id}:{self._first(all_)[part]}") if taken[one.id] > 1 else one, all_)
                for one, all_ in made
            ]
        return made

    def _first(self, cluster: Cluster) -> tuple[str, int]:
        """Return the first paper, which stays while others come and go, and the place on it from 1."""
        at, place = min(cluster.spots, key=lambda spot: (self._papers[spot[0]].year or "9999", *spot))
        return self._papers[at].work, place + 1

    def _draft(self, cluster: Cluster) -> Person:
        spots = sorted(cluster.spots, key=lambda spot: (self._papers[spot[0]].year, self._papers[spot[0]].work))
        bylines = [self._papers[at].bylines[place] for at, place in reversed(spots)]
        printed = Counter(byline.name for byline in bylines)  # the newest first, where as often
        accounts = sorted(cluster.accounts, key=lambda account: (scheme(account) != "orcid", account))
        name = max(printed, key=lambda name: (printed[name], name != name.upper()))
        known = [_account(account) for account in accounts]
        return Person(
            id=next(iter(known), f"{PREFIX}{_slug(name)}"),
            names=(name, *(other for other in printed if other != name)),
            papers=tuple(dict.fromkeys(self._papers[at].work for at, _ in reversed(spots))),
            affiliations=tuple(dict.fromkeys(byline.affiliation for byline in bylines if byline.affiliation)),
            links=tuple(
                LINKS[kind].format(rest) for kind, _, rest in (one.partition(":") for one in known) if kind in LINKS
            ),
        )


def _hidden(cluster: Cluster, papers: Sequence[Signed], corrections: Corrections) -> bool:
    return any(
        key(one.name) == key(papers[at].bylines[place].name) and papers[at].among(one.papers)
        for one in corrections.hidden
        for at, place in cluster.spots
    )


def _account(said: str) -> str:
    """Return an id of a source with the name of the source before it."""
    kind = scheme(said)
    return said if said.startswith(f"{kind}:") else f"{kind}:{said}"


def _only_initials(cluster: Cluster) -> bool:
    return all(name.given and len(name.given[0]) == 1 for name in cluster.names.values())


def _slug(name: str) -> str:
    parsed = parse(name)
    return "-".join((*parsed.given, parsed.family))


def _some(papers: Sequence[str]) -> str:
    return ", ".join(papers[:3]) + (f" and {len(papers) - 3} more" if len(papers) > 3 else "")  # noqa: PLR2004
