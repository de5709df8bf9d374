"""What draws the map in a browser: our script and style, and the library for gestures (`assets/README.md`)."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

_ASSETS = Path(__file__).with_name("assets")
_PARTS = (
    "elements.js",
    "colours.js",
    "scene.js",
    "points.js",
    "labels.js",
    "camera.js",
    "card.js",
    "lasso.js",
    "gestures.js",
    "panel.js",
    "field.js",
)
"""Each needs some of those before it only."""


@cache
def script() -> str:
    """Return one classic script; it defines ``window.commonsField``."""
    return _read("d3.min.js", *_PARTS)


@cache
def style() -> str:
    """Return the style; ``--field-ink``, ``--field-paper`` and ``--field-accent`` are for a page to say."""
    return _read("field.css")


@cache
def page_script() -> str:
    """Return the module that lets the script draw in a page of Streamlit."""
    return _read("page.js")


@cache
def page_style() -> str:
    """Return the style with the colours of such a page."""
    return _read("page.css", "field.css")


@cache
def version() -> str:
    """Return what is another one whenever the script is."""
    return sha256(script().encode()).hexdigest()[:16]


def _read(*names: str) -> str:
    return "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in names)
