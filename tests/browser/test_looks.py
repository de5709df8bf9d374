"""Every page can be used without eyes, fits every width, can be read on a phone, and stays put while it loads."""

from __future__ import annotations

import pytest

from tests.browser.gallery import PAGES, WIDTHS
from tests.browser.inspection import Inspect
from views.navigation import modules

pytestmark = [pytest.mark.browser, pytest.mark.data]

GOOD = 0.1
"""A cumulative layout shift that readers call good, https://web.dev/articles/cls."""


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(inspect: Inspect, name: str):
    """No rule of axe of serious or critical impact is broken, nor one that keeps headings and landmarks in order."""
    assert {"phone, dark": [], "desktop, light": []} == inspect(name).axe


@pytest.mark.parametrize("name", PAGES)
def test_it_fits(inspect: Inspect, name: str):
    """Nothing scrolls sideways, is beyond the edge, is cut off, or is too small to read."""
    assert {width: [] for width in WIDTHS} == inspect(name).ruler


@pytest.mark.parametrize("name", PAGES)
def test_nothing_jumps(inspect: Inspect, name: str):
    """Once the title is there, what is seen stays where it is while the rest comes."""
    found = inspect(name)

    assert found.moved < GOOD, found.movers


def test_every_page_is_looked_at():
    """A new page has to be put among those that are looked at."""
    assert {module.PAGE.slug for module in modules()} - {"home"} == {
        path.partition("?")[0] for path in PAGES.values()
    } - {""}
