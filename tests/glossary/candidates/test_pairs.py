"""Words that papers join as if they were one."""

from __future__ import annotations

import pytest

from glossary.candidates.pairs import LISTED, NAMED, SAME, Pairs
from glossary.candidates.phrases import Grammar
from tests.glossary.makers import a_bridge, a_concept, a_glossary, a_label

GLOSSARY = a_glossary(
    a_concept("patching", "activation patching", bridges=(a_bridge("mediation"),)),
    a_concept("mediation", "causal mediation"),
    a_concept("tracing", "causal tracing", "tracing"),
    a_concept("interchange", "interchange intervention"),
    a_concept("sae", "sparse autoencoder", a_label("SAE", kind="abbreviation")),
    a_concept("head", "attention head"),
)
GRAMMAR = Grammar(frozenset(), frozenset())


def read(*abstracts):
    """What papers with these abstracts join."""
    pairs = Pairs(GLOSSARY, GRAMMAR)
    for number, abstract in enumerate(abstracts):
        pairs.read(f"a:{number}", f"Activation patching or causal tracing.\n{abstract}")
    return pairs


def joined(abstract):
    """Every pair that an abstract joins, however weakly, and how strongly."""
    return {names: pair.score for names, pair in read(abstract)._found.items()}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Activation patching, also known as causal tracing, is old.", SAME),
        ("Activation patching (also called “causal tracing”) is old.", SAME),
        ("Activation patching, a.k.a. causal tracing, is old.", SAME),
        ("Activation patching, aka causal tracing.", SAME),
        ("Activation patching, or equivalently causal tracing.", SAME),
        ("Activation patching (equivalently, causal tracing).", SAME),
        ("Activation patching (also known as \\emph{causal tracing}).", SAME),
        ("We use activation patching, which is also referred to as causal tracing.", SAME),
        ("A kind of activation patching called causal tracing.", NAMED),
        ("Activation patching, i.e., causal tracing.", NAMED),
        ("Activation patching (i.e. causal tracing).", NAMED),
        ("Activation patching, that is, causal tracing.", NAMED),
        ("Activation patching (causal tracing) is old.", NAMED),
        ("Activation patching, or causal tracing, is old.", NAMED),
        ("Use activation patching or causal tracing.", LISTED),
        ("Activation patching/causal tracing.", LISTED),
        ("Activation patching and causal tracing.", 0),
        ("Activation patching that is causal tracing.", 0),
        ("Probes, activation patching, or causal tracing.", 0),
        ("Activation patching (i.e., causal tracing and more).", 0),
        ("Activation patching. Causal tracing.", 0),
        ("", 0),
    ],
)
def test_joints(sentence, expected):
    """How strongly two words are joined depends on what stands between them; the title joins nothing."""
    assert ({("patching", "tracing"): expected} if expected else {}) == joined(sentence)


def test_list_of_names():
    """All words of a list of names are names of the first, and of each other."""
    assert {
        ("patching", "tracing"): SAME,
        ("interchange", "patching"): SAME,
        ("interchange", "tracing"): SAME,
    } == joined("Activation patching, also known as causal tracing or interchange intervention, is old.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Activation patching, also known as causal mediation.",
        "Causal mediation, also known as activation patching.",
        "Causal tracing, also known as tracing.",
        "Attention heads of sparse autoencoders (SAEs).",
        "Sparse codes, also known as dense lenses.",
    ],
)
def test_covered(sentence):
    """What a bridge or one concept covers is no candidate, nor an abbreviation, nor two words that are both unknown."""
    assert {} == joined(sentence)


def test_new_name():
    """Where it says outright that it is another name, one of the words may be new to the glossary."""
    [pair] = read("We use representation denoising (also known as Causal Tracing).").found().values()

    assert [("representation denoising", ""), ("causal tracing", "tracing")] == [
        (side.text, side.concept) for side in pair.sides
    ]
    assert {} == joined("We use representation denoising, called causal tracing.")


def test_longer_word():
    """A word that only ends in one of the glossary's is another word, whose other name is no news of the short one."""
    assert {} == joined("Green attention heads, also known as blue lenses.")
    assert ("green-attention-head", "tracing") in joined("Green attention heads, also known as causal tracing.")


def test_strength():
    """Papers add up, those that only list to no more than one that names; what is too weak is left out."""
    lists, names = "Use activation patching or causal tracing.", "Activation patching, i.e., causal tracing."

    assert [] == [pair.score for pair in read(lists, lists, lists).found().values()]
    assert [NAMED] == [pair.score for pair in read(*[lists] * 40).found().values()]
    assert [2 * NAMED + LISTED] == [pair.score for pair in read(names, lists, names).found().values()]
    assert [NAMED] == [pair.score for pair in read(f"{names} {names} {lists}").found().values()]


def test_quote():
    """The sentence that joins them most strongly is quoted, with its own words for them."""
    [pair] = (
        read(
            "Activation patching, i.e., causal tracing. And so on.",
            "It is old. Tracing, also known as activation patching.",
        )
        .found()
        .values()
    )

    assert ("a:1", "Tracing, also known as activation patching.") == (pair.quote.paper, pair.quote.sentence)
    assert ["activation patching", "tracing"] == [side.text for side in pair.sides]
