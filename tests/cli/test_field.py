"""``commons field``: the map as text, and as data."""

from __future__ import annotations

import json

import pytest

from catalogue.settings import load_settings
from index.projection import store
from tests.cli.test_errors import fails


@pytest.fixture
def mapped(filled, commons):
    """The starter bibliography with a map."""
    return commons


def test_the_regions(mapped):
    """Regions are named, each with its most typical papers, and nothing is said on the side."""
    said = mapped("field")

    assert (0, "") == (said.code, said.err)
    assert "sparse autoencoder" in said.out.lower()
    assert "arxiv:" in said.out


def test_the_whole_map(mapped, home):
    """JSON has a place for every paper on the map, and what it belongs to."""
    said = json.loads(mapped("field", "--json").out)

    assert list(store.read(home).ids) == said["ids"]
    assert len(said["ids"]) == len(said["x"]) == len(said["y"])
    assert ["topic", "year", "community"] == [one["id"] for one in said["by"]]


def test_no_map_yet(filled, commons):
    """Without a map the command says what makes one."""
    (filled / store.FILE).unlink()
    fails(commons("field"), "Run: commons index")


def test_index_makes_one(commons):
    """`commons index` lays the map out, once for the same papers."""
    commons("ingest", "starter")
    first = commons("index")
    made = store.stamp(load_settings().home)
    second = commons("index")

    assert (0, 0) == (first.code, second.code)
    assert made == store.stamp(load_settings().home)
    assert 0 == commons("field").code
