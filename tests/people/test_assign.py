"""Who is suggested to whom."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from people.assign import Limits, assign
from tests.people.crowds import symmetric


def crowd(size: int, seed: int = 0):
    """Return scores of a crowd, all worth a suggestion; who may meet, which is all; who is of another community."""
    chance = np.random.default_rng(seed)
    scores = symmetric(Limits().worth + chance.exponential(size=(size, size)).astype(np.float32))
    row = np.arange(size)
    return scores, np.ones((size, size), dtype=bool), (row[:, None] + row[None, :]) % 2 == 1


@st.composite
def crowds(draw):
    """Draw scores, some below zero, who may meet, who is of another community, limits, and a pinned pair."""
    size = draw(st.integers(0, 8))
    masks = arrays.arrays(bool, (size, size))
    scores = draw(arrays.arrays(np.float32, (size, size), elements=st.integers(-2, 9).map(float)))
    pinned = draw(st.lists(st.tuples(*[st.integers(0, size - 1)] * 2), max_size=2)) if size else []
    least = draw(st.integers(0, 4))
    limits = Limits(least=least, most=draw(st.integers(max(least, 1), 6)), candidates=draw(st.integers(1, 9)), gap=0.0)
    across = draw(masks)
    return symmetric(scores), draw(masks), across | across.T, limits, pinned


@given(crowds())
def test_no_crowd_is_infeasible_and_what_must_not_be_is_not(drawn):
    """Nobody meets themselves or whom they may not meet, or what is not worth it; the caps hold; who said yes stays."""
    scores, allowed, across, limits, pinned = drawn
    made = assign(scores, allowed, across, limits, pinned)
    kept = {(min(pair), max(pair)) for pair in pinned if pair[0] != pair[1] and allowed[pair] and allowed[pair[::-1]]}
    assert kept <= set(made.pairs)
    assert sorted(set(made.pairs)) == list(made.pairs)
    for one, other in made.pairs:
        assert one < other
        assert allowed[one, other]
        assert allowed[other, one]
        assert scores[one, other] > 0 or (one, other) in kept
    assert (made.counts <= np.maximum(limits.most, 2)).all()


@given(crowds())
def test_every_limit_that_is_not_kept_is_named(drawn):
    """Least, the share across communities, and twice the mean."""
    scores, allowed, across, limits, pinned = drawn
    made = assign(scores, allowed, across, limits, pinned)
    kept = {(min(pair), max(pair)) for pair in pinned}
    options = allowed & allowed.T & ~np.eye(len(scores), dtype=bool) & (scores > 0)
    for one, other in kept & set(made.pairs):
        options[one, other] = options[other, one] = True
    relaxed = {one.limit for one in made.relaxed}
    assert ("least" in relaxed) == bool((made.counts < np.minimum(limits.least, options.sum(axis=1))).any())
    joined = [across[pair] for pair in made.pairs]
    assert ("across" in relaxed) == bool(joined and np.mean(joined) < limits.across - 1e-9)
    some = made.counts[options.any(axis=1)]
    assert ("twice the mean" in relaxed) == bool(some.size and some.max() > 2 * some.mean())


@settings(max_examples=25)
@given(crowds())
def test_the_same_crowd_is_always_matched_alike(drawn):
    """Nothing is drawn by chance."""
    assert assign(*drawn) == assign(*drawn)


@pytest.mark.parametrize("size", [0, 1])
def test_nobody_is_suggested_where_there_is_nobody_else(size):
    """An empty crowd and a single person are answered too."""
    made = assign(*crowd(size))
    assert ((), [0] * size, ()) == (made.pairs, made.counts.tolist(), made.relaxed)


def test_two_people_are_suggested_to_each_other():
    """And three to one another."""
    assert ((0, 1),) == assign(*crowd(2)).pairs
    assert ((0, 1), (0, 2), (1, 2)) == assign(*crowd(3)).pairs
    assert (0, 2) == assign(*crowd(3)).partners(1)


def test_a_hub_is_not_suggested_to_everybody():
    """Where one person is the best of all others, they get no more than anybody else may."""
    scores, allowed, across = crowd(30)
    scores[0, 1:] = scores[1:, 0] = 50
    made = assign(scores, allowed, across)
    assert 7 == made.counts[0] == made.counts.max()
    assert 5 <= made.counts.min()
    assert not made.relaxed


def test_whoever_has_no_options_is_left_alone_and_takes_nothing_from_others():
    """Somebody whom nobody may meet lowers nobody's suggestions."""
    scores, allowed, across = crowd(12)
    allowed[0, :] = False
    made = assign(scores, allowed, across)
    assert 0 == made.counts[0]
    assert 5 <= made.counts[1:].min()
    assert not made.relaxed


def test_whoever_has_one_option_gets_it():
    """Though the other is anybody's favourite, and all their places would be taken."""
    scores, allowed, across = crowd(20)
    scores[0, 1:] = scores[1:, 0] = 50
    allowed[19, 1:] = False
    scores[0, 19] = scores[19, 0] = 0.01
    assert (0,) == assign(scores, allowed, across).partners(19)


def test_a_crowd_of_one_community_is_matched_and_the_share_is_said_to_be_missed():
    """Nobody goes without for a share that cannot be had."""
    scores, allowed, across = crowd(12)
    made = assign(scores, allowed, np.zeros_like(across))
    assert [("across", 1 / 3, 0.0, ())] == list(made.relaxed)
    assert 7 == made.counts.min()


