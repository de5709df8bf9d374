"""The programme: its page in every state, what it can be chosen by, and what it lacks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from catalogue import programme
from catalogue.people import Profile
from catalogue.records import Placement
from tests.makers import a_paper, a_work, ingest
from tests.views.conftest import Open
from tests.views.library import EVENT, HOSTILE
from tests.views.test_pages import address, source, text
from views.compose import Services
from views.people.programme import (
    Chosen,
    Listed,
    categories,
    closeness,
    coverage,
    is_on,
    listed,
    on_now,
    related,
)

ADA, BO, CY, DI, ED = (f"arxiv:2601.0000{number}" for number in range(1, 6))


def titles(app) -> list[str]:
    """The titles of the posters, as they stand."""
    return [line[5:].split("]")[0] for line in text(app).splitlines() if line.startswith("### [")]


def test_no_programme(open_page: Open):
    """Without an event the page says who can change that."""
    app = open_page("programme")

    assert not app.exception
    assert "commons ingest programme" in app.info[0].value


def test_the_programme(services: Services, open_page: Open):
    """Sessions with hours and room; posters in the order of time and number, with links and presenters."""
    app = open_page("programme")
    said = text(app)

    assert not app.exception
    assert "workshop2026 · 5 posters of 5 papers" in said
    assert "6 December 2026 · Hall C · times of America/Los Angeles" in said
    assert "10:00 to 11:00 **The morning**" in said
    assert said.index("Morning: The morning") < said.index("Afternoon: The afternoon")
    assert [
        "Feature absorption in sparse autoencoders",
        "Mixed selectivity in cortex",
        "Activation patching finds circuits",
        "Feature splitting in sparse autoencoders",
        "Polysemantic neurons everywhere",
    ] == titles(app)
    assert "**Poster 1** · 10:00 to 11:00" in said
    assert "[Ada Absorber](person?id=" in said
    assert "Posters close to it" in said


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"session": "afternoon"}, ["Feature splitting in sparse autoencoders", "Polysemantic neurons everywhere"]),
        ({"q": "PATCHING ed"}, ["Activation patching finds circuits"]),
        ({"session": "nowhere", "topic": "none", "q": "cortex"}, ["Mixed selectivity in cortex"]),
        ({"spotlights": "on"}, []),
    ],
)
def test_choosing(services: Services, open_page: Open, asked: dict[str, str], expected: list[str]):
    """The address says what is chosen; what makes no sense is as if it were not there."""
    app = open_page("programme", **asked)

    assert not app.exception
    assert expected == titles(app)
    assert ("No poster is like this" in text(app)) == (not expected)


def test_choosing_by_hand(services: Services, open_page: Open):
    """What is chosen goes into the address."""
    app = open_page("programme")
    app.text_input(key="programme-q").set_value("feature").run()
    app.segmented_control(key="programme-session").set_value("afternoon").run()

    assert {"q": ["feature"], "session": ["afternoon"]} == address(app)
    assert ["Feature splitting in sparse autoencoders"] == titles(app)


def test_adding_to_my_plan(services: Services, open_page: Open):
    """A poster that is added stands on the reading list, in the address, and can be taken off."""
    app = open_page("programme")
    app.button(key=f"keep-{CY}").click().run()

    assert [CY] == address(app)["list"]
    assert "In my plan" == app.button(key=f"keep-{CY}").label
    app.button(key=f"keep-{CY}").click().run()
    assert "list" not in app.query_params


def test_nearest_to_me(services: Services, open_page: Open):
    """With something on the list, the nearest posters come first; without, the page says what it lacks."""
    near = titles(open_page("programme", sort="near", list=CY))
    unknown = open_page("programme", sort="near")

    assert "Mixed selectivity in cortex" == near[0]
    assert 5 == len(near)
    assert "Nearest to what?" in unknown.info[0].value
    assert "Feature absorption in sparse autoencoders" == titles(unknown)[0]


def test_nearest_without_an_index(services: Services, open_page: Open):
    """Without an index the programme is still there, and says how to make one."""
    (services.settings.home / "index" / "current").unlink()
    app = open_page("programme", sort="near", list=CY)

    assert not app.exception
    assert "commons index" in app.error[0].value
    assert 5 == len(titles(app))


def test_long_programmes(services: Services, open_page: Open):
    """Twenty posters are shown, and more when asked."""
    ingest(
        services.catalogue,
        *(
            a_paper(
                id=f"web:e/{number}",
                title=f"Poster about {number}",
                placements=(Placement(event=EVENT, number=number, session="morning", spotlight=number == 30),),
            )
            for number in range(10, 40)
        ),
    )
    app = open_page("programme")

    assert 20 == len(titles(app))
    app.button(key="more").click().run()
    assert 35 == len(titles(app))
    assert ["Poster about 30"] == titles(open_page("programme", spotlights="on"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-06T10:30-08:00", "On now: The morning"),
        ("2026-12-06T18:59+00:00", "On now: The morning"),
        ("2026-12-06T19:00+00:00", "On now: The lunch"),
        ("2026-12-06T13:00-08:00", "Next: The afternoon"),
        ("2026-12-06T15:00-08:00", ""),
        ("2026-12-05T10:30-08:00", ""),
    ],
)
def test_on_the_day(services: Services, now: str, expected: str):
    """What is on is told by the clocks of the event, wherever the server stands."""
    sessions, moment = programme.read(services.catalogue, EVENT), datetime.fromisoformat(now)
    here = on_now(sessions, moment)

    assert expected == (f"{'On now' if is_on(here, moment) else 'Next'}: {here.title}" if here else "")


def test_on_the_day_on_the_page(services: Services, open_page: Open):
    """The page says what is on."""
    with time_machine.travel(datetime(2026, 12, 6, 18, 30, tzinfo=UTC), tick=True):
        app = open_page("programme")

    assert "On now: The morning" in app.info[0].value


def test_not_presented(services: Services, open_page: Open):
    """A paper without a session stands last, without a place in anybody's plan."""
    ingest(services.catalogue, a_paper(id="web:e/1", title="At home", placements=(Placement(event=EVENT, number=0),)))
    app = open_page("programme")

    assert "At home" == titles(app)[-1]
    assert "Not presented" in text(app)
    assert "Add to list" == app.button(key="keep-web:e/1").label


