"""The map of the field: the app's own script over the same data, and its regions as a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from catalogue.errors import IndexCorruptError, NoIndexError
from views.field import document, drawing
from views.static import links, look
from views.static.look import File
from views.static.twin import Twin

SHARED = frozenset({"titles", "bylines", "years"})
"""Columns that the page takes from the search's list of papers, instead of having them twice."""


def files(twin: Twin) -> Iterator[File]:
    """Yield the page, and where the map was laid out its data and what draws it."""
    data = _data(twin)
    yield look.page("field/index.html", "field.html", "Map of the field", partial(_field, twin, data))
    if data:
        yield look.script("assets/map-data.js", "map", lambda: data)
        yield File("assets/map.js", lambda: drawing.script().encode())
        yield File("assets/map.css", lambda: drawing.style().encode())


def _data(twin: Twin) -> dict[str, Any]:
    """Return what the script draws; nothing where no map was laid out."""
    try:
        found: dict[str, Any] = json.loads(document.encoded(twin.services))
    except (NoIndexError, IndexCorruptError):
        return {}
    return {name: value for name, value in found.items() if name not in SHARED}


def _field(twin: Twin, data: dict[str, Any]) -> dict[str, Any]:
    regions = data.get("regions", [])
    return {
        "papers": len(data.get("ids", [])),
        "regions": [_region(twin, one, data["ids"]) for one in sorted(regions, key=lambda one: -one["papers"])],
    }


def _region(twin: Twin, one: dict[str, Any], ids: list[str]) -> dict[str, Any]:
    return {
        "concept": links.concept(twin.glossary[one["concept"]]),
        "papers": one["papers"],
        "briefs": links.briefs(twin, (ids[row] for row in one["typical"])),
    }
