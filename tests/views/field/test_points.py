"""What the map shows of each paper."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalogue.errors import NoIndexError
from index.projection import store
from tests.makers import a_paper, ingest
from tests.views.field.library import SAYS
from tests.views.library import EVENT, absorption, fill, many, workshop
from views.compose import build_index, lay_out
from views.field.points import byline, field, framed, stamp


def test_columns(services):
    """Every paper of the library is on the map once, with what a reader wants to know of a point."""
    laid = field(services)
    row = laid.ids.index(absorption().id)

    assert [work.id for work in services.catalogue.works()] == list(laid.ids)
    assert (absorption().title, "Chanin et al.", 2024) == (laid.titles[row], laid.bylines[row], laid.years[row])
    assert "sae-flaws" == laid.topics[row]
    assert (EVENT, {paper.id for paper in workshop()}) == (laid.event, set(laid.posters))
    assert 0 == laid.missing


def test_within_the_frame(services):
    """Places fill the frame from -1 to 1 along the longer side, and keep their shape."""
    laid = field(services)
    raw = store.read(services.settings.home)

    assert 1.0 == pytest.approx(np.abs(laid.places).max())
    sides, framed_sides = np.ptp(raw.places, axis=0), np.ptp(laid.places, axis=0)
    assert sides[0] / sides[1] == pytest.approx(framed_sides[0] / framed_sides[1])


def test_regions_have_names(services):
    """What papers of a heap say and others do not names their region."""
    laid = field(services)
    named = {one.concept: one for one in laid.regions}

    assert SAYS.keys() & named.keys()
    for concept, one in named.items():
        assert concept in services.words.glossary.concepts
        assert concept in services.words.evidence.concepts_in(laid.ids[one.rows[0]])


def test_made_once(services):
    """The same library is the same map, not another one; a change makes a new one."""
    before = field(services)
    assert before is field(services)

    ingest(services.catalogue, a_paper(id="arxiv:2700.00001", title="A new circuit"))

    assert before is not field(services)


def test_papers_newer_than_the_map(services):
    """Papers that were indexed since count as missing until the next layout; those that are gone are not shown."""
    ingest(services.catalogue, a_paper(id="arxiv:2700.00001", title="A new circuit of heads"))
    ingest(services.catalogue, a_paper(id=absorption().id, title=absorption().title, version=2, withdrawn=True))
    build_index(services, rebuild=False, progress=lambda _done, _total: None)

    behind = field(services)
    lay_out(services)
    after = field(services)

    assert (1, 0) == (behind.missing, after.missing)
    assert absorption().id not in behind.ids
    assert "arxiv:2700.00001" in after.ids


def test_without_evidence(home):
    """Before the library is read for the glossary there are points without regions."""
    services = fill(many(12))
    lay_out(services)

    assert (12, ()) == (len(field(services).ids), field(services).regions)


def test_no_map_yet(home):
    """Without a map there is a remedy."""
    services = fill(many(3))

    assert {} == stamp(home)
    with pytest.raises(NoIndexError, match="Run: commons index"):
        field(services)


def test_the_stamp_says_when(services):
    """Whoever asks how old the map is need not read it."""
    assert field(services).made == stamp(services.settings.home)["made"]


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        ([], ""),
        (["Ada Lovelace"], "Lovelace"),
        (["Ada Lovelace", "Tomáš Dulka"], "Lovelace and Dulka"),
        (["Ada Lovelace", "Tomáš Dulka", "Bo"], "Lovelace et al."),
        ([" ", "Bo"], "Bo"),
    ],
)
def test_bylines(authors: list[str], said: str):
    """Authors are named as in a talk."""
    assert said == byline(authors)


@given(some.lists(some.tuples(*[some.floats(-1e9, 1e9, allow_subnormal=False)] * 2), max_size=9))
def test_any_places_fit_the_frame(places: list[tuple[float, float]]):
    """Whatever the layout's units, places lie within the frame."""
    assert (np.abs(framed(np.array(places, dtype=float).reshape(-1, 2))) <= 1 + 1e-9).all()
