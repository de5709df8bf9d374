"""``commons people``: what organisers do for those who opted in, and learn of them in aggregate."""

from __future__ import annotations

import typer

from views.cli.options import Json
from views.people import commands

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.command()
def build(*, json: Json = False) -> None:
    """Make everybody's suggestions and meetings anew, and say how good they are beside nearest neighbours."""
    commands.build(json=json)


@app.command()
def tables(*, json: Json = False) -> None:
    """Seat everybody at tables of four to six around a shared concept, for a lunch; they stay until made again."""
    commands.tables(json=json)


@app.command()
def report(*, json: Json = False) -> None:
    """Say how it went, for organisers: in aggregate, and never a number below five."""
    commands.report(json=json)


@app.command()
def expire() -> None:
    """Delete whoever has changed nothing for COMMONS_PEOPLE_DAYS; every start of the server does it too."""
    commands.expire()
