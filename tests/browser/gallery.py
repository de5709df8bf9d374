"""Every page in the states that are worth looking at, over a library that is the same wherever it is made.

Pictures are taken of it, and axe and a ruler go over it: real titles, formulas, names and hours, and a clock that
stands at the morning of the workshop.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.browser.server import ROOT, served
from views import commands

NOW = "2025-12-07T19:40+00:00"
"""The morning's poster session has begun."""

PROGRAMME = ROOT.parent / "shared" / "data" / "programme-neurips2025.jsonl"
SESSIONS = PROGRAMME.with_name("programme-neurips2025-sessions.csv")

PAGES = {
    "home": "",
    "search": "search",
    "results": "search?q=why+do+single+neurons+respond+to+many+unrelated+things",
    "results-others": "search?q=activation+patching&more=arxiv:2211.00593",
    "how": "how",
    "prior": "prior",
    "new": "new",
    "topics": "topics",
    "topic": "topic?id=sae-flaws",
    "field": "field",
    "field-mine": "field?by=community&show=list,posters&list=arxiv:2409.14507,arxiv:2309.08600",
    "paper": "paper?id=arxiv:2409.14507",
    "list": "list?list=arxiv:2409.14507,arxiv:2309.08600,arxiv:2209.10652,arxiv:2211.00593",
    "list-empty": "list",
    "about": "about",
    "glossary": "glossary",
    "glossary-typed": "glossary?word=sparze+autoencodr",
    "concept": "concept?id=superposition",
    "senses": "concept?word=feature",
    "map": "map",
    "map-around": "map?around=polysemanticity",
    "start": "start",
    "path": "start?path=saes&read=polysemanticity,superposition",
    "translate": "translate?to=neuroscience",
    "benchmarks": "benchmarks?method=sparse-autoencoder",
    "candidates": "candidates",
    "person": "person?id=author:neel-nanda",
    "programme": "programme",
    "plan": "plan?list=arxiv:2501.16615,arxiv:2509.23717,arxiv:2506.15679,arxiv:2507.13868&own=arxiv:2506.09047",
    "meet": "meet?list=arxiv:2501.16615,arxiv:2507.13868",
    "me": "me",
    "privacy": "privacy",
}
"""As a visitor sees them: no participant is on any."""

WIDTHS = {390: 844, 768: 1024, 1440: 900}
"""A phone, a tablet, a laptop: pixels across and down."""

WAIT_MS = 120_000
"""The first page waits for the model, on a machine that does other things as well."""


def library(home: Path, encoder: str) -> None:
    """Take in the bundled bibliography and a real programme, and index them."""
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(NOW, tick=True):
        patch.setenv("COMMONS_HOME", str(home))
        patch.setenv("COMMONS_ENCODER", encoder)
        commands.ingest("starter", {}, restart=False)
        commands.ingest("programme", {"file": PROGRAMME, "sessions": SESSIONS}, restart=False)
        commands.index(rebuild=False)


@contextmanager
def opened(folder: Path, encoder: str) -> Iterator[str]:
    """Serve the library, made in *folder* unless it is there."""
    home = folder / "home"
    if not home.exists():
        library(home, encoder)
    with served(home, folder / "server.log", encoder, now=NOW) as address:
        yield address


def shown(page: Page, address: str) -> None:
    """Open *address* and wait until all of it is drawn; a page that failed is none."""
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible(timeout=WAIT_MS)
    drawn(page)
    expect(page.get_by_text("This app has encountered an error")).to_have_count(0)


def drawn(page: Page) -> None:
    """Wait until nothing runs, every font is there, and no element is one of an earlier run."""
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]", timeout=WAIT_MS)
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_function(
        "!document.querySelector('[data-stale=true], [data-testid=stSpinner], [data-testid=stSkeleton]')"
    )
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
