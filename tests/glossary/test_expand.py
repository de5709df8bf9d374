"""What else a query is searched in: the others' words for what it names, the closest first and the heaviest."""

from __future__ import annotations

import pytest

from catalogue.answers import Expansion
from catalogue.words import Elsewhere
from glossary.expand import MOST, NEAR, SAME, SECOND_HAND, WEIGHTS, Expander, community_of
from glossary.lists import fields
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
    elsewhere=(Elsewhere(by="neuroscience", same=("lesion swap",), near=("double dissociation",)),),
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
    """The concept's own words come first, then its neighbours', the closer the relation the earlier and the heavier."""
    second = WEIGHTS["closeMatch"] * SECOND_HAND

    assert [
        ("causal tracing", "exactMatch", WEIGHTS["exactMatch"]),
        ("AtvP", "exactMatch", WEIGHTS["exactMatch"]),
        ("interchange intervention", "closeMatch", WEIGHTS["closeMatch"]),
        ("resample swap", "closeMatch", WEIGHTS["closeMatch"]),
        ("path patching", "narrowMatch", WEIGHTS["narrowMatch"]),
        ("intervention", "broadMatch", WEIGHTS["broadMatch"]),
        ("lesion swap", "closeMatch", second * SAME),
        ("mediation analysis", "relatedMatch", WEIGHTS["relatedMatch"]),
        ("double dissociation", "relatedMatch", second * NEAR),
    ] == [(one.label, one.relation, one.weight) for one in expand("the activation-patching of models")]


def test_weights():
    """The farther a word is from the user's, the less it weighs; none weighs more than the user's own."""
    ordered = [
        WEIGHTS[relation] for relation in ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")
    ]

    assert sorted(ordered, reverse=True) == ordered
    assert 1 >= max(*ordered, SAME, NEAR, SECOND_HAND)
    assert "falseFriend" not in WEIGHTS


def test_elsewhere():
    """What papers of other communities say for a concept is searched too, and said to be theirs."""
    found = {one.label: one for one in expand("interchange intervention")}

    assert ("closeMatch", fields()["neuroscience"].label, SAME) == (
        found["lesion swap"].relation,
        found["lesion swap"].community,
        found["lesion swap"].weight,
    )
    assert ("relatedMatch", NEAR) == (found["double dissociation"].relation, found["double dissociation"].weight)


def test_said():
    """A question that names no concept, but says what papers elsewhere say for one, is searched in its words."""
    found = {one.label: one for one in expand("is the lesion-swap enough?")}

    assert ("lesion-swap", "closeMatch", SAME) == (
        found["interchange intervention"].instead_of,
        found["interchange intervention"].relation,
        found["interchange intervention"].weight,
    )
    assert all(one.instead_of == "activation patching" for one in expand("lesion swap by activation patching"))


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
    assert {"resample swap", "IIV", "activation patching", "causal tracing", "transplant"} <= set(
        labels("interchange intervention")
    )


def test_not_followed():
    """A false friend is never searched, in either direction."""
    assert "patch panel" not in labels("activation patching")
    assert [] == labels("patch panel")


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
    """There is a bound on their number, and of several concepts each has its turn."""
    glossary = a_glossary(
        a_concept("a", "alpha", *(f"alpha {number}" for number in range(MOST))),
        a_concept("b", "beta", *(f"beta {number}" for number in range(MOST))),
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
