"""The map: everybody's is the same, nothing overlaps, and what is joined lies close."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from math import dist
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.words import Concept
from glossary import book
from glossary.layout import Layout, layout
from glossary.layout import _packed as packed
from glossary.layout import _shades as shades
from glossary.lists import topics
from tests.glossary.makers import a_bridge, a_concept, a_glossary


@pytest.fixture(scope="module")
def laid() -> Layout:
    """The map of the glossary that comes with the program."""
    return layout(book.load())


def test_every_concept_has_a_place_of_its_own(laid: Layout):
    """No concept is left out or lies on another, and all lie within 1 of the middle."""
    places = list(laid.places.values())
    alone = min(region.radius for region in laid.regions.values()) / 10

    assert laid.places.keys() == book.load().concepts.keys()
    assert all(dist(one, other) > alone for one, other in combinations(places, 2))
    assert max(dist(place, (0, 0)) for place in places) == pytest.approx(1, abs=1e-3)


def test_a_concept_lies_in_the_territory_of_its_topic(laid: Layout):
    """A territory holds the concepts that have their home there, and no other."""
    for concept in book.load().concepts.values():
        within = {
            topic
            for topic, region in laid.regions.items()
            if dist(laid.places[concept.id], region.centre) <= region.radius
        }
        assert {concept.topics[0]} == within


def test_what_is_joined_lies_close(laid: Layout):
    """Concepts with a bridge between them lie closer than any two do."""
    joined = [dist(laid.places[link.here.id], laid.places[link.there.id]) for link in book.load().bridges()]
    any_two = [dist(one, other) for one, other in combinations(laid.places.values(), 2)]

    assert mean(joined) < 0.75 * mean(any_two)


def test_the_same_glossary_has_the_same_map():
    """Nothing is random."""
    first, again = (a_glossary(*chain(40)) for _ in range(2))

    assert layout(first) == layout(again)
    assert first is not again


def chain(length: int):
    """Concepts of several topics, each with a bridge to the next."""
    ids = [f"idea-{place:03}" for place in range(length)]
    homes = list(topics())[:5]
    return [
        a_concept(one, topics=(homes[place % 5],), bridges=(a_bridge(following),))
        for place, (one, following) in enumerate(pairwise([*ids, ids[0]]))
    ]


@pytest.mark.parametrize("place", [0, 100, 200, 300, 400])
def test_a_small_change_is_a_small_change_of_the_map(laid: Layout, place: int):
    """Without one concept the others lie about where they lay; the map is not shuffled."""
    concepts = book.load().concepts
    gone = list(concepts)[place]
    after = layout(a_glossary(*(without(gone, concept) for concept in concepts.values() if concept.id != gone)))

    assert mean(dist(at, laid.places[one]) for one, at in after.places.items()) < 0.3


def without(gone: str, concept: Concept) -> Concept:
    """*concept* as it would be if *gone* had never been."""
    return replace(
        concept,
        bridges=tuple(bridge for bridge in concept.bridges if bridge.to != gone),
        prerequisites=tuple(needed for needed in concept.prerequisites if needed != gone),
    )


def test_one_concept_is_a_map():
    """The smallest glossary has a map, too."""
    laid = layout(a_glossary(a_concept("alone")))

    assert {"alone"} == laid.places.keys()
    assert {"circuits"} == laid.regions.keys()


SEEDS = st.integers(0, 2**32 - 1)


@given(st.lists(st.integers(1, 90), min_size=2, max_size=30), SEEDS)
def test_territories_do_not_overlap(sizes: list[int], seed: int):
    """However large the topics are and wherever they start, their discs end up side by side."""
    radii = np.sqrt(sizes)
    centres = packed(np.random.default_rng(seed).normal(size=(len(sizes), 2)), radii)

    for one, other in combinations(range(len(sizes)), 2):
        assert dist(centres[one], centres[other]) >= radii[one] + radii[other]


@given(SEEDS)
def test_neighbours_differ(seed: int):
    """A territory and the one that is nearest to it never have the same shade, and four shades are enough."""
    centres = np.random.default_rng(seed).random(size=(23, 2))
    chosen = shades(centres)

    for one, centre in enumerate(centres):
        nearest = min((dist(centre, at), other) for other, at in enumerate(centres) if other != one)[1]
        assert chosen[one] != chosen[nearest]
    assert max(chosen.values()) < 4
