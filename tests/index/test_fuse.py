"""Fusing two rankings by standard scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import fuse, standardise

scores = st.lists(st.integers(-1000, 1000).map(lambda number: number / 100), min_size=1, max_size=30)


@st.composite
def two_rankers(draw):
    """Two lists of scores over the same candidates."""
    size = draw(st.integers(1, 30))
    lists = st.lists(st.integers(-50, 50), min_size=size, max_size=size)
    return [np.array(draw(lists), dtype=np.float32) for _ in range(2)]


def test_by_hand():
    """Scores 1, 2, 3 are -1.22, 0, 1.22 standard deviations from their mean; those of two rankers add up."""
    one = np.array([1, 2, 3], dtype=np.float32)

    np.testing.assert_allclose([-(1.5**0.5), 0, 1.5**0.5], standardise(one), atol=1e-6)
    np.testing.assert_allclose([0, 0, 0], fuse([one, one[::-1]]), atol=1e-6)
    np.testing.assert_allclose(2 * standardise(one), fuse([one, 10 * one]), atol=1e-5)


@given(values=scores)
def test_standard(values):
    """Mean 0 and deviation 1, or all 0 where no candidate differs."""
    found = standardise(np.array(values, dtype=np.float32))

    assert 0 == pytest.approx(float(found.mean()), abs=1e-4)
    assert (0 if len(set(values)) == 1 else 1) == pytest.approx(float(found.std()), abs=1e-4)


@given(rankers=two_rankers(), shift=st.integers(-100, 100), scale=st.sampled_from([0.125, 1, 7, 1000]))
def test_shift_and_scale(rankers, shift, scale):
    """In which unit a ranker scores, and from which zero, makes no difference."""
    one, other = rankers
    otherwise = one * np.float32(scale) + np.float32(shift)

    np.testing.assert_allclose(fuse([one, other]), fuse([otherwise, other]), atol=1e-2)


@given(rankers=two_rankers(), constant=st.floats(-1, 1, width=32))
def test_constant_ranker(rankers, constant):
    """A ranker for which all candidates are alike changes nothing."""
    one, _ = rankers

    np.testing.assert_array_equal(fuse([one]), fuse([one, np.full_like(one, constant)]))


@given(rankers=two_rankers())
def test_order_of_rankers(rankers):
    """It does not matter which ranker comes first."""
    np.testing.assert_allclose(fuse(rankers), fuse(rankers[::-1]), atol=1e-5)


@given(rankers=two_rankers())
def test_agreement(rankers):
    """A candidate that no ranker puts below another does not end up below it."""
    one, other = rankers
    fused = fuse(rankers)

    for low in range(len(one)):
        for high in range(len(one)):
            if one[low] <= one[high] and other[low] <= other[high]:
                assert fused[low] <= fused[high] + 1e-5


def test_no_candidates():
    """Without candidates there is nothing to fuse, and no warning."""
    assert (0,) == fuse([np.empty(0, np.float32), np.empty(0, np.float32)]).shape
