"""What works can be taken along as: the formats of other people's programs, for pages and for the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from catalogue.errors import NoEvidenceError
from catalogue.formats import bibtex, markdown, obsidian, ris, table
from catalogue.records import Work
from views.compose import Services

IDEAS = 12
"""Concepts to which a note is linked: those that the paper names most often, as on its page."""

Dump = Callable[[Services, Sequence[Work], str], bytes]
"""Writes works, given what they are in plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A file that other programs read."""

    name: str
    suffix: str
    mime: str
    about: str
    """What it is for, as the command line's help says it."""
    dump: Dump
    binary: bool = False
    """Whether it is no text, which nobody wants in a terminal."""


def _notes(services: Services, works: Sequence[Work], title: str) -> bytes:
    known, ideas = services.words.glossary.concepts, {}
    with suppress(NoEvidenceError):  # notes without ideas are notes all the same
        for work in works:
            named = services.words.evidence.concepts_in(work.id)[:IDEAS]
            ideas[work.id] = tuple(known[one] for one in named if one in known)
    return obsidian.dump(works, title, ideas)


FORMATS = {
    "bibtex": Format(
        name="BibTeX",
        suffix="bib",
        mime="application/x-bibtex",
        about="BibTeX, for LaTeX and reference managers.",
        dump=lambda _, works, __: bibtex.dump(works).encode(),
    ),
    "ris": Format(
        name="RIS",
        suffix="ris",
        mime="application/x-research-info-systems",
        about="RIS, for Zotero, EndNote and Mendeley.",
        dump=lambda _, works, __: ris.dump(works).encode(),
    ),
    "csv": Format(
        name="CSV",
        suffix="csv",
        mime="text/csv",
        about="A table, for spreadsheets.",
        dump=lambda _, works, __: table.dump(works).encode("utf-8-sig"),  # or Excel takes it for something else
    ),
    "markdown": Format(
        name="Markdown",
        suffix="md",
        mime="text/markdown",
        about="Markdown with summaries and abstracts, for a language model's prompt or a note.",
        dump=lambda _, works, title: markdown.dump(works, title).encode(),
    ),
    "obsidian": Format(
        name="Obsidian",
        suffix="zip",
        mime=obsidian.MIME,
        about="A zip of linked notes for Obsidian: papers, their ideas and authors.",
        dump=_notes,
        binary=True,
    ),
}
"""By the name of the command."""
