"""One memory of the reader: it outlives the session in the address, moves in a file, and goes when it should."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, settled
from tests.browser.test_journey import TITLE, download

pytestmark = pytest.mark.browser


def test_one_memory(visit: Visit, tmp_path: Path):
    """What is kept, liked and known is there in a new browser at the same address, in a file, and after deleting."""
    page = visit("paper?id=arxiv:2409.14507", 390)
    page.get_by_role("button", name="Add to list").click()
    page.get_by_role("button", name="Like", exact=True).click()
    expect(page.get_by_role("button", name="Liked")).to_be_visible()
    page.goto(page.url.replace("paper?id=arxiv%3A2409.14507", "concept?id=superposition"))
    page.get_by_role("button", name="I know this").click()
    expect(page).to_have_url(re.compile("read=superposition"))
    page.get_by_role("link", name="List (1)").click()
    expect(page.get_by_role("heading", level=1, name="My things")).to_be_visible()

    other = visit(page.url.partition("//")[2].partition("/")[2])
    for heading in ("Reading list (1)", "Papers that I like (1)", "Ideas that I know (1)"):
        expect(other.get_by_role("heading", level=2, name=heading)).to_be_visible()
    saved = download(other, "Save as a file", tmp_path)
    assert {"list": ["arxiv:2409.14507"], "likes": ["arxiv:2409.14507"], "read": ["superposition"], "own": []} == {
        name: ids for name, ids in json.loads(saved.read_text()).items() if name not in {"format", "version"}
    }

    other.get_by_text("Delete all of it", exact=True).click()
    settled(other)
    other.get_by_text("Yes, delete all of it").click()
    other.get_by_role("button", name="Delete all").click()
    expect(other.get_by_role("heading", level=2, name="Papers that I like")).to_have_count(0)
    expect(other).to_have_url(re.compile(r"/list$"))

    other.get_by_text("Open a saved file").click()
    other.locator("input[type=file]").set_input_files(saved)
    expect(other.get_by_role("heading", level=2, name="Papers that I like (1)")).to_be_visible()
    expect(other).to_have_url(re.compile("likes=arxiv"))


def test_taking_along(visit: Visit, tmp_path: Path):
    """Results become notes for Obsidian and a text to copy, made when they are asked for."""
    page = visit("search?q=feature+absorption", 390)
    page.get_by_role("button", name="Take along").click()
    expect(page.get_by_text("Copy for a language model")).to_be_visible()

    with zipfile.ZipFile(download(page, "Obsidian", tmp_path)) as archive:
        assert any(TITLE.partition(":")[0] in name for name in archive.namelist())
    copy = page.get_by_role("button", name="Copy to clipboard")
    expect(copy).to_be_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy.click()
    assert f". {TITLE}" in page.evaluate("navigator.clipboard.readText()")
