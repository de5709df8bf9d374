"""Regions and their names."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.sparse import csr_array

from views.field.regions import FEWEST, LEVELS, distinction, regions

CONCEPTS = ["circuit", "probing", "steering", "everywhere", "never"]
CENTRES = np.array([[-0.7, -0.5], [0.7, -0.5], [0.0, 0.7]])


def field(each: int = 40, *, seed: int = 0) -> tuple[np.ndarray, csr_array]:
    """Three heaps of papers; those of a heap name its idea once or more, and nearly all name one more."""
    random = np.random.default_rng(seed)
    heap = np.repeat(np.arange(3), each)
    said = np.zeros((3 * each, len(CONCEPTS)))
    said[np.arange(3 * each), heap] = 1 + np.arange(3 * each) % 3
    said[: 3 * each - 4, 3] = 1
    places = CENTRES[heap] + 0.05 * random.normal(size=(3 * each, 2))
    return places.clip(-1, 1), csr_array(said)


def test_a_heap_is_called_by_its_idea():
    """Each heap is a region, where it is, under the idea that its papers name and others do not."""
    found = [one for one in regions(*field(), CONCEPTS) if one.level == 0]

    assert {"circuit", "probing", "steering"} == {one.concept for one in found}
    for one in found:
        place = CONCEPTS.index(one.concept)
        assert set(range(40 * place, 40 * place + 40)) == set(one.rows)
        np.testing.assert_allclose(CENTRES[place], (one.x, one.y), atol=0.05)


def test_what_all_say_names_nothing():
    """An idea that papers name everywhere, and one that none names, name no region; no two have the same name."""
    names = [one.concept for one in regions(*field(), CONCEPTS)]

    assert {"everywhere", "never"}.isdisjoint(names)
    assert len(set(names)) == len(names)


def test_the_most_typical_come_first():
    """A region's papers are in the order of how often they name its idea, then of how central they are."""
    places, said = field()
    one = next(one for one in regions(places, said, CONCEPTS) if one.concept == "circuit")
    times = said.toarray()[list(one.rows), 0]
    far = np.hypot(*(places[list(one.rows)] - (one.x, one.y)).T)

    assert sorted(times, reverse=True) == list(times)
    for often in (1, 2, 3):
        assert sorted(far[times == often]) == list(far[times == often])


def test_a_few_new_papers_leave_regions_alone():
    """With three papers more, and all of them a hair's breadth away, names and their places are nearly the same."""
    places, said = field()
    moved = np.vstack([places + 0.001, CENTRES])
    more = csr_array(np.vstack([said.toarray(), np.eye(3, len(CONCEPTS))]))
    before = {one.concept: (one.x, one.y) for one in regions(places, said, CONCEPTS) if one.level == 0}
    after = {one.concept: (one.x, one.y) for one in regions(moved, more, CONCEPTS) if one.level == 0}

    assert before.keys() == after.keys()
    for concept, place in before.items():
        np.testing.assert_allclose(place, after[concept], atol=0.04)


@settings(max_examples=30)
@given(number=some.integers(0, 60), seed=some.integers(0, 99))
def test_any_field(number: int, seed: int):
    """Whatever the field, regions are large enough, lie on the map, are named once, and a paper is in one a level."""
    random = np.random.default_rng(seed)
    places = random.uniform(-1, 1, size=(number, 2))
    said = csr_array(random.integers(0, 2, size=(number, len(CONCEPTS))).astype(float))

    found = regions(places, said, CONCEPTS)

    assert len({one.concept for one in found}) == len(found)
    for level in range(len(LEVELS)):
        rows = [row for one in found if one.level == level for row in one.rows]
        assert len(set(rows)) == len(rows)
    for one in found:
        assert len(one.rows) >= FEWEST
        assert max(abs(one.x), abs(one.y)) <= 1


@given(here=some.integers(0, 20), there=some.integers(0, 80))
def test_distinction(here: int, there: int):
    """What is named more often in the region than elsewhere counts for it; the surer, the more papers say so."""
    few, many = (
        distinction(np.array([factor * here]), factor * 20, np.array([factor * (here + there)]), factor * 100)[0]
        for factor in (1.0, 10.0)
    )

    if here / 20 > there / 80:
        assert many > few > 0
    if here / 20 < there / 80:
        assert many < few < 0


def test_without_words():
    """Before the library is read for the glossary there are no regions."""
    assert () == regions(np.zeros((20, 2)), csr_array((20, 0)), [])
