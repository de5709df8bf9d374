"""Reading the files of the glossary: each into its value, each mistake with its file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from catalogue.errors import GlossaryError
from catalogue.formats import toml
from catalogue.formats.toml import Mistake, line_of, line_with, said
from catalogue.words import Concept, Source

HERE = Path(__file__).parent
TERMS = HERE / "terms"
SOURCES = HERE / "sources.toml"


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
        return Mistake(self.file, line_with(self.text, f'"{value}"', f"'{value}'"), what)


@cache
def _concepts() -> TypeAdapter[Concept]:
    return TypeAdapter(Concept)


@cache
def _sources() -> TypeAdapter[dict[str, Source]]:
    return TypeAdapter(dict[str, Source])


def parse(concept_id: str, text: str) -> Entry | list[Mistake]:
    """Read the concept that the file of *concept_id* holds, or list its mistakes."""
    file = f"glossary/terms/{concept_id}.toml"
    fields = toml.parse(file, text)
    if isinstance(fields, Mistake):
        return [fields]
    if "id" in fields:
        return [Mistake(file, line_of(text, ("id",)), "the id is the file's name; leave the key out")]
    try:
        concept = _concepts().validate_python({"id": concept_id, **fields})
    except ValidationError as error:
        return toml.mistakes(file, text, error)
    return Entry(concept=concept, file=file, text=text)


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
    listed = toml.parse(name, text)
    if isinstance(listed, Mistake):
        raise broken([listed])
    try:
        return _sources().validate_python({one: _with_id(one, fields) for one, fields in listed.items()})
    except ValidationError as error:
        found = [((f'"{one["loc"][0]}"', *one["loc"][1:]), one["msg"]) for one in error.errors()]
        raise broken(Mistake(name, line_of(text, place), said(place, message)) for place, message in found) from None


def broken(mistakes: Iterable[Mistake]) -> GlossaryError:
    """Return the error that lists *mistakes*."""
    return GlossaryError("the glossary breaks its rules:\n" + "\n".join(map(str, mistakes)), "Correct these lines")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _with_id(source_id: str, fields: Any) -> Any:  # noqa: ANN401 - what a file says can be anything
    return {**fields, "id": source_id} if isinstance(fields, dict) else fields
