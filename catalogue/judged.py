"""What all judged data share: files whose faults are named by file and line, and figures with an interval."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import JudgementsError

REMEDY = "The layout is described in docs/evaluation.md"

RESAMPLES = 2000
"""Of a bootstrap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure with its bootstrap 95% interval."""

    mean: float
    low: float
    high: float


def json_lines(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read the objects of *path*, each with where it stands.

    Raises:
        JudgementsError: A line is no JSON object, or lacks one of the keys *needed*.
    """
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except ValueError:
            raise JudgementsError(f"{place}: not JSON", REMEDY) from None
        if not isinstance(row, dict):
            raise JudgementsError(f"{place}: not a JSON object", REMEDY)
        if missing := [key for key in needed if key not in row]:
            raise JudgementsError(f"{place}: no {', '.join(missing)}", REMEDY)
        yield place, row


def table(path: Path, header: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Read the tab-separated rows of *path*, each with where it stands.

    Raises:
        JudgementsError: The first line is not *header*, or a row has not as many columns.
    """
    rows = csv.reader(_lines(path), delimiter="\t", quoting=csv.QUOTE_NONE)
    if (first := next(rows, None)) != header:
        raise JudgementsError(f"{path} begins with {first}, not with the header {header}", REMEDY)
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise JudgementsError(f"{path}, line {number}: not {len(header)} columns", REMEDY)
        yield f"{path}, line {number}", row


def _lines(path: Path) -> io.StringIO:
    try:
        return io.StringIO(path.read_text(encoding="utf-8"))  # not splitlines: U+2028 may stand inside a JSON string
    except FileNotFoundError:
        raise JudgementsError(f"there is no {path}", REMEDY) from None
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementsError(f"cannot read {path} ({error})", REMEDY) from None
