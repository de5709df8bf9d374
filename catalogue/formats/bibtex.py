"""BibTeX, read and written."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from catalogue.errors import RecordError
from catalogue.formats import names
from catalogue.formats.citation import Citation, citation_keys, cite
from catalogue.formats.latex import to_latex, to_latex_title, to_text
from catalogue.records import Work

ADDRESSES = frozenset({"doi", "eprint", "file", "pdf", "url"})
"""Fields that are not LaTeX: a ``%`` in a URL starts no comment, a ``~`` is no space."""

BIBTEX_KIND = {"preprint": "misc", "talk": "inproceedings", "article": "article", "page": "misc"}
VENUE = {"preprint": "howpublished", "talk": "booktitle", "article": "journal", "page": "howpublished"}
MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry of a .bib file, in plain text."""

    line: int
    """Where it starts; the first line is 1."""
    kind: str
    """``article``, ``inproceedings``, ... in lower case."""
    key: str
    fields: dict[str, str]
    """By field name in lower case, without ``author``: LaTeX decoded, braces removed, ``$...$`` kept."""
    authors: tuple[str, ...]
    """Names in order, as ``Given Family``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """One entry that cannot be read."""

    line: int
    reason: str


def dump(works: Iterable[Work]) -> str:
    """One entry for each work, with a key such as ``nanda2023progress``.

    Without abstracts, as arXiv and OpenReview give it: a .bib file is read by people.
    """
    unique = {work.id: work for work in works}
    keys = citation_keys(unique.values())
    library = Library([_entry(keys[work.id], cite(work)) for work in unique.values()])
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent, layout.block_separator, layout.trailing_comma = "  ", "\n", True
    return write_string(library, bibtex_format=layout)


def _entry(key: str, citation: Citation) -> Entry:
    fields = [Field(name, value) for name, value in _fields(citation).items() if value]
    if month := citation.date[5:7]:
        fields.append(Field("month", MONTHS[int(month)], enclosing="no-enclosing"))
    return Entry(BIBTEX_KIND[citation.kind], key, fields)


def _fields(citation: Citation) -> dict[str, str]:
    arxiv = {"eprint": citation.arxiv, "archivePrefix": "arXiv", "primaryClass": citation.category}
    return {
        "title": to_latex_title(citation.title),
        "author": " and ".join(map(names.to_bibtex, citation.authors)),
        VENUE[citation.kind]: to_latex(citation.venue),
        **(arxiv if citation.arxiv else {}),
        "doi": citation.doi,
        "url": citation.url.replace("{", "%7B").replace("}", "%7D"),
        "keywords": to_latex(", ".join(citation.topics)),
        "year": citation.date[:4],
    }


def parse(text: str) -> Iterator[Reference | Unreadable]:
    """Yield the entries of a .bib file in order; a broken one never hides the others.

    Of a field that is given twice the first counts, as in BibTeX. Entries that share a key are all yielded.
    Text that is no BibTeX at all yields nothing.
    """
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it would log of errors, we yield
    library = parse_string(text.lstrip("\ufeff"), parse_stack=[])
    macros = {string.key.lower(): string.value for string in library.strings}
    for block in library.blocks:
        found = getattr(block, "ignore_error_block", None) or block
        line = (found.start_line or 0) + 1
        try:
            if isinstance(found, Entry):
                yield _reference(line, found, macros)
            elif error := getattr(found, "error", None):
                yield Unreadable(line=line, reason=getattr(error, "abort_reason", str(error)))
        except RecordError as error:
            yield Unreadable(line=line, reason=error.problem)


def _reference(line: int, entry: Entry, macros: Mapping[str, str]) -> Reference:
    raw: dict[str, str] = {}
    for field in entry.fields:
        raw.setdefault(field.key.lower(), _value(field.key, field.value, macros))
    authors = names.from_bibtex(raw.pop("author", ""))
    fields = {name: _address(value) if name in ADDRESSES else to_text(value) for name, value in raw.items()}
    return Reference(line=line, kind=entry.entry_type.lower(), key=entry.key, fields=fields, authors=tuple(authors))


def _value(name: str, raw: str, macros: Mapping[str, str]) -> str:
    """Join what ``#`` joins, without delimiters, macros replaced.

    Raises:
        RecordError: Something follows the value, mostly because a comma is missing.
    """
    pieces = []
    for atom in _atoms(raw):
        if re.fullmatch(r'[^\s{}"]*', atom):
            macro = macros.get(atom.lower())
            pieces.append(atom if macro is None else _value(name, macro, {}))
        elif _is_whole(atom):
            pieces.append(atom[1:-1])
        else:
            raise RecordError(f"the value of the field {name!r} does not end where it should; is a comma missing?")
    return "".join(pieces)


def _atoms(raw: str) -> Iterator[str]:
    """Cut *raw* at each ``#`` that is outside of braces and quotes."""
    start = 0
    for place, mark in _outer_marks(raw):
        if mark == "#":
            yield raw[start:place].strip()
            start = place + 1
    yield raw[start:].strip()


def _is_whole(atom: str) -> bool:
    """Whether the delimiter that opens *atom* closes at its end, and not before."""
    return [mark for _, mark in _outer_marks(atom)] in (["{", "}"], ['"', '"']) and atom[0] in '{"' and atom[-1] in '}"'


def _outer_marks(raw: str) -> Iterator[tuple[int, str]]:
    """Yield the delimiters and ``#`` of the outermost level with their places."""
    depth, quoted = 0, False
    for match in re.finditer(r'(?<!\\)[{}"#]', raw):
        mark = match[0]
        depth -= mark == "}"
        if depth == 0 and (not quoted or mark == '"'):
            yield match.start(), mark
            quoted ^= mark == '"'
        depth += mark == "{"


def _address(value: str) -> str:
    plain = re.sub(r"\\(?:url|path)\b|[{}\s]", "", value)
    return re.sub(r"\\([#$%&_~^])", r"\1", plain)
