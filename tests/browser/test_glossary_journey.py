"""What a reader does with the glossary, in a real browser at the widths of a phone and a desk."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from glossary import book, read
from tests.browser.conftest import Visit, settled
from tests.browser.test_journey import download

pytestmark = pytest.mark.browser

WIDTHS = [390, 1440]
MOST_TABS = 15
"""Presses of the tabulator within which the search box must be reached."""

ABSTRACT = (
    "We train sparse autoencoders and find that features in the residual stream are monosemantic, while single neurons "
    "are polysemantic neurons. Probing confirms it. Qqqqqq is not a word."
)


def fits(page: Page) -> None:
    """Check that nothing of the page is beyond its right edge."""
    settled(page)
    assert page.evaluate("(m => m.scrollWidth - m.clientWidth)(document.querySelector('.stMain'))") <= 0


def titled(page: Page, name: str) -> None:
    """Wait for the page of this title."""
    expect(page.get_by_role("heading", level=1, name=name, exact=True)).to_be_visible()


def said(page: Page, text: str) -> Locator:
    """What the page says, the editor of the entry aside."""
    return page.locator(".stMain .stMarkdown").get_by_text(text)


def box(page: Page) -> Locator:
    """The search box of the glossary."""
    return page.get_by_label("Find a word")


def found(page: Page) -> Locator:
    """The concepts that the glossary lists, each a link."""
    return page.get_by_role("heading", level=2).get_by_role("link")


def to_glossary(page: Page) -> None:
    """Go there by the menu."""
    page.locator(".st-key-menu").get_by_role("link", name="Words").click()
    titled(page, "Glossary")


def section(page: Page, name: str) -> None:
    """Go to another page of the glossary by the row of links above each."""
    page.locator(".st-key-sections").get_by_role("link", name=name).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is(visit: Visit, width: int):
    """From home to what a word means: the menu, the box by keyboard, a word with a typo, its page; then back."""
    page = visit("", width)
    to_glossary(page)
    settled(page)
    fits(page)

    for _ in range(MOST_TABS):
        if box(page).evaluate("input => input === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(box(page)).to_be_focused()
    page.keyboard.type("polysemantisity", delay=30)
    expect(found(page).first).to_have_text("polysemanticity")
    expect(box(page)).to_be_focused()
    assert "word=polysemantisity" in page.url
    fits(page)

    found(page).first.click()
    titled(page, "polysemanticity")
    assert page.url.endswith("/concept?id=polysemanticity")
    assert 1 == len(page.context.pages)
    expect(said(page, book.load()["polysemanticity"].definition)).to_be_visible()
    for heading in ("Academia says", "Industry says", "Neighbouring fields say"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_text("Intuition.")).to_be_visible()
    fits(page)

    page.go_back()
    expect(found(page).first).to_have_text("polysemanticity")
    expect(box(page)).to_have_value("polysemantisity")


@pytest.mark.parametrize("width", WIDTHS)
def test_what_do_they_call_it(visit: Visit, width: int):
    """A concept's page names the other field's word, with where the analogy breaks and a paper that says both."""
    page = visit("glossary", width)
    page.get_by_role("link", name="polysemanticity", exact=True).click()
    titled(page, "polysemanticity")

    there = page.get_by_role("link", name="mixed selectivity", exact=True).first
    expect(there).to_be_visible()
    link = next(one for one in book.load().links("polysemanticity") if one.there.id == "mixed-selectivity")
    expect(said(page, link.bridge.breaks)).to_be_visible()
    expect(said(page, "look like the mixed selectivity of cortex").first).to_be_visible()
    there.click()

    titled(page, "mixed selectivity")
    expect(page.get_by_role("link", name="polysemanticity", exact=True).first).to_be_visible()
    expect(said(page, link.bridge.breaks)).to_be_visible()
    fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_translate_my_abstract(visit: Visit, width: int):
    """Paste, choose the readers, see marked words and warnings, and search the papers in their vocabulary."""
    page = visit("", width)
    to_glossary(page)
    section(page, "Translate")
    titled(page, "Translate an abstract")
    page.get_by_label("Your text").fill(ABSTRACT)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Your text, marked")).to_be_visible()

    page.get_by_label("For readers from").click()
    page.get_by_role("option", name="neuroscience").click()
    expect(page.get_by_text(re.compile(r"polysemantic neurons \(≈ mixed selectivity"))).to_be_visible()
    assert "to=neuroscience" in page.url
    for word, concept in (("sparse autoencoders", "sparse-autoencoder"), ("residual stream", "residual-stream")):
        link = page.get_by_role("link", name=word, exact=True).first
        assert f"concept?id={concept}" in link.get_attribute("href")
    fits(page)

    page.get_by_label("For readers from").click()
    page.get_by_role("option", name="computer vision").click()
    expect(page.get_by_role("heading", name="Beware")).to_be_visible()
    expect(page.get_by_text("features may be taken for")).to_be_visible()
    fits(page)

    page.get_by_role("link", name="Search the papers in their vocabulary").click()
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    assert "q=" in page.url
    fits(page)
    page.go_back()
    expect(page.get_by_label("Your text")).to_have_value(ABSTRACT)


@pytest.mark.parametrize("width", WIDTHS)
def test_two_clicks_to_every_concept(visit: Visit, width: int):
    """From home, one click leads to the names of all concepts, and the next to any of them."""
    page = visit("", width)
    to_glossary(page)
    settled(page)

    addresses = page.evaluate("[...document.querySelectorAll('.stMain a[href*=\"concept?id=\"]')].map(a => a.href)")
    concepts = book.load().concepts
    assert set() == set(concepts) - {address.partition("?id=")[2] for address in addresses}
    for concept in list(concepts)[:: len(concepts) // 3]:
        page.locator(f'.stMain a[href$="concept?id={concept}"]').first.click()
        titled(page, concepts[concept].name)
        page.go_back()
        titled(page, "Glossary")


def test_what_was_typed_is_an_address(visit: Visit):
    """A typed word survives reloading and sharing; Back leaves the glossary, whatever was typed letter by letter."""
    page = visit("about")
    to_glossary(page)
    box(page).press_sequentially("sparze autoencodr", delay=20)
    expect(found(page).first).to_have_text("sparse autoencoder")
    address = page.url
    page.reload()
    expect(found(page).first).to_have_text("sparse autoencoder")
    expect(box(page)).to_have_value("sparze autoencodr")
    page.go_back()
    titled(page, "About this library")

    friend = visit(address.rpartition("/")[2])
    expect(box(friend)).to_have_value("sparze autoencodr")
    expect(found(friend).first).to_have_text("sparse autoencoder")
    box(friend).fill("")
    expect(friend.get_by_role("heading", name="One word, several ideas")).to_be_visible()
    assert friend.url.endswith("/glossary")


def test_the_menu_leads_back_to_the_whole_list(visit: Visit):
    """On a narrowed list, the menu shows all again, and says so in the address; Back narrows it again."""
    page = visit("glossary?kind=tool&list=arxiv:2409.14507")
    expect(page.get_by_text("concepts: tool.")).to_be_visible()
    to_glossary(page)
    expect(page.get_by_role("heading", name="One word, several ideas")).to_be_visible()
    assert "kind" not in page.url
    assert "list=" in page.url

    page.go_back()

    expect(page.get_by_text("concepts: tool.")).to_be_visible()


def test_filters_by_hand(visit: Visit):
    """A filter goes into the address while the word stays; both survive a reload, and Back takes the filter off."""
    page = visit("glossary?word=circuit")
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Kind").click()
    page.get_by_role("option", name="tool").click()
    expect(page.get_by_text(re.compile(r"concepts?: tool\."))).to_be_visible()
    assert "kind=tool" in page.url
    assert "word=circuit" in page.url

    page.reload()

    expect(page.get_by_text(re.compile(r"concepts?: tool\."))).to_be_visible()
    expect(box(page)).to_have_value("circuit")
    expect(found(page).filter(has_text="circuit").first).to_be_visible()
    page.go_back()
    expect(page.get_by_text(re.compile(r"concepts?: tool\."))).not_to_be_visible()
    expect(box(page)).to_have_value("circuit")


def test_progress_on_a_path(visit: Visit):
    """A path keeps what is known in its address: it survives a reload, and a tick can be taken back."""
    page = visit("start")
    page.get_by_role("link", name="Sparse autoencoders and their flaws").click()
    expect(page.get_by_text(re.compile(r"^0 of \d+ known"))).to_be_visible()
    page.get_by_role("checkbox").first.check(force=True)
    expect(page.get_by_text(re.compile(r"^1 of \d+ known"))).to_be_visible()
    assert "read=" in page.url

    page.reload()

    expect(page.get_by_text(re.compile(r"^1 of \d+ known"))).to_be_visible()
    expect(page.get_by_role("checkbox").first).to_be_checked()
    page.get_by_role("checkbox").nth(1).check(force=True)
    expect(page.get_by_text(re.compile(r"^2 of \d+ known"))).to_be_visible()
    page.get_by_role("checkbox").nth(1).uncheck(force=True)
    expect(page.get_by_text(re.compile(r"^1 of \d+ known"))).to_be_visible()


def test_a_proposed_change(visit: Visit, tmp_path: Path):
    """An entry that is edited on its page is downloaded as a patch that git takes."""
    page = visit("concept?id=superposition")
    page.get_by_text("Propose a change").click()
    editor = page.get_by_label("The entry")
    editor.fill(editor.input_value().replace('definition = "', 'definition = "Qqqqqq, ', 1))
    editor.press("Control+Enter")

    patch = download(page, "Download the patch", tmp_path)

    shutil.copytree(read.TERMS, tmp_path / "glossary" / "terms")
    subprocess.run([shutil.which("git") or "git", "apply", patch.name], cwd=tmp_path, check=True)
    assert "Qqqqqq, " in (tmp_path / "glossary" / "terms" / "superposition.toml").read_text(encoding="utf-8")


def test_hostile_words(visit: Visit):
    """A word in the address is text on every page that shows it: nothing runs, loads or links."""
    word = "%3Cimg%20src=x%20onerror=%22window.hacked=1%22%3E[a](javascript:window.hacked=1)"
    for path in (f"concept?id={word}", f"concept?word={word}", f"glossary?word={word}", f"start?path={word}"):
        page = visit(path)
        assert page.evaluate("window.hacked") is None
        assert 0 == page.locator(".stMain a[href^='javascript' i], .stMain img").count()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path",
    [
        "glossary?letter=S",
        "glossary?word=circuit",
        "concept?id=feature",
        "concept?id=saebench",
        "concept?word=feature",
        "concept?id=qqqqqq",
        "start",
        "start?path=benchmarks",
        "benchmarks",
    ],
)
def test_nothing_scrolls_sideways(visit: Visit, path: str, width: int):
    """Every page of the glossary fits every width."""
    fits(visit(path, width))
