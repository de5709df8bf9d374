"""What else a query is searched in: the others' words for what it names, one step and no further."""

from __future__ import annotations

import pytest

from catalogue.records import Expansion
from glossary.expand import MOST, Expander, community_of
from glossary.matcher import Matcher
from tests.glossary.makers import a_bridge, a_concept, a_glossary, a_label

PATCHING = a_concept(
    "activation-patching",
    "activation patching",
    a_label("causal tracing", communities=("academia",)),
    a_label("AtvP", kind="abbreviation"),
    a_label("actvation patching", kind="hidden"),
    bridges=(
        a_bridge("tracing", "narrowMatch"),
        a_bridge("interchange"),
        a_bridge("patch-panel", "falseFriend"),
        a_bridge("mediation", "relatedMatch"),
    ),
)
INTERCHANGE = a_concept(
    "interchange",
    "interchange intervention",
    "resample swap",
    a_label("IIV", kind="abbreviation"),
    a_label("interchnge", kind="hidden"),
    bridges=(a_bridge("swap"),),
)
GLOSSARY = a_glossary(
    PATCHING,
    INTERCHANGE,
    a_concept("patch-panel", "patch panel"),
    a_concept("mediation", "mediation analysis"),
    a_concept("swap", "transplant"),
    a_concept("tracing", "path patching"),
    a_concept("intervention", "intervention", bridges=(a_bridge("activation-patching", "narrowMatch"),)),
)


def expand(query, glossary=GLOSSARY):
    """What a query is also searched in."""
    return Expander(glossary, Matcher(glossary)).expand(query)


def labels(query, glossary=GLOSSARY):
    """The words that a query is also searched in."""
    return [one.label for one in expand(query, glossary)]


def test_whole():
    """The concept's own words come first, then its neighbours' names, the closest relation first, then their others."""
    assert [
        ("causal tracing", "exactMatch"),
        ("AtvP", "exactMatch"),
        ("interchange intervention", "closeMatch"),
        ("path patching", "narrowMatch"),
        ("intervention", "broadMatch"),
        ("resample swap", "closeMatch"),
    ] == [(one.label, one.relation) for one in expand("the activation-patching of models")]


def test_what_is_said():
    """An expansion says what it stands for, as the query has it, who says it, and of what concept it is a word."""
    said = Expansion(
        label="causal tracing",
        instead_of="Activation-patching",
        relation="exactMatch",
        community="academia",
        concept="activation-patching",
    )

    assert said == expand("Activation-patching")[0]


def test_one_step():
    """What two closeMatch lead to is not searched: it would be another idea."""
    assert "transplant" not in labels("activation patching")
    assert ["resample swap", "IIV", "activation patching", "transplant", "causal tracing"] == labels(
        "interchange intervention"
    )


@pytest.mark.parametrize("word", ["patch panel", "mediation analysis"])
def test_not_followed(word):
    """A false friend is never searched, in either direction, nor what is merely related."""
    assert word not in labels("activation patching")
    assert [] == labels(word)


@pytest.mark.parametrize(
    "query", ["activation patching", "Causal tracings", "activation patching, causal tracing", "AtvP and interventions"]
)
def test_never_its_own_words(query):
    """No word that the query has, in any form, is added to it; nor is one added twice."""
    found = labels(query)

    assert found
    assert not {one.casefold().rstrip("s") for one in found} & {
        one.strip().casefold().rstrip("s") for one in query.replace(" and ", ",").split(",")
    }
    assert len(found) == len(set(found))


def test_never_hidden():
    """Misspellings are understood and never suggested; abbreviations of other concepts are too short to search for."""
    assert not {"actvation patching", "interchnge", "IIV"} & set(labels("actvation patching"))
    assert "activation patching" in labels("actvation patching")


@pytest.mark.parametrize("query", ["", "nothing known", "!?"])
def test_nothing(query):
    """A query that names no concept is searched as it is."""
    assert () == expand(query)


def test_most():
    """There are never more than a dozen, and of several concepts each has its turn."""
    glossary = a_glossary(
        a_concept("a", "alpha", *(f"alpha {number}" for number in range(20))),
        a_concept("b", "beta", *(f"beta {number}" for number in range(20))),
    )

    found = expand("alpha, beta", glossary)

    assert (MOST, ["alpha", "beta"] * (MOST // 2)) == (len(found), [one.instead_of for one in found])


def test_sense():
    """A word with several senses is searched in the sense that the query speaks of."""
    glossary = a_glossary(
        a_concept("circuit", a_label("circuit", context=("attention",)), "subgraph"),
        a_concept("brain", "neural pathway", a_label("circuit", field="neuroscience", context=("cortex",))),
    )

    assert [["subgraph"], ["subgraph"], ["neural pathway"]] == [
        labels(query, glossary) for query in ("circuit", "attention circuits", "circuits of the cortex")
    ]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (a_label("x", communities=("academia", "industry")), "academia, industry"),
        (a_label("x"), ""),
        (a_label("x", field="causal-inference", communities=("academia",)), "causal inference"),
    ],
)
def test_community(label, expected):
    """A neighbour's word is its field's, ours are the communities'."""
    assert expected == community_of(label)
