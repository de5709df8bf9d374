"""The forms of words: what is one word though it is written in several ways, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.forms import fold, key, tokens

SAME = [
    ("Feature", "features"),
    ("entity", "entities"),
    ("class", "classes"),
    ("loss", "losses"),
    ("box", "boxes"),
    ("approach", "approaches"),
    ("cache", "caches"),
    ("lens", "lenses"),
    ("bias", "biases"),
    ("atlas", "atlases"),
    ("basis", "bases"),
    ("analysis", "analyses"),
    ("matrix", "matrices"),
    ("stimulus", "stimuli"),
    ("SAE", "SAEs"),
    ("model", "model's"),
    ("model", "model\N{RIGHT SINGLE QUOTATION MARK}s"),
    ("localization", "localisation"),
    ("generalized", "generalised"),
    ("analyze", "analyse"),
    ("behavior", "behaviours"),
    ("behavioral", "behavioural"),
    ("modeling", "modelling"),
    ("labeled", "labelled"),
    ("naive", "na\N{LATIN SMALL LETTER I WITH DIAERESIS}ve"),
]

DIFFERENT = [
    ("feature", "featured"),
    ("probe", "probing"),
    ("neuron", "neural"),
    ("analysis", "analytic"),
    ("mass", "mas"),
    ("basis", "basic"),
    ("four", "for"),
    ("circuit", "circuitry"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_word(one, other):
    """Number, case, accents, the possessive and British spelling make no difference."""
    assert fold(one) == fold(other) == fold(other.upper())


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_words(one, other):
    """Words that mean different things stay different."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "text",
    [
        "sparse autoencoder",
        "Sparse Autoencoders",
        "sparse auto-encoders",
        "sparse auto encoder",
        "sparse-autoencoder",
        "sparse\nauto\N{NON-BREAKING HYPHEN}encoder",
        "  (sparse autoencoder)  ",
    ],
)
def test_key(text):
    """A prefix may be joined, hyphenated or apart; other words are apart or hyphenated."""
    assert "sparse autoencoder" == key(text)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("transcoder", "trans-coder", "trans coders"), "transcoder"),
        (("cross-layer transcoder", "cross layer transcoders"), "crosslayer transcoder"),
        (("overparameterized", "over-parameterised"), "overparameterized"),
        (("post hoc", "post-hoc", "posthoc"), "posthoc"),
        (("non-linear probe", "nonlinear probes"), "nonlinear probe"),
    ],
)
def test_prefixes(texts, expected):
    """Prefixes are always joined to what they stand before."""
    assert {expected} == {key(text) for text in texts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("probing over features", "probing over feature"),
        ("robust under ablations", "robust under ablation"),
        ("auto. Encoder", "auto encoder"),
        ("(multi) head", "multi head"),
    ],
)
def test_no_prefixes(text, expected):
    """Prepositions are words of their own, and so is a prefix that a stop or a bracket parts from the next word."""
    assert expected == key(text)


@pytest.mark.parametrize("text", ["", "  ", "-- $+ ...", "_"])
def test_no_words(text):
    """A text without letters and digits has no words."""
    assert ("", []) == (key(text), tokens(text))


@pytest.mark.parametrize(
    ("between", "joined"),
    [
        (" ", True),
        ("-", True),
        (" - ", True),
        ("/", True),
        ("\n", True),
        ("\N{EN DASH}", True),
        (", ", False),
        (". ", False),
        (" (", False),
        ("--", False),
        ("; ", False),
        ("_", False),
    ],
)
def test_joined(between, joined):
    """Words of one term have only space, a hyphen or a stroke between them."""
    one, other = tokens(f"attention{between}head")

    assert (False, joined) == (one.joined, other.joined)


words = st.sampled_from(
    ["auto", "Encoders", "cross-", "over", "trans", "lenses", "a", "SAEs", "na\u00efve", "e\u0301", "\u0130"]
)
texts = st.lists(words | st.text(max_size=5), max_size=12).map(" ".join) | st.text()


@given(text=texts)
def test_places(text):
    """Words come in order, do not overlap, and stand where they say; what they cover folds to them."""
    found = tokens(text)

    ends = [0, *(token.end for token in found)]
    assert all(end <= token.start < token.end <= len(text) for end, token in zip(ends, found, strict=False))
    assert [token.form for token in found] == [key(text[token.start : token.end]) for token in found]


@given(text=texts)
def test_nothing_between(text):
    """Between the words there are no letters and digits."""
    rest = list(text)
    for token in tokens(text):
        rest[token.start : token.end] = " " * (token.end - token.start)

    assert not any(letter.isalnum() for letter in rest)


@given(text=texts)
def test_case(text):
    """Case makes no difference to ASCII text."""
    plain = text.encode("ascii", "ignore").decode()

    assert key(plain) == key(plain.upper()) == key(plain.lower())


@given(stem=st.text("bcdfgklmnprt", min_size=3, max_size=8))
def test_regular_plural(stem):
    """A regular plural folds to its singular."""
    for one, many in ((stem, f"{stem}s"), (f"{stem}y", f"{stem}ies"), (f"{stem}ch", f"{stem}ches")):
        assert fold(one) == fold(many)
