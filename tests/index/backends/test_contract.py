"""Every vector backend agrees with brute force. A file in index/backends is tested by being there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import SettingsError
from catalogue.settings import Settings
from index import backends
from tests.index.conftest import refusal

NAMES = backends.names()
every_backend = pytest.mark.parametrize("backend", [backends.module(name) for name in NAMES], ids=NAMES)


def brute_force(vectors, query, k, among=None):
    """Rows by inner product, larger first, then by row."""
    rows = sorted(set(range(len(vectors)) if among is None else among))
    return sorted(rows, key=lambda row: (-float(vectors[row] @ query), row))[:k]


def as_rows(among):
    """*among* as backends take it."""
    return None if among is None else np.array(among, dtype=np.int64)


@st.composite
def searches(draw):
    """Vectors of unequal lengths with many ties, whose inner products float32 holds exactly; a query, k and rows."""
    rows, dimension = draw(st.integers(1, 40)), draw(st.integers(1, 6))
    numbers = st.integers(-4, 4)
    vectors = draw(st.lists(st.lists(numbers, min_size=dimension, max_size=dimension), min_size=rows, max_size=rows))
    query = draw(st.lists(numbers, min_size=dimension, max_size=dimension))
    among = draw(st.none() | st.lists(st.integers(0, rows - 1), max_size=60))
    return (
        np.array(vectors, dtype=np.float32),
        np.array(query, dtype=np.float32),
        draw(st.integers(0, rows + 5)),
        among,
    )


@every_backend
@given(asked=searches())
def test_agrees_with_brute_force(backend, asked):
    """The best rows come first, ties by row; k may exceed the size; rows asked for may repeat, in any order."""
    vectors, query, k, among = asked

    scores, rows = backend.build(vectors).search(query, k, as_rows(among))

    assert brute_force(vectors, query, k, among) == rows.tolist()
    assert [float(vectors[row] @ query) for row in rows] == scores.tolist()
    assert (np.float32, np.int64) == (scores.dtype, rows.dtype)


@every_backend
@pytest.mark.parametrize("k", [1, 10, 99, 100, 250, 2000, 5000])
@pytest.mark.parametrize("share", [None, 0.02, 0.5])
def test_agrees_on_real_numbers(backend, k, share):
    """Vectors whose lengths differ by orders of magnitude are ranked by inner product, not by cosine or distance."""
    random = np.random.default_rng(k)
    lengths = 10.0 ** random.uniform(-2, 2, size=(2000, 1))
    vectors = (random.normal(size=(2000, 48)) * lengths).astype(np.float32)
    query = random.normal(size=48).astype(np.float32)
    among = None if share is None else random.permutation(2000)[: int(2000 * share)]
    exact = vectors.astype(np.float64) @ query.astype(np.float64)
    expected = brute_force(vectors.astype(np.float64), query.astype(np.float64), k, among)

    scores, rows = backend.build(vectors).search(query, k, among)

    np.testing.assert_allclose(scores, exact[expected], rtol=1e-4, atol=1e-3)
    np.testing.assert_allclose(scores, exact[rows], rtol=1e-4, atol=1e-3)
    assert len(expected) == len(set(rows.tolist()))


@every_backend
@pytest.mark.parametrize("k", [1, 7, 150, 299, 300, 301])
def test_all_equal(backend, k):
    """Where every row ties, the first k rows are the answer, also at a size where libraries change their method."""
    _, rows = backend.build(np.ones((300, 3), dtype=np.float32)).search(np.ones(3, dtype=np.float32), k)

    assert list(range(min(k, 300))) == rows.tolist()


@every_backend
@given(asked=searches())
def test_never_padding(backend, asked):
    """There is no row that does not exist or was not asked for, and none twice."""
    vectors, query, k, among = asked

    _, rows = backend.build(vectors).search(query, k, as_rows(among))

    assert set(rows.tolist()) <= set(range(len(vectors)) if among is None else among)
    assert len(rows) == len(set(rows.tolist()))


@every_backend
def test_nothing_to_rank(backend):
    """No rows to choose from, or k of 0, is an empty answer."""
    built = backend.build(np.ones((3, 2), dtype=np.float32))
    query = np.ones(2, dtype=np.float32)

    for scores, rows in (
        built.search(query, 5, as_rows([])),
        built.search(query, 0),
        built.search(query, 0, as_rows([1])),
    ):
        assert (0, 0) == (len(scores), len(rows))


@every_backend
@given(asked=searches())
def test_keeps_the_vectors(backend, asked):
    """Stored vectors come back as they were, in the order asked, none to any number of them."""
    vectors, _, _, among = asked
    rows = as_rows(among or [])

    found = backend.build(vectors).vectors(rows)

    np.testing.assert_array_equal(vectors[rows], found)
    assert np.float32 == found.dtype


@every_backend
def test_save_and_load(backend, tmp_path):
    """What was saved answers as before, and its own copy of the vectors does not follow changes of ours."""
    random = np.random.default_rng(7)
    vectors = random.normal(size=(50, 8)).astype(np.float32)
    query, rows = random.normal(size=8).astype(np.float32), np.arange(50)
    built = backend.build(vectors)
    built.save(tmp_path / "vectors")

    loaded = backend.load(tmp_path / "vectors")

    np.testing.assert_array_equal(vectors, loaded.vectors(rows))
    for k, among in ((5, None), (80, None), (5, rows[::3])):
        for expected, found in zip(built.search(query, k, among), loaded.search(query, k, among), strict=True):
            np.testing.assert_array_equal(expected, found)
    assert [tmp_path / "vectors"] == list(tmp_path.iterdir())


@every_backend
def test_threads(backend):
    """Many threads that share one backend get the answers that one alone gets."""
    random = np.random.default_rng(1)
    vectors = random.normal(size=(500, 32)).astype(np.float32)
    queries = random.normal(size=(200, 32)).astype(np.float32)
    built = backend.build(vectors)
    alone = [built.search(query, 10)[1].tolist() for query in queries]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: built.search(query, 10)[1].tolist(), queries))

    assert alone == together


def test_default_exists():
    """The default of the settings is one of the backends, and so is the reference."""
    assert {Settings().backend, "exact"} <= set(NAMES)


@pytest.mark.parametrize("name", ["", "faiss", "__init__", "../exact", "os"])
def test_unknown(name):
    """A backend that there is none of is a setting to correct, from a list."""
    with refusal(SettingsError, f"COMMONS_BACKEND to one of: .*{NAMES[0]}.*{NAMES[-1]}"):
        backends.module(name)
