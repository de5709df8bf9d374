"""Fixtures of the browser tests: one server for all, one page for each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import gallery
from tests.browser.inspection import Inspect, inspected
from tests.browser.readers import Readers
from tests.browser.server import ARGUMENTS, chromium, served
from tests.views.library import absorption, bridged, fill, hostile, living_in, many
from views.compose import lay_out, read_for_glossary

Visit = Callable[..., Page]

WAIT_MS = 30_000
"""A slow machine is no failure."""

expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app over a small library, hostile texts included."""
    folder = tmp_path_factory.mktemp("served")
    with living_in(folder / "home"):
        services = fill([absorption(), bridged(), *many(25), *hostile()])
        read_for_glossary(services)
        lay_out(services)
    with served(folder / "home", folder / "server.log") as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    executable = chromium()
    if not executable:
        missing = "no Chromium found: apt-get install chromium, or set COMMONS_CHROMIUM"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def gallery_address(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app over the library of the gallery."""
    with gallery.opened(tmp_path_factory.mktemp("gallery"), "toy") as url:
        yield url


@pytest.fixture(scope="session")
def inspect(browser: Browser, gallery_address: str) -> Inspect:
    """Looks at a page of the gallery, once for all tests of the run."""
    return cache(lambda name: inspected(browser, f"{gallery_address}/{gallery.PAGES[name]}"))


@pytest.fixture(scope="module")  # as `address` is where a module has its own
def readers(browser: Browser, address: str) -> Readers:
    """Readers of the app."""
    return Readers(browser, address)


@pytest.fixture
def visit(address: str, readers: Readers) -> Iterator[Visit]:
    """Opens an address of the app at a width, as another reader each time, and fails the test if a page complained."""
    complaints: list[str] = []

    def open_(path: str, width: int = 1440) -> Page:
        page = readers.take().new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: complaints.append(asked.url) if foreign(asked.url, address) else None)
        page.goto(f"{address}/{path}")
        page.wait_for_selector("h1")
        page.wait_for_function("window.commonsLinks")  # until then a link opens in a new tab
        settled(page)  # what is typed or ticked while a page is still being drawn can be lost
        return page

    yield open_
    readers.leave()
    assert [] == [complaint for complaint in complaints if not STREAMLITS_OWN(complaint)]


def foreign(url: str, address: str) -> bool:
    """Whether a request leaves the app."""
    return not url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))


def STREAMLITS_OWN(complaint: str) -> bool:  # noqa: N802
    """Streamlit asks for its endpoints below the page's own path first, and is told 404."""
    return "404" in complaint


def settled(page: Page) -> None:
    """Wait until the app has finished drawing."""
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """Where downloads go."""
    return tmp_path
