"""Edge colouring: no two edges of a node the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from people.colouring import colour, coloured, rearrange

HERE, THERE = [f"a{number}" for number in range(7)], [f"b{number}" for number in range(7)]
BIPARTITE = st.lists(st.tuples(st.sampled_from(HERE), st.sampled_from(THERE)), unique=True)
SIMPLE = st.lists(
    st.tuples(st.sampled_from(HERE), st.sampled_from(HERE)).filter(lambda edge: edge[0] < edge[1]), unique=True
)


def proper(found: Mapping[tuple[str, str], int], colours: int) -> bool:
    """Whether every colour is allowed and none twice at one node."""
    used = Counter((node, each) for edge, each in found.items() for node in edge)
    return set(found.values()) <= set(range(colours)) and set(used.values()) <= {1}


def walked(node: str, at: Mapping[int, str]) -> float:
    """How far a visitor walks; who stands does not."""
    stops = [int(other[1]) for _, other in sorted(at.items())] if node in HERE else []
    return sum(abs(one - other) for one, other in pairwise(stops))


@given(BIPARTITE)
def test_bipartite_graphs(edges):
    """A bipartite graph needs as many colours as its busiest node has edges, and no edge is left out (König)."""
    colours = max(Counter(node for edge in edges for node in edge).values(), default=0)
    found = dict(coloured(edges, colour(edges, colours)))

    assert set(edges) == set(found)
    assert proper(found, colours)


@given(SIMPLE, st.integers(0, 7))
def test_any_graph(edges, colours):
    """Any graph is coloured properly, if not always wholly."""
    assert proper(dict(coloured(edges, colour(edges, colours))), colours)


@given(BIPARTITE, st.integers(1, 7))
def test_rearranging(edges, colours):
    """Rearranging keeps every edge, stays proper, and never costs more."""
    at = colour(edges, colours)
    before, paid = dict(coloured(edges, at)), sum(walked(node, at[node]) for node in HERE)
    rearrange(at, colours, walked)
    after = dict(coloured(edges, at))

    assert set(before) == set(after)
    assert proper(after, colours)
    assert paid >= sum(walked(node, at[node]) for node in HERE)


def test_rearranging_helps():
    """A visitor who would go to and fro goes along."""
    at = colour([("a0", "b0"), ("a0", "b2"), ("a0", "b1")], 3)
    rearrange(at, 3, walked)

    assert 2 == walked("a0", at["a0"])
