"""More like these, less like those: what moves, how far, and what is said of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.answers import Shift
from index import feedback
from index.embed import embed_query
from tests.index.corpus import LIBRARY, TOY, a_document, load, make

IDS = [document.id for document in LIBRARY]
some_papers = st.lists(st.sampled_from(IDS), max_size=4, unique=True)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """An index of the library."""
    home = tmp_path_factory.mktemp("feedback")
    make(home, *LIBRARY)
    return load(home)


def asked(index, text):
    """A question on both sides; all zero without a text."""
    vector = embed_query(TOY, text) if text else np.zeros(TOY.dimension, dtype=np.float32)
    return index.lexical.encode(text), vector


def moved(index, text, more=(), less=(), **options):
    """The question after likes and dislikes."""
    return feedback.move(index, *asked(index, text), *(feedback.known(index, ids) for ids in (more, less)), **options)


def likeness(index, text, paper, more=(), less=()):
    """How near a question has a paper, by words and by meaning."""
    keywords, vector = moved(index, text, more, less)
    row = index.rows[paper]
    return index.lexical.scores(keywords)[row], float(index.backend.vectors(np.array([row]))[0] @ vector)


def test_without_judgements_nothing_moves(index):
    """Without likes and dislikes a question stays what it is."""
    keywords, vector = asked(index, "features of neurons")
    same_keywords, same_vector = moved(index, "features of neurons")

    np.testing.assert_allclose(keywords.toarray(), same_keywords.toarray(), atol=1e-6)
    np.testing.assert_allclose(vector, same_vector, atol=1e-6)


def test_rocchio(index):
    """Each side is the question plus and minus the means of the papers, words below nothing cut off, of length one."""
    text, more, less = "patching circuits", ["arxiv:1", "arxiv:4"], ["arxiv:2"]
    liked, disliked = ([index.rows[one] for one in ids] for ids in (more, less))
    for dense, sides, cut in zip(
        (index.lexical.rows(np.arange(len(IDS))).toarray(), index.backend.vectors(np.arange(len(IDS)))),
        zip(asked(index, text), moved(index, text, more, less, weights=(0.5, 0.25)), strict=True),
        (True, False),
        strict=True,
    ):
        question, found = (np.asarray(one.toarray()[0] if cut else one) for one in sides)
        expected = question + 0.5 * dense[liked].mean(axis=0) - 0.25 * dense[disliked].mean(axis=0)
        expected = np.maximum(expected, 0) if cut else expected
        np.testing.assert_allclose(expected / np.linalg.norm(expected), found, atol=1e-6)


@given(text=st.sampled_from(["", "features", "of the", "probes and patching"]), more=some_papers, less=some_papers)
def test_always_of_length_one(index, text, more, less):
    """Whatever is judged, both sides keep their shape, are of length one or zero, and no word counts below nothing."""
    keywords, vector = moved(index, text, more, less)

    assert asked(index, text)[0].shape == keywords.shape
    assert (TOY.dimension,) == vector.shape
    assert np.float32 == vector.dtype
    for side in (keywords.data, vector):
        assert np.linalg.norm(side) == pytest.approx(1, abs=1e-5) or not np.any(side)
    assert (keywords.data >= 0).all()


@pytest.mark.parametrize("paper", IDS)
def test_likes_pull_and_dislikes_push(index, paper):
    """A liked paper comes nearer by words and by meaning, a disliked one goes away from the same question."""
    text = "induction heads and superposition in vision"
    before = likeness(index, text, paper)

    nearer, farther = likeness(index, text, paper, more=[paper]), likeness(index, text, paper, less=[paper])

    assert all(new > old for new, old in zip(nearer, before, strict=True))
    assert farther[1] < before[1]
    assert farther[0] <= before[0] + 1e-6


def test_papers_like_these(index):
    """Likes alone are a question: the nearest to them are found."""
    keywords, vector = moved(index, "", more=["arxiv:2"])

    assert index.rows["arxiv:2"] == int(np.argmax(index.lexical.scores(keywords)))
    assert index.rows["arxiv:2"] == int(np.argmax(index.backend.vectors(np.arange(len(IDS))) @ vector))


def test_unknown_papers_move_nothing(index):
    """Ids that the index does not have, or that are said twice, count for nothing more."""
    assert [index.rows["arxiv:2"], index.rows["web:c"]] == feedback.known(
        index, ["arxiv:2", "gone:1", "web:c", "arxiv:2"]
    ).tolist()
    assert 0 == len(feedback.known(index, []))


def test_the_shift_says_which_words_moved(tmp_path):
    """What is told are words and pairs of words that other papers have, too, the weightiest first, none twice."""
    steering = [a_document(id=f"s:{n}", title=f"Steering vectors {n}", body="Steering vectors push.") for n in range(3)]
    vision = [a_document(id=f"v:{n}", title=f"Curve detectors {n}", body="Curve detectors see.") for n in range(3)]
    make(tmp_path, *steering, *vision, a_document(id="o:1", title="Something else", body="Steering alone."))
    index = load(tmp_path)

    told = feedback.shift(index, feedback.known(index, ["s:0"]), feedback.known(index, ["v:1"]))

    assert "steering vectors" == told.toward[0]
    assert "curve detectors" == told.away[0]
    assert not any("steering" in one for one in told.toward[1:])


def test_no_judgement_no_shift(index):
    """Without judgements there is nothing to tell; with likes alone, nothing is moved away from."""
    none = feedback.known(index, [])

    assert Shift() == feedback.shift(index, none, none)
    assert () == feedback.shift(index, feedback.known(index, ["arxiv:1"]), none).away


@given(more=some_papers, less=some_papers)
def test_the_shift_quotes_the_papers(index, more, less):
    """Every word told is printed in a judged paper of its side, and there are at most five."""
    told = feedback.shift(index, feedback.known(index, more), feedback.known(index, less))

    for said, ids in ((told.toward, more), (told.away, less)):
        texts = " ".join(document.text.lower() for document in LIBRARY if document.id in ids)
        assert len(said) <= feedback.SHOWN
        assert all(one in texts for one in said)
