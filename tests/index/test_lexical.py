"""The keyword side, against scikit-learn's own TF-IDF."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from index.lexical import LETTERS, TITLE_WEIGHT, Lexical, features, letters, stem, words
from tests.index.corpus import LIBRARY, a_document

WORDS = "patch patching Patched heads head the of circuit circuits Bézier 2 GPT-2 sparse . ,"
vocabulary = st.sampled_from(WORDS.split())
texts = st.lists(vocabulary, max_size=12).map(" ".join)
documents = st.lists(st.builds(a_document, title=texts, body=texts), min_size=1, max_size=8)


def reference(library, query):
    """Cosines by scikit-learn, with a real vocabulary where we hash."""
    said = [" ".join([document.title, "."] * TITLE_WEIGHT) + " " + document.body for document in library]
    known = sorted({feature for text in [*said, query] for feature in features(text)})
    if not known:
        return np.zeros(len(library))
    weigher = TfidfVectorizer(analyzer=features, vocabulary=known, sublinear_tf=True)
    rows = weigher.fit_transform(said)
    return (rows @ weigher.transform([query]).T).toarray().ravel()


def scores(library, query):
    """Our own."""
    lexical = Lexical.build(library)
    return lexical.scores(lexical.encode(query))


@given(library=documents, query=texts)
def test_reference(library, query):
    """Scores are the cosines of sublinear TF-IDF vectors over stems and pairs of stems."""
    np.testing.assert_allclose(reference(library, query), scores(library, query), atol=1e-5)


@pytest.mark.parametrize("query", [document.text for document in LIBRARY] + ["patching circuits", "unheard-of words"])
def test_reference_on_prose(query):
    """The same on prose."""
    np.testing.assert_allclose(reference(LIBRARY, query), scores(LIBRARY, query), atol=1e-5)


def test_no_warning_when_empty():
    """Documents without words, all of them or some, score 0."""
    assert [0, 0] == scores([a_document(title=""), a_document(title="the of", body="!")], "heads").tolist()
    assert [0, 1] == [score > 0 for score in scores([a_document(title=""), a_document(title="heads")], "heads")]


@pytest.mark.parametrize("query", ["", " ", "the of and", "🧠", "…!?", "Привет", "\x00"])
def test_no_words(query):
    """A query without a word that counts scores 0 everywhere."""
    assert not scores(LIBRARY, query).any()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Features OF models", ["features", "models"]),
        ("naïve Bézier", ["naive", "bezier"]),
        ("GPT-2's layer_norm", ["gpt", "2", "s", "layer", "norm"]),
        ("\N{MATHEMATICAL BOLD SMALL B}old \N{LATIN SMALL LIGATURE FI}ne", ["bold", "fine"]),
    ],
)
def test_words(text, expected):
    """Case, accents and fancy letters do not matter; stop words do not count."""
    assert expected == words(text)


def test_features():
    """The features are the stems and each pair of neighbours, stop words left out between them."""
    assert ["activ", "patch", "head", "activ patch", "patch head"] == features("Activations patched in the heads")
    assert ["head"] == stem(["heads"])


def test_pairs_count():
    """Two words side by side count for more than the same words apart."""
    library = [a_document(title="activation patching now"), a_document(title="patching an activation")]

    side_by_side, apart = scores(library, "activation patching")

    assert side_by_side > apart > 0


def test_title_counts_more():
    """A word of the title counts for more than one of the body."""
    title, body = scores([a_document(title="heads", body="models"), a_document(title="models", body="heads")], "heads")

    assert title > body > 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("features of neurons", ("features", "neurons")),
        ("neuron features", ("neuron", "features")),
        ("Feature geometry of FEATURES", ("feature",)),
        ("neurons feature neuron", ("neurons", "feature")),
        ("a polysemantic baker", ("polysemantic",)),
        ("bread", ()),
        ("the of", ()),
        ("", ()),
    ],
)
def test_shared(text, expected):
    """The words that query and paper share, in the query's order and as it first spells them, each stem once."""
    row = next(row for row, document in enumerate(LIBRARY) if document.title == "Polysemantic neurons")

    assert expected == Lexical.build(LIBRARY).shared(text, row)


