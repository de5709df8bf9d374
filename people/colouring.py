"""Edge colouring: meetings get slots so that nobody has two at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

Edge = tuple[str, str]

Colouring = defaultdict[str, dict[int, str]]
"""Who is at the other end of a node's edge of a colour. Colours are numbers from 0."""

Cost = Callable[[str, Mapping[int, str]], float]
"""What a node's edges cost it as they are coloured."""


def colour(edges: Iterable[Edge], colours: int) -> Colouring:
    """Colour *edges* so that no two of one node are the same; leave out those that find no colour.

    Each edge takes the lowest colour that is free at both ends. Where there is none, colours a and b change places
    along a path that begins at one end, for every a free at the one and b free at the other: in a bipartite graph
    whose degrees are at most *colours* that never fails (König 1916), in others seldom (Kempe's chains).
    """
    at: Colouring = defaultdict(dict)
    for one, other in edges:
        shared = (each for each in range(colours) if each not in at[one] and each not in at[other])
        each = next(shared, None)
        if each is None:
            each = _freed(at, one, other, colours)
        if each is not None:
            at[one][each], at[other][each] = other, one
    return at


def coloured(edges: Iterable[Edge], at: Colouring) -> Iterator[tuple[Edge, int]]:
    """Yield each of *edges* that has a colour, with it."""
    for one, other in edges:
        yield from (((one, other), each) for each, to in at[one].items() if to == other)


def rearrange(at: Colouring, colours: int, cost: Cost) -> None:
    """Let two colours change places along paths and cycles while that lowers the sum of what all nodes pay."""
    better = True
    while better:
        better = False
        for first, second in combinations(range(colours), 2):
            for chain in _chains(at, first, second):
                before = sum(cost(node, at[node]) for node in chain)
                _swap(at, chain, first, second)
                if sum(cost(node, at[node]) for node in chain) < before:
                    better = True
                else:
                    _swap(at, chain, first, second)


def _freed(at: Colouring, one: str, other: str, colours: int) -> int | None:
    """Return a colour that is free at both ends of an edge once a path is recoloured, if there is such a path."""
    free = [[each for each in range(colours) if each not in at[end]] for end in (one, other)]
    for mine, theirs in product(*free):
        path = _path(at, other, mine, theirs)
        if path[-1] != one:
            _swap(at, path, mine, theirs)
            return mine
    return None


def _chains(at: Colouring, first: int, second: int) -> Iterator[list[str]]:
    """Yield the nodes of every path and cycle whose edges have two colours in turn."""
    seen: set[str] = set()
    nodes = [node for node in at if first in at[node] or second in at[node]]
    ends = [node for node in nodes if (first in at[node]) != (second in at[node])]
    for node in (*ends, *nodes):  # paths from their ends; what is left are cycles
        if node not in seen:
            turn = (first, second) if first in at[node] else (second, first)
            chain = _path(at, node, *turn)
            seen.update(chain)
            yield chain


def _path(at: Colouring, start: str, first: int, second: int) -> list[str]:
    """Return the nodes from *start* along edges of two colours in turn, to the path's end or once round the cycle."""
    path = [start]
    while (to := at[path[-1]].get((first, second)[(len(path) - 1) % 2])) is not None and to != start:
        path.append(to)
    return path


def _swap(at: Colouring, nodes: Sequence[str], first: int, second: int) -> None:
    for node in nodes:
        ends = {new: at[node].pop(old) for old, new in ((first, second), (second, first)) if old in at[node]}
        at[node] |= ends
