"""How likely two bylines are one person's: what their names say, then what their papers say.

As Torvik and Smalheiser do for MEDLINE (ACM TKDD 3(3), 2009), without a hand-labelled set to learn from: the odds of a
pair are those of the names, which fall with the number of namesakes to expect, times the likelihood ratios of what the
papers share. The ratios come from pairs that are one person's almost surely (a name so rare that nobody shares it)
and pairs that are not (other given names); the odds of names from how often namesakes share a co-author, against how
often one person's papers do. ``python -m benchmarks.authors`` learns and prints them again.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from people.authors.names import Name, Relation, whole

NOTHING_SHARED = -1.3
SHARED_COAUTHOR = 6.3
"""A second one adds nothing."""
COAUTHORS_MET = 4.4
"""They share no co-author, but co-authors of both have written together."""
SAME_TOPICS = 2.5
"""Times the cosine of the topics, each weighted by its rarity. Sentence vectors would add a little, but who
is who would then depend on the encoder."""

NAMESAKES = -2.5
PER_NAMESAKE = -1.5
"""Log odds of equal names: the first, plus the second times the logarithm of the number of namesakes to expect."""

CERTAIN: Mapping[Relation, float] = {"full": 8.0, "middle": 2.0, "short": 1.4, "initial": 0.3}
"""The most that names can say. Only equal ones can be enough; an initial needs evidence from the papers."""

UNSEEN = 0.02
"""Pairs of parts counted where one of them is nobody else's: so few that even among three people a name is enough."""

WEIGHTS = (SHARED_COAUTHOR, COAUTHORS_MET, SAME_TOPICS)


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What is known of one or more bylines that are one person's."""

    name: Name
    coauthors: frozenset[str]
    """Keys of the names beside it."""
    topics: frozenset[str]


class Namesakes:
    """How many people of a name to expect, by how frequent its parts are among *names*."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Count the parts of distinct names."""
        known = {name.key: name for name in names}.values()
        self._all = max(1, len(known))
        self._family = Counter(name.family for name in known)
        self._given = Counter("".join(name.given) for name in known)
        self._first = Counter(whole(name.given[0]) for name in known if name.given)
        self._letter = Counter(name.given[0][0] for name in known if name.given)
        self._odds: dict[tuple[str, str, Relation], float] = {}

    def expected(self, one: Name, other: Name, how: Relation) -> float:
        """Return how many others would bear what two names have in common, were its parts combined at random."""
        if how == "full":
            given = self._given["".join(one.given)] - 1
        elif how == "initial":
            given = self._letter[(one.given or other.given)[0][0]] - 1
        else:
            given = self._first[whole(one.given[0])] - 1
        family = self._family[one.family] - (1 if one.key == other.key else 2)
        return max(given * family, UNSEEN) / self._all

    def odds(self, one: Name, other: Name, how: Relation) -> float:
        """Return the log odds that two bylines of these names, agreeing as *how* says, are one person's."""
        key = min(one.key, other.key), max(one.key, other.key), how
        if key not in self._odds:
            said = NAMESAKES + PER_NAMESAKE * math.log(self.expected(one, other, how))
            self._odds[key] = min(CERTAIN[how], said)
        return self._odds[key]

    def one_person(self, name: Name) -> float:
        """Return the probability that two bylines of this very name are one person's."""
        return 1 / (1 + math.exp(-self.odds(name, name, "full")))


class Evidence:
    """What papers say for two bylines being one person's."""

    def __init__(self, papers: Sequence[tuple[Sequence[Name], frozenset[str]]]) -> None:
        """Read the names and the topics of all papers."""
        self._papers = papers
        self.namesakes = Namesakes(name for names, _ in papers for name in names)
        self._tell = {name.key: self.namesakes.one_person(name) for names, _ in papers for name in names}
        with_topics = Counter(topic for _, topics in papers for topic in topics)
        self._rarity = {topic: math.log(len(papers) / count) ** 2 for topic, count in with_topics.items()}

    @cached_property
    def _met(self) -> Mapping[str, set[str]]:
        """With whom each name stands on a paper; names that many bear are left out."""
        met: defaultdict[str, set[str]] = defaultdict(set)
        for names, _ in self._papers:
            keys = [name.key for name in names if self._tell[name.key] > 0.5]  # noqa: PLR2004 (more likely than not)
            for key in keys:
                met[key].update(keys)
        return met

    def of_papers(self, one: Trace, other: Trace) -> float:
        """Return the log likelihood ratio of what their papers share."""
        return NOTHING_SHARED + sum(
            weight * value for weight, value in zip(WEIGHTS, self.seen(one, other), strict=True)
        )

    def seen(self, one: Trace, other: Trace) -> tuple[float, float, float]:
        """Return what `WEIGHTS` are for: how surely they share a co-author, co-authors met, topics."""
        own = {one.name.key, other.name.key}
        shared = sum(self._tell[key] for key in (one.coauthors & other.coauthors) - own)
        met = not shared and self._have_met(one, other, own)
        return min(shared, 1.0), float(met), self._likeness(one.topics, other.topics)

    def _have_met(self, one: Trace, other: Trace, own: set[str]) -> bool:
        fewer, more = sorted((one.coauthors - own, other.coauthors - own), key=len)
        return any(not more.isdisjoint(self._met.get(key, ())) for key in fewer)

    def _likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        shared = sum(self._rarity[topic] for topic in one & other)
        return shared / math.sqrt(self._weight(one) * self._weight(other)) if shared else 0.0

    def _weight(self, topics: frozenset[str]) -> float:
        return sum(self._rarity[topic] for topic in topics)
