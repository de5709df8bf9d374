"""How much everybody has to say to everybody, under each aim of the dial, on one scale (`people.scale`)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from catalogue.people import AIMS, Aim, Dial
from catalogue.words import COMMUNITIES, Community
from people import affinity
from people.common import STRENGTH, elsewhere
from people.interests import Bridges, Idea, Interests
from people.scale import Matrix, bits, symmetric, unlike

OTHER_WORDS = 1.0
"""What a shared concept counts for *bridge* where each says it in a word of another community."""

OTHER_PEOPLE = 0.5
"""What it counts where they are of different communities, whatever the words: they may read the same papers."""

WISH = 0.25
"""What the bits of a wish that is met weigh beside the aims': it decides between people about as close."""

EVEN = 0.06
"""Share of every dial that weighs all aims alike: nobody who wants bridges only is left alone for want of one."""

_Word = tuple[str, frozenset[Community]]
"""A concept, and the communities of a word for it."""

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True, eq=False)
class Scores:
    """What a build decides on. Every matrix has the shape (people, people), is symmetric and has no diagonal."""

    total: Matrix
    """In bits, both dials taken into account: larger is better, 0 is nothing in common."""
    aims: Mapping[Aim, Matrix]
    """In bits, whatever the dials."""
    problem: Matrix
    """The affinity itself, as `people.affinity` has it."""
    leading: NDArray[np.int8]
    """Which of `AIMS` says most for each pair, under the mean of both dials."""

    def aim(self, one: int, other: int) -> Aim:
        """Return the aim that explains the pair most."""
        return AIMS[int(self.leading[one, other])]


def scores(
    people: Sequence[Interests],
    bridges: Bridges,
    dials: Sequence[Dial],
    wishes: NDArray[np.float32] | None = None,
    between: Callable[[Sequence[Interests]], Matrix] = affinity.between,
) -> Scores:
    """Score every pair of *people*.

    Each direction is the mean of the aims' bits weighed by that person's dial. A pair has the harmonic mean of its two
    directions, the usual fusion of reciprocal recommenders (Palomares et al. 2021, doi:10.1016/j.inffus.2020.12.001):
    it stays close to the lower one, so nobody is suggested to somebody for whom they are of no use.

    Args:
        people: Everybody to be matched.
        bridges: How the glossary's concepts are related.
        dials: One for each of *people*.
        wishes: Shape (people, people): how many wishes of either side the pair meets; none where left out.
        between: Affinity of all pairs, larger is better, 0 or less is nothing in common.
    """
    problem = symmetric(between(people))
    aims: dict[Aim, Matrix] = {"problem": bits(problem)}
    aims["method"] = bits(_methods(people) * unlike(problem))
    aims["bridge"] = bits(_bridged(people, bridges))
    weights = _weights(dials)
    total = _mutual([aims[aim] for aim in AIMS], weights)
    if wishes is not None:
        total += np.where(total > 0, WISH * bits(symmetric(wishes)), 0).astype(np.float32)
    return Scores(total=total, aims=aims, problem=problem, leading=_leading([aims[aim] for aim in AIMS], weights))


def _weights(dials: Sequence[Dial]) -> NDArray[np.float32]:
    """Return each dial as shares of one, shape (people, aims); all aims alike where a dial is turned down wholly."""
    turned = np.array([[max(getattr(dial, aim), 0.0) for aim in AIMS] for dial in dials], dtype=np.float32)
    turned = turned.reshape(-1, len(AIMS))
    turned[turned.sum(axis=1) <= 0] = 1
    shares: NDArray[np.float32] = (1 - EVEN) * turned / turned.sum(axis=1, keepdims=True) + EVEN / len(AIMS)
    return shares


def _mutual(aims: Sequence[Matrix], weights: NDArray[np.float32]) -> Matrix:
    there = np.zeros_like(aims[0])
    for aim, weight in zip(aims, weights.T, strict=True):
        there += weight[:, None] * aim
    both = there + there.T
    mean: Matrix = np.divide(2 * there * there.T, both, out=np.zeros_like(both), where=both > 0)
    return mean


