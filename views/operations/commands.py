"""What `commons doctor`, `backup` and `restore` do, between the parsed line and the printed answer."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer
from rich.markup import escape

from catalogue.settings import load_settings
from views import payload
from views.operations import doctor as looks
from views.operations.backup import backup as write
from views.operations.restore import Restored
from views.operations.restore import restore as bring_back
from views.terminal import err, out

MARKS = {"ok": "[green]ok[/]    ", "warning": "[yellow]warn[/]  ", "broken": "[red]broken[/]"}


def doctor(*, online: bool, as_json: bool) -> None:
    """Print every finding, and end with 1 if something is broken."""
    findings = list(looks.examine(online=online))
    broken = any(one.state == "broken" for one in findings)
    if as_json:
        payload.print_json({"ok": not broken, "checks": [asdict(one) for one in findings]})
    else:
        for one in findings:
            out.print(f"{MARKS[one.state]} {escape(one.check)}: {escape(one.said)}")
            if one.remedy:
                out.print(f"       {escape(one.remedy)}", style="cyan")
    if broken:
        raise typer.Exit(1)


def backup(file: Path, *, people: bool, as_json: bool) -> None:
    """Write a backup, and say what is in it and what is not."""
    settings = load_settings()
    made = write(settings, file, people=people)
    size = file.stat().st_size
    if as_json:
        payload.print_json({"file": str(file), "bytes": size, **asdict(made)})
        return
    err.print(f"{escape(str(file))}: {made.works} works, {len(made.parts)} files, {size / 1e6:.1f} MB")
    if made.people:
        err.print("Participants are in it. Whoever leaves from now on stays in it: throw it away after a few days.")
    elif (settings.home / "people.sqlite").exists():
        err.print(
            "Participants are not in it: --people takes them in (docs/operations.md says what follows from that)."
        )


def restore(file: Path, *, replace: bool, as_json: bool) -> None:
    """Bring a backup back, and say what is left to do."""
    done = bring_back(load_settings(), file, replace=replace)
    if as_json:
        aside = str(done.aside or "")
        payload.print_json({"aside": aside, "people_kept": done.people_kept, **asdict(done.contents)})
    else:
        _tell(done)


def _tell(done: Restored) -> None:
    err.print(f"{done.contents.works} works as of {done.contents.made}")
    if done.aside:
        err.print(f"What was there is in {escape(str(done.aside))}; delete it when all is well.")
    if done.people_kept:
        err.print("The participants that were there stayed: those of the backup may have left since.")
    elif done.contents.people:
        err.print("Participants came back with it, also those who left after it was made. Ask whoever ran the site.")
    err.print("To make the index again, from the vectors of the backup: commons index")
