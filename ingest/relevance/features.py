"""What the model knows of a paper: how many of the field's words it uses, and whether they stand together."""

from __future__ import annotations

from collections.abc import Iterable
from math import log1p

from ingest.relevance.words import PLACES, Reading, Sentence

LISTS = ("own", "near", "shared", "inside", "topics", "outside", "builds", "behaves", "elsewhere")
TITLES = ("own", "inside", "topics", "reads", "outside", "builds", "behaves", "elsewhere")
"""Lists that count once more for the title."""
ACTS = ("reads", "compares", "intervenes")
"""Lists whose words say what one does there."""

TITLE_ENOUGH = 2
"""Words of a list in a title; more say no more."""


def features(reading: Reading) -> dict[str, float]:
    """Describe a paper, by name; each value is 0 or above and grows with what it counts, ever more slowly."""
    title = reading[0] if reading else {}
    found = {name: _found(reading, name) for name in (*LISTS, "model")}
    values = {name: log1p(len(found[name])) for name in LISTS}
    values |= {f"title {name}": min(len(title.get(name, ())), TITLE_ENOUGH) / TITLE_ENOUGH for name in TITLES}
    values |= {f"looks and {act}": _count(_looks(sentence) and act in sentence for sentence in reading) for act in ACTS}
    values["title looks and acts"] = float(_looks_and_acts(title))
    values["authors look and act"] = _count("authors" in one and _looks_and_acts(one) for one in reading)
    values["authors build"] = _count("authors" in one and "builds" in one and "own" not in one for one in reading)
    values["sentences with own words"] = _count("own" in sentence for sentence in reading)
    values["two own words"] = float(len(found["own"]) > 1)
    values["no model"] = float(not found["model"])
    return values


def _found(reading: Reading, name: str) -> set[int]:
    return set().union(*(sentence.get(name, ()) for sentence in reading))


def _looks(sentence: Sentence) -> bool:
    return any(place in sentence for place in PLACES)


def _looks_and_acts(sentence: Sentence) -> bool:
    return _looks(sentence) and any(act in sentence for act in ACTS)


def _count(happened: Iterable[bool]) -> float:
    return log1p(sum(happened))
