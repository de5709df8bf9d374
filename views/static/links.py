"""What pages of the twin say of a paper, a concept or an author in a line. All are one folder deep."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from catalogue.people import Person
from catalogue.records import Work
from catalogue.words import Concept, Source
from glossary.exports import names
from views import wording
from views.field.points import byline
from views.static.text import plain
from views.static.twin import Twin

UP = "../"
"""From a page to the folder of the twin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link with a few words."""

    href: str
    text: str
    note: str = ""
    about: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A paper in a list."""

    href: str
    title: str
    who: str
    year: str


def to_paper(twin: Twin, work: Work, folder: str = f"{UP}paper/") -> str:
    """Address the page of a work; *folder* leads to that of the papers."""
    return f"{folder}{twin.names[work.id]}.html"


def brief(twin: Twin, work: Work, folder: str = f"{UP}paper/", authors: int = wording.FIRST_AUTHORS) -> Brief:
    """Say a work in short.

    Args:
        twin: The library.
        work: The work.
        folder: What leads from the page that says it to the papers.
        authors: How many to name before "et al."; with none of them, as in a talk: ``Chanin et al.``.
    """
    who = wording.authors(work.authors, authors) if authors else byline([one.name for one in work.authors])
    return Brief(
        href=to_paper(twin, work, folder), title=plain(work.title), who=plain(who or "authors unknown"), year=work.year
    )


def briefs(twin: Twin, works: Iterable[str], authors: int = wording.FIRST_AUTHORS) -> list[Brief]:
    """Say works in short, with so many *authors*; ids that are not in the twin are left out."""
    return [brief(twin, work, authors=authors) for one in works if (work := twin.work(one))]


def to_concept(concept: Concept, up: str = UP) -> str:
    """Address the page of a concept, whose id is a file's name."""
    return f"{up}concept/{concept.id}.html"


def concept(one: Concept, about: str = "") -> Link:
    """Link to a concept under its name."""
    return Link(href=to_concept(one), text=one.name, about=about, also=", ".join(each.text for each in one.shown[1:5]))


def person(twin: Twin, one: Person, printed: str = "", note: str = "") -> Link:
    """Link to the page of an author, or to a search for them, under their name or as it is *printed*."""
    text = plain(printed or one.name)
    page = twin.people.get(one.id)
    search = quote(f'au:"{text}"')
    href = f"{UP}person/{page}.html" if page else f"{UP}search/index.html?q={search}"
    return Link(href=href, text=text, note=note)


def cited(source: Source) -> Link:
    """Link to a source outside: who, or else what, and when."""
    who = " ".join(filter(None, [source.authors or source.title, str(source.year or "")]))
    return Link(href=names.source(source.id), text=who)
