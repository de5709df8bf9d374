"""Laying an index out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from catalogue.errors import IndexBusyError, NoIndexError
from index.build import build as build_index
from index.projection import layout, store
from index.projection.build import build
from tests.index.conftest import refusal
from tests.index.corpus import TOY, a_document


def documents(number: int, **changes: object):
    """So many papers, each with a word of its own and one of five that it shares."""
    shared = ("circuits", "probing", "steering", "features", "grokking")
    return [a_document(id=f"arxiv:{n:03}", title=f"{shared[n % 5]} paper{n}", **changes) for n in range(number)]


def index(home: Path, papers) -> None:
    """Index them."""
    build_index(home, papers, TOY, backend="exact", batch_size=64)


@pytest.fixture
def laid(tmp_path) -> Path:
    """A home with 30 papers on a map."""
    index(tmp_path, documents(30))
    build(tmp_path)
    return tmp_path


def test_every_paper_has_a_place(laid):
    """The map has the papers of the index, and says what it was made of."""
    made = store.read(laid)

    assert [document.id for document in documents(30)] == list(made.ids)
    assert {"papers", "weights", "layout", "rows", "made"} == made.stamp.keys()


def test_nothing_to_do(laid):
    """A second run finds the map up to date and does not touch it."""
    before = (laid / store.FILE).stat()

    assert not build(laid)
    assert (before.st_mtime_ns, before.st_ino) == ((laid / store.FILE).stat().st_mtime_ns, before.st_ino)


def test_what_is_filtered_by_moves_nobody(laid):
    """Where only topics or dates changed, places stay to the last bit, and the map is that of the new index."""
    before = store.read(laid)
    index(laid, documents(30, topics=("circuits",)))

    assert not build(laid)

    after = store.read(laid)
    np.testing.assert_array_equal(before.places, after.places)
    assert before.stamp["rows"] != after.stamp["rows"]


def test_papers_come_and_go(laid, monkeypatch):
    """With papers added and taken away the layout begins where the others were."""
    before = store.read(laid)
    begun: list[np.ndarray] = []
    monkeypatch.setattr(
        "index.projection.build.lay_out", lambda vectors, start, _: (begun.append(start), np.nan_to_num(start))[1]
    )
    index(laid, documents(33)[2:])

    assert build(laid)

    np.testing.assert_array_equal(before.places[2:], begun[0][:28])
    assert np.isnan(begun[0][28:]).all()
    assert [f"arxiv:{n:03}" for n in range(2, 33)] == list(store.read(laid).ids)


def test_a_damaged_map_is_made_anew(laid):
    """A map that cannot be read is no reason to have none."""
    (laid / store.FILE).write_bytes(b"PAR1")

    assert build(laid)
    assert 30 == len(store.read(laid).ids)


def test_a_stop_loses_nothing(laid):
    """Ctrl-C while a new map is laid out leaves the old one in place, and the next run makes the new one."""
    before = store.read(laid)
    index(laid, documents(40))

    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(laid, stop)

    assert before.ids == store.read(laid).ids
    assert not list(laid.glob(f"{store.FILE}.*"))
    assert build(laid)
    assert 40 == len(store.read(laid).ids)


def test_another_process(laid):
    """Two do not lay out at once."""
    with FileLock(laid / "map.lock"), refusal(IndexBusyError, "another process"):
        build(laid)


def test_no_index(tmp_path):
    """Without an index there is nothing to lay out."""
    with refusal(NoIndexError, "nothing is indexed"):
        build(tmp_path)


def test_few_papers(tmp_path):
    """A library of three papers has a map, too."""
    index(tmp_path, documents(3))

    assert build(tmp_path)
    assert 3 == len(np.unique(store.read(tmp_path).places, axis=0))
    assert 3 < layout.SMALL
