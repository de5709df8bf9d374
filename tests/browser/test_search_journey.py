"""What a reader does with a question, in a real browser at the widths of a phone and a desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit, settled
from tests.browser.test_journey import TITLE

pytestmark = pytest.mark.browser

WIDTHS = [390, 1440]
ABSORPTION = "arxiv:2409.14507"


def fits(page: Page) -> None:
    """Check that nothing of the page is beyond its right edge."""
    settled(page)
    assert page.evaluate("(m => m.scrollWidth - m.clientWidth)(document.querySelector('.stMain'))") <= 0


def pill(page: Page, name: str) -> Locator:
    """The switch of a word of another community."""
    return page.get_by_test_id("stButtonGroup").get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_other_words_on_and_off(visit: Visit, width: int):
    """A question is also asked in other words; each can be switched off, which survives a reload, and on again."""
    page = visit("?q=polysemanticity", width)
    word = pill(page, "mixed selectivity (neuroscience)")
    expect(word).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("in other words").or_(page.get_by_text("close idea")).first).to_be_visible()
    fits(page)

    word.click()
    expect(word).to_have_attribute("aria-pressed", "false")
    expect(page).to_have_url(re.compile("without=mixed[+]selectivity"))
    page.reload()
    expect(word).to_have_attribute("aria-pressed", "false")
    word.click()
    expect(word).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("q=polysemanticity$"))

    page.get_by_text("Whose words these are").click()
    expect(page.get_by_text("Close to polysemanticity: ")).to_be_visible()
    fits(page)
    settled(page)
    page.get_by_role("button", name="Search in my words only").click()
    expect(word).not_to_be_visible()
    expect(page).to_have_url(re.compile("bridges=off"))
    page.go_back()
    expect(word).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("width", WIDTHS)
def test_likes(visit: Visit, width: int):
    """A like is in the address and above the results; a reload keeps it, and it can be taken back there."""
    page = visit("?q=circuit", width)
    page.get_by_role("button", name="More like this").first.click()
    chosen = page.get_by_role("button", name="Circuit number")
    expect(chosen).to_be_visible()
    page.get_by_role("button", name="Less like this").nth(1).click()
    expect(chosen).to_have_count(2)
    fits(page)
    assert "more=arxiv" in page.url
    assert "less=arxiv" in page.url

    page.reload()
    expect(chosen).to_have_count(2)
    chosen.first.click()
    expect(chosen).to_have_count(1)
    page.get_by_role("button", name="Forget all").click()
    expect(chosen).to_have_count(0)
    expect(page).to_have_url(re.compile("[?]q=circuit$"))


@pytest.mark.parametrize("width", WIDTHS)
def test_tips(visit: Visit, width: int):
    """The help shows the fields of a question; each example is a click."""
    page = visit("?q=circuit", width)
    page.get_by_role("button", name="Tips").click()
    page.get_by_role("link", name='au:"Neel Nanda"').click()

    expect(page.get_by_label("Ask a question, or paste an abstract")).to_have_value('au:"Neel Nanda"')
    fits(page)


def test_bad_syntax_in_place(visit: Visit):
    """What is wrong with a question is said where the results would be, with examples that lead on."""
    page = visit("?q=year:soon+circuit")
    expect(page.get_by_text("soon is no year or span of years")).to_be_visible()
    page.get_by_role("link", name="steering year:2023..").click()

    expect(page.get_by_text("soon is no year")).not_to_be_visible()


def test_a_pasted_address(visit: Visit):
    """The address of a paper leads to it, and to the papers like it."""
    page = visit("search")
    page.get_by_label("Ask a question, or paste an abstract").fill("https://arxiv.org/abs/2409.14507")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=2).first).to_have_text(TITLE)
    expect(page.get_by_role("heading", name="Papers like it")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_how_search_works(visit: Visit, width: int):
    """From a result, one click explains the search and gives its figures, each with its command."""
    page = visit("?q=circuit", width)
    page.get_by_role("link", name="How it works").click()
    expect(page.get_by_role("heading", level=1, name="How search works")).to_be_visible()
    expect(page.get_by_text("commons evaluate search ../shared/data/search-dev --json")).to_be_visible()
    fits(page)
    page.go_back()

    expect(page.get_by_role("heading", level=1, name="Results")).to_be_visible()


@pytest.mark.parametrize("path", [f"?q=circuit&more={ABSORPTION}", f"?like={ABSORPTION}", "?q=2409.14507", "how"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(visit: Visit, path: str, width: int):
    """Every state of the search fits every width."""
    fits(visit(path, width))