def test_hostile_programmes(services: Services, open_page: Open):
    """Hostile titles, names, topics, boards and sessions are escaped, in the report as in the list."""
    ingest(
        services.catalogue,
        *(
            a_paper(
                id=f"web:e/{number}",
                title=harm,
                authors=(harm,),
                placements=(Placement(event="zz", session=harm, board=harm, category=harm, track=harm),),
            )
            for number, harm in enumerate(HOSTILE)
        ),
    )
    for asked in ({}, {"lacks": "on"}):
        app = open_page("programme", event="zz", **asked)

        assert not app.exception
        assert "<script>" not in source(app)
        assert "](javascript" not in source(app)


def test_what_it_lacks(services: Services):
    """The report counts each thing that an organiser can mend."""
    bare = a_paper(id="web:e/1", source="programme", placements=(Placement(event=EVENT, session="evening"),))
    home = a_paper(
        id="web:e/2",
        source="programme",
        title="Home",
        abstract="A.",
        authors=("A B",),
        also=("https://arxiv.org/abs/2401.00001",),
        placements=(Placement(event=EVENT, number=7),),
    )
    ingest(services.catalogue, bare, home)
    found = coverage(services, EVENT)

    assert (7, 3, 6) == (found.papers, len(found.sessions), found.bylines)
    assert ("web:e/1",) == found.no_abstract == found.no_authors == found.unknown_session == found.no_poster
    assert (("web:e/2",), ("web:e/1",)) == (found.no_session, found.not_on_arxiv)
    assert () == found.unresolved


def test_the_report_on_the_page(services: Services, open_page: Open):
    """The report names the papers, and the way back."""
    ingest(services.catalogue, a_paper(id="web:e/1", title="Bare", placements=(Placement(event=EVENT, session="x"),)))
    app = open_page("programme", lacks="on")

    assert not app.exception
    assert {"Without an abstract: 1", "In a session without hours: 1", "Without authors: 1"} <= {
        one.label for one in app.expander
    }
    assert "[Bare](paper?id=" in text(app)


def test_closeness(services: Services):
    """The paper itself is nearest to whoever likes it; unknown papers are left out."""
    near = closeness(services, Profile(liked=(CY,)), [ADA, CY, "arxiv:unknown"])

    assert {ADA, CY} == set(near)
    assert near[CY] > near[ADA]


def test_related(services: Services):
    """Related posters are others, the closest first, as many as there are."""
    posters = [ADA, BO, CY, DI, ED]

    assert [BO] == related(services, [ADA], posters)[ADA][:1]
    assert {3} == {len(near) for near in related(services, posters, posters).values()}
    assert all(paper not in near for paper, near in related(services, posters, posters).items())
    assert {ADA: [BO], BO: [ADA]} == related(services, [ADA, BO], [ADA, BO])
    assert {ADA: []} == related(services, [ADA], [ADA])
    assert {} == related(services, ["arxiv:unknown"], posters)


def test_order_by_session_and_board(services: Services):
    """Posters stand in the order of time, then of boards as people count them."""
    ingest(
        services.catalogue,
        *(
            a_paper(id=f"web:e/{board}", placements=(Placement(event=EVENT, session="morning", board=board),))
            for board in ("A10", "A2", "B1")
        ),
    )

    assert [ADA, CY, ED, "web:e/A2", "web:e/A10", "web:e/B1", BO, DI] == [
        one.work.id for one in listed(services, EVENT)
    ]


WORDS = ("circuit", "probe", "Ångström", "sae")


@given(st.lists(st.sampled_from(WORDS)), st.lists(st.sampled_from(WORDS)), st.booleans(), st.booleans())
def test_chosen(said, sought, spotlight, only):
    """A paper is wanted when it has every word that is sought, and is a spotlight if only those are."""
    place = Placement(event="e", session="s", category="Probing", spotlight=spotlight)
    one = Listed(work=a_work(title=" ".join(said)), place=place)

    wanted = Chosen(text=" ".join(sought), spotlights=only, category=("Probing", "Other"), session="s")
    assert wanted(one) == (set(sought) <= set(said) and (spotlight or not only))
    assert not Chosen(category=("Other",))(one)
    assert ["Probing"] == categories([one])
