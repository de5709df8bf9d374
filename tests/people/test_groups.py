"""Tables around a shared idea."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from people.groups import LARGEST, SMALLEST, STARTS, seat, table_sizes
from people.match import apart
from people.seats import Seats
from tests.people.crowds import an_idea, somebody, symmetric


def seated(people, allowed=None, closeness=None, bridges=None):
    """Seat *people*, all of whom may meet and are alike unless it is said otherwise."""
    size = len(people)
    return seat(
        people,
        bridges or {},
        np.ones((size, size), dtype=bool) if allowed is None else allowed,
        np.zeros((size, size), dtype=np.float32) if closeness is None else closeness,
        apart([one.community for one in people]),
    )


def at_tables(seating):
    """Return who sits together, in order."""
    return sorted(table.people for table in seating.tables)


@pytest.mark.parametrize("people", range(60))
def test_tables_are_of_four_to_six_wherever_the_number_allows(people):
    """Only one to three, and seven, cannot be seated so: they share one table."""
    sizes = table_sizes(people)
    assert people == sum(sizes)
    assert max(sizes, default=0) - min(sizes, default=0) <= 1
    if people in {1, 2, 3, 7}:
        assert [people] == sizes
    else:
        assert all(SMALLEST <= size <= LARGEST for size in sizes)


def test_who_shares_an_idea_sits_together_at_a_table_of_its_name():
    """Whatever the order in which they came."""
    people = [somebody(an_idea("ab"[row % 2])) for row in range(10)]
    found = seated(people)
    assert [(0, 2, 4, 6, 8), (1, 3, 5, 7, 9)] == at_tables(found)
    assert {("a", 5, 0), ("b", 5, 1)} == {(one.concept, one.sharing, one.people[0]) for one in found.tables}


def test_a_bridged_idea_counts_as_shared():
    """Two words of two communities make one table."""
    people = [somebody(an_idea("abcd"[row % 4])) for row in range(8)]
    bridges = {("a", "c"): "exactMatch", ("c", "a"): "exactMatch"}
    found = seated(people, bridges=bridges)
    assert [(0, 2, 4, 6), (1, 3, 5, 7)] == at_tables(found)
    assert {4, 2} == {one.sharing for one in found.tables}


def test_communities_are_mixed_where_ideas_do_not_decide():
    """Nobody's table is all of one community when there are two."""
    people = [somebody(an_idea("a"), community="academia" if row < 6 else "industry") for row in range(12)]
    for table in seated(people).tables:
        assert {"academia", "industry"} == {people[row].community for row in table.people}


def test_the_closest_sit_together_where_nobody_shares_an_idea():
    """Their table is named by nothing."""
    halves = np.arange(10) % 2
    close = symmetric((halves[:, None] == halves[None, :]).astype(np.float32))
    found = seated([somebody()] * 10, closeness=close)
    assert [(0, 2, 4, 6, 8), (1, 3, 5, 7, 9)] == at_tables(found)
    assert {("", 0)} == {(one.concept, one.sharing) for one in found.tables}


def test_an_idea_of_one_alone_names_no_table_nor_does_what_may_not_be_told():
    """A name on a table is read by all who sit there."""
    people = [somebody(an_idea("secret", told=False)) for _ in range(3)]
    assert [""] == [table.concept for table in seated([*people, somebody(an_idea("own"))]).tables]


masks = st.integers(0, 16).flatmap(
    lambda size: arrays.arrays(bool, (size, size), elements=st.sampled_from([1, 1, 1, 0]))
)


@settings(max_examples=40)
@given(masks, st.data())
def test_nobody_sits_with_whom_they_may_not_meet_and_everybody_is_accounted_for(mask, data):
    """Each at one table or among the unseated."""
    ideas = data.draw(st.lists(st.sampled_from("abc"), min_size=len(mask), max_size=len(mask)))
    may = mask & mask.T
    found = seated([somebody(an_idea(one)) for one in ideas], allowed=may)
    everybody = [row for table in found.tables for row in table.people] + list(found.unseated)
    assert list(range(len(mask))) == sorted(everybody)
    for table in found.tables:
        assert all(may[pair] for pair in combinations(table.people, 2))
    assert set(found.uneven) <= set(found.tables)
    assert all(SMALLEST <= len(one.people) <= LARGEST for one in set(found.tables) - set(found.uneven))


def test_couples_who_may_not_meet_are_seated_apart():
    """Everybody has a seat, as there is a table for either of them."""
    people = [somebody(an_idea("a")) for _ in range(20)]
    may = np.ones((20, 20), dtype=bool)
    for one in range(0, 20, 2):
        may[one, one + 1] = may[one + 1, one] = False
    found = seated(people, allowed=may)
    assert () == found.unseated == found.uneven


def test_where_everybody_excludes_everybody_there_are_no_tables_of_two():
    """One of each table stays, and all others are said to be unseated."""
    found = seated([somebody()] * 10, allowed=np.zeros((10, 10), dtype=bool))
    assert [1, 1] == [len(one.people) for one in found.tables]
    assert 8 == len(found.unseated)


def best_of_all(seats: Seats) -> float:
    """Return the value of the best of all ways to seat nine people at a table of five and one of four."""
    ways = []
    for first in combinations(range(9), 5):
        places = np.ones(9, dtype=np.intp)
        places[list(first)] = 0
        ways.append(seats.value(places))
    return max(ways)


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_exchanging_seats_reaches_the_best_of_all_partitions_or_nearly(seed):
    """Within half a percent, for nine people, of the best of 126 partitions."""
    chance = np.random.default_rng(seed)
    seats = Seats(
        having=(chance.random((9, 6)) * (chance.random((9, 6)) < 0.5)).astype(np.float32),
        closeness=symmetric(chance.exponential(size=(9, 9)).astype(np.float32)),
        across=apart(chance.choice(["academia", "industry", "independent"], size=9).tolist()),
        apart=symmetric((chance.random((9, 9)) < 0.05).astype(np.float32)) > 0,
        sizes=table_sizes(9),
    )
    reached = max(seats.value(seats.improved(start)) for start in seats.starts(STARTS))
    best = best_of_all(seats)
    assert best - 0.005 * abs(best) <= reached <= best + 1e-3


def test_the_same_people_are_always_seated_alike():
    """Chance is drawn from one seed."""
    people = [somebody(an_idea("abcdefg"[row * row % 7])) for row in range(23)]
    assert seated(people) == seated(people)
