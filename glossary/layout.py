"""Where the concepts lie on the map: topics are territories, and what is joined lies close.

Topics are placed by how much joins them, then packed as discs as large as their number of concepts. Within its disc
a concept is drawn to where its links lead, then takes the nearest of evenly spread places, so that no two overlap.
Nothing is random: the map is the same everywhere, and a small change of the glossary is mostly a small change of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import orthogonal_procrustes
from scipy.optimize import linear_sum_assignment
from scipy.spatial import Delaunay
from scipy.spatial.distance import cdist
from sklearn.manifold import ClassicalMDS

from glossary.book import Glossary
from glossary.lists import topics

Point = tuple[float, float]
Floats = NDArray[np.float64]
"""Points have the shape (n, 2)."""

FAR = 0.15
"""Links between two topics that have none, as a share of their concepts: they lie far apart, but not endlessly."""

GAP = 1.2
"""Between two territories, in units of the distance between two concepts."""

ROUNDS = 400
"""Of pulling the territories together and pushing apart those that overlap."""

PULL = (0.016, 0.022)
"""Share of its distance to the middle, across and up, that a territory gives up in the first round: screens are wide.
In the last round it gives up nothing."""

HOME = 1.0
"""How strongly a concept is drawn to its topic, where each of its links draws it with a strength of 1."""

GOLDEN = np.pi * (3 - 5**0.5)
"""The angle by which the seeds of a sunflower follow each other (Vogel 1979, doi:10.1016/0025-5564(79)90080-4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The territory of a topic."""

    centre: Point
    radius: float
    shade: int
    """A number that no neighbouring territory has: the map can be coloured with few colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The map. The concept that is the farthest from the middle, (0, 0), lies at a distance of 1 from it."""

    places: Mapping[str, Point]
    """By id of concept."""
    regions: Mapping[str, Region]
    """By id of topic, without those that are home to no concept."""


@lru_cache(maxsize=4)
def layout(glossary: Glossary) -> Layout:
    """Lay out every concept of *glossary*."""
    homes = {concept.id: list(topics()).index(concept.topics[0]) for concept in glossary.concepts.values()}
    home = np.array(list(homes.values()), dtype=int)
    radii = np.sqrt(np.bincount(home, minlength=len(topics())))
    graph = _graph(glossary)
    centres = _packed(_apart(graph, homes), radii)
    places = _spread(_drawn(graph, centres[home]), home, centres)
    reach = np.hypot(*places.T).max(initial=1)
    shades = _shades(centres)
    return Layout(
        places={one: _point(at / reach) for one, at in zip(homes, places, strict=True)},
        regions={
            topic: Region(centre=_point(centres[place] / reach), radius=radii[place] / reach, shade=shades[place])
            for place, topic in enumerate(topics())
            if radii[place]
        },
    )


def _graph(glossary: Glossary) -> nx.Graph:
    """Join what has a bridge or is a prerequisite."""
    graph = nx.Graph()
    graph.add_nodes_from(glossary.concepts)
    graph.add_edges_from((link.here.id, link.there.id) for link in glossary.bridges())
    graph.add_edges_from((one.id, needed) for one in glossary.concepts.values() for needed in one.prerequisites)
    return graph


def _apart(graph: nx.Graph, homes: Mapping[str, int]) -> Floats:
    """Place the topics the closer, the more links join them for their size."""
    sizes = Counter(homes.values())
    links = Counter(frozenset((homes[one], homes[other])) for one, other in graph.edges)
    distances = np.zeros((len(topics()), len(topics())))
    for one, other in combinations(range(len(topics())), 2):
        joined = links[frozenset((one, other))] / max(sizes[one] * sizes[other], 1) ** 0.5
        distances[one, other] = distances[other, one] = 1 / (joined + FAR)
    first = ClassicalMDS(metric="precomputed").fit_transform(distances)  # a start at random would be another each time
    circle = np.array(list(nx.circular_layout(range(len(first))).values()))
    turn, _ = orthogonal_procrustes(first, circle)  # up stays up
    first = first @ turn + circle / 1000  # topics without links would lie on each other
    wanted = {place: dict(enumerate(row)) for place, row in enumerate(distances)}
    found = nx.kamada_kawai_layout(nx.Graph(wanted), dist=wanted, pos=dict(enumerate(first)))
    return np.array([found[place] for place in range(len(topics()))])


def _packed(centres: Floats, radii: Floats) -> Floats:
    """Move discs as close to the middle as they can get without overlapping."""
    centres = centres * radii.sum()
    wanted = radii[:, None] + radii + GAP
    for still in np.linspace(1, 0, ROUNDS):
        centres = centres * (1 - np.array(PULL) * still)
        apart = centres[:, None] - centres
        distance = np.hypot(apart[..., 0], apart[..., 1])
        np.fill_diagonal(distance, np.inf)
        missing = np.clip(wanted - distance, 0, None)
        centres = centres + (apart * (missing / distance)[..., None]).sum(axis=1) / 2
    return centres


def _drawn(graph: nx.Graph, homes: Floats) -> Floats:
    """Place every concept in the mean of its neighbours and of its home: where springs would hold it."""
    springs = nx.laplacian_matrix(graph).toarray() + HOME * np.eye(len(graph))
    drawn: Floats = np.linalg.solve(springs, HOME * homes)
    return drawn


def _spread(drawn: Floats, home: NDArray[np.int_], centres: Floats) -> Floats:
    """Give each concept a place of its own in the disc of its home, near to where it is drawn."""
    places = np.empty_like(drawn)
    for topic in np.unique(home):
        inside = home == topic
        wanted = drawn[inside] - drawn[inside].mean(axis=0)
        spots = _sunflower(inside.sum())
        wanted *= spots.std() / (wanted.std() or 1)
        _, chosen = linear_sum_assignment(cdist(wanted, spots, "sqeuclidean"))
        places[inside] = centres[topic] + spots[chosen]
    return places


def _sunflower(number: int) -> Floats:
    """Spread points evenly over a disc of the radius sqrt(*number*)."""
    place = np.arange(number)
    radius, angle = np.sqrt(place + 0.5), place * GOLDEN
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _shades(centres: Floats) -> dict[int, int]:
    """Number the territories so that no two neighbours have the same number; four numbers are nearly always enough."""
    neighbours = nx.Graph()
    for corners in Delaunay(centres).simplices.tolist():
        neighbours.add_edges_from(combinations(corners, 2))
    shades: dict[int, int] = nx.greedy_color(neighbours, strategy="smallest_last", interchange=True)
    return shades


def _point(at: Floats) -> Point:
    return round(float(at[0]), 4), round(float(at[1]), 4)
