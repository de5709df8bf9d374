"""Vectors to places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors

from index.projection.layout import SMALL, aligned, among_neighbours, lay_out, neighbours

NOWHERE = np.nan


def clouds(number: int, *, seed: int = 0) -> np.ndarray:
    """Vectors around six directions, in turn."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(6, 16))
    return (centres[np.arange(number) % 6] + 0.3 * random.normal(size=(number, 16))).astype(np.float32)


def nothing(number: int) -> np.ndarray:
    """No paper has a place yet."""
    return np.full((number, 2), NOWHERE)


def near(rows: np.ndarray, k: int = 5) -> list[set[int]]:
    """The nearest others of each row."""
    return [set(found) for found in NearestNeighbors(n_neighbors=k).fit(rows).kneighbors(return_distance=False)]


@pytest.fixture(scope="module")
def laid() -> np.ndarray:
    """A first layout of 120 papers."""
    return lay_out(clouds(120), nothing(120))


def test_the_same_again(laid):
    """The same vectors get the same places, to the last bit."""
    np.testing.assert_array_equal(laid, lay_out(clouds(120), nothing(120)))


def test_neighbours_stay_neighbours(laid):
    """Who is near in the vectors is near on the map: far better than by chance, and than by two main directions."""
    main = np.linalg.svd(clouds(120) - clouds(120).mean(axis=0), full_matrices=False)
    flat = main.U[:, :2] * main.S[:2]

    assert trustworthiness(clouds(120), laid, n_neighbors=5) > 0.9
    assert trustworthiness(clouds(120), laid, n_neighbors=5) > trustworthiness(clouds(120), flat, n_neighbors=5)


def test_length_means_nothing(laid):
    """Only directions count, as everywhere in the index."""
    np.testing.assert_array_equal(laid, lay_out(4 * clouds(120), nothing(120)))


def test_what_is_known_stays(laid):
    """Papers that had a place keep it but for a fraction of the way that they go in a layout from nothing."""
    start = np.vstack([laid[:110], nothing(10)])
    mixed = np.random.default_rng(3).permutation(120)

    after = lay_out(clouds(120), start)
    anew = aligned(lay_out(clouds(120)[mixed], nothing(120))[np.argsort(mixed)], start)

    moved = np.median(np.linalg.norm(after[:110] - laid[:110], axis=1))
    assert moved < 0.05 * np.ptp(laid)
    assert moved < 0.5 * np.median(np.linalg.norm(anew[:110] - laid[:110], axis=1))


def test_what_is_new_comes_to_its_own(laid):
    """A new paper is placed among those of its cloud."""
    after = lay_out(clouds(120), np.vstack([laid[:110], nothing(10)]))

    for row in range(110, 120):
        assert {row % 6} == {other % 6 for other in near(after)[row]}


def test_new_ones_begin_in_the_middle_of_their_neighbours():
    """A new paper begins at the median of those neighbours that have a place, and where none has, of all."""
    start = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 2.0], [NOWHERE, NOWHERE], [NOWHERE, NOWHERE]])
    nearest = np.array([[1], [0], [0], [1], [3]])

    begun = among_neighbours(start, nearest)

    np.testing.assert_array_equal(start[:3], begun[:3])
    np.testing.assert_allclose([2.0, 0.0], begun[3], atol=0.02)
    np.testing.assert_allclose([0.0, 0.0], begun[4], atol=0.02)
    assert not np.array_equal(begun[3], [2.0, 0.0])


@given(angle=some.floats(0, 6.28), mirror=some.booleans(), shift=some.tuples(*[some.floats(-9, 9)] * 2))
def test_turned_shifted_and_mirrored_is_the_same(angle: float, mirror: bool, shift: tuple[float, float]):
    """Whatever way round a layout comes out, it is laid onto the last."""
    start = np.random.default_rng(1).normal(size=(9, 2))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turn[0] *= -1 if mirror else 1

    np.testing.assert_allclose(start, aligned(start @ turn + shift, start), atol=1e-9)


@settings(max_examples=40)
@given(
    papers=some.lists(some.integers(0, 3), max_size=24),
    known=some.lists(some.booleans(), min_size=24, max_size=24),
)
def test_any_library_has_a_map(papers: list[int], known: list[bool]):
    """However few papers there are, and however many say the same, each has a place."""
    vectors = np.eye(4, dtype=np.float32)[papers].reshape(-1, 4)
    start = np.random.default_rng(0).normal(size=(len(papers), 2))
    start[~np.array(known[: len(papers)], dtype=bool)] = NOWHERE

    places = lay_out(vectors, start)

    assert (len(papers), 2) == places.shape
    assert np.isfinite(places).all()


def test_exact_neighbours():
    """The neighbours that a layout is made from are those of brute force, without the paper itself."""
    vectors = clouds(40)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    far = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
    np.fill_diagonal(far, np.inf)

    distances, nearest = neighbours(vectors)

    assert (40, 39) == nearest.shape
    np.testing.assert_allclose(np.sort(far, axis=1)[:, :39], distances, atol=1e-3)
    assert not (nearest == np.arange(40)[:, None]).any()


def test_progress(laid):
    """Steps are told from none to all of them."""
    told: list[tuple[int, int]] = []
    lay_out(clouds(SMALL), nothing(SMALL), lambda done, total: told.append((done, total)))

    assert (0, 750) == told[0]
    assert (750, 750) == told[-1]
    assert sorted(told) == told
