"""My plan: the page in every state, the calendar file and the page to print."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from icalendar import Calendar

from catalogue import programme
from catalogue.people import Consents, Meeting, PersonMatch, Profile, Quote, Reason, Session
from catalogue.records import Placement
from people.participants.store import Participants
from tests.makers import a_paper, ingest
from tests.views.conftest import Open
from tests.views.library import EVENT, HOSTILE
from tests.views.test_pages import address, source, text
from views.compose import Services
from views.people import build, printable
from views.people.identity import COOKIE
from views.people.plan import Day, Stop, ics, my_day, notes, title
from views.people.posters import presented

ADA, BO, CY, DI, ED = (f"arxiv:2601.0000{number}" for number in range(1, 6))
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def a_match(name: str, opener: str = "Ask what broke.") -> PersonMatch:
    """Somebody to meet; the id is the name."""
    quote = Quote(sentence="A sentence.", paper=BO, title="T")
    return PersonMatch(id=name, name=name, score=1.0, why=Reason(aim="method", theirs=quote, opener=opener))


def a_meeting(start: str, end: str, **changes) -> Meeting:
    """A meeting of the event's day."""
    said = {"timezone": "America/Los_Angeles", "room": "Hall C", "what": "person"} | changes
    return Meeting(start=f"2026-12-06T{start}", end=f"2026-12-06T{end}", **said)


def a_day(services: Services, wanted: list[str], **said) -> Day:
    """A day at the event."""
    return my_day(services, EVENT, wanted, hung=presented(services, EVENT), **said)


@pytest.fixture
def day(services: Services) -> Day:
    """The day of somebody who presents Ada's poster, meets Bo there and Cy in the break, and likes Di's and Ed's."""
    return a_day(
        services,
        [DI, ED, "arxiv:unknown"],
        own=[ADA],
        openers={DI: "Ask which neurons."},
        matches=[a_match("Bo"), a_match("Cy"), a_match("Eve")],
        meetings=[
            a_meeting("10:10", "10:18", what="own", paper=ADA, poster="1", participant="Bo"),
            a_meeting("11:00", "11:15", participant="Cy"),
            a_meeting("11:15", "11:30", participant="Gone"),
        ],
    )


def briefly(day: Day) -> list[tuple[str, str, str]]:
    """Start, end and title of each stop."""
    return [(one.meeting.start[11:], one.meeting.end[11:], title(one)) for one in day.stops]


def test_a_day(day: Day):
    """One's own poster is one stay with its visitors; then talks and posters; what has no time is said."""
    assert [
        ("10:00", "11:00", "Your poster 1: Feature absorption in sparse autoencoders"),
        ("11:00", "11:15", "Talk with Cy"),
        ("14:00", "14:08", "Poster 4: Polysemantic neurons everywhere"),
    ] == briefly(day)
    assert ["10:10"] == [one.start[11:] for one, _ in day.stops[0].visits]
    assert ["10:10 Bo comes. Ask what broke."] == notes(day.stops[0])
    assert ["Activation patching finds circuits"] == [work.title for work in day.posters_left]
    assert ["Eve"] == [one.name for one in day.people_left]


def test_meetings_of_others(services: Services):
    """A meeting with somebody who is not among those who may be shown leaves no trace."""
    made = a_day(services, [], meetings=[a_meeting("11:00", "11:15", participant="Gone")])

    assert ((), ()) == (made.stops, made.people_left)


def test_somebody_at_their_poster():
    """A meeting at a poster names both."""
    stop = Stop(meeting=a_meeting("10:00", "10:08", what="poster", paper="p", poster="7"), who=a_match("Bo"))

    assert "Bo, at their poster 7: p" == title(stop)


def test_papers_that_hang_nowhere(services: Services):
    """A paper of another event is no poster that was left out."""
    ingest(services.catalogue, a_paper(id="arxiv:2401.00001", title="Elsewhere"))
    made = a_day(services, ["arxiv:2401.00001"])

    assert (["Elsewhere"], ()) == ([work.title for work in made.not_here], made.posters_left)


def test_calendar(services: Services, day: Day):
    """Every stop is in the calendar file with where, why and the paper's page."""
    own, talk, poster = Calendar.from_ical(ics(services, day, NOW)).events

    assert "Your poster 1: Feature absorption in sparse autoencoders" == own["SUMMARY"]
    assert "10:10 Bo comes. Ask what broke." == own["DESCRIPTION"]
    assert ("Talk with Cy", "Hall C", "Ask what broke.") == (talk["SUMMARY"], talk["LOCATION"], talk["DESCRIPTION"])
    assert ("Hall C, poster 4", "Ask which neurons.") == (poster["LOCATION"], poster["DESCRIPTION"])
    assert f"http://127.0.0.1:8501/paper?id={DI}" == poster["URL"]
    assert datetime(2026, 12, 6, 22, 0, tzinfo=UTC) == poster.start.astimezone(UTC)


def test_calendar_names(services: Services, day: Day):
    """No two stops have one name, also where posters hang twice; and no participant's id is in the file."""
    twice = Session(
        event=EVENT,
        slug="afternoon",
        title="Again",
        start="2026-12-06T16:00",
        end="2026-12-06T17:00",
        timezone="America/Los_Angeles",
    )
    programme.write(services.catalogue, EVENT, [*day.sessions, twice])
    written = ics(services, a_day(services, [], own=[BO]), NOW)
    names = [event["UID"] for event in Calendar.from_ical(written).events]

    assert (2, 2) == (len(names), len(set(names)))
    assert b"Eve" not in ics(services, day, NOW)


