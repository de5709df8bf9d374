"""The map of the field in a real browser: drawn, read, left by a click, and picked from."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settled

pytestmark = pytest.mark.browser

STAGE = ".field-points"


def opened(visit: Visit, path: str = "field", width: int = 1440) -> Page:
    """The page, once the map is drawn and the text below it is there."""
    page = visit(path, width)
    page.locator(STAGE).wait_for()
    expect(page.get_by_role("heading", name="The regions as text")).to_be_visible()
    settled(page)
    return page


def places(page: Page) -> dict[str, tuple[float, float]]:
    """Where each paper is on the screen, from the data that the page itself fetches."""
    said: dict[str, Any] = page.evaluate("fetch('map.json').then((answer) => answer.json())")
    box = page.locator(STAGE).bounding_box()
    assert box
    wide, high = (max(map(abs, said[axis])) for axis in "xy")
    unit = min((box["width"] / 2 - 20) / wide, (box["height"] / 2 - 20) / high)
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return {
        title: (middle[0] + x * unit, middle[1] - y * unit)
        for title, x, y in zip(said["titles"], said["x"], said["y"], strict=True)
    }


def colours(page: Page) -> int:
    """How many colours there are on the picture: paper alone is one."""
    return int(
        page.evaluate(
            """(stage) => {
              const drawn = document.querySelector(stage);
              const { data } = drawn.getContext("2d").getImageData(0, 0, drawn.width, drawn.height);
              return new Set(new Uint32Array(data.buffer)).size;
            }""",
            STAGE,
        )
    )


def lonely(found: dict[str, tuple[float, float]]) -> str:
    """The title of the paper that is farthest from its next one, of those whose titles are plain."""

    def room(title: str) -> float:
        x, y = found[title]
        return min((x - a) ** 2 + (y - b) ** 2 for other, (a, b) in found.items() if other != title)

    return max((title for title in found if re.fullmatch(r"[\w ]+", title)), key=room)


@pytest.mark.parametrize("width", [390, 1440])
def test_reading_and_picking(visit: Visit, width: int):
    """Points are drawn; a lasso picks papers that go to the list; a click opens a paper, and Back is the map again."""
    page = opened(visit, width=width)
    assert colours(page) > 3

    box, found = page.locator(STAGE).bounding_box(), places(page)
    assert box
    title = lonely(found)
    page.get_by_role("button", name="Pick papers by drawing around them").click()
    left, top, right, bottom = box["x"] + 8, box["y"] + 60, box["x"] + box["width"] - 8, box["y"] + box["height"] - 8
    page.mouse.move(left, top)
    page.mouse.down()
    for corner in ((right, top), (right, bottom), (left, bottom), found[title]):  # where it ends, nothing opens
        page.mouse.move(*corner, steps=4)
    page.mouse.up()
    add = page.get_by_role("button", name=re.compile(r"Add \d+ to reading list"))
    number = int(re.findall(r"\d+", add.inner_text())[0])
    assert number > 10
    add.click()
    expect(page.get_by_role("link", name=f"List ({number})")).to_be_visible()

    page.get_by_role("button", name="Show all of it").click()
    expect(page.get_by_role("heading", name="picked")).to_have_count(0)
    page.locator(STAGE).scroll_into_view_if_needed()
    found = places(page)
    page.mouse.move(*found[title])
    expect(page.locator(".field-title")).to_have_text(title)
    page.mouse.click(*found[title])
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    assert f"List ({number})" in page.locator("body").inner_text()

    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Map of the field")).to_be_visible()
    page.locator(STAGE).wait_for()


def test_the_address_remembers(visit: Visit):
    """How it is coloured, what stands out and which part is seen is in the address, and comes back from it."""
    page = opened(visit, "field?list=arxiv:2409.14507")
    page.get_by_label("Colour by").select_option("Year")
    page.get_by_label("My list (1)").check()
    page.locator(".field-stage").press("+")

    page.wait_for_url(re.compile(r"view=-?[\d.]+,-?[\d.]+,1\.7"))
    assert {"by=year", "show=list"} <= set(page.url.partition("?")[2].split("&"))
    page.reload()

    page.locator(STAGE).wait_for()
    expect(page.get_by_label("Colour by")).to_have_value("year")
    expect(page.get_by_label("My list (1)")).to_be_checked()
    page.locator(".field-stage").press("-")
    page.wait_for_url(lambda address: "view=" not in address)


def test_keys_alone(visit: Visit):
    """With keys alone one moves over the map, hears which paper is in the middle, and opens it."""
    page = opened(visit)
    page.locator(".field-stage").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    said = page.locator(".field-said")
    expect(said).not_to_be_empty()
    title = page.locator(".field-title").inner_text()
    assert said.inner_text().startswith(title)

    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).not_to_have_text("Map of the field")
    assert "/paper?id=" in page.url
