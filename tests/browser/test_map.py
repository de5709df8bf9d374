"""The map in a real browser: drawn, zoomed, and left by a click."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

DOTS = ".stVegaLiteChart path[aria-roledescription='circle']"


@pytest.mark.parametrize("width", [390, 1440])
def test_a_click_opens_the_concept_and_back_returns(visit: Visit, width: int):
    """Pointing at a dot says what it is, a click opens its page, and one step back is the map again."""
    page = visit("map?around=superposition", width)
    dot = page.locator(f"{DOTS}[aria-label*='title: compressed sensing;']")
    dot.hover()
    expect(page.locator("#vg-tooltip-element h2")).to_have_text("compressed sensing")

    dot.click()
    expect(page.get_by_role("heading", level=1, name="compressed sensing")).to_be_visible()
    assert page.url.endswith("concept?id=compressed-sensing")
    page.go_back()

    expect(page.get_by_role("heading", level=1, name="Around superposition")).to_be_visible()
    expect(page.locator(DOTS).first).to_be_visible()


def test_the_wheel_zooms(visit: Visit):
    """The wheel makes the map larger around the pointer, and a double click brings it back."""
    page = visit("map?around=superposition")
    page.locator(DOTS).first.wait_for()
    before = spread(page)
    middle = page.locator(".stVegaLiteChart svg.marks")

    middle.hover(position={"x": 300, "y": 300})
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(500)
    assert spread(page) > before * 1.2
    middle.dblclick(position={"x": 300, "y": 300})
    page.wait_for_timeout(500)

    assert before == pytest.approx(spread(page), rel=0.01)


def spread(page: Page) -> float:
    """How far apart the first and the last dot are, in pixels."""
    ends = [page.locator(DOTS).nth(place).bounding_box() or {} for place in (0, -1)]
    return abs(ends[0]["y"] - ends[1]["y"])


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("path", ["map", "map?around=superposition", "map?topic=circuits"])
def test_nothing_scrolls_sideways(visit: Visit, path: str, width: int):
    """The picture fits every width, though it is wider than the text where there is room."""
    page = visit(path, width)
    page.locator(".stVegaLiteChart .marks").first.wait_for()

    beyond = page.evaluate(
        "() => { const main = document.querySelector('.stMain'); return main.scrollWidth - main.clientWidth }"
    )
    assert beyond <= 0
