"""Which bylines are one person's.

A name that hardly anybody else bears is one person's. Bylines of frequent names, and of names that agree only in part
(a middle name, an initial, a short form), are joined where their papers speak for it (`people.authors.evidence`), the
surest first, and never against what is known: two on one paper are two, ids of a source decide, and so do corrections.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

from catalogue.corrections import Corrections, key
from catalogue.records import Byline
from people.authors.evidence import NOTHING_SHARED, WEIGHTS, Evidence, Trace
from people.authors.names import Name, Relation, parse, relation, whole

JOINED = 0.0
"""Log odds from which two are one. Even odds: on judged pairs, precision falls below them and recall above."""

BEST = NOTHING_SHARED + sum(WEIGHTS)
UNSHARED = BEST - WEIGHTS[0]
"""The most that papers can say, with and without a co-author in common: names against all that are not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A work as far as it tells who wrote it."""

    work: str
    """Its id."""
    bylines: tuple[Byline, ...]
    topics: frozenset[str] = frozenset()
    """What it is about: categories, concepts."""
    year: str = ""
    also: tuple[str, ...] = ()
    """Other ids of the work: corrections may name any."""

    def among(self, papers: Collection[str]) -> bool:
        """Say whether a correction is about this work: *papers* are ids, or none for all works."""
        return not papers or not {self.work, *self.also}.isdisjoint(papers)


Spot = tuple[int, int]
"""A byline: the place of its work, and its own place there."""


@dataclass(slots=True, eq=False)
class Cluster:
    """Bylines of one person."""

    spots: list[Spot]
    names: dict[str, Name]
    """The forms of their name, by key."""
    works: set[int] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)
    """Ids that sources give."""
    sides: set[tuple[int, int]] = field(default_factory=set)
    """Of which lists of `Different` they are: the number of the correction, and of the list."""

    def may_join(self, other: Cluster) -> bool:
        """Say whether nothing speaks against both being one person."""
        if not self.works.isdisjoint(other.works) or _contradict(self.sides, other.sides):
            return False
        if self.accounts and other.accounts and not _agree(self.accounts, other.accounts):
            return False
        return all(relation(one, two) for one, two in product(self.names.values(), other.names.values()))

    def take(self, other: Cluster) -> None:
        """Make the other's bylines this one's."""
        self.spots += other.spots
        self.names |= other.names
        self.works |= other.works
        self.accounts |= other.accounts
        self.sides |= other.sides


def _contradict(ones: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> bool:
    return any(one[0] == other[0] and one[1] != other[1] for one in ones for other in others)


def _agree(ones: set[str], others: set[str]) -> bool:
    """Say whether accounts of one source are the same; those of two sources say nothing of each other."""
    schemes = {scheme(one) for one in ones} & {scheme(other) for other in others}
    return not schemes or not ones.isdisjoint(others)


def scheme(account: str) -> str:
    """Return whose an id of a person is: ``~Neel_Nanda1`` is OpenReview's."""
    return "openreview" if account.startswith("~") else "orcid" if account[:4].isdigit() else account.partition(":")[0]


def clusters(papers: Sequence[Signed], corrections: Corrections) -> list[Cluster]:
    """Take the bylines of *papers* for persons: the order of papers changes nothing."""
    return _Joining(papers, corrections).run()


