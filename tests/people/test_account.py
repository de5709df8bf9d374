"""What a build says of itself."""

from __future__ import annotations

import numpy as np
import pytest

from people.account import account, complaints, table
from people.assign import Assignment, Limits, assign
from people.graph import Relaxed
from tests.people.crowds import symmetric


def hub(size: int = 12):
    """Return a crowd whose first person is the best of all others, and the last two of whom may not meet."""
    scores = symmetric(np.random.default_rng(0).random((size, size)).astype(np.float32))
    scores[0, 1:] = scores[1:, 0] = 5
    scores[-1, -2] = scores[-2, -1] = 9
    allowed = np.ones((size, size), dtype=bool)
    allowed[-1, -2] = allowed[-2, -1] = False
    row = np.arange(size)
    return scores, allowed, (row[:, None] + row[None, :]) % 2 == 1


LIMITS = Limits(least=3, most=4)


@pytest.fixture
def made():
    """Return the account of the crowd around a hub."""
    scores, allowed, across = hub()
    return account(assign(scores, allowed, across, LIMITS), scores, scores / 10, allowed, across, limits=LIMITS)


def test_what_was_built_is_mutual_even_and_breaks_nothing(made):
    """Everybody has their least, and nobody more than twice the mean."""
    figures = made.made
    assert (1.0, 1.0, 0, 0) == (figures.coverage, figures.mutual, figures.none, figures.broken)
    assert figures.most == 4
    assert figures.most <= 2 * figures.mean
    assert figures.suggestions == round(figures.mean * 12)
    assert figures.affinity == pytest.approx(figures.score / 10)


def test_nearest_neighbours_show_their_hub_and_that_they_are_one_sided(made):
    """The favourite of all is on every list, and has only a few of them on their own."""
    assert 11 == made.neighbours.most
    assert made.neighbours.mutual < 1
    assert 0 == made.neighbours.broken
    assert 2 == made.anybody.broken
    assert 0.5 < made.kept < 1


def test_who_is_left_without_shows(made):
    """An assignment that suggests one pair of twelve leaves ten with nobody, and covers nobody."""
    scores, allowed, across = hub()
    poor = account(Assignment(pairs=((0, 1),), people=12, score=5), scores, scores, allowed, across, limits=LIMITS)
    assert (10, 0.0, 1.0, 1) == (poor.made.none, poor.made.coverage, poor.made.across, poor.made.most)


def test_an_account_of_nobody_is_no_error():
    """Nothing was promised, and nothing broken."""
    nothing = np.zeros((0, 0), dtype=np.float32)
    none = nothing.astype(bool)
    empty = account(assign(nothing, none, none), nothing, nothing, none, none, limits=LIMITS)
    assert (0, 1.0, 1.0, 1.0) == (empty.made.suggestions, empty.made.coverage, empty.made.mutual, empty.kept)
    assert [] == complaints(empty)


def test_the_table_has_the_build_beside_its_neighbours(made):
    """Every figure that a build has to print."""
    rows = {name: cells for name, *cells in table(made)}
    assert ["100.0%"] * 3 == rows["coverage"]
    assert ["4", "11", "11"] == rows["most suggested"]
    assert ["0", "0", "2"] == rows["exclusions broken"]
    assert ["0", "", ""] == rows["slot clashes"]
    assert [f"{made.kept:.1%}", "", ""] == rows["affinity kept"]


def test_each_limit_that_gave_way_is_said_in_words():
    """With what was wanted and what was got."""
    scores, allowed, across = hub()
    relaxed = (
        Relaxed("least", 3, 1, (4, 5)),
        Relaxed("across", 0.5, 0.25),
        Relaxed("twice the mean", 3.0, 7, (0,)),
        Relaxed("time", 60, 60),
    )
    told = account(
        Assignment(pairs=(), people=12, score=0, relaxed=relaxed), scores, scores, allowed, across, limits=LIMITS
    )
    assert [
        "2 people have fewer suggestions than they have options for: the fewest is 1",
        "25% of the suggestions join two communities, where 50% were asked for",
        "somebody is suggested 7 times, more than twice the mean of 1.5",
        "nothing was found in time, so the best pairs were taken one by one",
    ] == [one.partition(". ")[0] for one in complaints(told)]
