"""Names between print and BibTeX."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.names import family, family_first, from_bibtex, to_bibtex
from tests.catalogue.formats.strategies import any_names, names, one_line


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Neel Nanda", "Nanda, Neel"),
        ("Nanda, N.", "Nanda, N."),
        ("Laurens van der Maaten", "van der Maaten, Laurens"),
        ("John Smith Jr.", "Smith, Jr., John"),
        ("John Smith, III", "Smith, III, John"),
        ("Øystein Gödel", "Gödel, Øystein"),
        ("Plato", "Plato"),
        ("Anthropic Interpretability Team", "{Anthropic Interpretability Team}"),
        ("Simon and Schuster", "{Simon and Schuster}"),
        ("AT&T {labs}", r"{AT\&T {\textbraceleft}labs{\textbraceright}}"),
    ],
)
def test_to_bibtex(printed, expected):
    """People are written family name first, organisations in braces."""
    assert expected == to_bibtex(printed)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Nanda, Neel and Lawrence Chan and others", ["Neel Nanda", "Lawrence Chan"]),
        (r"G{\"o}del, Kurt and {OpenAI}", ["Kurt Gödel", "OpenAI"]),
        ("van der Maaten, Laurens AND Smith, Jr., John", ["Laurens van der Maaten", "John Smith Jr."]),
        ("Nanda,  N.~D.", ["N. D. Nanda"]),
        ("", []),
    ],
)
def test_from_bibtex(field, expected):
    """An author field reads as the names in print, in order."""
    assert expected == from_bibtex(field)


@given(st.lists(names | any_names, min_size=1, max_size=4))
def test_as_many_authors_as_before(printed):
    """No name, however odd, is read back as two or none."""
    assert len(printed) == len(from_bibtex(" and ".join(map(to_bibtex, printed))))


@given(names)
def test_round_trip(printed):
    """A name of words reads back as it was printed."""
    assert [one_line(printed)] == from_bibtex(to_bibtex(printed))


@given(any_names.filter(lambda name: "," not in name))
def test_odd_names_round_trip(printed):
    """So does any text without commas: those mean something in names."""
    assert [one_line(printed)] == from_bibtex(to_bibtex(printed))


@pytest.mark.parametrize(
    ("printed", "first", "name"),
    [
        ("Neel Nanda", "Nanda, Neel", "Nanda"),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig", "van Beethoven"),
        ("OpenAI", "OpenAI", "OpenAI"),
        ("AT&T & co", "co, AT&T &", "co"),
    ],
)
def test_family_names(printed, first, name):
    """The family name is found without LaTeX in the way."""
    assert (first, name) == (family_first(printed), family(printed))