class _Joining:
    """The work of `clusters`, and what it keeps at hand."""

    def __init__(self, papers: Sequence[Signed], corrections: Corrections) -> None:
        self.papers = papers
        self.corrections = corrections
        self.names = [tuple(parse(byline.name) for byline in paper.bylines) for paper in papers]
        self.evidence = Evidence([(names, paper.topics) for names, paper in zip(self.names, papers, strict=True)])
        self.of: dict[Spot, Cluster] = {}
        self.traces: dict[Spot, Trace] = {}
        self.by_key: defaultdict[str, list[Spot]] = defaultdict(list)
        for at, names in enumerate(self.names):
            for place, name in enumerate(names):
                if name.family:
                    self.by_key[name.key].append((at, place))
        self.sides = self._different()

    def run(self) -> list[Cluster]:
        """Join what is surely one, then pairs by falling odds."""
        for start in self._starts():
            self.of |= dict.fromkeys(start.spots, start)
        for one, other in (*self._same(), *self._accounts()):
            self._join(one, other, forced=True)
        for _, one, other in sorted(
            self._pairs(), key=lambda pair: (-pair[0], self._order(pair[1]), self._order(pair[2]))
        ):
            self._join(one, other)
        return list({id(cluster): cluster for cluster in self.of.values()}.values())

    def _order(self, spot: Spot) -> tuple[str, int]:
        return self.papers[spot[0]].work, spot[1]

    def _join(self, one: Spot, other: Spot, *, forced: bool = False) -> None:
        first, second = self.of[one], self.of[other]
        if first is not second and (forced or first.may_join(second)):
            larger, smaller = sorted((first, second), key=lambda cluster: -len(cluster.spots))
            larger.take(smaller)
            self.of |= dict.fromkeys(smaller.spots, larger)

    def _cluster(self, spots: list[Spot]) -> Cluster:
        name = self._name(spots[0])
        accounts = (self.papers[at].bylines[place].person_id for at, place in spots)
        return Cluster(
            spots=list(spots),
            names={name.key: name},
            works={at for at, _ in spots},
            accounts={account for account in accounts if account},
            sides={side for spot in spots for side in self.sides.get(spot, ())},
        )

    def _name(self, spot: Spot) -> Name:
        return self.names[spot[0]][spot[1]]

    def _starts(self) -> Iterator[Cluster]:
        """Yield all bylines of a name in one, where the name alone is enough, or else each apart."""
        for spots in self.by_key.values():
            together = self._cluster(spots)
            name = self._name(spots[0])
            alone = len(together.works) == len(spots) and not together.sides and len(together.accounts) <= 1
            enough = self.evidence.namesakes.odds(name, name, "full") + NOTHING_SHARED > JOINED
            if alone and enough and not _initials(name):
                yield together
            else:
                yield from (self._cluster([spot]) for spot in spots)

    def _pairs(self) -> Iterator[tuple[float, Spot, Spot]]:
        """Yield pairs of clusters that are rather one than two, each by a byline of theirs."""
        starts = {key: list({id(self.of[spot]): spot for spot in spots}.values()) for key, spots in self.by_key.items()}
        for spots in starts.values():
            name = self._name(spots[0])
            yield from self._likely(name, name, "full", combinations(spots, 2))
        for one, other, how in self._related():
            yield from self._likely(one, other, how, product(starts[one.key], starts[other.key]))

    def _likely(
        self, one: Name, other: Name, how: Relation, pairs: Iterable[tuple[Spot, Spot]]
    ) -> Iterator[tuple[float, Spot, Spot]]:
        by_name = self.evidence.namesakes.odds(one, other, how)
        if by_name + BEST > JOINED:
            for first, second in pairs:
                ours, theirs = self._trace(first), self._trace(second)
                if by_name + UNSHARED <= JOINED and ours.coauthors.isdisjoint(theirs.coauthors):
                    continue
                odds = by_name + self.evidence.of_papers(ours, theirs)
                if odds > JOINED:
                    yield odds, min(first, second, key=self._order), max(first, second, key=self._order)

    def _trace(self, spot: Spot) -> Trace:
        if spot not in self.traces:
            works = [at for at, _ in self.of[spot].spots]
            self.traces[spot] = Trace(
                name=self._name(spot),
                coauthors=frozenset(name.key for at in works for name in self.names[at]) - {self._name(spot).key},
                topics=frozenset().union(*(self.papers[at].topics for at in works)),
            )
        return self.traces[spot]

    def _related(self) -> Iterator[tuple[Name, Name, Relation]]:
        """Yield pairs of unlike names that may be one person's, and how they agree."""
        handles: defaultdict[tuple[str, str], list[Name]] = defaultdict(list)
        for spots in self.by_key.values():
            name = self._name(spots[0])
            for first in {*map(whole, name.given[:2]), *(given[0] for given in name.given[:1])}:
                handles[name.family, first].append(name)
        for (_, first), names in handles.items():
            if len(first) > 1:
                yield from _agreeing(combinations(names, 2))
            elif initials := [name for name in names if _initials(name)]:
                yield from _agreeing((one, other) for one in initials for other in names if other is not one)

    def _accounts(self) -> Iterator[tuple[Spot, Spot]]:
        """Yield bylines with one id."""
        known: dict[str, Spot] = {}
        for at, paper in enumerate(self.papers):
            for place, byline in enumerate(paper.bylines):
                if byline.person_id and (at, place) in self.of:
                    yield known.setdefault(byline.person_id, (at, place)), (at, place)

    def _same(self) -> Iterator[tuple[Spot, Spot]]:
        """Yield bylines that a correction, or one side of one, joins."""
        for one in self.corrections.same:
            names = set(map(key, one.names))
            found = [spot for spot in self._spots(one.papers) if self._printed(spot) in names and spot in self.of]
            yield from pairwise(found)
        by_side: defaultdict[tuple[int, int], list[Spot]] = defaultdict(list)
        for spot, sides in self.sides.items():
            for side in sides:
                by_side[side].append(spot)
        for found in by_side.values():
            yield from pairwise(found)

    def _different(self) -> dict[Spot, list[tuple[int, int]]]:
        found: defaultdict[Spot, list[tuple[int, int]]] = defaultdict(list)
        for number, one in enumerate(self.corrections.different):
            names = set(map(key, one.names))
            for side, works in enumerate(one.papers):
                for spot in self._spots(works):
                    if self._printed(spot) in names:
                        found[spot].append((number, side))
        return dict(found)

    def _spots(self, works: Sequence[str]) -> Iterator[Spot]:
        """Yield the bylines of *works*, or of all."""
        for at, paper in enumerate(self.papers):
            if paper.among(works):
                yield from ((at, place) for place in range(len(paper.bylines)))

    def _printed(self, spot: Spot) -> str:
        return key(self.papers[spot[0]].bylines[spot[1]].name)


def _agreeing(pairs: Iterable[tuple[Name, Name]]) -> Iterator[tuple[Name, Name, Relation]]:
    return ((one, other, how) for one, other in pairs if (how := relation(one, other)))


def _initials(name: Name) -> bool:
    return bool(name.given) and len(name.given[0]) == 1
