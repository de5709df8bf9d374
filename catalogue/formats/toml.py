"""TOML that people write: each mistake with its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

Place = tuple[str | int, ...]
"""Where in a file: ``("labels", 2, "source")`` is the source of the third label."""

GARBLED = "\ufffd"
"""What stands for bytes that are no text."""

_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a file, and where."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        """As compilers write it."""
        return f"{self.file}:{self.line}: {self.what}"


def parse(file: str, text: str) -> dict[str, Any] | Mistake:
    """Read *text*, which stands in *file*; `GARBLED` in it says that it is not in UTF-8."""
    if GARBLED in text:
        return Mistake(file, line_with(text, GARBLED), "the file is not in UTF-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        return Mistake(file, int(found[1]) if found else len(text.splitlines()), f"no TOML: {error}")


def mistakes(file: str, text: str, error: ValidationError) -> list[Mistake]:
    """Say what pydantic has against what was read from *text*."""
    return [Mistake(file, line_of(text, one["loc"]), said(one["loc"], one["msg"])) for one in error.errors()]


def said(place: Place, message: str) -> str:
    """Say what is wrong at *place*."""
    return f"{'.'.join(map(str, place))}: {message[0].lower()}{message[1:]}"


def line_of(text: str, place: Sequence[str | int]) -> int:
    r"""Return the line of *text* at which *place* stands, from 1; if it is missing, that of what would enclose it.

    >>> line_of('kind = "idea"\\n[[labels]]\\ntext = "a"', ("labels", 0, "text"))
    3
    """
    lines = text.split("\n")
    first, last = 0, len(lines)
    match list(place):
        case [str(table), int(number), *rest]:
            starts = _headers(lines, rf"\[\[{re.escape(table)}\]\]")
        case [str(table), *rest]:
            starts, number = _headers(lines, rf"\[{re.escape(table)}\]"), 0
        case _:
            return 1
    if number < len(starts):  # a table of its own
        first = starts[number]
        last = next(iter(_headers(lines[first + 1 :], r"\[")), len(lines)) + first + 1
        key = next((str(part) for part in rest if isinstance(part, str)), "")
    else:
        last = next(iter(_headers(lines, r"\[")), last)
        key = str(place[0])
    keys = (at for at in range(first, min(last, len(lines))) if re.match(rf"{re.escape(key)}\s*=", lines[at]))
    return (next(keys, first) if key else first) + 1


def line_with(text: str, *parts: str) -> int:
    """Return the first line of *text* that has one of *parts*, from 1; 1 if none has."""
    return next((at for at, line in enumerate(text.split("\n"), 1) if any(part in line for part in parts)), 1)


def _headers(lines: Iterable[str], pattern: str) -> list[int]:
    return [at for at, line in enumerate(lines) if re.match(pattern, line)]
