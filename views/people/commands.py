"""What the commands about people do, between the parsed line and the printed answer."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime

from catalogue.programme import current
from people import report as reports
from people.participants.store import Participants
from views import terminal
from views.compose import Services
from views.opened import ready
from views.payload import print_json
from views.people import build as builder
from views.people import meet as meeting
from views.people import plan, printed
from views.people import programme as programmes
from views.people import tables as lunch
from views.people.who import profile_of


def meet(who: str, *, k: int, event: str, json: bool) -> None:
    """Say which posters to visit, whom one meets there, why and when."""
    services = ready()
    found = meeting.walk(services, profile_of(services, who), k, event)
    if json:
        print_json(printed.walk_document(found))
    else:
        printed.walk(found)


def build(*, json: bool) -> None:
    """Make everybody's suggestions anew, and say how good they are."""
    services, store = _opened()
    with terminal.steps() as step:
        made = builder.build(services, store, step=step)
    if json:
        print_json(asdict(made))
    else:
        printed.account(made)


def tables(*, json: bool) -> None:
    """Seat everybody, and say who sits where."""
    seating = lunch.seated(*_opened())
    if json:
        print_json(printed.seating_document(seating))
    else:
        printed.seating(seating)


def report(*, json: bool) -> None:
    """Print how it went, in numbers that are nobody's."""
    _, store = _opened()
    made = reports.report(store.tallies())
    if json:
        print_json(made)
    else:
        sys.stdout.write(f"{reports.text(made)}\n")


def expire() -> None:
    """Delete whoever has been silent for longer than is promised."""
    services, store = _opened()
    gone = store.expire(services.settings.people_days)
    terminal.err.print(f"{gone} profiles deleted, unchanged for more than {services.settings.people_days} days")


def programme(event: str, *, json: bool) -> None:
    """Say what a programme lacks."""
    services = ready()
    found = programmes.coverage(services, event or current(services.catalogue))
    if json:
        print_json(asdict(found))
    else:
        printed.coverage(found)


def ics(who: str, *, k: int, event: str) -> None:
    """Write somebody's day as a calendar file."""
    services = ready()
    found = meeting.walk(services, profile_of(services, who), k, event)
    sys.stdout.buffer.write(plan.ics(services, found.day, datetime.now(UTC)))


def _opened() -> tuple[Services, Participants]:
    services = ready()
    return services, Participants.open(services.settings.home)
