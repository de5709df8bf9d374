"""Which limit gives way first: the optimiser beside all subsets of pairs."""

from __future__ import annotations

import math
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from people.fairness import Effort, solve
from people.graph import Graph

EXACT = Effort(until=math.inf, gap=0)

MOST_PAIRS = 9
"""So that there are 512 subsets at most."""


@st.composite
def graphs(draw) -> Graph:
    """Draw up to five people, some of whom are tied to some others."""
    people = draw(st.integers(2, 5))
    every = list(combinations(range(people), 2))
    pairs = draw(st.lists(st.sampled_from(every), unique=True, min_size=1, max_size=MOST_PAIRS))
    flags = st.lists(st.booleans(), min_size=len(pairs), max_size=len(pairs)).map(np.array)
    scores = draw(st.lists(st.integers(-9, 20), min_size=len(pairs), max_size=len(pairs)))
    one, other = np.array(sorted(pairs), dtype=np.intp).T
    bare = Graph(
        one=one,
        other=other,
        score=np.array(scores, dtype=float),
        across=draw(flags),
        pinned=draw(flags) & draw(flags),
        least=np.zeros(people, dtype=np.intp),
        most=np.zeros(people, dtype=np.intp),
    )
    options = bare.counts(np.ones(len(pairs), dtype=bool))
    return Graph(
        one=one,
        other=other,
        score=bare.score,
        across=bare.across,
        pinned=bare.pinned,
        least=np.minimum(draw(st.integers(0, 3)), options),
        most=np.maximum(draw(st.integers(1, 3)), bare.counts(bare.pinned)),
    )


def a_graph(pairs: dict[tuple[int, int], int], least: list[int], most: list[int], **marked) -> Graph:
    """Make a graph of *pairs* with their scores; *marked* says which of them are across or pinned, none by default."""
    one, other = np.array(sorted(pairs), dtype=np.intp).T
    return Graph(
        one=one,
        other=other,
        score=np.array([pairs[pair] for pair in sorted(pairs)], dtype=float),
        across=np.isin(range(len(pairs)), marked.get("across", ())),
        pinned=np.isin(range(len(pairs)), marked.get("pinned", ())),
        least=np.array(least, dtype=np.intp),
        most=np.array(most, dtype=np.intp),
    )


FOUR = dict.fromkeys(combinations(range(4), 2), 0) | {(2, 3): 1}
FIVE = dict.fromkeys([(0, 1), (0, 2), (0, 3), (0, 4), (1, 3)], 0) | {(1, 2): 1, (2, 3): 1, (1, 4): -1}


def best_of_all(graph: Graph, share: float) -> tuple[list[int], float]:
    """Return what the best subset of pairs reaches, by looking at all of them: who lacks by level, and the score."""
    subsets = np.array(list(product([False, True], repeat=len(graph.one))))
    subsets = subsets[(subsets >= graph.pinned).all(axis=1)]
    counts = subsets.astype(int) @ graph.incidence.T.toarray().astype(int)
    may = (counts <= graph.most).all(axis=1)
    subsets, counts = subsets[may], counts[may]
    missing = np.maximum(graph.least - counts, 0)
    levels = [
        (missing >= graph.least - level).astype(int) @ (graph.least > level).astype(int)
        for level in range(int(graph.least.max(initial=0)))
    ]
    counted = np.ones(len(graph.one), dtype=bool)
    of_all, of_said = (
        np.round(subsets @ np.where(graph.across, 1 - share, np.where(over, -share, 0)), 9)
        for over in (counted, graph.said)
    )
    gain = subsets @ graph.score
    full = ~missing.any(axis=1)
    for kept in (of_all, of_said):
        fine = full & ((kept >= 0) | (not graph.across.any()))
        if fine.any():
            return [0] * len(levels), float(gain[fine].max())
    lack = np.maximum(-of_said, 0) * graph.across.any()
    best = min(zip(*levels, lack, -gain, strict=True))
    return list(best[:-2]), -float(best[-1])


@example(a_graph(FIVE, [2] * 5, [1] * 5), 0.0)  # the optimiser traded a person for its own tolerance
@example(a_graph(FOUR, [0] * 4, [2] * 4, across=[0, 1, 2], pinned=[3]), 1.0)  # nobody is owed anything
@given(graphs(), st.sampled_from([0.0, 0.25, 0.5, 1.0]))
def test_what_is_chosen_is_the_best_of_all_subsets(graph, share):
    """In the order of concerns: those with none, with one only and so on, then the share, then the score."""
    chosen = solve(graph, share, EXACT).chosen
    counts = graph.counts(chosen)
    levels, gain = best_of_all(graph, share)
    reached = [int(((counts <= level) & (graph.least > level)).sum()) for level in range(len(levels))]
    assert levels == reached
    assert gain == pytest.approx(graph.score[chosen].sum())
    assert (counts <= graph.most).all()
    assert chosen[graph.pinned].all()


@given(graphs())
def test_the_answer_says_who_has_less_than_their_least_and_that_the_share_is_missed(graph):
    """What is not said to be relaxed is kept."""
    found = solve(graph, 0.5, EXACT)
    said = {one.limit: one for one in found.relaxed}
    short = tuple(np.flatnonzero(graph.counts(found.chosen) < graph.least).tolist())
    assert short == (said["least"].people if "least" in said else ())
    assert ("across" in said) == (found.chosen.any() and graph.share(found.chosen) < 0.5)
