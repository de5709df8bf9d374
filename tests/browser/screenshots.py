"""Makes or checks `docs/screenshots/<page>-<width>-<theme>.png`, with the real model.

``python tests/browser/screenshots.py`` takes them all; look at them before you commit them. ``--check`` takes them
again and says which have changed. Names of pages after it take only those; ``--library FOLDER`` keeps the library.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # a script's own folder is on the path, the project's root is not

from tests.browser import gallery  # noqa: E402
from tests.browser.server import ARGUMENTS, chromium  # noqa: E402

TARGET = ROOT / "docs" / "screenshots"

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

COLOURS = 96
"""Enough for text, its smooth edges and a chart; a third of the bytes."""

COARSE = 4
"""Pixels of a side that are taken together before two pictures are compared: edges of letters differ by machine."""

APPARENT = 32
"""Steps of 255 by which a coarse pixel must differ before anybody would see it: two builds of Chromium differ less."""

TOLERANCE = 0.005
"""Share of coarse pixels that may differ: a line of text in the middle of a phone is more."""


def name_of(page: str, width: int, theme: Theme) -> str:
    """Return the file's name of a picture."""
    return f"{page}-{width}-{theme}.png"


def opened(browser: Browser, address: str, theme: Theme) -> Page:
    """Open *address* as every picture begins: on a wide screen. A theme that changes later leaves some text behind."""
    width, height = list(gallery.WIDTHS.items())[-1]
    page = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme).new_page()
    gallery.shown(page, address)
    return page


def taken(page: Page, width: int) -> Image.Image:
    """Take the picture of an open page at a width."""
    page.set_viewport_size({"width": width, "height": gallery.WIDTHS[width]})
    gallery.drawn(page)
    page.wait_for_timeout(300)  # charts come a moment after the text
    return Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def keep(picture: Image.Image, file: Path) -> None:
    """Write *picture* as small as it can be without anybody seeing it."""
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return what differs apparently between two pictures, coarse, black where nothing does."""
    if one.size != other.size:
        return Image.new("L", one.size, 255)
    coarse = [picture.convert("RGB").reduce(COARSE) for picture in (one, other)]
    bands = ImageChops.difference(*coarse).split()
    largest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return largest.point(lambda step: 255 if step > APPARENT else 0)


def share(differs: Image.Image) -> float:
    """Return which part of a picture differs, from what `difference` returned."""
    return differs.histogram()[255] / (differs.width * differs.height)


def compared(picture: Image.Image, file: Path, folder: Path) -> str:
    """Say what is wrong with *picture*, if it is not as in *file*; what was seen is put into *folder*."""
    if not file.exists():
        return f"there is no {file.name}"
    with Image.open(file) as stored:
        kept = stored.convert("RGB")
    differs = difference(kept, picture)
    if share(differs) <= TOLERANCE:
        return ""
    sheet = Image.new("RGB", (picture.width * 3, picture.height))
    for place, part in enumerate((kept, picture, differs.resize(picture.size))):
        sheet.paste(part, (place * picture.width, 0))
    seen = folder / f"changed-{file.name}"
    sheet.save(seen)
    return f"{file.name} has changed by {share(differs):.1%}; before, now and what differs: {seen}"


def pictures(browser: Browser, url: str, names: list[str]) -> Iterator[tuple[str, Image.Image]]:
    """Take every picture of the pages *names*."""
    for name, theme in product(names, THEMES):
        page = opened(browser, f"{url}/{gallery.PAGES[name]}", theme)
        for width in reversed(gallery.WIDTHS):
            yield name_of(name, width, theme), taken(page, width)
        page.context.close()


def main() -> int:
    """Take or check the pictures; return how many have changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", choices=[*gallery.PAGES, []], metavar="PAGE")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--library", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = asked.library or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        with gallery.opened(folder, "minilm") as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
            said = [
                compared(picture, TARGET / name, Path(tempfile.gettempdir()))
                if asked.check
                else keep(picture, TARGET / name)
                for name, picture in pictures(browser, url, asked.pages or list(gallery.PAGES))
            ]
            browser.close()
    changed = list(filter(None, said))
    print("\n".join(changed))  # noqa: T201 - what this command answers
    return len(changed)


if __name__ == "__main__":
    sys.exit(main())
