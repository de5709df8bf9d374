"""The map on disk."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalogue.errors import IndexCorruptError, NoIndexError, StorageError
from index.projection import store
from index.projection.store import FILE, Map
from tests.index.conftest import refusal

LAID = Map(ids=("arxiv:1", "web:ü/2"), places=np.array([[0.5, -1.0], [2.0, 3.0]]), stamp={"made": "2026-11-23"})


@given(
    papers=some.dictionaries(
        some.text(some.characters(exclude_categories=("Cs",)), max_size=20),
        some.tuples(*[some.floats(-1e6, 1e6)] * 2),
        max_size=8,
    ),
    stamp=some.dictionaries(some.text("abc", min_size=1), some.text("xyz ü"), max_size=3),
)
def test_there_and_back(tmp_path_factory: pytest.TempPathFactory, papers: dict, stamp: dict):
    """What is written is read: ids, places, stamp."""
    home = tmp_path_factory.mktemp("home")
    laid = Map(ids=tuple(papers), places=np.array(list(papers.values()), dtype=float).reshape(-1, 2), stamp=stamp)
    store.write(home, laid)

    read = store.read(home)

    assert (laid.ids, laid.stamp) == (read.ids, read.stamp)
    np.testing.assert_array_equal(laid.places, read.places)
    assert stamp == store.stamp(home)
    assert [FILE] == [file.name for file in home.iterdir()]


def test_no_map_yet(tmp_path):
    """Without a map there is a remedy, and an empty stamp."""
    with refusal(NoIndexError, "not been laid out"):
        store.read(tmp_path)
    assert {} == store.stamp(tmp_path)


@pytest.mark.parametrize("cut", [0, 10, 300])
def test_a_damaged_map(tmp_path, cut: int):
    """A file that is cut off is no map, and says what makes a new one."""
    store.write(tmp_path, LAID)
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes()[:cut])

    with refusal(IndexCorruptError, "cannot be read"):
        store.read(tmp_path)
    assert {} == store.stamp(tmp_path)


def test_a_paper_without_a_place(tmp_path):
    """A map that lost a place is not drawn."""
    store.write(tmp_path, Map(ids=("a",), places=np.array([[np.nan, 0.0]]), stamp={}))

    with refusal(IndexCorruptError, "without a place"):
        store.read(tmp_path)


def test_a_full_disk(small_disk):
    """Where a new map does not fit, the old one stays, and nothing half is left."""
    disk = small_disk("64k")
    store.write(disk.path, LAID)

    big = Map(ids=tuple(map(str, range(20_000))), places=np.random.default_rng(0).normal(size=(20_000, 2)), stamp={})
    with refusal(StorageError, "cannot write the map"):
        store.write(disk.path, big)

    assert LAID.ids == store.read(disk.path).ids
    assert [FILE] == [file.name for file in disk.path.iterdir()]
