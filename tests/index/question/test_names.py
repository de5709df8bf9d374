"""Authors by name: whom a question names, and whose papers a name asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.question.names import MOST, Authors

BYLINES = (
    ("Neel Nanda", "Chris Olah"),
    ("Neel Nanda", "Bernhard Schölkopf"),
    ("N. Nanda", "Christopher D. Manning"),
    ("Priya Nanda",),
    (),
    ("Adrià Garriga-Alonso", "Lee Sharkey", "Neel Nanda"),
    ("Kimin Lee", "Sam Smith Jr."),
    ("nostalgebraist", "Bernhard Scholkopf", "Bernhard Schölkopf"),
)
AUTHORS = Authors.build(BYLINES)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("nanda", [0, 1, 2, 3, 5]),
        ("Neel Nanda", [0, 1, 2, 5]),
        ("neel nanda", [0, 1, 2, 5]),
        ("Nanda, Neel", [0, 1, 2, 5]),
        ("N. Nanda", [0, 1, 2, 5]),
        ("Nanda, P.", [3]),
        ("Schoelkopf", []),
        ("scholkopf", [1, 7]),
        ("Schölkopf", [1, 7]),
        ("Christopher Manning", [2]),
        ("C. Manning", [2]),
        ("Garriga-Alonso", [5]),
        ("garriga alonso", [5]),
        ("adria", [5]),
        ("lee", [5, 6]),
        ("Lee Kimin", []),
        ("sam smith", [6]),
        ("nostalgebraist", [7]),
        ("Neel Olah", []),
        ("nand", []),
        ("", []),
        ("?!", []),
    ],
)
def test_rows(name, rows):
    """A name asks for the papers of everyone whom it fits: initials, case, accents and order aside."""
    assert rows == AUTHORS.rows(name).tolist()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Neel Nanda", ("Neel Nanda", "N. Nanda")),
        ("what has neel nanda written on grokking?", ("Neel Nanda",)),
        ("papers by Chris Olah", ("Chris Olah",)),
        ("Christopher Manning", ("Christopher D. Manning",)),
        ("Nanda", ("Neel Nanda", "N. Nanda", "Priya Nanda")),
        ("grokking by Nanda", ("Neel Nanda", "N. Nanda", "Priya Nanda")),
        ("the circuits of Sharkey et al. in vision", ("Lee Sharkey",)),
        ("Chris Olah and Lee Sharkey", ("Chris Olah", "Lee Sharkey")),
        ("Bernhard Scholkopf", ("Bernhard Schölkopf",)),
        ("Garriga-Alonso, A.", ("Adrià Garriga-Alonso",)),
        ("lee", ("Kimin Lee",)),
        ("nanda on grokking", ()),
        ("interpretability by design", ()),
        ("neel", ()),
        ("", ()),
    ],
)
def test_found(question, names):
    """A whole name counts anywhere, a family name alone or when credited; the most prolific come first."""
    assert names == AUTHORS.found(question)


def test_a_frequent_family_name():
    """Of the many who share a family name, only those with the most papers are named."""
    many = Authors.build([[f"{chr(97 + number)}x Wang"] * (number % 3 + 1) for number in range(20)])

    found = many.found("wang")

    assert MOST == len(found)
    assert "bx Wang" not in many.found("wang")[:6]


def test_words():
    """The words of names are known to whoever checks spelling."""
    assert {"nanda", "scholkopf", "garriga"} <= set(AUTHORS.words)


people = st.lists(st.text("abcé", min_size=2, max_size=4), min_size=2, max_size=3).map(" ".join)


@given(st.lists(st.lists(people, max_size=3), min_size=1, max_size=5))
def test_every_printed_name_is_found(bylines):
    """Whoever is printed on a paper is found by the name, by its initial, and family name first."""
    authors = Authors.build(bylines)
    for row, names in enumerate(bylines):
        for name in names:
            given_names, _, family = name.rpartition(" ")
            for asked in (name, name.upper(), f"{family}, {given_names}", f"{name[0]}. {family}", family):
                assert row in authors.rows(asked)
            assert authors.found(name)


@given(st.text())
def test_any_text(text):
    """No question is too odd to look for names in."""
    assert len(AUTHORS.found(text)) <= MOST
    assert len(AUTHORS.rows(text)) <= len(BYLINES)
