"""What a reader does with what is new, in a real browser."""

from __future__ import annotations

from urllib.request import urlopen

import feedparser
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settled
from tests.views.library import bridged

pytestmark = pytest.mark.browser

FRESH = bridged().title


def feed(page: Page):
    """What a feed reader gets at the address that the page shows."""
    settled(page)
    address = page.get_by_test_id("stCode").inner_text().strip()
    with urlopen(address, timeout=60) as answer:  # noqa: S310 (http, and ours)
        return feedparser.parse(answer.read())


@pytest.mark.parametrize("width", [390, 1440])
def test_from_what_is_new_to_a_feed(visit: Visit, width: int):
    """Look at what is new, ask for a matter, widen the window, and take it along as a feed."""
    page = visit("", width)
    page.get_by_role("link", name="New", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="What's new")).to_be_visible()
    expect(page.get_by_role("heading", level=2).get_by_role("link", name=FRESH)).to_be_visible()
    expect(page.get_by_text("1 new paper, 27 December 2024 to 2 January 2025")).to_be_visible()

    box = page.get_by_label("What are you after?")
    box.fill("mixed selectivity")
    box.press("Enter")
    expect(page.get_by_text("matches your words").first).to_be_visible()
    page.get_by_role("radio", name="90 days").click()
    expect(page.get_by_text("5 October 2024 to 2 January 2025")).to_be_visible()

    assert all(part in page.url for part in ("new?", "q=mixed+selectivity", "days=90"))
    found = feed(page)
    assert "Interp Commons: mixed selectivity" == found.feed.title
    assert [FRESH] == [entry.title for entry in found.entries]
    assert "q=mixed%20selectivity&days=90" in found.feed.id


def test_the_reading_list_as_a_profile(visit: Visit):
    """One click makes the reading list the question; a second address of it is not needed, and Back undoes it."""
    page = visit("new?list=arxiv:2409.14507")
    page.get_by_role("button", name="New papers like those on my reading list (1)").click()
    expect(page.get_by_text("forget them")).to_be_visible()
    expect(page.get_by_role("button", name="New papers like those")).not_to_be_visible()

    assert "more=arxiv%3A2409.14507" in page.url
    assert "like 1 paper" in feed(page).feed.title
    page.go_back()
    expect(page.get_by_role("button", name="New papers like those")).to_be_visible()


def test_all_that_is_new(visit: Visit):
    """From what is close to a question there is a way to all that is new."""
    page = visit("new?q=grokking&category=cs.CL&days=90")
    page.get_by_role("link", name="all").first.click()

    expect(page.get_by_text("Only of cs.CL")).not_to_be_visible()
    assert "q=grokking" in page.url


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("path", ["new", "new?q=hostile+abstract&topic=circuits&more=arxiv:2409.14507&days=90"])
def test_nothing_scrolls_sideways(visit: Visit, path: str, width: int):
    """The page fits every width."""
    page = visit(path, width)

    beyond = page.evaluate(
        "() => { const main = document.querySelector('.stMain'); return main.scrollWidth - main.clientWidth }"
    )
    assert beyond <= 0