def test_shared_weightiest():
    """Of many shared words the rarest are said, still in the query's order."""
    library = [a_document(title="common rare1 everywhere rare2"), *[a_document(title="common everywhere")] * 5]

    found = Lexical.build(library).shared("everywhere rare1 common rare2", 0, most=2)

    assert ("rare1", "rare2") == found


@given(library=documents, query=texts)
def test_shared_is_true(library, query):
    """A shared word is a word of the query, and its stem one of the paper; where one is shared, there is a score."""
    lexical = Lexical.build(library)
    for row, (document, score) in enumerate(zip(library, lexical.scores(lexical.encode(query)), strict=True)):
        shared = lexical.shared(query, row, most=99)

        assert set(shared) <= set(words(query))
        assert set(stem(shared)) == set(stem(words(query))) & set(stem(words(f"{document.title} {document.body}")))
        assert bool(shared) == (score > 0)


def test_save_and_load(tmp_path):
    """What was saved scores as before; the files are those that it says."""
    lexical = Lexical.build(LIBRARY)
    names = lexical.save(tmp_path)

    loaded = Lexical.load(tmp_path)

    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())
    for query in ("patching circuits", "the", "features of vision models"):
        np.testing.assert_array_equal(lexical.scores(lexical.encode(query)), loaded.scores(loaded.encode(query)))
        assert [lexical.shared(query, row) for row in range(len(LIBRARY))] == [
            loaded.shared(query, row) for row in range(len(LIBRARY))
        ]


def letters_reference(library, query):
    """Cosines over letters by scikit-learn, with a real vocabulary where we hash."""
    said = [" ".join([document.title, "."] * TITLE_WEIGHT) + " " + document.body for document in library]
    known = sorted({run for text in [*said, query] for run in letters(text)})
    if not known:
        return np.zeros(len(library))
    weigher = TfidfVectorizer(analyzer=letters, vocabulary=known, sublinear_tf=True)
    rows = weigher.fit_transform(said)
    return LETTERS * (rows @ weigher.transform([query]).T).toarray().ravel()


@given(library=documents, query=texts)
def test_letters(library, query):
    """Letters are compared as words are, and weigh a quarter."""
    np.testing.assert_allclose(letters_reference(library, query), Lexical.build(library).spelt_alike(query), atol=1e-5)


def test_runs():
    """Runs of letters stay within a word, whose ends count."""
    assert [] == letters("of the")
    assert [" at", "at4", "t4 ", " at4", "at4 ", " at4 "] == letters("at4")


def test_what_stemming_misses():
    """Words of one family are alike though their stems differ."""
    interpretable, other = Lexical.build(
        [a_document(title="interpretable models"), a_document(title="fast models")]
    ).spelt_alike("interpretability")

    assert interpretable > other


def test_rarity():
    """What is in no paper is rarest, what is in all is not rare at all; of a term the rarest pair counts."""
    lexical = Lexical.build(
        [a_document(title="sparse heads"), a_document(title="heads sparse"), a_document(title="heads")]
    )

    in_none, in_one, in_all, of_stop_words, unheard = lexical.rarity(
        ["circuits", "sparse heads", "heads", "the of", "sparse circuits"]
    )

    assert (1, 1, 0, 0) == (in_none, unheard, in_all, of_stop_words)
    assert 0 < in_one < 1
    assert [] == lexical.rarity([]).tolist()


def test_terms():
    """As a term, a text is its pairs of stems; a single word is that word; nothing is nothing."""
    lexical = Lexical.build(LIBRARY)
    pair, single, nothing = lexical.terms(["activation patching", "patching", "of"]).toarray()

    assert [1, 1, 0] == [np.count_nonzero(row) for row in (pair, single, nothing)]
    np.testing.assert_allclose([1, 1], [np.linalg.norm(row) for row in (pair, single)])
    assert not (pair * single).any()
