"""What participants do, in a real browser at the widths of a phone and a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect

from catalogue.errors import KeyRefusedError
from catalogue.people import Consents, Profile
from catalogue.settings import load_settings
from people.participants.store import Participants
from people.profile_file import read
from tests.browser.conftest import Visit, settled
from tests.browser.server import served
from tests.views.library import fill, hold, living_in, workshop
from views.compose import Services, open_services, read_for_glossary
from views.people.fresh import Builder

pytestmark = pytest.mark.browser

WIDTHS = [390, 1440]
CONSENTS = Consents(found=True, suggested=True, contact=True)
Join = Callable[..., str]


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """A library with an event of its own."""
    folder = tmp_path_factory.mktemp("people")
    with living_in(folder):
        read_for_glossary(hold(fill(workshop())))
        return open_services(load_settings())


@pytest.fixture(scope="module")
def address(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app over it."""
    with served(services.settings.home, tmp_path_factory.mktemp("log") / "server.log") as url:
        yield url


@pytest.fixture
def store(services: Services) -> Iterator[Participants]:
    """Its participants; each test begins and ends without any."""
    opened = Participants.open(services.settings.home)
    yield opened
    for one in opened.everyone():
        opened.leave(one.id)
    opened.engine.dispose()


@pytest.fixture
def join(services: Services, store: Participants) -> Join:
    """Lets authors of the workshop join; returns the keys of their private links, suggestions being made."""

    def join_(*authors: tuple[str, int]) -> list[str]:
        keys = [
            store.join(Profile(name=name, papers=(f"arxiv:2601.0000{number}",)), CONSENTS, f"{name[:2]}@example.org")[1]
            for name, number in authors
        ]
        # not at the first try, where the server is building just now
        assert any(Builder().ensure(services, store, patience_s=60) for _ in range(5))
        return keys

    return join_


def opened(visit: Visit, key: str, title: str, width: int) -> Page:
    """Open a private link in a browser of its own, and go to a page of the event."""
    page = visit(f"enter#{key}", width)
    expect(page.get_by_role("heading", level=1, name="My profile")).to_be_visible()
    page.locator(".st-key-sections").get_by_role("link", name=title).click()
    return page


def fits(page: Page) -> bool:
    """Whether nothing is beyond the edge of the page."""
    settled(page)
    beyond: int = page.evaluate("(m => m.scrollWidth - m.clientWidth)(document.querySelector('.stMain'))")
    return beyond <= 0


