"""What the commands about people print: for people, and as JSON for other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.markup import escape
from rich.table import Table

from catalogue.people import Meeting, Reason
from people import account as accounts
from people.account import Account
from views import payload, terminal, wording
from views.people import plan
from views.people.meet import Walk
from views.people.posters import Poster
from views.people.programme import Coverage
from views.people.tables import Seating

SHOWN = 10
"""Papers named of those that lack something."""


def walk(found: Walk) -> None:
    """Print posters with whom one meets there, and the day."""
    for rank, one in enumerate(found.posters, start=1):
        terminal.out.print(f"[bold]{rank:>2}. {escape(', '.join(byline.name for byline in one.work.authors))}[/]")
        terminal.out.print(f"    {escape(' · '.join([one.work.title, wording.placement(one.placement), one.work.id]))}")
        _reason(one.why)
    terminal.out.print(f"[bold]Your walk at {escape(found.day.event)}[/]")
    for stop in found.day.stops:
        at = f"{stop.meeting.start[:10]} {wording.span(stop.meeting)}"
        terminal.out.print(f"  {escape(f'{at}, {stop.meeting.room}: {plan.title(stop)}')}")
    for work in found.day.posters_left:
        terminal.out.print(f"  no time left: {escape(work.title)}", style="dim")
    if not found.day.sessions:
        terminal.warn("no times are known. Run: commons ingest programme FILE --sessions SESSIONS.csv")


def walk_document(found: Walk) -> dict[str, Any]:
    """Shape the same as JSON."""
    meetings = [stop.meeting for stop in found.day.stops]
    times = {one.paper: one for one in meetings}
    return {
        "who": {"name": found.profile.name, "papers": found.profile.papers},
        "event": found.day.event,
        "people": [_person(one, times.get(one.work.id)) for one in found.posters],
        "plan": [{**asdict(stop.meeting), "title": plan.title(stop)} for stop in found.day.stops],
        "left_out": [work.id for work in found.day.posters_left],
    }


def account(made: Account) -> None:
    """Print what a build did, beside lists of nearest neighbours."""
    shown = Table(title=f"{made.people} people", title_justify="left")
    for column in ("", "this build", "nearest, allowed", "nearest, anybody"):
        shown.add_column(column, justify="right" if column else "left")
    for row in accounts.table(made):
        shown.add_row(*row)
    terminal.out.print(shown)
    for said in accounts.complaints(made):
        terminal.warn(said)


def seating(made: Seating) -> None:
    """Print who sits where."""
    for number, one in enumerate(made.tables, start=1):
        about = f"{one.about}, which {one.sharing} of {len(one.people)} share" if one.about else "no shared concept"
        names = ", ".join(person.profile.name or person.id for person in one.people)
        terminal.out.print(f"[bold]Table {number}[/]: {escape(f'{about}: {names}')}")
    if made.uneven:
        terminal.warn(f"{made.uneven} of the tables are not of four to six people")
    if made.unseated:
        terminal.warn(f"{made.unseated} people can sit with nobody whom they may meet")


def seating_document(made: Seating) -> dict[str, Any]:
    """Shape the same as JSON."""
    tables = [
        {
            "concept": one.concept,
            "sharing": one.sharing,
            "people": [{"id": person.id, "name": person.profile.name} for person in one.people],
        }
        for one in made.tables
    ]
    return {"tables": tables, "uneven": made.uneven, "unseated": made.unseated}


def coverage(found: Coverage) -> None:
    """Print what a programme lacks."""
    terminal.out.print(
        f"[bold]{escape(found.event)}[/]: {found.papers} papers, {len(found.sessions)} sessions and breaks"
    )
    lacks = {
        "without abstract": found.no_abstract,
        "without authors": found.no_authors,
        "without session": found.no_session,
        "in a session of unknown hours": found.unknown_session,
        "without number or board": found.no_poster,
        "not known to be on arXiv": found.not_on_arxiv,
    }
    for what, papers in lacks.items():
        terminal.out.print(f"  {len(papers):>4} {what}{escape(_some(papers))}")
    terminal.out.print(f"  {len(found.unresolved):>4} of {found.bylines} names may be one of several people's")


def _some(papers: tuple[str, ...]) -> str:
    more = ", and more: --json" if len(papers) > SHOWN else ""
    return f": {', '.join(papers[:SHOWN])}{more}" if papers else ""


def _reason(why: Reason) -> None:
    for side, quote in (("you", why.yours), ("they", why.theirs)):
        if quote.sentence:
            terminal.out.print(f"    {side}: “{escape(quote.sentence)}” ({escape(quote.title)})", style="italic")
    terminal.out.print(f"    {escape(why.opener)}\n", style="cyan")


def _person(one: Poster, meeting: Meeting | None) -> dict[str, Any]:
    """Shape those who present a poster: the programme does not say which of its authors will stand there."""
    authors = [byline.name for byline in one.work.authors]
    return {
        "name": authors[0] if authors else "",
        "authors": authors,
        "score": one.score,
        "why": asdict(one.why),
        "poster": {**payload.facts(one.work), **asdict(one.placement)},
        "when": asdict(meeting) if meeting else None,
    }
