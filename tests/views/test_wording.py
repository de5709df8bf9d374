"""We say things in plain words."""

from __future__ import annotations

import pytest

from catalogue.answers import SharedConcept, Shift, Signal, Why
from catalogue.records import Byline, Placement
from views import wording


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-09-03", "3 September 2024"),
        ("2024-09", "September 2024"),
        ("2024", "2024"),
        ("", ""),
        ("2024-13", "2024"),
    ],
)
def test_dates_keep_their_precision(iso: str, expected: str):
    """No day is made up."""
    assert expected == wording.date(iso)


@pytest.mark.parametrize(
    ("number", "expected"), [(0, ""), (2, "A0, A1"), (5, "A0, A1, A2, A3, A4"), (6, "A0, A1, A2, A3 et al.")]
)
def test_authors(number: int, expected: str):
    """The first authors, and "et al." where it saves more than one name."""
    assert expected == wording.authors([Byline(name=f"A{place}") for place in range(number)])


@pytest.mark.parametrize(
    ("rank", "expected"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd"), (113, "113th")]
)
def test_ranks(rank: int, expected: str):
    """Ranks are ordinals."""
    assert f"{expected} by words" == wording.ranks(Why(keyword=Signal(rank=rank, score=0.5)))


def test_reasons_are_words():
    """Reasons name the words and the meaning; a far rank is no reason."""
    near, far = Signal(rank=1, score=0.9), Signal(rank=wording.NEAR + 1, score=0.1)

    why = Why(words=("sparse",), meaning=near)
    assert [("matches your words", "sparse"), ("close in meaning", "")] == wording.reasons(
        why, sharing="matches your words"
    )
    assert [] == wording.reasons(Why(meaning=far), sharing="")


def test_other_words_are_a_reason():
    """Words of other communities are a reason, unless an idea in the paper's words says them already."""
    concept = SharedConcept(id="p", asked="patching", found="Interchange interventions", relation="closeMatch")
    why = Why(bridged=("interchange intervention", "causal tracing"), concepts=(concept,))

    assert [("in other words", "causal tracing")] == wording.reasons(why, sharing="")


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("exactMatch", "same"),
        ("closeMatch", "close"),
        ("narrowMatch", "narrower"),
        ("broadMatch", "broader"),
        ("relatedMatch", "related"),
    ],
)
def test_ideas_say_how_near_they_are(relation: str, expected: str):
    """Each relation that a search follows has its word."""
    assert f"{expected} idea" == wording.idea(SharedConcept(id="", asked="", found="", relation=relation))


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        (Shift(toward=("a", "b"), away=("c",)), "towards a, b; away from c"),
        (Shift(away=("c",)), "away from c"),
        (Shift(), ""),
    ],
)
def test_shifts(moved: Shift, expected: str):
    """What likes moved, and nothing where they moved nothing."""
    assert expected == wording.shift(moved)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Placement(event="e", number=3, session="morning", spotlight=True), "e · morning session · no. 3 · spotlight"),
        (Placement(event="e"), "e · not presented in a session"),
        (Placement(event="e", number=0, session="poster session 2"), "e · poster session 2 · no. 0"),
    ],
)
def test_placements(place: Placement, expected: str):
    """Where and when, as far as it is known."""
    assert expected == wording.placement(place)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.arxiv.org/abs/1", "arXiv"),
        ("https://unknown.example/x", "unknown.example"),
        ("nonsense", "nonsense"),
    ],
)
def test_sites(url: str, expected: str):
    """A link is called by the site that it leads to."""
    assert expected == wording.site(url)
