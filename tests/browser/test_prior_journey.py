"""Somebody asks whether their idea has been done, in a real browser at the widths of a phone and a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settled

pytestmark = pytest.mark.browser

WIDTHS = [390, 1440]
MINE = (
    "We find that features are absorbed: sparse autoencoders split features, and we measure feature absorption. "
    "We call the neurons polysemantic neurons."
)
TITLE = "A is for Absorption: Feature Splitting in Sparse Autoencoders"


def asked(page: Page, text: str) -> None:
    """Paste *text* and press the button."""
    page.get_by_label("Your idea or abstract").fill(text)
    page.get_by_role("button", name="Look for prior work").click()
    expect(page.get_by_role("heading", level=2, name="In your words")).to_be_visible()
    settled(page)


def columns(page: Page) -> tuple[float, float, float, float]:
    """Where the headings of both columns are: left and top of each."""
    boxes = [
        page.get_by_role("heading", level=2, name=name).bounding_box() for name in ("In your words", "In other words")
    ]
    assert boxes[0]
    assert boxes[1]
    return boxes[0]["x"], boxes[0]["y"], boxes[1]["x"], boxes[1]["y"]


@pytest.mark.parametrize("width", WIDTHS)
def test_has_this_been_done(visit: Visit, width: int):
    """Paste, look, keep, open a paper, come back: the text is still there, and was never in the address."""
    page = visit("prior", width)
    asked(page, MINE)
    hit = page.get_by_role("heading", level=3).get_by_role("link", name=TITLE).first  # its poster is named below
    expect(hit).to_be_visible()
    expect(page.get_by_text("You:").first).to_be_visible()
    page.locator(".st-key-keep-arxiv-2409-14507").get_by_role("button").click()
    expect(page.get_by_role("link", name="List (1)")).to_be_visible()
    assert "absor" not in page.url

    hit.click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    page.go_back()

    expect(page.get_by_label("Your idea or abstract")).to_have_value(MINE)
    expect(hit).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_two_columns_or_one(visit: Visit, width: int):
    """On a desk the columns stand side by side, on a phone one below the other; nothing is beyond the edge."""
    page = visit("prior", width)
    page.get_by_role("button", name="Try it with an example").click()
    expect(page.get_by_role("heading", level=2, name="In other words")).to_be_visible()
    settled(page)

    left, top, other_left, other_top = columns(page)
    assert (other_left > left, other_top == top) == ((True, True) if width > 1000 else (False, False))
    assert page.evaluate("(m => m.scrollWidth - m.clientWidth)(document.querySelector('.stMain'))") <= 0


def test_a_reload_forgets_the_text(visit: Visit):
    """What was pasted is nowhere but in the open page: a reload begins anew."""
    page = visit("prior")
    asked(page, MINE)

    page.reload()

    expect(page.get_by_label("Your idea or abstract")).to_have_value("")
    expect(page.get_by_role("heading", level=2)).to_have_count(0)