def _leading(aims: Sequence[Matrix], weights: NDArray[np.float32]) -> NDArray[np.int8]:
    best, leading = np.zeros_like(aims[0]), np.zeros(aims[0].shape, dtype=np.int8)
    for number, (aim, weight) in enumerate(zip(aims, weights.T, strict=True)):
        says = (weight[:, None] + weight[None, :]) * aim
        leading[says > best] = number
        np.maximum(best, says, out=best)
    return leading


def _methods(people: Sequence[Interests]) -> Matrix:
    """Return how much of method each pair shares: over shared methods, the geometric mean of both weights."""
    said = [(row, idea.concept, _root(idea)) for row, idea in _ideas(people) if idea.kind == "method"]
    who, _ = _incidence(said, len(people))
    return symmetric((who @ who.T).toarray())


def _bridged(people: Sequence[Interests], bridges: Bridges) -> Matrix:
    """Return how much each pair says alike across communities, in words or as people (`OTHER_WORDS`)."""
    said = [(row, (idea.concept, frozenset(idea.communities)), _root(idea)) for row, idea in _ideas(people)]
    who, words = _incidence(said, len(people))
    anyhow, otherwise = _related(words, bridges)
    alike = symmetric(OTHER_WORDS * (who @ otherwise @ who.T).toarray())
    across = symmetric(OTHER_PEOPLE * (who @ anyhow @ who.T).toarray()) * apart([one.community for one in people])
    return alike + across.astype(np.float32)


def apart(communities: Sequence[Community | None]) -> NDArray[np.bool_]:
    """Return whether each pair is of two communities, both said; shape (people, people)."""
    number = np.array([-1 if one is None else COMMUNITIES.index(one) for one in communities], dtype=np.int8)
    said = number >= 0
    different: NDArray[np.bool_] = (number[:, None] != number[None, :]) & said[:, None] & said[None, :]
    return different


def _ideas(people: Sequence[Interests]) -> Iterator[tuple[int, Idea]]:
    return ((row, idea) for row, person in enumerate(people) for idea in person.ideas.values())


def _root(idea: Idea) -> float:
    return float(max(idea.weight, 0) ** 0.5)


def _incidence(said: Sequence[tuple[int, _Key, float]], people: int) -> tuple[csr_array, list[_Key]]:
    """Return who says what with what weight, shape (people, keys), float32, and the keys."""
    keys = list(dict.fromkeys(key for _, key, _ in said))
    number = {key: column for column, key in enumerate(keys)}
    cells = [(row, number[key], weight) for row, key, weight in said]
    return _matrix(cells, (people, len(keys))), keys


def _related(columns: Sequence[_Word], bridges: Bridges) -> tuple[csr_array, csr_array]:
    """Return how far each word's concept stands for each other's, and the same for words of other communities only."""
    words: dict[str, list[int]] = {}
    for number, (concept, _) in enumerate(columns):
        words.setdefault(concept, []).append(number)
    joined = [(one, other, STRENGTH[how]) for (one, other), how in bridges.items() if how in STRENGTH and one != other]
    joined += [(concept, concept, 1.0) for concept in words]
    found = [
        (one, other, strength)
        for here, there, strength in joined
        for one, other in product(words.get(here, ()), words.get(there, ()))
    ]
    apart = [(one, other, strength) for one, other, strength in found if elsewhere(columns[one][1], columns[other][1])]
    shape = (len(columns), len(columns))
    return _matrix(found, shape), _matrix(apart, shape)


def _matrix(cells: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> csr_array:
    rows, columns, values = np.array(cells, dtype=np.float64).reshape(-1, 3).T
    return csr_array((values.astype(np.float32), (rows.astype(int), columns.astype(int))), shape=shape)
