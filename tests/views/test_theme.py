"""The theme can be read, in light and in dark."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())
STYLE = (Path(__file__).parents[2] / "views" / "assets" / "app.css").read_text(encoding="utf-8")
PAIRS = re.compile(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)")
AA = 4.5
"""Contrast that WCAG 2.2 asks of text (success criterion 1.4.3)."""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("text", ["textColor", "linkColor", "primaryColor"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_contrast(theme: str, text: str, ground: str):
    """Every colour of text stands out from every ground."""
    colours = CONFIG["theme"][theme]

    assert contrast(colours[text], colours[ground]) >= AA


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_informs(theme: str):
    """The text of a box that informs stands out from the box."""
    colours = CONFIG["theme"][theme]

    assert contrast(colours["blueTextColor"], colours["blueBackgroundColor"]) >= AA


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_our_style_has_the_colours_of_the_theme(theme: str):
    """What a rule of ours paints is of the theme, by light and dark."""
    names = {
        "accent": "primaryColor",
        "ground": "backgroundColor",
        "band": "secondaryBackgroundColor",
        "ink": "textColor",
        "line": "borderColor",
        "link": "linkColor",
    }
    said = {name: parts[theme == "dark"] for name, *parts in PAIRS.findall(STYLE)}

    assert {name: CONFIG["theme"][theme][key] for name, key in names.items()} == said


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_faded_text(theme: str):
    """The faded text of menus and of the foot stands out, too."""
    [kept] = re.findall(r"--faded: color-mix\(in srgb, var\(--ink\) (\d+)%, var\(--ground\)\)", STYLE)
    colours = CONFIG["theme"][theme]
    faded = mixed(colours["textColor"], colours["backgroundColor"], int(kept) / 100)

    assert contrast(faded, colours["secondaryBackgroundColor"]) >= AA


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_on_the_main_button(theme: str):
    """What a button in the theme's colour says can be read."""
    [colours] = re.findall(r"button\[kind\^=\"primary\"\] \* \{ color: light-dark\((#\w+), (#\w+)\)", STYLE)
    text = colours[theme == "dark"]

    assert contrast(text if len(text) > 4 else f"#{text[1:] * 2}", CONFIG["theme"][theme]["primaryColor"]) >= AA


def mixed(one: str, other: str, share: float) -> str:
    """What is *share* of one colour and the rest of the other."""
    parts = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(first * share + second * (1 - share)):02x}" for first, second in parts)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_nothing_is_fetched_from_outside():
    """No font or address of the theme is remote, and no statistics are sent."""
    assert "http" not in str(CONFIG)
    assert CONFIG["browser"]["gatherUsageStats"] is False
