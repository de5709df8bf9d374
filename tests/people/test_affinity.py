"""Affinity: what its definition says, by brute force; symmetric, whoever comes in which order, and fast."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from people.affinity import METHOD, Method, between, to_papers
from people.interests import Interests, Library, Piece

DIMENSION, FEATURES = 5, 12


def rows(number, seed):
    """So many vectors and words at random, each row of length one."""
    draw = np.random.default_rng(seed)
    vectors = draw.standard_normal((number, DIMENSION))
    words = draw.random((number, FEATURES)) * (draw.random((number, FEATURES)) < 0.4) + np.eye(number, FEATURES) / 9
    unit = [
        (one / np.maximum(np.linalg.norm(one, axis=1, keepdims=True), 1e-9)).astype("f4") for one in (vectors, words)
    ]
    return unit[0], csr_array(unit[1])


def somebody(number=3, seed=0, of=None):
    """Somebody whose interests are made of so many pieces, at random or those given."""
    vectors, words = of or rows(number, seed)
    pieces = tuple(Piece() for _ in range(len(vectors)))
    return Interests(id=f"{number}.{seed}", pieces=pieces, vectors=vectors, words=words, ideas={})


def shelf(number=4, seed=1, of=None):
    """So many papers, at random or those given."""
    vectors, words = of or rows(number, seed)
    return Library(ids=tuple(map(str, range(len(vectors)))), vectors=vectors, words=words)


def defined(mine, theirs, common, method):
    """The definition, pair by pair: the soft maximum of meaning, and the root of the mean cosine of words."""
    pairs = [(one, other) for one in range(len(mine[0])) for other in range(len(theirs[0]))]
    heat = [
        np.exp((mine[0][one] - method.common * common) @ (theirs[0][other] - method.common * common) / method.softness)
        for one, other in pairs
    ]
    shared = [mine[1].toarray()[one] @ theirs[1].toarray()[other] for one, other in pairs]
    return method.softness * np.log(np.mean(heat)) + method.words * np.mean(shared) ** 0.5


def of(person):
    """What somebody's interests are made of."""
    return person.vectors, person.words


methods = st.builds(
    Method,
    softness=st.floats(0.05, 2),
    common=st.floats(0, 1),
    words=st.floats(0, 2),
)


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 99), methods)
def test_papers_by_definition(pieces, papers, seed, method):
    """Somebody is as close to each paper as the definition says, what papers have in common being the library's."""
    person, library = somebody(pieces, seed), shelf(papers, seed + 100)

    found = to_papers(person, library, method)

    common = library.vectors.mean(axis=0)
    single = [(library.vectors[[row]], library.words[[row]]) for row in range(papers)]
    expected = [defined(of(person), one, common, method) for one in single]
    np.testing.assert_allclose(expected, found, rtol=1e-3, atol=1e-4)
    assert np.float32 == found.dtype


@given(st.lists(st.integers(0, 4), min_size=1, max_size=7), st.integers(0, 99), methods)
def test_people_by_definition(sizes, seed, method):
    """Two people are as close as the definition says, what papers have in common being that of all people's."""
    people = [somebody(size, seed + place) for place, size in enumerate(sizes)]
    common = np.concatenate([person.vectors for person in people] or [np.zeros((1, DIMENSION))])
    mean = common.mean(axis=0) if len(common) else np.zeros(DIMENSION)

    found = between(people, method)

    expected = [
        [defined(of(one), of(other), mean, method) if one.pieces and other.pieces else 0 for other in people]
        for one in people
    ]
    np.testing.assert_allclose(expected, found, rtol=1e-3, atol=1e-4)
    np.testing.assert_array_equal(found, found.T)


def test_many_people():
    """People whose pieces do not fit into one block are compared as few are."""
    people = [somebody(1 + place % 12, place) for place in range(300)]
    mean = np.concatenate([person.vectors for person in people]).mean(axis=0)

    found = between(people)

    for one, other in [(0, 299), (150, 151), (299, 299), (11, 200), (170, 30)]:
        assert pytest.approx(defined(of(people[one]), of(people[other]), mean, METHOD), abs=1e-4) == found[one, other]
    np.testing.assert_array_equal(found, found.T)


def test_order():
    """Who comes where, and which piece comes first, changes no score."""
    people = [somebody(size, size) for size in (1, 5, 3)]
    turned = [somebody(of=(one.vectors[::-1], one.words[::-1])) for one in reversed(people)]

    np.testing.assert_allclose(between(people), between(turned)[::-1, ::-1], rtol=1e-4, atol=1e-5)


def test_more_of_the_same():
    """Having each piece twice makes nobody closer: many papers alone are no expertise."""
    person, library = somebody(3), shelf()
    twice = somebody(of=(np.repeat(person.vectors, 2, axis=0), person.words[[0, 0, 1, 1, 2, 2]]))

    np.testing.assert_allclose(to_papers(person, library), to_papers(twice, library), rtol=1e-4, atol=1e-5)


def test_own_paper():
    """Nothing is closer to somebody than what they wrote themselves."""
    person = somebody(4, 7)
    mine, strange = rows(4, 7), rows(9, 8)
    library = shelf(
        of=(
            np.concatenate([strange[0], mine[0][:1]]),
            csr_array(np.vstack([strange[1].toarray(), mine[1].toarray()[:1]])),
        )
    )

    assert 9 == to_papers(person, library).argmax()


def test_nothing_to_compare():
    """Without interests every score is 0; without papers or people there is none."""
    nobody = somebody(0)

    assert [0, 0, 0, 0] == to_papers(nobody, shelf()).tolist()
    assert [] == to_papers(somebody(), shelf(0)).tolist()
    assert (0, 0) == between([]).shape
    assert [[0, 0], [0, 0]] == between([nobody, nobody]).tolist()
    assert [0, 0] == between([nobody, somebody()])[0].tolist()


def test_no_words_in_common():
    """Where no word is shared, meaning alone counts: no score is anything but a number."""
    blank = csr_array((3, FEATURES), dtype=np.float32)
    person, library = somebody(of=(rows(3, 0)[0], blank)), shelf()

    np.testing.assert_allclose(to_papers(person, library), to_papers(person, library, Method(words=0)))
    assert np.isfinite(between([person, somebody()])).all()
