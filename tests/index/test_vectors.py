"""The store of vectors: what was added comes back, and what breaks says so and keeps the rest."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from catalogue.errors import IndexCorruptError, StorageError
from index.vectors import open_store
from tests.index.conftest import refusal
from tests.index.corpus import TOY, LetterEncoder, RecordingEncoder


def rows(count, dimension=64, seed=0):
    """Digests, whole vectors, and 1, 2, 3, 1, ... sentence vectors."""
    random = np.random.default_rng(seed)
    whole = random.normal(size=(count, dimension)).astype(np.float32)
    sentences = [random.normal(size=(1 + row % 3, dimension)).astype(np.float32) for row in range(count)]
    return [f"{seed}-{row}" for row in range(count)], whole, sentences


@pytest.fixture
def store(tmp_path):
    """An open store of the toy encoder."""
    with open_store(tmp_path, TOY) as opened:
        yield opened


def file_of(folder):
    """The one store in *folder*."""
    (path,) = folder.glob("*.sqlite")
    return path


def test_round_trip(tmp_path):
    """Whole vectors come back bit by bit, sentence vectors to half precision, after closing too."""
    digests, whole, sentences = rows(1203)
    with open_store(tmp_path, TOY) as store:
        store.add(digests, whole, sentences)

    with open_store(tmp_path, TOY) as store:
        found, halves = store.get(digests)

    np.testing.assert_array_equal(whole, found)
    assert [one.shape for one in sentences] == [one.shape for one in halves]
    np.testing.assert_array_equal(np.concatenate(sentences).astype(np.float16), np.concatenate(halves))
    assert {np.dtype(np.float16)} == {one.dtype for one in halves}


def test_order_and_repeats(store):
    """Vectors come in the order asked, as often as asked."""
    digests, whole, sentences = rows(5)
    store.add(digests, whole, sentences)

    found, halves = store.get([digests[row] for row in (3, 0, 3)])

    np.testing.assert_array_equal(whole[[3, 0, 3]], found)
    assert [len(sentences[row]) for row in (3, 0, 3)] == [len(one) for one in halves]


def test_nothing(store):
    """Nothing asked is nothing found."""
    assert (0, TOY.dimension) == store.get([])[0].shape
    assert set() == store.missing([])


def test_missing(store):
    """What has no vectors is missing, each once; asking for it is a KeyError, never another's vectors."""
    digests, whole, sentences = rows(3)
    store.add(digests[:2], whole[:2], sentences[:2])

    assert {"0-2", "other"} == store.missing([*digests, "other", "other"])
    with pytest.raises(KeyError, match="0-2"):
        store.get(digests)


def test_batch_or_nothing(store):
    """A batch that fails in the middle stores none of it."""
    digests, whole, sentences = rows(4)

    with pytest.raises(ValueError, match="shorter"):
        store.add(digests, whole, sentences[:2])

    assert set(digests) == store.missing(digests)


def test_other_weights(tmp_path):
    """Each encoder, and each version of its weights, has vectors of its own."""
    newer = RecordingEncoder()
    newer.weights = "toy-2"
    with open_store(tmp_path, TOY) as store:
        store.add(*rows(2))

    for other in (newer, LetterEncoder()):
        with open_store(tmp_path, other) as store:
            assert {"0-0", "0-1"} == store.missing(["0-0", "0-1"])
    assert 3 == len(list(tmp_path.glob("*.sqlite")))


@pytest.mark.parametrize("name", ["org/model", "/a/b/" + "deep/" * 60, "ünï cödé", "..", "a:b?*|<>"])
def test_odd_names(tmp_path, name):
    """Whatever an encoder is called, its store is a plain file in the folder."""
    encoder = RecordingEncoder()
    encoder.name = name

    with open_store(tmp_path / "vectors", encoder) as store:
        store.add(*rows(1))

    assert tmp_path / "vectors" == file_of(tmp_path / "vectors").parent
    assert [tmp_path / "vectors"] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "damage", [lambda content: b"no database" * 500, lambda content: content[:4096] + bytes(40_000)]
)
def test_damaged(tmp_path, damage):
    """A damaged file is named; after it is deleted, as the message says, all is well."""
    with open_store(tmp_path, TOY) as store:
        store.add(*rows(300))
    path = file_of(tmp_path)
    path.write_bytes(damage(path.read_bytes()))

    with refusal(IndexCorruptError, f"{path} is damaged.*Delete that file"), open_store(tmp_path, TOY) as store:
        store.get(rows(300)[0])

    path.unlink()
    with open_store(tmp_path, TOY) as store:
        store.add(*rows(2))
        assert {"0-2"} == store.missing(rows(3)[0])


def test_full_disk(tmp_path):
    """A full disk costs the batch in flight and nothing else."""
    with refusal(StorageError, "cannot write .*full.*commons index"), open_store(tmp_path, TOY) as store:
        store._connection.execute("PRAGMA max_page_count = 60")
        for seed in range(100):
            store.add(*rows(20, seed=seed))

    with open_store(tmp_path, TOY) as store:
        kept = 100 - sum(bool(store.missing(rows(20, seed=seed)[0])) for seed in range(100))
        assert 0 < kept < 100
        for seed in range(kept):
            np.testing.assert_array_equal(rows(20, seed=seed)[1], store.get(rows(20, seed=seed)[0])[0])
        assert {f"{kept}-{row}" for row in range(20)} == store.missing(rows(20, seed=kept)[0])


def test_locked(tmp_path):
    """A store that another process writes to is refused, not waited for without end."""
    with open_store(tmp_path, TOY) as store:
        store._connection.execute("PRAGMA busy_timeout = 50")
        other = sqlite3.connect(file_of(tmp_path))
        other.execute("BEGIN EXCLUSIVE")
        with refusal(StorageError, "locked"), open_store(tmp_path, TOY) as second:
            second._connection.execute("PRAGMA busy_timeout = 50")
            second.add(*rows(1))
        other.close()
        store.add(*rows(1))
