"""What the commands do that list what the glossary may lack, and that decide on it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.markup import escape

from catalogue.errors import StorageError
from catalogue.settings import load_settings
from glossary.candidates.candidate import KINDS, Candidate, Kind
from glossary.candidates.decisions import Decision, Verdict
from glossary.candidates.skeleton import toml
from glossary.evidence.collect import Progress
from views import terminal
from views.compose import Services, open_services
from views.glossary import curation
from views.payload import print_json


def listed(k: int, *, kind: Kind | None, json: bool) -> None:
    """List the first *k* candidates of each kind, or of *kind*."""
    services = open_services(load_settings())
    made = curation.decisions(services)
    with _reading(services) as progress:
        waiting = curation.undecided(services, progress)
    by_kind = {one: [it for it in waiting if it.kind == one] for one in ([kind] if kind else KINDS)}
    if json:
        shown = [_shape(it, made.get(it.id)) for some in by_kind.values() for it in some[:k]]
        print_json({"reviewed": False, "candidates": shown})
        return
    terminal.out.print(f"{curation.UNREVIEWED}\nDecide on one: commons glossary accept ID, reject ID or later ID.\n")
    for one, some in by_kind.items():
        terminal.out.print(f"[bold]{curation.TITLES[one]}[/] ({min(k, len(some))} of {len(some)})")
        for it in some[:k]:
            _print(it, made.get(it.id))
        terminal.out.print()


def decided(k: int, *, kind: Kind | None, json: bool) -> None:
    """List the last *k* decisions on candidates of any kind, or of *kind*."""
    every = curation.decisions(open_services(load_settings())).values()
    made = [one for one in every if kind in (None, one.kind)][:k]
    if json:
        print_json({"decisions": [asdict(one) for one in made]})
        return
    for one in made:
        terminal.out.print(f"{one.at[:10]} {one.verdict:<6} {escape(one.text)} [dim]{escape(one.candidate)}[/]")
    if not made:
        terminal.out.print("Nothing is decided yet.")


def accept(candidate_id: str, *, file: Path | None) -> None:
    """Write what the candidate would be in the glossary, for a person to finish, and note that it was accepted."""
    services = open_services(load_settings())
    with _reading(services) as progress:
        candidates = curation.find(services, [candidate_id], progress)
    _write(toml(candidates[0], datetime.now(UTC).date()), file)
    _decide(services, candidates, "accept")


def put_away(ids: list[str], verdict: Verdict) -> None:
    """Note that candidates were rejected, or put off for later."""
    services = open_services(load_settings())
    with _reading(services) as progress:
        candidates = curation.find(services, ids, progress)
    _decide(services, candidates, verdict)


def _decide(services: Services, candidates: list[Candidate], verdict: Verdict) -> None:
    curation.decide(services, candidates, verdict)
    for one in candidates:
        terminal.err.print(f"{verdict}: {escape(one.text)} [dim]{escape(one.id)}[/]")


@contextmanager
def _reading(services: Services) -> Iterator[Progress]:
    with terminal.counting("looking for candidates", services.catalogue.count()) as progress:
        yield progress


def _write(text: str, file: Path | None) -> None:
    """Write to standard output, or to a *file* that is not there yet. Raises `StorageError` if it cannot."""
    if file is None:
        sys.stdout.write(text)
        return
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError:
        raise StorageError(f"{file} is there already", "Name a new file") from None
    except OSError as error:
        raise StorageError(f"cannot write {file}: {error.strerror}", "Name a file that you may write") from None


def _print(one: Candidate, made: Decision | None) -> None:
    facts = f"{curation.facts(one)}{', put off' if made else ''}; {one.id}"
    terminal.out.print(f"  [bold]{escape(one.text)}[/]  [dim]{escape(facts)}[/]")
    others = [paper for paper in one.papers if paper != one.quote.paper]
    source = ", also ".join(filter(None, [f"[{one.quote.paper}]", ", ".join(others)]))
    terminal.out.print(f"    “{escape(one.quote.sentence)}” [dim]{escape(source)}[/]", style="italic")


def _shape(one: Candidate, made: Decision | None) -> dict[str, Any]:
    return {"text": one.text, **asdict(one), "decision": made.verdict if made else None}
