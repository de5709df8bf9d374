"""A folder of notes for Obsidian: one for each paper, idea and author, joined by wikilinks, and one that lists them.

Names of notes are unique in the folder, so that a link needs no path and the notes can be moved about.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import yaml

from catalogue.formats import filenames, markdown
from catalogue.formats.latex import to_plain
from catalogue.records import Work
from catalogue.words import Concept

MIME = "application/zip"

_WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say: equal notes make equal files."""

_NO_END = str.maketrans("[]|<>", "()/\u2039\u203a")
"""In what a link shows Obsidian takes a backslash for one, so nothing can be escaped there."""

Ideas = Mapping[str, Sequence[Concept]]
"""The concepts that a work names, by the work's id."""


@dataclass(frozen=True, kw_only=True)
class _Vault:
    """The names of all notes."""

    index: str
    papers: dict[str, str] = field(default_factory=dict)
    """By the work's id."""
    ideas: dict[str, str] = field(default_factory=dict)
    """By the concept's id."""
    authors: dict[str, str] = field(default_factory=dict)
    """By the name as printed."""


def dump(works: Iterable[Work], title: str = "Papers", ideas: Ideas | None = None) -> bytes:
    """Write a zip of notes. Equal arguments make equal bytes.

    Args:
        works: A note for each, with its abstract, its facts as properties, and its authors and ideas as links.
        title: What they are, in plain text: the name of the folder and of the note that lists them.
        ideas: The concepts that each work names; each of them becomes a note, too.
    """
    unique = list({work.id: work for work in works}.values())
    known = {work.id: tuple((ideas or {}).get(work.id, ())) for work in unique}
    vault = _named(unique, known, title)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in _notes(unique, known, vault, title):
            archive.writestr(zipfile.ZipInfo(f"{vault.index}/{path}.md", _TIME), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _named(works: Sequence[Work], ideas: Ideas, title: str) -> _Vault:
    """Name every note; who comes first has the plain name."""
    taken: set[str] = set()
    vault = _Vault(index=filenames.free(title, "", taken))
    for concept in (one for work in works for one in ideas[work.id]):
        if concept.id not in vault.ideas:
            vault.ideas[concept.id] = filenames.free(concept.name, "idea", taken)
    for name in (byline.name for work in works for byline in work.authors):
        if name not in vault.authors and name.strip():
            vault.authors[name] = filenames.free(name, "author", taken)
    for work in works:
        vault.papers[work.id] = filenames.free(to_plain(work.title), work.year or "paper", taken)
    return vault


def _notes(works: Sequence[Work], ideas: Ideas, vault: _Vault, title: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each note."""
    yield vault.index, _index(works, vault, title)
    by_idea: defaultdict[str, list[Work]] = defaultdict(list)
    by_author: defaultdict[str, list[Work]] = defaultdict(list)
    concepts: dict[str, Concept] = {}
    for work in works:
        yield f"Papers/{vault.papers[work.id]}", _paper(work, ideas[work.id], vault)
        for concept in ideas[work.id]:
            concepts[concept.id] = concept
            by_idea[concept.id].append(work)
        for name in dict.fromkeys(byline.name for byline in work.authors if byline.name.strip()):
            by_author[name].append(work)
    for concept_id, concept in concepts.items():
        yield f"Ideas/{vault.ideas[concept_id]}", _idea(concept, by_idea[concept_id], vault)
    for name, theirs in by_author.items():
        yield f"Authors/{vault.authors[name]}", _author(name, theirs, vault)


def _index(works: Sequence[Work], vault: _Vault, title: str) -> str:
    head = _properties({"type": "list", "papers": len(works), "source": "Interp Commons"})
    return f"{head}# {markdown.text(title) or 'Papers'}\n\n{_listed(works, vault)}\n"


def _paper(work: Work, concepts: Sequence[Concept], vault: _Vault) -> str:
    authors = [_link(vault.authors[one.name], one.name) for one in work.authors if one.name in vault.authors]
    linked = [_link(vault.ideas[one.id], one.name) for one in concepts]
    head = _properties(
        {
            "type": "paper",
            "title": markdown.line(work.title),
            "authors": authors,
            "year": int(work.year) if work.year.isdigit() else None,
            "date": _date(work.submitted),
            "id": work.id,
            "url": work.url if markdown.address(work.url) else "",
            "venue": markdown.line(work.venue),
            "posters": markdown.posters(work.placements),
            "ideas": linked,
            "topics": list(work.topics),
        }
    )
    parts = [f"# {markdown.text(work.title)}", ", ".join(authors), markdown.address(work.url)]
    parts += [f"**In short, by Interp Commons.** {markdown.text(work.summary)}"] if work.summary else []
    parts += [f"**Abstract.** {markdown.text(work.abstract)}"] if work.abstract else []
    parts += [f"Ideas: {', '.join(linked)}"] if linked else []
    return head + "\n\n".join([*filter(None, parts), "## Notes"]) + "\n"


def _idea(concept: Concept, works: Sequence[Work], vault: _Vault) -> str:
    words = [one.text for one in concept.shown if one.text != concept.name]
    head = _properties({"type": "idea", "id": concept.id, "aliases": words})
    said = [f"# {markdown.text(concept.name)}", markdown.text(concept.definition)]
    said += [f"Also called: {markdown.text(', '.join(words))}."] if words else []
    return head + "\n\n".join([*said, _listed(works, vault)]) + "\n"


def _author(name: str, works: Sequence[Work], vault: _Vault) -> str:
    head = _properties({"type": "author"})
    return f"{head}# {markdown.text(name)}\n\n{_listed(works, vault)}\n"


def _listed(works: Sequence[Work], vault: _Vault) -> str:
    years = (f" ({work.year})" if work.year else "" for work in works)
    links = (_link(vault.papers[work.id], work.title) for work in works)
    return "\n".join(f"- {link}{year}" for link, year in zip(links, years, strict=True))


def _link(name: str, shown: str) -> str:
    """Link to the note *name*, shown as *shown* without what would end the link or be HTML."""
    said = markdown.line(shown).translate(_NO_END)
    return f"[[{name}]]" if said in {"", name} else f"[[{name}|{said}]]"


def _date(said: str) -> dt.date | str:
    """Return a whole date as one, which Obsidian can sort and choose by; else what is known."""
    if _WHOLE_DATE.fullmatch(said):
        try:
            return dt.date.fromisoformat(said)
        except ValueError:
            return said
    return said


def _properties(said: Mapping[str, object]) -> str:
    """Write what holds something as YAML between its marks."""
    held = {name: value for name, value in said.items() if value not in ("", [], None)}
    return f"---\n{yaml.safe_dump(held, allow_unicode=True, sort_keys=False, width=10**6)}---\n"
