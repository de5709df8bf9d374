"""The line that quality must not fall below: the search finds what it found, and the gate would notice if not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import gate
from catalogue.settings import Settings
from index.evaluate import SYSTEMS


def a_table(values, name="some", system="hybrid"):
    """Values of some queries, as they are measured."""
    index = pd.MultiIndex.from_product([[name], [f"q{place}" for place in range(len(values))]], names=["set", "query"])
    return pd.DataFrame({system: values}, index=index)


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    """The defaults, in a home of their own, whatever the environment says."""
    return Settings(home=tmp_path_factory.mktemp("gate"))


@pytest.fixture(scope="session")
def search_dev(shared_data, settings):
    """The development queries, measured with the default encoder."""
    return gate.measure_search(shared_data, settings)


@pytest.fixture(scope="session")
def bridges(shared_data, settings):
    """Both sets of bridges, measured."""
    return gate.measure_bridges(shared_data, settings)


@pytest.mark.data
@pytest.mark.model
def test_the_search_is_no_worse(search_dev):
    """On the development queries each ranker, and all together, find what they found."""
    assert [] == gate.worse(gate.baseline(), search_dev), gate.REMEDY


@pytest.mark.data
def test_bridges_are_no_worse(bridges):
    """On both sets of bridges the search finds what it found."""
    assert [] == gate.worse(gate.baseline(), bridges), gate.REMEDY


@pytest.mark.data
@pytest.mark.model
def test_a_search_without_its_words_is_worse(search_dev):
    """If fusion gave the keyword side no weight, the gate would close, and say where."""
    [said] = gate.worse(gate.baseline(), search_dev.assign(hybrid=search_dev["meaning"]))

    assert said.startswith("search-dev, hybrid: -0.")


@pytest.mark.data
@pytest.mark.model
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_tenth_less_is_worse(search_dev, system):
    """If any ranker found a tenth less of what it found, the gate would close."""
    [said] = gate.worse(gate.baseline(), search_dev.assign(**{system: 0.9 * search_dev[system]}))

    assert said.startswith(f"search-dev, {system}: -0.")


@pytest.mark.data
def test_a_search_without_bridges_is_worse(bridges):
    """If the words of other communities were no longer searched, both sets would say so."""
    said = gate.worse(gate.baseline(), bridges.assign(**{"hybrid+bridges": bridges["hybrid"]}))

    assert ["bridges-dev", "bridges"] == [one.partition(",")[0] for one in said]


values = st.lists(st.floats(0, 1), min_size=1, max_size=60)


@given(some=values)
def test_the_same_is_not_worse(some):
    """What did not change passes."""
    assert [] == gate.worse(a_table(some), a_table(some))


@given(some=values, gain=st.floats(0, 1))
def test_better_is_not_worse(some, gain):
    """A gain passes."""
    assert [] == gate.worse(a_table(some), a_table([value + gain for value in some]))


@given(some=values, loss=st.floats(0.006, 1))
def test_a_loss_everywhere_is_worse(some, loss):
    """A loss on every query is named, however small beside the spread of the queries."""
    [said] = gate.worse(a_table(some), a_table([value - loss for value in some]))

    assert said.startswith("some, hybrid: -")


def test_noise_passes():
    """As many queries up as down are no loss, though the mean falls a little."""
    before = np.full(100, 0.5)
    now = before + np.where(np.arange(100) % 2, 0.3, -0.32)

    assert [] == gate.worse(a_table(before), a_table(now))


def test_a_loss_of_rounding_passes():
    """A drop below the least that counts passes, though it is everywhere."""
    assert [] == gate.worse(a_table([0.5] * 50), a_table([0.4960] * 50))


@pytest.mark.parametrize("now", [a_table([0.5, 0.5, 0.5]), a_table([0.5, 0.5], system="new")])
def test_other_queries_are_not_compared(now):
    """Queries or systems that the baseline does not know are said, not passed over."""
    [said] = gate.worse(a_table([0.5, 0.5]), now)

    assert "gate.tsv" in said