class _Checked(HTMLParser):
    """Collects what a page would fetch or run, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.said: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Note what is fetched."""
        self.bad += [tag] if tag in {"script", "img", "link", "iframe", "object", "a"} else []
        self.bad += [f"{tag} {name}" for name, _ in attrs if name in {"src", "href", "srcset"} or name.startswith("on")]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Every element is closed in its turn."""
        assert tag == self.open.pop()

    def handle_data(self, data):
        """Keep the text."""
        self.said.append(data)


def checked(page: str) -> _Checked:
    """What a page holds."""
    parser = _Checked()
    parser.feed(page)
    assert [] == parser.open
    assert "url(" not in page
    assert "@import" not in page
    return parser


def test_page_to_print(day: Day):
    """The page says the whole day and asks nobody for anything."""
    page = checked(printable.html(day))
    said = " ".join(page.said)

    assert [] == page.bad
    for part in (
        "6 December 2026",
        "10:00",
        "Talk with Cy",
        "Hall C",
        "Poster 4",
        "Bo comes",
        "No time was left",
        "Eve",
    ):
        assert part in said


@pytest.mark.parametrize("harm", HOSTILE)
def test_hostile_pages_to_print(harm: str):
    """A hostile title or name is text on the page."""
    meeting = a_meeting("10:00", "10:08", what="poster", paper="p", poster=harm, room=harm)
    work = a_paper(title=harm)
    stop = Stop(meeting=meeting, work=work, who=a_match(harm), opener=harm)
    page = checked(printable.html(Day(event=harm, sessions=(), stops=(stop,), people_left=(a_match(harm),))))

    assert [] == page.bad
    assert harm in "".join(page.said)


def test_empty_page_to_print():
    """A day without stops says so."""
    assert "Nothing is planned" in printable.html(Day(event="e", sessions=(), stops=()))


def test_no_programme(open_page: Open):
    """Without an event the page says who can change that."""
    app = open_page("plan")

    assert not app.exception
    assert "commons ingest programme" in app.info[0].value


def test_nothing_chosen(services: Services, open_page: Open):
    """With an empty list the page says how a plan begins."""
    app = open_page("plan")

    assert not app.exception
    assert "Add to my plan" in app.info[0].value
    assert [] == list(app.get("download_button"))


def test_a_visitors_plan(services: Services, open_page: Open):
    """A reading list and one's own poster in the address are a plan with its two files; nothing else is needed."""
    app = open_page("plan", list=f"{DI},{ED}", own=ADA)
    said = text(app)

    assert not app.exception
    assert "your poster 1" in said
    assert "**14:00**" in said
    assert "[Polysemantic neurons everywhere](paper?id=" in said
    assert said.index("No time was left") < said.index("Activation patching finds circuits")
    assert ["For my calendar", "One page to print, or to keep offline"] == [
        one.label for one in app.get("download_button")
    ]


def test_saying_which_poster_is_mine(services: Services, open_page: Open):
    """What is chosen as one's own goes into the address, and the plan keeps it free."""
    app = open_page("plan", list=DI)
    app.multiselect(key="plan-own").set_value([BO]).run()

    assert [BO] == address(app)["own"]
    assert [DI] == address(app)["list"]
    assert "your poster 2" in text(app)
    assert "No time was left" in text(app)


def test_no_hours(services: Services, open_page: Open):
    """Posters without hours wait for them."""
    programme.write(services.catalogue, EVENT, [])
    app = open_page("plan", list=DI)

    assert not app.exception
    assert "when the sessions are" in app.info[0].value


def test_a_participants_plan(services: Services, store: Participants, open_page: Open, cookies: dict[str, str]):
    """Who joined sees whom they meet and why, and in the files too; nobody's contact is there, nor those declined."""
    people = {}
    for name, paper in (("Ada Absorber", ADA), ("Bo Splitter", BO), ("Di Neuron", DI)):
        profile = Profile(name=name, papers=(paper,), liked=(ED,))
        people[name] = store.join(profile, Consents(suggested=True, contact=True), f"{name[:2]}@example.org")
    build.build(services, store)
    cookies[COOKIE] = people["Ada Absorber"][1]
    said = text(open_page("plan"))
    met = [name for name in ("Bo Splitter", "Di Neuron") if name in said]

    assert met
    assert "your poster 1" in said
    assert "example.org" not in said
    store.answer(people["Ada Absorber"][0].id, people[met[0]][0].id, False)
    assert met[0] not in text(open_page("plan"))
    cookies.clear()
    assert not any(name in text(open_page("plan")) for name in met)


def test_hostile_plans(services: Services, open_page: Open):
    """Hostile titles, rooms and sessions are escaped."""
    hall = Session(
        event="bad", slug="s", title=HOSTILE[0], start="2027-01-01T10:00", end="2027-01-01T12:30", timezone="UTC"
    )
    papers = [
        a_paper(id=f"web:e/{number}", title=harm, placements=(Placement(event="bad", session="s", board=harm),))
        for number, harm in enumerate(HOSTILE)
    ]
    ingest(services.catalogue, *papers)
    programme.write(services.catalogue, "bad", [hall])
    app = open_page("plan", list=",".join(paper.id for paper in papers))

    assert not app.exception
    assert 11 == len(re.findall(r"gray-badge\[poster", source(app)))
    assert "<script>" not in source(app)
    assert "](javascript" not in source(app)
