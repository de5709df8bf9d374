"""The pictures in the docs are of the app as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from tests.browser import gallery, screenshots
from tests.browser.screenshots import TARGET, Theme

SAMPLE: list[tuple[str, Theme, tuple[int, ...]]] = [
    ("home", "light", (1440, 390)),
    ("glossary", "dark", (768,)),
    ("concept", "dark", (1440, 390)),
    ("path", "light", (768,)),
    ("programme", "light", (1440,)),
    ("list", "dark", (390,)),
]
"""What is taken again in each run: pages that look the same whatever the model, at each width, in both themes."""


@pytest.mark.browser
@pytest.mark.data
@pytest.mark.parametrize(("name", "theme", "widths"), SAMPLE)
def test_they_are_of_now(
    *, browser: Browser, gallery_address: str, tmp_path: Path, name: str, theme: Theme, widths: tuple[int, ...]
):
    """A page that looks otherwise than its pictures fails, and says where to see the difference."""
    page = screenshots.opened(browser, f"{gallery_address}/{gallery.PAGES[name]}", theme)
    files = [TARGET / screenshots.name_of(name, width, theme) for width in widths]
    said = [
        screenshots.compared(screenshots.taken(page, width), file, tmp_path)
        for width, file in zip(widths, files, strict=True)
    ]
    page.context.close()

    assert [""] * len(said) == said


def test_they_are_complete():
    """There is a picture of every page at every width in both themes, none of anything else, and all are small."""
    wanted = {
        screenshots.name_of(name, width, theme)
        for name in gallery.PAGES
        for width in gallery.WIDTHS
        for theme in screenshots.THEMES
    }
    sizes = {file.name: file.stat().st_size for file in TARGET.iterdir()}

    assert wanted == set(sizes)
    assert sum(sizes.values()) < 12 * 2**20


@pytest.fixture
def text() -> Image.Image:
    """A phone's screen full of lines."""
    picture = Image.new("RGB", (390, 844), "white")
    draw = ImageDraw.Draw(picture)
    for line in range(40):
        draw.text((16, 20 * line), "What a line of text on a page of ours looks like, more or less", fill="black")
    return picture


def test_a_kept_picture_is_its_own(text: Image.Image, tmp_path: Path):
    """Fewer colours and the edges of letters are no difference."""
    screenshots.keep(text, tmp_path / "kept.png")
    nudged = Image.new("RGB", text.size, "white")
    nudged.paste(text, (0, 0))
    nudged.putpixel((200, 300), (0, 0, 0))

    assert "" == screenshots.compared(nudged, tmp_path / "kept.png", tmp_path)


@pytest.mark.parametrize(("box", "colour"), [((16, 200, 390, 300), "white"), ((0, 0, 390, 60), "teal")])
def test_a_change_is_found(text: Image.Image, tmp_path: Path, box: tuple[int, int, int, int], colour: str):
    """A paragraph that is gone and a band of another colour are each a difference, drawn where it says."""
    screenshots.keep(text, tmp_path / "kept.png")
    ImageDraw.Draw(text).rectangle(box, fill=colour)

    said = screenshots.compared(text, tmp_path / "kept.png", tmp_path)
    assert "kept.png has changed by" in said
    with Image.open(said.rpartition(": ")[2]) as drawn:
        assert (390 * 3, 844) == drawn.size


def test_another_size_is_another_picture(text: Image.Image, tmp_path: Path):
    """Pictures of different sizes differ everywhere, and what is missing is named."""
    screenshots.keep(text, tmp_path / "kept.png")

    assert 1 == screenshots.share(screenshots.difference(text, text.crop((0, 0, 200, 200))))
    assert "there is no other.png" == screenshots.compared(text, tmp_path / "other.png", tmp_path)
