"""Did you mean: which words are mended, and which are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.question.spelling import FREQUENT, Spelling, english

TEXTS = (
    "We train sparse autoencoders on the activations of language models and find interpretable features.",
    "Activation patching locates circuits; induction heads copy. Superposition, probing, steering, Schölkopf kernels.",
) * FREQUENT
SPELLING = Spelling.build([*TEXTS, "an abliteration and a zorbification"], ["Grokking", "logit lens"], ["Neel Nanda"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sparse autoencodr", "sparse autoencoders"),
        ("Actvation patching?", "Activation patching?"),
        ("what is superpostion in langauge models", "what is superposition in language models"),
        ("interpretable  featuers", "interpretable  features"),
        ("gorkking", "grokking"),
        ('ti:probbing "indction heads" -surveys', 'ti:probing "induction heads" -surveys'),
        ("abs:circiuts year:2021..2023 au:nnada", "abs:circuits year:2021..2023 au:nnada"),
        ("schölkopf kernals", "schölkopf kernels"),
    ],
)
def test_mended(typed, meant):
    """A slip in a word, or two in a long one, is mended; all else stays as typed."""
    assert meant == SPELLING.mended(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "sparse autoencoders",
        "autoencoding",
        "probe",
        "abliteration",
        "nanda",
        "the weather in the mountains",
        "featurs",
        "PROBBING",
        "proBbing",
        "probbing2",
        "2309.08600",
        "https://arxiv.org/abs/probbing",
        "model_probbing",
        "don't we're",
        "au:nnada cat:cs.CL",
        "zzzzzzzz",
        "circiuts " * 61,
        "🧠 日本語",
    ],
)
def test_left_alone(typed):
    """Nothing is suggested for known words and names, other forms of them, codes, long texts and hopeless words."""
    assert "" == SPELLING.mended(typed)


def test_the_frequent_word_wins():
    """Of two words as near, the more frequent is meant; one with the same first letter goes before both."""
    counts = {"steer": 50, "stear": 0, "sheer": 9, "cheer": 500}

    assert "steer" == Spelling(counts).mended("steeer")
    assert "sheer" == Spelling({"sheer": 9, "cheer": 500}).mended("xheer sheeer").split()[1]
    assert "cheer" == Spelling({"sheer": 9, "cheer": 500}).mended("xheer")


def test_rare_words():
    """A word that is rare in the papers is mended by a neighbour that is far more frequent, and by no other."""
    assert "quazon" == Spelling({"quazon": 1000, "quazan": 2}).mended("quazan")
    assert "" == Spelling({"quazon": 1000, "quazan": 6}).mended("quazan")
    assert "" == Spelling({"quazon": 300, "quazan": 2}).mended("quazan")


def test_english():
    """Frequent English words are known, whether the papers have them or not."""
    assert {"mountain", "weather", "reply"} <= english()


words = st.lists(st.sampled_from(["sparse", "features", "probing", "steering", "circuits"]), min_size=1, max_size=4)


@given(words, st.integers(0, 3), st.data())
def test_a_slip_is_never_made_worse(words, which, data):
    """Whatever letter is dropped, what is suggested differs from the question in that word only."""
    which %= len(words)
    place = data.draw(st.integers(0, len(words[which]) - 1))
    typed = [*words]
    typed[which] = words[which][:place] + words[which][place + 1 :]

    mended = SPELLING.mended(" ".join(typed)).split() or typed

    assert words[:which] + words[which + 1 :] == mended[:which] + mended[which + 1 :]
    assert len(words) == len(mended)
