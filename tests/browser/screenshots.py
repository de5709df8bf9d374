"""Makes `docs/screenshots/<page>-<width>-<theme>.png` over the bundled bibliography, a real programme and model.

Run from anywhere: ``python tests/browser/screenshots.py``. Look at what it made before you commit it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, expect, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # a script's own folder is on the path, the project's root is not

from tests.browser.server import ARGUMENTS, chromium, served  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"

PAGES = {
    "search": "",
    "results": "?q=why+do+single+neurons+respond+to+many+unrelated+things",
    "results-others": "?q=activation+patching&more=arxiv:2211.00593",
    "how": "how",
    "prior": "prior",
    "new": "new",
    "paper": "paper?id=arxiv:2409.14507",
    "reading-list": "list?list=arxiv:2409.14507,arxiv:2309.08600,arxiv:2209.10652,arxiv:2211.00593",
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
"""As a visitor sees them: no participant is in a picture."""

PROGRAMME = ROOT.parent / "shared" / "data" / "programme-neurips2025.jsonl"
SESSIONS = PROGRAMME.with_name("programme-neurips2025-sessions.csv")

WIDTHS = {390: 844, 1440: 900}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> None:
    """Make a library, serve it, and take every picture."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(os.environ.get("COMMONS_HOME") or folder)
        event = ["ingest", "programme", str(PROGRAMME), "--sessions", str(SESSIONS)]
        for command in (["ingest", "starter"], event, ["index"]):
            subprocess.run(
                [sys.executable, "-m", "cli", *command],
                check=True,
                cwd=ROOT,
                env=os.environ | {"COMMONS_HOME": str(home)},
            )
        with served(home, Path(folder) / "server.log", encoder="minilm") as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
            take(browser, url)
            browser.close()


def take(browser: Browser, url: str) -> None:
    """Take the pictures of every page at every width in every theme."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for width, height in WIDTHS.items():
        for theme in THEMES:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(f"{url}/{path}")
                expect(page.locator("h1")).to_be_visible(timeout=120_000)
                page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
                page.wait_for_timeout(1_000)  # fonts and charts come a moment after the text
                page.screenshot(path=TARGET / f"{name}-{width}-{theme}.png")
            context.close()


if __name__ == "__main__":
    main()