def introduce(page: Page, name: str) -> None:
    """Write a profile: an author's name, the paper that is theirs, a contact and what is allowed."""
    page.get_by_label("Your name, as papers print it").fill(name.rsplit(maxsplit=1)[-1])
    page.keyboard.press("Enter")
    page.get_by_role("button", name="1 paper is mine").click()
    expect(page.get_by_text("untick to take out")).to_be_visible()
    settled(page)
    expect(page.get_by_label("Name", exact=True)).to_have_value(name)
    page.get_by_label("Your contact, if you like").fill(f"{name.split(maxsplit=1)[0].lower()}@example.org")
    for allowed in ("Be suggested to others", "Show my contact to those I say yes to"):
        settled(page)
        page.get_by_text(allowed).click()
    settled(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_make_a_profile(visit: Visit, store: Participants, width: int):
    """From an author's name to a profile as a file, and to a kept one, whose private link opens it elsewhere."""
    page = visit("me", width)
    introduce(page, "Ada Absorber")
    assert fits(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download my profile").click()
    assert Profile(name="Ada Absorber", papers=("arxiv:2601.00001",)) == read(taken.value.path())
    assert () == store.everyone()
    page.get_by_role("button", name="Keep my profile").click()
    expect(page.get_by_role("heading", level=1, name="My profile")).to_be_visible()
    expect(page.locator(".st-key-private-link").get_by_role("button", name="Copy to clipboard")).to_be_visible()
    link = page.locator(".st-key-private-link").get_by_test_id("stCode").inner_text().strip()
    [me] = store.everyone()
    assert ("Ada Absorber", Consents(suggested=True, contact=True)) == (me.profile.name, me.consents)
    assert "#" not in page.url

    other = visit(f"enter#{link.partition('#')[2]}", width)
    expect(other.get_by_label("Name", exact=True)).to_have_value("Ada Absorber")
    assert other.url.endswith("/me")
    assert fits(other)


@pytest.mark.parametrize("width", WIDTHS)
def test_see_who_and_why(visit: Visit, join: Join, width: int):
    """A card has a name, a quote of each side with its paper, shared ideas that lead to the glossary, and a place."""
    cy, _ = join(("Cy Cortex", 3), ("Di Neuron", 4))
    page = opened(visit, cy, "People to meet", width)

    card = page.locator("[class*=st-key-person-]")
    expect(card.get_by_role("heading", name="Di Neuron")).to_be_visible()
    expect(card.get_by_text("We record neurons with mixed selectivity")).to_be_visible()
    expect(card.get_by_role("link", name="Polysemantic neurons everywhere")).to_be_visible()
    expect(card.get_by_text("Hall C")).to_be_visible()
    assert fits(page)
    card.get_by_role("link", name="polysemantic", exact=False).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("olysemantic")


@pytest.mark.parametrize("width", WIDTHS)
def test_say_yes_get_contact(visit: Visit, join: Join, width: int):
    """Two people in two browsers: one yes shows nothing, the second shows each the other's contact."""
    cy, di = join(("Cy Cortex", 3), ("Di Neuron", 4))
    one, two = (opened(visit, key, "People to meet", width) for key in (cy, di))
    one.get_by_role("button", name="Yes, I would like to meet").click()
    expect(one.get_by_text("They learn of it only if they say yes, too.")).to_be_visible()
    expect(one.get_by_text("@example.org")).to_have_count(0)

    two.get_by_role("button", name="Yes, I would like to meet").click()
    expect(two.get_by_text("You both said yes.")).to_be_visible()
    expect(two.get_by_text("Cy@example.org")).to_be_visible()
    one.reload()
    expect(one.get_by_text("Di@example.org")).to_be_visible()
    expect(one.get_by_role("button", name="Copy to clipboard")).to_be_visible()
    assert fits(one)


@pytest.mark.parametrize("width", WIDTHS)
def test_take_my_plan_to_my_calendar(visit: Visit, join: Join, downloads: Path, width: int):
    """The plan has one's own poster and the people to meet, and becomes a calendar file without a contact."""
    cy, _ = join(("Cy Cortex", 3), ("Di Neuron", 4))
    page = opened(visit, cy, "My plan", width)
    expect(page.get_by_text("your poster 3")).to_be_visible()
    assert fits(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="For my calendar").click()
    file = downloads / "my-plan.ics"
    taken.value.save_as(file)

    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert any("Di Neuron" in one["SUMMARY"] + one.get("DESCRIPTION", "") for one in events)
    assert all("Hall C" in str(one["LOCATION"]) for one in events)
    assert "example.org" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", WIDTHS)
def test_delete_me(visit: Visit, join: Join, store: Participants, width: int):
    """Who deletes their profile is gone: from the store, from the other's page, and from behind their link."""
    cy, di = join(("Cy Cortex", 3), ("Di Neuron", 4))
    page = visit(f"enter#{cy}", width)
    page.locator("summary", has_text="Delete me").click()
    settled(page)
    page.get_by_text("Yes, delete all of it").click()
    page.get_by_role("button", name="Delete me").click()
    expect(page.get_by_text("You are gone")).to_be_visible()

    assert ["Di Neuron"] == [one.profile.name for one in store.everyone()]
    expect(opened(visit, di, "People to meet", width).get_by_text("Nobody yet")).to_be_visible()
    page.get_by_role("link", name="paste it").click()
    expect(page.get_by_label("Your private link")).to_have_value("")
    with pytest.raises(KeyRefusedError):
        store.by_key(cy)
