"""The static twin in a real browser, opened from disk: it searches, draws the map, and axe finds nothing serious."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.settings import load_settings
from tests.browser.inspection import faults
from tests.views.library import absorption, bridged, fill, hold, hostile, living_in, many, workshop
from views.compose import lay_out, open_services, read_for_glossary
from views.static import site

KINDS = (
    "index.html",
    "search/index.html?q=feature+absorption",
    "paper/arxiv-2409.14507.html",
    "paper/web-evil.example-0.html",
    "paper/index.html",
    "concept/superposition.html",
    "start/first-day.html",
    "topics/index.html",
    "topic/sae-flaws.html",
    "programme/workshop2026.html",
    "person/index.html",
    "field/index.html",
    "about/index.html",
    "privacy/index.html",
)


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a twin on disk."""
    folder = tmp_path_factory.mktemp("static")
    with living_in(folder / "home"):
        read_for_glossary(hold(fill([absorption(), bridged(), *many(25), *hostile(), *workshop()])))
        services = open_services(load_settings())
        lay_out(services)
        site.export(services, folder / "site")
    return (folder / "site").as_uri()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone's page in the dark."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    yield context.new_page()
    context.close()


@pytest.fixture
def page(phone: Page, root: str) -> Iterator[Page]:
    """The same, which must not complain, nor ask for anything that is not in the twin; axe asks for style sheets."""
    complaints: list[str] = []
    phone.on("pageerror", lambda error: complaints.append(str(error)))
    phone.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    phone.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(root) else None)
    yield phone
    assert [] == complaints


def hits(page: Page) -> list[str]:
    """The titles of the hits, once they are there."""
    page.locator(".hits li").first.wait_for()
    return page.locator(".hits h2").all_inner_texts()


def test_search_from_home(page: Page, root: str):
    """A question at home leads to its papers, with what else was searched, and on to a paper."""
    page.goto(f"{root}/index.html")
    page.get_by_role("searchbox").fill("feature absorption")
    page.get_by_role("button", name="Search").click()

    assert "bsorption" in hits(page)[0]
    expect(page.get_by_role("heading", name="feature absorption", exact=True)).to_be_visible()
    page.get_by_role("link", name=re.compile("A is for Absorption")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A is for Absorption")
    page.get_by_text("Cite: BibTeX and RIS").click()
    expect(page.locator("pre").first).to_contain_text("2409.14507")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("absorbtion sparse autoencodrs", "bsorption"),
        ("arxiv.org/abs/2501.00001", "Mixed selectivity"),
        ("au:chanin", "A is for Absorption"),
        ('au:"Cy Cortex" year:2026', "Mixed selectivity in cortex"),
        ("polysemantic neurons", "olysemantic"),
    ],
)
def test_search_understands(page: Page, root: str, asked: str, first: str):
    """Misspelt words, ids, authors and years find their paper."""
    page.goto(f"{root}/search/index.html")
    page.get_by_role("searchbox").fill(asked)
    page.get_by_role("searchbox").press("Enter")

    assert first in hits(page)[0]


def test_search_without_hits_says_what_to_do(page: Page, root: str):
    """Nothing found leads on."""
    page.goto(f"{root}/search/index.html?q=zzzzqqqq")

    expect(page.get_by_text("No paper has these words")).to_be_visible()


def test_hostile_titles_are_text(page: Page, root: str):
    """A hit's title runs nothing and makes no element."""
    page.goto(f"{root}/search/index.html?q=hostile+abstract")

    assert any("<script>" in title for title in hits(page))
    assert page.evaluate("window.hacked") is None
    assert 0 == page.locator("main img").count()


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("paper/index.html?id=arxiv:2409.14507", "A is for Absorption"),
        ("concept/index.html?id=superposition", "superposition"),
        ("topic/index.html?id=sae-flaws", "Flaws of sparse autoencoders"),
        ("start/index.html?path=first-day", "My first day in the field"),
        ("programme/index.html?event=workshop2026", "Programme of workshop2026"),
        ("index.html?q=circuit", "Search"),
    ],
)
def test_addresses_of_the_app(page: Page, root: str, asked: str, heading: str):
    """What the app's address has after its question mark leads to the same page here."""
    page.goto(f"{root}/{asked}")

    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def test_an_unknown_paper_says_so(page: Page, root: str):
    """An id that the copy does not have is named, above the list of all."""
    page.goto(f"{root}/paper/index.html?id=arxiv:0000.00000")

    expect(page.get_by_text("This copy has nothing under arxiv:0000.00000")).to_be_visible()


def test_map(page: Page, root: str):
    """The map draws its points from a file, and the regions below it are links."""
    page.goto(f"{root}/field/index.html")
    page.locator("#map canvas").first.wait_for()
    page.wait_for_function(
        """() => [...document.querySelectorAll("#map canvas")].some((one) => {
          const { data } = one.getContext("2d").getImageData(0, 0, one.width, one.height);
          return new Set(new Uint32Array(data.buffer)).size > 3; })"""
    )


@pytest.mark.parametrize("path", KINDS)
def test_axe_and_width(phone: Page, root: str, path: str):
    """On a phone nothing scrolls sideways, and axe finds nothing serious, in the dark and in the light."""
    phone.goto(f"{root}/{path}")
    if "?q" in path:
        hits(phone)
    wide = phone.evaluate("document.documentElement.scrollWidth - innerWidth")
    dark = faults(phone)
    phone.emulate_media(color_scheme="light")

    assert (0, [], []) == (max(wide, 0), dark, faults(phone))


def test_without_javascript(browser: Browser, root: str):
    """Papers, words and lists are there without JavaScript; the search says that it needs it."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}/index.html")
    page.get_by_role("link", name="Words").first.click()
    page.get_by_role("link", name="superposition", exact=True).click()
    expect(page.get_by_role("heading", name="Who says what")).to_be_visible()
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.get_by_text("Search needs JavaScript")).to_be_visible()
    context.close()
