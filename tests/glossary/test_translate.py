"""A text for readers of another community: what they call it, and what they may take it for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.words import COMMUNITIES
from glossary.lists import fields
from glossary.matcher import Matcher
from glossary.translate import audiences, translate
from tests.glossary.makers import a_bridge, a_concept, a_glossary, a_label

PATCHING = a_concept(
    "patching",
    a_label("activation patching", communities=("industry", "independent")),
    a_label("causal tracing", communities=("academia",)),
    a_label("CT", kind="abbreviation", communities=("academia",)),
    bridges=(a_bridge("interchange", breaks="One needs a causal model."), a_bridge("lesion", "relatedMatch")),
)
GLOSSARY = a_glossary(
    PATCHING,
    a_concept("interchange", a_label("interchange intervention", communities=("academia",), field="causal-inference")),
    a_concept("lesion", a_label("lesion study", field="neuroscience"), bridges=(a_bridge("ablation"),)),
    a_concept("ablation", a_label("ablation", communities=COMMUNITIES), a_label("knockout", communities=("academia",))),
    a_concept(
        "circuit",
        a_label("circuit", communities=COMMUNITIES),
        bridges=(a_bridge("neural-circuit", "falseFriend", breaks="One has neurons that spike."),),
    ),
    a_concept("neural-circuit", a_label("neural circuit", field="neuroscience")),
    a_concept("atom", a_label("atom", communities=("academia",), context=("dictionary",))),
    a_concept("matter", a_label("atom", field="physics", context=("electron",))),
)
MATCHER = Matcher(GLOSSARY)


def said(text, to):
    """The translation of a text."""
    return translate(text, to, GLOSSARY, MATCHER)


def words(text, to):
    """What is said instead of each known word."""
    return [(word.printed, [(one.label, one.relation) for one in word.equivalents]) for word in said(text, to).words]


def test_own_concept():
    """Another word for the same concept is theirs, if they say it; abbreviations explain nothing."""
    assert [("Activation patching", [("causal tracing", "exactMatch")])] == words(
        "Activation patching works.", "academia"
    )
    assert [("causal tracing", [("activation patching", "exactMatch")])] == words("By causal tracing.", "industry")


def test_neighbour():
    """A field's word for what a closeMatch joins comes with where the analogy breaks."""
    [word] = said("activation patching", "causal-inference").words

    assert [("interchange intervention", "interchange", "closeMatch", "One needs a causal model.")] == [
        (one.label, one.concept, one.relation, one.breaks) for one in word.equivalents
    ]


def test_nearest():
    """Where nobody there says the same, the nearest that a looser bridge leads to is named, marked as such."""
    [word] = said("activation patching", "neuroscience").words

    assert [("lesion study", "relatedMatch", "cf.")] == [
        (one.label, one.relation, one.sign) for one in word.equivalents
    ]
    assert ("activation patching [cf. lesion study]", ("activation patching",)) == (
        said("activation patching", "neuroscience").annotated,
        said("activation patching", "neuroscience").vocabulary,
    )


@pytest.mark.parametrize("to", ["physics", "nlp", "neuroscience"])
def test_one_step(to):
    """A neighbour's neighbour is never named."""
    assert [("interchange interventions", [])] == words("interchange interventions", to)


def test_never_the_same_word():
    """A neighbour's word that is the author's own, in whatever form, is not named beside it."""
    glossary = a_glossary(
        a_concept("a", a_label("logit lens", communities=("industry",)), bridges=(a_bridge("b"),)),
        a_concept("b", "early decoding", a_label("Logit-lenses", communities=("academia",), context=("early",))),
    )
    [word] = translate("the logit lens", "academia", glossary, Matcher(glossary)).words

    assert () == word.equivalents


def test_shared():
    """A word that they use in this sense stays as it is, though others are known."""
    [word] = said("Ablations", "academia").words

    assert (True, ()) == (word.shared, word.equivalents)
    assert "Ablations" == said("Ablations", "academia").annotated


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("the circuit", "neuroscience", [("neural-circuit", "One has neurons that spike.")]),
        ("the circuit", "physics", []),
        ("the circuit", "industry", []),
        ("a neural circuit", "academia", [("circuit", "One has neurons that spike.")]),
        ("an atom of the dictionary", "physics", [("matter", "Elsewhere: What matter is.")]),
        ("the atom's electron", "academia", [("atom", "Elsewhere: What atom is.")]),
        ("an atom of the dictionary", "academia", []),
    ],
)
def test_warnings(text, to, expected):
    """Readers are warned of what they would take a word for: a false friend, or another sense of it that is theirs."""
    [word] = said(text, to).words

    assert expected == [(one.concept, one.differs) for one in word.warnings]


def test_annotated():
    """Each word of theirs stands behind the author's, which stays; what is between the words is untouched."""
    text = "Causal tracing, $x$ [1] and ablations: causal tracing!"

    assert (
        "Causal tracing [= activation patching], $x$ [1] and ablations: causal tracing [= activation patching]!"
        == said(text, "industry").annotated
    )


def test_vocabulary():
    """The words to search for are theirs where they mean the same, the author's where not, once each."""
    text = "Causal tracing and causal tracing, ablations, and the neural circuit."

    assert ("activation patching", "ablation", "neural circuit") == said(text, "industry").vocabulary


def test_nothing_known():
    """A text without known words is left alone."""
    found = said("Nothing is known here.", "academia")

    assert ((), (), "Nothing is known here.", "academia") == (found.words, found.vocabulary, found.annotated, found.to)


def test_audiences():
    """A text can be translated for the three communities and for every field but this one."""
    assert [*COMMUNITIES, *[one for one in fields() if one != "mechanistic-interpretability"]] == list(audiences())
    assert "causal inference" == audiences()["causal-inference"]


texts = st.lists(
    st.sampled_from(["causal tracing", "Circuits", "atom", "dictionary", "an", "ablation", "[=", "electron", "\n"])
    | st.text(max_size=4),
    max_size=12,
).map(" ".join)


@given(text=texts, to=st.sampled_from(list(audiences())))
def test_nothing_is_lost(text, to):
    """Without what was put in, the annotated text is the text."""
    found = said(text, to)

    rest = found.annotated
    for word in reversed(found.words):
        if word.equivalents:
            put_in = f" [{word.equivalents[0].sign} {word.equivalents[0].label}]"
            before, after = rest.rsplit(word.printed + put_in, 1)
            rest = before + word.printed + after
    assert text == rest
    assert not any(word.shared and word.equivalents for word in found.words)
