"""Terms by C-value."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.candidates.phrases import Grammar
from glossary.candidates.terms import PAPERS, Terms, c_values

GRAMMAR = Grammar(frozenset({"achieve"}), frozenset())

# The example of section 2.3.1 of the paper, with its values.
EYES = {
    "adenoid cystic basal cell carcinoma": (5, 11.6096),
    "cystic basal cell carcinoma": (11, 12.0),
    "ulcerated basal cell carcinoma": (7, 14.0),
    "recurrent basal cell carcinoma": (5, 10.0),
    "circumscribed basal cell carcinoma": (3, 6.0),
    "basal cell carcinoma": (984, 1551.3613),
}


def found(*texts, known=(), times=PAPERS):
    """The terms of papers that each say one of *texts*, so many of each, with how many papers say them."""
    terms = Terms(GRAMMAR)
    for number, text in enumerate(text for text in texts for _ in range(times)):
        terms.read(f"a:{number}", text)
    return {form: len(papers) for form, (_, papers) in terms.found(set(known)).items()}


def test_example_of_the_paper():
    """The values are those of Frantzi, Ananiadou and Mima."""
    values = c_values({term: count for term, (count, _) in EYES.items()})

    assert {term: value for term, (_, value) in EYES.items()} == pytest.approx(values, abs=1e-4)


@given(st.dictionaries(st.sampled_from(["a b", "b c", "a b c", "b c d", "a b c d"]), st.integers(1, 99)))
def test_bounds(seen):
    """However terms nest, none has less than nothing, nor more than it would have if it were in no other."""
    counts = {term: sum(count for longer, count in seen.items() if term in longer) for term in seen}

    for term, value in c_values(counts).items():
        assert 0 <= value <= math.log2(len(term.split())) * counts[term]


def test_papers_count():
    """A term needs several papers; that one repeats it is nothing."""
    assert {} == found("The attention sink. " * 50, times=PAPERS - 1)
    assert {"attention sink": PAPERS} == found("The attention sink. The attention sinks of Attention-Sinks.")


def test_known():
    """What the glossary has is no candidate, nor is it with a word more."""
    texts = ("The attention sink.", "An attention sink probe.", "The sink feature.")

    assert {"attention sink", "sink feature"} == set(found(*texts)) - {"attention sink probe"}
    assert {"sink feature"} == set(found(*texts, known=["attention sink"]))


def test_known_word():
    """A known single word does not keep a new term that holds it out."""
    assert {"sink feature"} == set(found("The sink feature.", known=["feature", "sink"]))


def test_fragments():
    """A piece that is seen only inside of a longer term is none itself."""
    assert {"attack success ratio"} == set(found("The attack success ratio."))
    assert {"attack success ratio", "success ratio"} == set(
        found("The attack success ratio.", *["A success ratio."] * 2)
    )


def test_qualifiers():
    """What others nearly always follow is no term: it says of what kind they are."""
    texts = ("An open-source probe.", "An open-source head.", "An open-source lens.")

    assert "open source" not in found(*texts)
    assert "black box" in found("It is a black box.", "A black-box probe.")


def test_padding():
    """A general word behind a term that is more frequent without it adds nothing."""
    texts = ["Graph learning."] * 4

    assert {"graph learning": 5 * PAPERS} == found(*texts, "Graph learning networks.")


def test_no_verbs():
    """A verb bounds a term."""
    assert {"sparse code"} == set(found("Sparse codes achieve much."))


def test_order():
    """The highest C-value comes first."""
    assert ["attention sink", "sink feature"] == list(found("A sink feature.", *["The attention sink."] * 2))