def test_where_everybody_excludes_everybody_nobody_is_suggested():
    """No limit is broken by that: nobody had an option."""
    scores, allowed, across = crowd(6)
    made = assign(scores, np.zeros_like(allowed), across)
    assert ((), ()) == (made.pairs, made.relaxed)


def test_a_share_across_communities_is_reached_where_the_best_pairs_are_within():
    """Scores are given up for it, but no more than it takes."""
    scores, allowed, across = crowd(20)
    scores += 5 * ~across * (scores > 0)
    made = assign(scores, allowed, across, Limits(across=0.5))
    free = assign(scores, allowed, across, Limits(across=0.0))
    share = [float(np.mean([across[pair] for pair in one.pairs])) for one in (made, free)]
    assert 0.5 <= share[0] < 0.55
    assert share[1] < 0.3
    assert made.score < free.score


def test_who_says_no_community_does_not_spoil_the_share_of_those_who_do():
    """A quarter say one: the share is reached among them, and said to be missed overall."""
    scores, allowed, across = crowd(24)
    row = np.arange(24)
    across &= (row[:, None] < 6) & (row[None, :] < 6)
    made = assign(scores, allowed, across, Limits(across=0.5))
    among = [across[pair] for pair in made.pairs if max(pair) < 6]
    assert 0.5 <= np.mean(among)
    assert ["across"] == [one.limit for one in made.relaxed]
    assert 7 == made.counts.max()


def test_pinned_pairs_stay_beyond_the_cap_and_below_the_floor():
    """Who said yes to nine people keeps them all."""
    scores, allowed, across = crowd(30)
    scores[0, :] = scores[:, 0] = 0
    pinned = [(0, other) for other in range(1, 10)]
    made = assign(scores, allowed, across, pinned=[*pinned[:5], *((other, one) for one, other in pinned[5:])])
    assert tuple(range(1, 10)) == made.partners(0)


def test_a_pinned_pair_is_dropped_when_one_of_them_excludes_the_other():
    """A wish not to meet is stronger than a yes."""
    scores, allowed, across = crowd(8)
    allowed[3, 2] = False
    assert (2, 3) not in assign(scores, allowed, across, pinned=[(2, 3)]).pairs


def test_what_is_worth_no_more_than_the_floor_is_not_suggested():
    """It is a decision, and whoever wants more suggestions can make another."""
    scores, allowed, across = crowd(8)
    assert not assign(scores, allowed, across, Limits(floor=float(scores.max()))).pairs
    assert assign(scores - 20, allowed, across, Limits(floor=-100)).pairs


def test_beyond_the_least_only_what_is_worth_it_is_suggested():
    """Everybody has their five all the same."""
    scores, allowed, across = crowd(20)
    made = assign(scores - 2, allowed, across, Limits(worth=1.5, floor=-2))
    assert 5 == made.counts.min()
    assert made.counts.mean() < 7 == made.counts.max()
    beyond = [pair for pair in made.pairs if made.counts[list(pair)].min() > 5]
    assert beyond
    assert all(scores[pair] - 2 > 1.5 for pair in beyond)
    assert 5 == assign(scores - 2, allowed, across, Limits(worth=99, floor=-2)).counts.max()


def test_more_pairs_are_weighed_for_whoever_gets_too_few():
    """Thirty people have the same five favourites, and little time for others was planned."""
    scores, allowed, across = crowd(30)
    scores[:, :5] += 100
    scores = symmetric(scores)
    made = assign(scores, allowed, across, Limits(candidates=5))
    assert 5 <= made.counts.min()
    assert not made.relaxed


def test_the_cap_is_lowered_until_nobody_has_more_than_twice_the_mean():
    """Most have one option only: what the few others have more than that is taken from them, down to the least."""
    scores, allowed, across = crowd(20)
    allowed[8:, 1:] = allowed[1:, 8:] = False
    allowed[8:, 0] = allowed[0, 8:] = False
    for one in range(8, 20, 2):
        allowed[one, one + 1] = allowed[one + 1, one] = True
    made = assign(scores, allowed, across, Limits(least=1, most=7, across=0))
    assert 2 * made.counts.mean() >= made.counts.max()
    assert 1 == made.counts.min()


def test_a_mean_that_cannot_be_reached_takes_nothing_from_anybody():
    """A star: whoever is in the middle keeps their suggestions, and the answer says that it is uneven."""
    scores, allowed, across = crowd(11)
    allowed[1:, 1:] = False
    made = assign(scores, allowed, across, Limits(across=0))
    assert 7 == made.counts[0]
    assert {"least", "twice the mean"} == {one.limit for one in made.relaxed}


def test_an_optimiser_without_time_is_no_failure():
    """The best pairs are taken one by one, within the caps, and the answer says how far it may be from the best."""
    scores, allowed, across = crowd(150)
    made = assign(scores, allowed, across, Limits(seconds=1e-9))
    best = assign(scores, allowed, across)
    assert "time" in {one.limit for one in made.relaxed}
    assert made.counts.max() <= 7
    assert (1 - made.gap) * best.score <= made.score <= best.score
    assert 0 < made.gap < 0.2
