"""What the site is for, as new users would try it: from home to what each leaves with, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import bibtexparser
import icalendar
import pytest
from playwright.sync_api import Page, expect

from catalogue.people import Consents, Profile
from catalogue.settings import load_settings
from people.participants.store import Participants
from tests.browser.conftest import Visit, settled
from tests.browser.server import served
from tests.browser.test_people_journey import fits, introduce
from tests.views.library import absorption, bridged, fill, hold, living_in, workshop
from views.compose import Services, open_services, read_for_glossary

pytestmark = pytest.mark.browser

WIDTHS = [390, 1440]
BOX = "A question, a word, a name, an id or an abstract"
ABSTRACT = (
    "We ask whether the features of sparse autoencoders are what they seem. Feature absorption and feature splitting "
    "both hide features from whoever looks for them, and we measure how often they do so in the dictionaries of three "
    "language models. We find polysemantic neurons below many of them, and show by activation patching that few of "
    "these neurons matter for what the model says, which no earlier measure of feature absorption could have shown."
)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """A library with papers in two vocabularies and an event with posters."""
    with living_in(tmp_path_factory.mktemp("journeys")):
        read_for_glossary(hold(fill([absorption(), bridged(), *workshop()])))
        return open_services(load_settings())


@pytest.fixture(scope="module")
def address(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app over it."""
    with served(services.settings.home, tmp_path_factory.mktemp("log") / "server.log") as url:
        yield url


@pytest.fixture
def somebody(services: Services) -> Iterator[str]:
    """The name of a participant whose work meets that of Cy Cortex; all participants are gone afterwards."""
    store = Participants.open(services.settings.home)
    store.join(Profile(name="Di Neuron", papers=("arxiv:2601.00004",)), Consents(found=True, suggested=True), "")
    yield "Di Neuron"
    for one in store.everyone():
        store.leave(one.id)
    store.engine.dispose()


def ask(page: Page, text: str) -> None:
    """Ask on the home page."""
    page.get_by_label(BOX).fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", WIDTHS)
def test_an_attendee_with_an_abstract(visit: Visit, downloads: Path, width: int):
    """A pasted abstract becomes a reading list in both vocabularies as BibTeX, and two posters on the plan."""
    page = visit("", width)
    ask(page, ABSTRACT)

    expect(page.get_by_role("heading", level=1, name="Has this been done?")).to_be_visible()
    expect(page.get_by_text("Taken for an idea or an abstract.")).to_be_visible()
    for column in ("In your words", "In other words"):
        expect(page.get_by_role("heading", level=2, name=column)).to_be_visible()
    expect(page.get_by_text("They:").first).to_be_visible()
    settled(page)
    assert "dictionaries" not in page.url
    assert fits(page)
    page.get_by_role("button", name="Add all to list").click()
    expect(page.get_by_role("button", name="Add all to list")).to_have_count(0)
    visits = page.locator("[class*=st-key-visit-]").get_by_role("button")
    for place in range(2):
        if "Add" in visits.nth(place).inner_text():
            visits.nth(place).click()
        expect(visits.nth(place)).to_have_text("event_availableIn my plan")
    posters = page.locator("[class*=st-key-poster-]").get_by_role("heading").all_inner_texts()[:2]

    page.get_by_role("navigation", name="Main").get_by_role("link", name="List (").click()
    expect(page.get_by_role("heading", level=1, name="My things")).to_be_visible()
    expect(page.get_by_role("heading", name=posters[0])).to_be_visible()
    page.get_by_role("button", name="Take along").first.click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="BibTeX").click()
    file = downloads / "list.bib"
    taken.value.save_as(file)
    entries = bibtexparser.parse_string(file.read_text(encoding="utf-8")).entries
    titles = {entry["title"].strip("{}") for entry in entries}
    assert set(posters) < titles

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Meet").click()
    page.locator(".st-key-sections").get_by_role("link", name="My plan").click()
    for title in posters:
        expect(page.get_by_role("link", name=title)).to_be_visible()
    assert fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_newcomer_with_a_word(visit: Visit, width: int):
    """A question for a word leads to what it means, what academia calls it, and a path of what to read first."""
    page = visit("", width)
    page.get_by_label(BOX).fill("what is causal tracing")
    page.get_by_role("button", name="Ask").click()

    expect(page.get_by_role("heading", level=1, name="causal tracing")).to_be_visible()
    expect(page.get_by_text("Taken for a word of the glossary.")).to_be_visible()
    expect(page.get_by_role("heading", level=3, name="Academia says")).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="From the basics to here").click()
    expect(page.get_by_role("heading", level=1, name="The way to causal tracing")).to_be_visible()
    steps = page.get_by_role("heading", level=2)
    expect(steps.last).to_contain_text("causal tracing")
    assert fits(page)

    page.go_back()
    page.get_by_role("link", name="Search the papers for").click()
    expect(page.get_by_role("heading", level=1, name="Results")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_participant_with_a_name(visit: Visit, somebody: str, downloads: Path, width: int):
    """A name becomes a profile, which brings somebody to meet with the reason, and a plan for the calendar."""
    page = visit("", width)
    page.get_by_role("link", name="People to meet").first.click()
    page.get_by_role("link", name="Write a profile in a minute").click()
    introduce(page, "Cy Cortex")
    page.get_by_role("button", name="Keep my profile").click()
    expect(page.locator(".st-key-private-link")).to_be_visible()

    page.locator(".st-key-sections").get_by_role("link", name="People to meet").click()
    card = page.locator("[class*=st-key-person-]")
    expect(card.get_by_role("heading", name=somebody)).to_be_visible()
    expect(card.get_by_text("We record neurons with mixed selectivity")).to_be_visible()
    expect(card.get_by_role("link", name="Polysemantic neurons everywhere")).to_be_visible()
    assert fits(page)

    page.locator(".st-key-sections").get_by_role("link", name="My plan").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="For my calendar").click()
    file = downloads / "my-plan.ics"
    taken.value.save_as(file)
    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert any(somebody in one["SUMMARY"] + one.get("DESCRIPTION", "") for one in events)
