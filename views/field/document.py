"""The map as one JSON document, for the page, for the static twin and for other programs."""

from __future__ import annotations

import hashlib
import json
import threading
from functools import lru_cache
from typing import Any

from glossary.book import Glossary
from views.compose import Services
from views.field import points
from views.field.colours import COLOURS, Colouring, colourings
from views.field.points import Field
from views.field.regions import Region

GRAIN = 10_000
"""Places are whole numbers from minus to plus this: finer than a screen, shorter than fractions."""

TYPICAL = 3
"""Papers named for each region."""

LAYOUT = "1"
"""Raised when the document's shape changes, so that nobody keeps an old one."""

_LOCK = threading.Lock()


def version(services: Services) -> str:
    """Return what is another one whenever `encoded` is. Costs no reading. Raises `NoIndexError`."""
    said = "\n".join((LAYOUT, services.words.glossary.digest, *points.state(services)))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def encoded(services: Services) -> bytes:
    """Return `document` as JSON. Raises what `points.field` raises."""
    with _LOCK:
        return _encoded(services, version(services))


@lru_cache(maxsize=1)
def _encoded(services: Services, _version: str) -> bytes:
    said = document(points.field(services), services.words.glossary)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def document(field: Field, glossary: Glossary) -> dict[str, Any]:
    """Return what `field.js` draws: a list for each column, one entry a paper in each."""
    row = {paper: place for place, paper in enumerate(field.ids)}
    places = (field.places * GRAIN).round().astype(int)
    return {
        "made": field.made,
        "grain": GRAIN,
        "ids": field.ids,
        "titles": field.titles,
        "bylines": field.bylines,
        "years": field.years,
        "x": places[:, 0].tolist(),
        "y": places[:, 1].tolist(),
        "by": [_colouring(one) for one in colourings(field)],
        "colours": COLOURS,
        "regions": [_region(one, glossary) for one in field.regions],
        "event": field.event,
        "posters": [row[paper] for paper in field.posters],
    }


def _colouring(one: Colouring) -> dict[str, Any]:
    groups = [{"label": group.label, "colour": group.colour, "papers": group.papers} for group in one.groups]
    return {"id": one.id, "label": one.label, "groups": groups, "of": one.of}


def _region(one: Region, glossary: Glossary) -> dict[str, Any]:
    return {
        "concept": one.concept,
        "name": glossary[one.concept].name,
        "level": one.level,
        "x": round(one.x * GRAIN),
        "y": round(one.y * GRAIN),
        "papers": len(one.rows),
        "typical": one.rows[:TYPICAL],
    }
