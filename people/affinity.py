"""How close somebody's work is to a paper, and to somebody else's work: in meaning, and in words.

Meaning: the soft maximum, over what their interests are made of, of the inner products of vectors, from which a quarter
of what all papers here have in common was taken away. Words: the root of the mean cosine. Between two people it is the
same over all pairs, one piece of each: to somebody who wrote one paper, one is as close as to that paper.

`benchmarks/affinity.py` measures each part, and what was tried and left out: recency and the place among the authors.
docs/evaluation.md has the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_diag, csr_array, vstack

from people.interests import Interests, Library

Scores = NDArray[np.float32]

BLOCK = 1000
"""Pieces that are compared with all others at once: about 100 MB for 30,000 of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The weights of an affinity. The defaults are in the middle of what measures alike on two sets."""

    softness: float = 0.1
    """Towards 0 the closest piece alone counts, towards infinity the mean of all: one close paper may be a chance, and
    whoever works on three things is no third of an expert in each."""
    common: float = 0.25
    """Share of the mean vector that is taken away from each: papers near the mean would be close to everybody (hubs:
    Suzuki et al. 2013, "Centering similarity measures to reduce hubs")."""
    words: float = 1.0
    """What words weigh beside meaning. The root of their cosine, because it is tiny between all papers but the closest,
    and smaller still where rarity was counted in a large collection."""


METHOD = Method()


def to_papers(person: Interests, library: Library, method: Method = METHOD) -> Scores:
    """Say how close *person* is to each paper of *library*, shape (papers,); larger is better, 0 without interests.

    What papers have in common is that of *library*: scores of two libraries cannot be compared.
    """
    if not person.pieces or not library.ids:
        return np.zeros(len(library.ids), dtype=np.float32)
    common = method.common * library.vectors.mean(axis=0)
    close = _heat((person.vectors - common) @ (library.vectors - common).T, method).mean(axis=0)
    said = np.bincount(person.words.indices, person.words.data, minlength=person.words.shape[1])
    return _score(close, library.words @ said / len(person.pieces), method)


def between(people: Sequence[Interests], method: Method = METHOD) -> Scores:
    """Say how close every two of *people* are, shape (people, people), symmetric; larger is better.

    0 where one has no interests. What papers have in common is that of all people's. 3,000 people of ten papers each
    take a quarter of a minute on one core, and half a gigabyte.
    """
    scores = np.zeros((len(people), len(people)), dtype=np.float32)
    some = np.flatnonzero([len(person.pieces) for person in people])
    if some.size:
        present = [person for person in people if person.pieces]
        scores[np.ix_(some, some)] = _score(_meaning(present, method), _words(present), method)
    return scores


def _score(close: NDArray[np.floating], shared: NDArray[np.floating], method: Method) -> Scores:
    score = method.softness * np.log(close) + method.words * np.sqrt(np.maximum(shared, 0))
    return np.asarray(score, dtype=np.float32)


def _heat(close: Scores, method: Method) -> Scores:
    """Turn inner products, in place, into what is averaged for a soft maximum: its logarithm, times the softness."""
    close /= method.softness
    return np.exp(close, out=close)


def _meaning(people: Sequence[Interests], method: Method) -> Scores:
    """Mean heat of all pairs of pieces, shape (people, people); each pair of people once, and turned round."""
    sizes = np.array([len(person.pieces) for person in people])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    vectors = np.concatenate([person.vectors for person in people])
    vectors -= method.common * vectors.mean(axis=0)
    means = np.zeros((len(people), len(people)), dtype=np.float32)
    for first, last in _blocks(sizes):
        here = starts[first]
        heat = _heat(vectors[here : starts[last]] @ vectors[here:].T, method)
        rows = np.add.reduceat(heat, starts[first:last] - here, axis=0)
        sums = np.add.reduceat(rows, starts[first:-1] - here, axis=1)
        means[first:last, first:] = sums / np.outer(sizes[first:last], sizes[first:])
    return np.asarray(np.triu(means) + np.triu(means, 1).T, dtype=np.float32)


def _blocks(sizes: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Cut people of so many pieces into runs of about `BLOCK` pieces, each by its first and the one after its last."""
    block = np.cumsum(sizes) // BLOCK
    edges = np.flatnonzero(np.diff(block, prepend=-1, append=block[-1] + 1)).tolist()
    return pairwise(edges)


def _words(people: Sequence[Interests]) -> Scores:
    """Mean cosine of the words of all pairs of pieces, shape (people, people)."""
    means = block_diag([np.full((1, len(person.pieces)), 1 / len(person.pieces)) for person in people], format="csr")
    said = csr_array(means @ vstack([person.words for person in people], format="csr"), dtype=np.float32)
    shared: Scores = (said @ said.T).toarray()
    shared += shared.T.copy()  # a sparse product adds up in another order the other way round
    return shared / np.float32(2)
