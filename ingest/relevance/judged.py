"""Papers that somebody has judged by reading, as JSON lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import inf
from pathlib import Path

from catalogue.errors import JudgementsError
from catalogue.records import Paper

LAYOUT = 'Each line is a JSON object with "title", "abstract" and "label" (0 or 1), and perhaps "weight" and "stratum"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One paper with its label."""

    paper: Paper
    label: bool
    weight: float = 1.0
    """How many papers of the whole it stands for."""
    stratum: str = ""
    """The part of the whole that it was drawn from."""


def read(path: Path) -> list[Judged]:
    """Read the judged papers of *path*.

    Raises:
        JudgementsError: It cannot be read, or a line is not laid out as it should be.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementsError(f"{path} cannot be read ({error})", LAYOUT) from None
    rows = [_row(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip()]
    if len({row.label for row in rows}) < 2:  # noqa: PLR2004 - accepted and not
        raise JudgementsError(f"{path} has not both labels", LAYOUT)
    return rows


def _row(line: str, place: str) -> Judged:
    try:
        said = json.loads(line)
        paper = Paper(id=str(said.get("id", "")), source="arxiv", title=said["title"], abstract=said["abstract"])
        label, weight = said["label"], float(said.get("weight", 1))
        right = isinstance(paper.title, str) and isinstance(paper.abstract, str) and label in (0, 1)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise JudgementsError(f"{place}: {error!r}", LAYOUT) from None
    if not (right and 0 < weight < inf):
        raise JudgementsError(f"{place} has a value that cannot be right", LAYOUT)
    return Judged(paper=paper, label=bool(label), weight=weight, stratum=str(said.get("stratum", "")))
