"""The scale that pairs of people are put on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from people.scale import bits, unlike
from tests.people.crowds import symmetric

raws = (
    st.integers(0, 7)
    .flatmap(
        lambda size: arrays.arrays(np.float32, (size, size), elements=st.sampled_from([-1.0, 0.0, 0.25, 0.5, 2.0]))
    )
    .map(symmetric)
)


@given(raws)
def test_bits_keep_the_order_of_what_is_above_zero(raw):
    """The closer pair has more bits, equal pairs have the same, and nothing in common is no bits."""
    found = bits(raw)
    upper = np.triu_indices(len(raw), 1)
    order = np.sign(np.maximum(raw, 0)[upper][:, None] - np.maximum(raw, 0)[upper][None, :])
    assert order.tolist() == np.sign(found[upper][:, None] - found[upper][None, :]).tolist()
    assert (raw > 0).tolist() == (found > 0).tolist()


@given(raws)
def test_bits_are_symmetric_and_never_negative(raw):
    """Both sides of a pair have the same bits, and nobody has any with themselves."""
    found = bits(raw)
    assert found.tolist() == found.T.tolist()
    assert found.min(initial=0) == 0
    assert not found.diagonal().any()


def test_bits_say_how_rare_a_pair_is():
    """The closest of 28 pairs is one in 29, as one more may yet be seen; a single pair is one in two."""
    raw = np.zeros((8, 8), dtype=np.float32)
    raw[0, 1:] = raw[1:, 0] = np.arange(1, 8)
    assert bits(raw)[0, 7] == pytest.approx(np.log2(29))
    assert bits(raw[:2, :2])[0, 1] == 1


@given(raws)
def test_who_has_least_in_common_is_wholly_unlike(raw):
    """The closer a pair, the smaller the share of pairs that are at least as close."""
    upper = np.triu_indices(len(raw), 1)
    found = unlike(raw)[upper]
    expected = [float((raw[upper] >= pair).mean()) for pair in raw[upper]]
    assert expected == pytest.approx(found.tolist())
