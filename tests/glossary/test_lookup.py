"""Finding a concept by what somebody typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.lookup import lookup, matching
from tests.glossary.makers import a_concept, a_glossary, a_label

GLOSSARY = a_glossary(
    a_concept(
        "activation-patching",
        "activation patching",
        "interchange intervention",
        a_label("actvation patching", kind="hidden"),
        plain=("swap internal values between two inputs", "which part of the model causes the answer"),
    ),
    a_concept("ablation", "ablation", "knockout"),
    a_concept("sparse-autoencoder", "sparse autoencoder", a_label("SAE", kind="abbreviation")),
    a_concept("circuit-brain", "neural circuit", "circuit"),
    a_concept("circuit", "circuit", "subgraph"),
    a_concept("word", "word", a_label("atom", field="nlp")),
    a_concept("dictionary-element", "dictionary element", "atom"),
    a_concept("matter", a_label("atom", field="physics")),
    a_concept("circuit-discovery", "automated circuit discovery", plain=("find the important part of the network",)),
)


def ids(word):
    """The concepts that a word means, and those that may have been meant."""
    found = lookup(GLOSSARY, word)
    assert word == found.word
    return [one.id for one in found.concepts], [one.id for one in found.near]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("activation patching", "activation-patching"),
        ("activation-patching", "activation-patching"),
        ("Activation Patching", "activation-patching"),
        ("actvation patching", "activation-patching"),
        ("Sparse auto-encoders", "sparse-autoencoder"),
        ("sae", "sparse-autoencoder"),
        ("SAEs", "sparse-autoencoder"),
        ("the ablation", "ablation"),
        ("An SAE", "sparse-autoencoder"),
        (" ablations ", "ablation"),
        ("sparse autoencoder (SAE)", "sparse-autoencoder"),
        ("dictionary (sparse autoencoder)", "sparse-autoencoder"),
        ("knockout / lesion", "ablation"),
        ("lesion or knockout", "ablation"),
        ("interchange interventions, DAS", "activation-patching"),
        ("ablating", "ablation"),
        ("ablated", "ablation"),
        ("patch activations", None),
        ("circuit-discovery", "circuit-discovery"),
    ],
)
def test_one_sense(word, expected):
    """A word is found by its id, in any form, with an article or brackets, as one of several, with another ending."""
    assert ([expected] if expected else []) == ids(word)[0]


def test_known_words_have_no_neighbours():
    """What is found is not also guessed at."""
    assert (["ablation"], []) == ids("knockout")


def test_senses():
    """A word with several senses leads to all of them, the one that it names first, then those of this field."""
    assert ["circuit", "circuit-brain"] == ids("circuits")[0]
    assert ["matter", "dictionary-element", "word"] == ids("atoms")[0]


def test_id():
    """An id leads to its concept alone, even where it is a word with several senses."""
    assert ["circuit-brain"] == ids("circuit-brain")[0] == ids(" circuit-brain ")[0]
    assert ["circuit"] == ids("circuit")[0]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("activaton patching", "activation-patching"),
        ("activation pathcing", "activation-patching"),
        ("ablaton", "ablation"),
        ("sparse autoencodr", "sparse-autoencoder"),
        ("interchange", "activation-patching"),
        ("patching", "activation-patching"),
        ("automated circuit", "circuit-discovery"),
        ("swap values between inputs", "activation-patching"),
        ("causes the answer", "activation-patching"),
        ("the important part of the network", "circuit-discovery"),
    ],
)
def test_near(word, expected):
    """What is misspelt, only begun, a part of a label, or said in plain words leads to what may have been meant."""
    found, near = ids(word)

    assert ([], expected) == (found, near[0])


@pytest.mark.parametrize("word", ["", "  ", "?!", "zymurgy", "swap elephants between two inputs"])
def test_nothing(word):
    """What is like nothing leads nowhere."""
    assert ([], []) == ids(word)


def test_most():
    """As many guesses are given as are asked for, the likeliest ones."""
    glossary = a_glossary(*(a_concept(f"head-{number}", f"{'very ' * number}long head") for number in range(9, 0, -1)))

    near = lookup(glossary, "very", most=3).near

    assert ["head-1", "head-2", "head-3"] == [one.id for one in near]


def test_order():
    """What begins with the typed letters comes before what has them inside, and that before what is spelt alike."""
    glossary = a_glossary(
        a_concept("c", "lense flare"), a_concept("b", "a logit lens flare"), a_concept("a", "lens flare up")
    )

    assert ["a", "b", "c"] == [one.id for one in matching(glossary, "lens flare")]


@given(word=st.sampled_from(sorted(GLOSSARY.words)), at=st.integers(0, 30), letter=st.sampled_from("abcdexyz"))
def test_one_slip(word, at, letter):
    """A slip of one letter in a longer word still leads to its concept."""
    if len(word) < 8:
        return
    place = at % len(word)
    found = lookup(GLOSSARY, word[:place] + letter + word[place + 1 :])

    wanted = {concept.id for _, concept in GLOSSARY.words[word]}
    assert wanted <= {one.id for one in (*found.concepts, *found.near)}


@given(word=st.text(max_size=30))
def test_anything(word):
    """Anything can be asked; guesses are given only where nothing is found, once each."""
    found = lookup(GLOSSARY, word)

    assert not (found.concepts and found.near)
    assert len(set(found.near)) == len(found.near) <= 5
