"""The commands of whoever runs a site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from views.cli.options import Json
from views.operations import commands


def doctor(
    *,
    online: Annotated[bool, typer.Option("--online", help="Also ask arXiv once, and compare the clocks.")] = False,
    json: Json = False,
) -> None:
    """Look at everything that can be wrong on this machine, and say what to do; ends with 1 if something is broken."""
    commands.doctor(online=online, as_json=json)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to: a name that ends in .tar or .tar.gz.")],
    *,
    people: Annotated[bool, typer.Option("--people", help="With participants; read docs/operations.md first.")] = False,
    json: Json = False,
) -> None:
    """Write into FILE all that cannot be made again, while servers and harvests run."""
    commands.backup(file, people=people, as_json=json)


def restore(
    file: Path,
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Keep aside what is there, instead of refusing.")] = False,
    json: Json = False,
) -> None:
    """Make the home from the backup FILE, checked before anything is touched; stop the server first."""
    commands.restore(file, replace=replace, as_json=json)
