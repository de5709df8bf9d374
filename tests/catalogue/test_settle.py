"""What a record says when several routes state it, each knowing less than the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.records import Byline, Paper
from catalogue.settle import settle
from tests.makers import a_paper

WHOLE = a_paper(
    version=2,
    abstract="We look inside.",
    authors=["Ada M. Lovelace", "Kurt Gödel"],
    submitted="2023-08-31",
    updated="2023-10-04",
    categories=("cs.LG", "cs.CL"),
    url="https://arxiv.org/abs/2309.08600",
    also=("doi:10.1/x",),
    venue="ICLR 2024",
    licence="http://creativecommons.org/licenses/by/4.0/",
)
DELETED = Paper(id=WHOLE.id, source="arxiv", version=0, title="", withdrawn=True)
BLANKS = {
    "title": "",
    "abstract": "",
    "authors": (),
    "submitted": "",
    "updated": "",
    "categories": (),
    "url": "",
    "also": (),
    "venue": "",
    "licence": "",
}


def names(*printed):
    """Bylines."""
    return tuple(Byline(name=name) for name in printed)


@pytest.mark.parametrize("name", BLANKS)
def test_blank_never_erases(name):
    """What a route leaves out stays."""
    assert WHOLE == settle(WHOLE, replace(WHOLE, **{name: BLANKS[name]}))


@pytest.mark.parametrize("name", BLANKS)
def test_blanks_are_filled(name):
    """What nobody knew before is taken."""
    assert WHOLE == settle(replace(WHOLE, **{name: BLANKS[name]}), WHOLE)


@pytest.mark.parametrize(
    "spelt",
    [
        {"authors": names("A. Lovelace", "Kurt Godel")},
        {"authors": names("Lovelace, Ada", "Kurt Gödel Jr.")},
        {"categories": ("cs.CL", "cs.LG")},
        {"submitted": "2023-08"},
        {"submitted": "2023-09"},
        {"submitted": "2023"},
        {"updated": "2023-10-05"},
    ],
)
def test_other_spellings(spelt):
    """The same names or categories in another spelling or order are no change, nor is a coarser or later date.

    The month in an id may be the one after its submission.
    """
    assert WHOLE == settle(WHOLE, replace(WHOLE, **spelt))


@pytest.mark.parametrize(
    "said",
    [
        {"authors": names("Ada M. Lovelace")},
        {"authors": names("Kurt Gödel", "Ada M. Lovelace")},
        {"categories": ("cs.LG",)},
        {"submitted": "2023-09-16"},
        {"title": "Another title"},
        {"abstract": "We look outside."},
        {"venue": "ICLR 2025"},
        {"licence": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"},
    ],
)
def test_corrections(said):
    """Another statement is a correction, also within a version."""
    corrected = replace(WHOLE, **said)

    assert corrected == settle(WHOLE, corrected)


def test_a_finer_date():
    """A day replaces the month that was all that one knew."""
    assert "2023-08-31" == settle(replace(WHOLE, submitted="2023-09"), WHOLE).submitted


def test_a_new_version():
    """A higher version says everything anew, but keeps what its route cannot know."""
    third = replace(
        WHOLE, version=3, title="New", authors=names("A. Lovelace"), updated="2024-01-01", licence="", venue=""
    )

    assert replace(third, licence=WHOLE.licence, venue=WHOLE.venue) == settle(WHOLE, third)


def test_an_older_version():
    """A lower version is left as it is, for the catalogue to ignore."""
    first = replace(WHOLE, version=1, licence="")

    assert first == settle(WHOLE, first)


def test_a_deleted_record():
    """A deletion knows neither version nor words: all is kept, and the paper is withdrawn."""
    assert replace(WHOLE, withdrawn=True) == settle(WHOLE, DELETED)


def test_withdrawals_stick():
    """Within a version a withdrawal stays, whatever a route that does not see it says."""
    gone = replace(WHOLE, withdrawn=True)

    assert gone == settle(gone, WHOLE) == settle(gone, DELETED)


def test_withdrawals_end():
    """A new version of a withdrawn paper is back."""
    assert not settle(replace(WHOLE, withdrawn=True), replace(WHOLE, version=3)).withdrawn


@pytest.mark.parametrize("source", ["openreview", "programme", "bibtex", "starter"])
def test_other_sources(source):
    """Any other source is the only one that states its records: what it leaves out is gone."""
    bare = a_paper(source=source)

    assert bare == settle(replace(WHOLE, source=source), bare)


SPELT = {"Ada M. Lovelace": "A. Lovelace", "Kurt Gödel": "Gödel, K."}
DATES = st.dates().map(lambda day: day.isoformat())
TEXT = st.text("ab ", max_size=3)
TRUTHS = st.builds(
    replace,
    st.just(WHOLE),
    version=st.integers(1, 3),
    abstract=TEXT,
    authors=st.lists(st.sampled_from(sorted(SPELT)), unique=True).map(lambda some: names(*some)),
    submitted=DATES,
    updated=DATES,
    categories=st.lists(st.sampled_from(["cs.LG", "cs.CL", "stat.ML"]), unique=True).map(tuple),
    venue=TEXT,
    licence=TEXT,
    withdrawn=st.booleans(),
)
ANYTHING = st.builds(replace, TRUTHS, version=st.integers(0, 3), submitted=DATES | st.just("") | st.just("2023-09"))


@st.composite
def routes(draw):
    """A way to state a paper that leaves out, coarsens or respells the same fields each time."""
    blank = {name: BLANKS[name] for name in draw(st.sets(st.sampled_from(sorted(BLANKS.keys() - {"title"}))))}
    coarse, respelt, turned, blind = (draw(st.booleans()) for _ in range(4))

    def state(paper):
        said = paper
        if coarse:
            said = replace(said, submitted="2023-09")
        if respelt:
            said = replace(said, authors=names(*(SPELT[byline.name] for byline in said.authors)))
        if turned:
            said = replace(said, categories=said.categories[::-1])
        if blind:
            said = replace(said, withdrawn=False)
        return replace(said, **blank)

    return state


@given(ANYTHING, ANYTHING)
def test_idempotent(stored, said):
    """What was said once changes nothing when it is said again."""
    once = settle(stored, said)

    assert once == settle(once, said) or said.version < stored.version


@given(TRUTHS, routes(), routes())
def test_routes_in_turns(truth, one, other):
    """Two routes that state one paper night after night agree after one round, whatever each lacks."""
    agreed = settle(settle(one(truth), other(truth)), one(truth))

    assert agreed == settle(agreed, other(truth)) == settle(agreed, one(truth))
