"""What a reader does, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import bibtexparser
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.views.library import HOSTILE, hostile

pytestmark = pytest.mark.browser

TITLE = "A is for Absorption: Feature Splitting in Sparse Autoencoders"


@pytest.mark.parametrize("width", [390, 1440])
def test_the_main_journey(visit: Visit, width: int, tmp_path: Path):
    """Search, open a paper, go on to a similar one, keep both, reload, export."""
    page = visit("search", width)
    page.get_by_label("Ask a question, or paste an abstract").fill("feature absorption")
    page.keyboard.press("Enter")
    hit = page.get_by_role("heading", level=2).get_by_role("link", name=TITLE)
    expect(hit).to_be_visible()
    assert "q=feature+absorption" in page.url

    hit.click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    assert 1 == len(page.context.pages)
    page.get_by_role("button", name="Add to list").click()
    expect(page.get_by_role("link", name="List (1)")).to_be_visible()

    page.get_by_role("heading", level=3).first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).not_to_be_visible()
    page.get_by_role("button", name="Add to list").click()
    expect(page.get_by_role("link", name="List (2)")).to_be_visible()

    page.get_by_role("link", name="List (2)").click()
    both = page.get_by_role("heading", level=2, name="Reading list (2)")
    expect(both).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=3).get_by_role("link", name=TITLE)).to_be_visible()
    expect(both).to_be_visible()

    page.get_by_role("button", name="Take along").click()
    saved = download(page, "BibTeX", tmp_path)
    library = bibtexparser.parse_string(saved.read_text(encoding="utf-8"))
    assert 2 == len(library.entries)
    assert not library.failed_blocks


def download(page: Page, name: str, folder: Path) -> Path:
    """Press the download button *name*; the file that arrives."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=False).first.click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def test_back_and_forward(visit: Visit):
    """Back returns to the question before, and from a paper to the results."""
    page = visit("?q=feature+absorption")
    box = page.get_by_label("Ask a question, or paste an abstract")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    box.fill("circuit")
    box.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile("Circuit number"))

    page.go_back()
    expect(page.get_by_role("heading", level=2).first).to_have_text(TITLE)
    expect(box).to_have_value("feature absorption")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    page.go_back()

    expect(page.get_by_role("heading", level=1, name="Results")).to_be_visible()
    expect(box).to_have_value("feature absorption")


def test_back_keeps_the_list(visit: Visit):
    """Going back to an address from before does not undo what was kept, and Back is no trap."""
    page = visit("search")
    page.get_by_role("link", name="feature absorption", exact=True).click()
    page.get_by_role("button", name="Add to list").first.click()
    expect(page.get_by_role("link", name="List (1)")).to_be_visible()

    page.go_back()
    page.go_back()

    expect(page.get_by_role("heading", level=1, name="Search mechanistic interpretability")).to_be_visible()
    expect(page.get_by_role("link", name="List (1)")).to_be_visible()


def test_a_shared_list_in_a_new_browser(visit: Visit):
    """The address of a list is all that a friend needs."""
    page = visit("list?list=arxiv:2409.14507,arxiv:2301.00001")

    expect(page.get_by_role("heading", level=2, name="Reading list (2)")).to_be_visible()
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()


def test_filters_by_hand(visit: Visit):
    """A filter that is chosen goes into the address and narrows the results."""
    page = visit("?q=circuit")
    page.get_by_role("button", name="Filters").click()
    page.get_by_text("words", exact=True).click()
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()

    assert "mode=keyword" in page.url


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "?q=hostile+abstract",
        "?q=circuit",
        "paper?id=arxiv:2409.14507",
        "paper?id=web:evil.example/7",
        "list",
        "about",
    ],
)
def test_nothing_scrolls_sideways(visit: Visit, path: str, width: int):
    """Every page fits every width."""
    page = visit(path, width)

    beyond = page.evaluate(
        "() => { const main = document.querySelector('.stMain'); return main.scrollWidth - main.clientWidth }"
    )
    assert beyond <= 0


def test_the_text_column_is_narrow(visit: Visit):
    """On a wide screen the text stays readable: at most 46 rem."""
    page = visit("about", 1440)

    assert page.locator(".stMainBlockContainer p").first.bounding_box()["width"] <= 46 * 16


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_hostile_titles_are_shown_and_do_nothing(visit: Visit, place: int):
    """A hostile title is on the page as text: nothing runs, loads, links or changes."""
    paper = hostile()[place]
    page = visit(f"paper?id={paper.id}")
    heading = page.locator("h1")
    expect(heading).not_to_be_empty()

    assert page.evaluate("window.hacked") is None
    assert 0 == heading.locator("img, a, script, em, strong, code, del, [style*=color]").count()
    if not heading.locator(".katex").count():
        assert " ".join(paper.title.split()) == heading.inner_text().replace("\u2060", "").strip()


def test_hostile_texts_in_results(visit: Visit):
    """In the list of results hostile texts are text, too, and links lead where we say."""
    page = visit("?q=hostile+abstract")

    assert page.evaluate("window.hacked") is None
    assert 0 == page.locator(".stMain a[href^='javascript' i], .stMain img").count()


def test_formulas_are_rendered(visit: Visit):
    """A formula is typeset, and its dollar signs are gone."""
    page = visit("paper?id=web:evil.example/10")

    expect(page.locator("h1 .katex")).to_have_count(1)
    assert "$" not in page.locator("h1").inner_text()
