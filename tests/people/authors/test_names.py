"""Names in their parts, and how two agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.authors.names import Name, parse, relation

WORDS = st.text("abcdeéøß-'.", min_size=1, max_size=8)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("printed", "given", "family"),
    [
        ("Neel Nanda", ("neel",), "nanda"),
        ("Nanda, Neel", ("neel",), "nanda"),
        ("A.B. Siddique", ("a", "b"), "siddique"),
        ("Wei-Chih Chen", ("weichih",), "chen"),
        ("Karel D'Oosterlinck", ("karel",), "doosterlinck"),
        ("Alfonso García-Carrasco", ("alfonso", "garcia"), "carrasco"),
        ("Hal Daumé III", ("hal",), "daume"),
        (r"Hinrich Sch{\"u}tze", ("hinrich",), "schutze"),
        ("Mamta", (), "mamta"),
        ("王伟", (), "王伟"),
        ("12", (), ""),
        ("", (), ""),
    ],
)
def test_parts(printed: str, given: tuple[str, ...], family: str):
    """A name has given names and a family name, without accents, case and punctuation."""
    name = parse(printed)

    assert (given, family) == (name.given, name.family)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ying Nian Wu", "Yingnian Wu"),
        ("Ying-Nian Wu", "Wu, Ying Nian"),
        ("Pietro Liò", "Pietro Lio"),
        ("Pedro A.M. Mediano", "Pedro A. M. Mediano"),
        ("R Thomas Mccoy", "R. Thomas McCoy"),
        ("Kerem Şahin", "kerem sahin"),
    ],
)
def test_spellings(one: str, other: str):
    """Spellings of one name have one key."""
    assert parse(one).key == parse(other).key
    assert "full" == relation(parse(one), parse(other))


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Christopher Manning", "Christopher D. Manning", "middle"),
        ("Ekdeep S. Lubana", "Ekdeep Singh Lubana", "middle"),
        ("John A. Smith", "John B. Smith", None),
        ("Michael A. Lepori", "Michaela Lepori", None),
        ("A. Bietti", "Alberto Bietti", "initial"),
        ("J. A. Smith", "John Smith", "initial"),
        ("J. A. Smith", "John Brian Smith", None),
        ("R. Thomas McCoy", "Tom McCoy", "initial"),
        ("R. Thomas McCoy", "Richard McCoy", None),
        ("Z. Jane Wang", "Zhiyong Wang", None),
        ("Tom McGrath", "Thomas McGrath", "short"),
        ("Sam Bowman", "Samuel R. Bowman", "short"),
        ("Jia Li", "Jiaqi Li", None),
        ("Wei Chen", "Wei-Chih Chen", None),
        ("Neel Nanda", "Neel Nando", None),
        ("Nanda", "Neel Nanda", None),
    ],
)
def test_relation(one: str, other: str, how: str | None):
    """Two names agree in all, in part, or cannot be one person's."""
    assert how == relation(parse(one), parse(other))


@given(NAMES, NAMES)
def test_relation_is_symmetric(one: str, other: str):
    """Neither name comes first."""
    assert relation(parse(one), parse(other)) == relation(parse(other), parse(one))


@given(NAMES)
def test_a_name_agrees_with_itself(printed: str):
    """Every name is in full agreement with itself, or is none at all."""
    name = parse(printed)

    assert name == Name((), "", "") or relation(name, name) == "full"
