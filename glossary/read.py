"""Reading the files of the glossary: each into its value, each mistake with its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from catalogue.errors import GlossaryError
from catalogue.words import Concept, Source

HERE = Path(__file__).parent
TERMS = HERE / "terms"
SOURCES = HERE / "sources.toml"

Place = tuple[str | int, ...]
"""Where in a file: ``("labels", 2, "source")`` is the source of the third label."""

_LINE = re.compile(r"line (\d+)")
_GARBLED = "\ufffd"
"""What stands for bytes that are no text."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a file, and where."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        """As compilers write it."""
        return f"{self.file}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A concept with the text that it was read from."""

    concept: Concept
    file: str
    text: str

    def mistake(self, what: str, *place: str | int) -> Mistake:
        """A mistake at *place*."""
        return Mistake(self.file, line_of(self.text, place), what)

    def mistake_at(self, value: str, what: str) -> Mistake:
        """A mistake at the first line that has *value* as a string."""
        return Mistake(self.file, _line_with(self.text, f'"{value}"', f"'{value}'"), what)


@cache
def _concepts() -> TypeAdapter[Concept]:
    return TypeAdapter(Concept)


@cache
def _sources() -> TypeAdapter[dict[str, Source]]:
    return TypeAdapter(dict[str, Source])


def parse(concept_id: str, text: str) -> Entry | list[Mistake]:
    """Read the concept that the file of *concept_id* holds, or list its mistakes."""
    file = f"glossary/terms/{concept_id}.toml"
    fields = _fields(file, text)
    if isinstance(fields, Mistake):
        return [fields]
    if "id" in fields:
        return [Mistake(file, line_of(text, ("id",)), "the id is the file's name; leave the key out")]
    try:
        concept = _concepts().validate_python({"id": concept_id, **fields})
    except ValidationError as error:
        return [Mistake(file, line_of(text, one["loc"]), _said(one["loc"], one["msg"])) for one in error.errors()]
    return Entry(concept=concept, file=file, text=text)


def _fields(file: str, text: str) -> dict[str, Any] | Mistake:
    if _GARBLED in text:
        return Mistake(file, _line_with(text, _GARBLED), "the file is not in UTF-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        return Mistake(file, int(found[1]) if found else len(text.splitlines()), f"no TOML: {error}")


def entries(folder: Path = TERMS) -> tuple[list[Entry], list[Mistake]]:
    """Read every concept of *folder*, in order of id; the mistakes of those that cannot be read apart."""
    read = [parse(path.stem, _text(path)) for path in sorted(folder.glob("*.toml"))]
    mistakes = [mistake for one in read if isinstance(one, list) for mistake in one]
    return [one for one in read if isinstance(one, Entry)], mistakes


def sources(file: Path = SOURCES) -> dict[str, Source]:
    """Read the list of cited sources, by id.

    Raises:
        GlossaryError: It cannot be read; the message names file and lines.
    """
    name, text = f"glossary/{file.name}", _text(file)
    listed = _fields(name, text)
    if isinstance(listed, Mistake):
        raise broken([listed])
    try:
        return _sources().validate_python({one: _with_id(one, fields) for one, fields in listed.items()})
    except ValidationError as error:
        found = [((f'"{one["loc"][0]}"', *one["loc"][1:]), one["msg"]) for one in error.errors()]
        raise broken(Mistake(name, line_of(text, place), _said(place, message)) for place, message in found) from None


def broken(mistakes: Iterable[Mistake]) -> GlossaryError:
    """Return the error that lists *mistakes*."""
    return GlossaryError("the glossary breaks its rules:\n" + "\n".join(map(str, mistakes)), "Correct these lines")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _with_id(source_id: str, fields: Any) -> Any:  # noqa: ANN401 - what a file says can be anything
    return {**fields, "id": source_id} if isinstance(fields, dict) else fields


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


def _line_with(text: str, *parts: str) -> int:
    return next((at for at, line in enumerate(text.split("\n"), 1) if any(part in line for part in parts)), 1)


def _headers(lines: Iterable[str], pattern: str) -> list[int]:
    return [at for at, line in enumerate(lines) if re.match(pattern, line)]


def _said(place: Place, message: str) -> str:
    return f"{'.'.join(map(str, place))}: {message[0].lower()}{message[1:]}"
