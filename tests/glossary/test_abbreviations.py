"""Abbreviations that a text defines: the short form, and what it is short for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.abbreviations import defined, singular


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We train sparse autoencoders (SAEs).", {"SAE": "sparse autoencoders"}),
        ("Sparse Auto-Encoders (SAE) and a multi-layer perceptron (MLP).",
         {"SAE": "Sparse Auto-Encoders", "MLP": "multi-layer perceptron"}),
        ("We call it distributed alignment search (DAS; Geiger et al.).", {"DAS": "distributed alignment search"}),
        ("It is causal abstraction (``CA'').", {}),
        ('It is indirect object identification ("IOI").', {"IOI": "indirect object identification"}),
        ("A mixture of experts (MoE).", {"MoE": "mixture of experts"}),
        ("Attribution patching (AtP*) is fast.", {"AtP": "Attribution patching"}),
        ("SAE (sparse autoencoder) and LLM (LLaMA, Mistral).", {}),
        ("A model (L2) of loss. The L2 (large) one.", {}),
        ("The result (see below) holds (p < 0.05) for GPT-2 (small).", {}),
        ("In the US (Smith, 2020).", {}),
        ("It ends. Encoders (SE) begin.", {}),
        ("Self-supervised learning (SSL).", {"SSL": "Self-supervised learning"}),
        ("We study the brain (FMRI).", {}),
        ("()", {}),
        ("(SAE)", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_defined(text, expected):
    """An abbreviation in brackets takes the words before it whose letters it has, the first at a word's beginning."""
    assert expected == defined(text)


def test_within_a_sentence():
    """The long form does not reach back over the end of a sentence."""
    assert {} == defined("We use sparse. Autoencoders (SA) are good.")


def test_last_definition():
    """Of two definitions of one abbreviation the last one holds."""
    assert {"SP": "sparse probing"} == defined("Structural probing (SP) is not sparse probing (SP).")


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        ("SAEs", "SAE"),
        ("SAE", "SAE"),
        ("SAE's", "SAE"),
        ("SAE\N{RIGHT SINGLE QUOTATION MARK}s", "SAE"),
        ("CAUS", "CAUS"),
        ("MoEs", "MoE"),
        ("Vs", "Vs"),
        ("loss", "loss"),
        ("", ""),
    ],
)
def test_singular(short, expected):
    """A plural or possessive s after capitals is no part of an abbreviation."""
    assert expected == singular(short)


letters = st.text("abcdefgz", min_size=1, max_size=6)


@given(words=st.lists(letters, min_size=2, max_size=6), before=st.lists(letters, max_size=4))
def test_initials(words, before):
    """Initials are always recognised, whatever is before; the words found begin with the first initial."""
    short = "".join(word[0] for word in words).upper()

    found = defined(f"{' '.join([*before, *words])} ({short}) is it.")

    assert [short] == list(found)
    assert f" {' '.join([*before, *words])}".endswith(f" {found[short]}")
    assert found[short][0] == words[0][0]


@given(text=st.text(st.sampled_from("abAB ().,;-s2"), max_size=40))
def test_long_has_the_letters_of_short(text):
    """The long form is in the text before the brackets, and has the letters of the short one in order."""
    for short, long in defined(text).items():
        assert long
        rest = iter(long.lower())
        assert all(letter in rest for letter in short.lower() if letter.isalnum())
