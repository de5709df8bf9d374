"""What `commons topics` prints for people."""

from __future__ import annotations

from collections.abc import Iterable

from rich.markup import escape
from rich.table import Table

from catalogue.records import Work
from views import wording
from views.terminal import out
from views.topics.page import Entry, Poster, TopicPage
from views.topics.trend import said


def listed(key: Iterable[Entry], tree: Iterable[Entry]) -> None:
    """Print all topics, the workshop's first."""
    table = Table(box=None, pad_edge=False)
    table.add_column("id")
    table.add_column("topic")
    table.add_column("papers", justify="right")
    table.add_column("share")
    for some in (key, tree):
        for one in some:
            table.add_row(one.topic.id, escape(one.topic.label), f"{one.papers:,}", said(one.trend))
        table.add_section()
    out.print(table)


def page(one: TopicPage) -> None:
    """Print a topic: its ideas, what to read, its trend, what is open, who works on it and where."""
    out.print(f"[bold]{escape(one.label)}[/]  [dim]{wording.count(len(one.papers), 'paper')}; id {one.id}[/]")
    out.print(escape(one.about))
    _part("Ideas", (f"{idea.name}: {idea.definition}" for idea in one.central))
    _part("Key papers", map(_line, one.key_papers))
    _part("Newest", map(_line, one.newest))
    if share := said(one.trend):
        _part("Over time", [share])
    _part("Open problems, as papers name them", (f"“{each.sentence}” [{each.paper}]" for each in one.problems))
    _part("Who works on it", [", ".join(f"{each.person.name} {each.papers}" for each in one.writers)])
    _part(f"Posters at {one.event}", map(_poster, one.posters))


def _line(work: Work) -> str:
    who = ", ".join(filter(None, [wording.authors(work.authors, 2), work.year]))
    return f"{work.title} ({who}) [{work.id}]"


def _poster(one: Poster) -> str:
    return " ".join(filter(None, [one.place.session, one.place.poster, _line(one.work)]))


def _part(title: str, lines: Iterable[str]) -> None:
    if shown := [line for line in lines if line]:
        out.print(f"\n[bold]{escape(title)}[/]")
        for line in shown:
            out.print(f"  {escape(line)}")
