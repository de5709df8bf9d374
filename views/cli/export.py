"""``commons export``: papers, the glossary or a plan for other programs, to standard output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

import typer

from views import commands
from views.cli.options import Count, Event
from views.glossary import commands as glossary_commands
from views.people import commands as people_commands

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.command("skos")
def export_skos(
    form: Annotated[Literal["turtle", "json-ld"], typer.Option("--format", help="How it is written down.")] = "turtle",
) -> None:
    """Write the glossary as SKOS, for programs that read vocabularies."""
    glossary_commands.export_skos(form)


@app.command("sssom")
def export_sssom() -> None:
    """Write the bridges of the glossary as SSSOM, for programs that read mappings."""
    glossary_commands.export_sssom()


@app.command("glossary")
def export_glossary() -> None:
    """Write the glossary as JSON, with the evidence of the corpus."""
    glossary_commands.export_json()


@app.command("ics")
def export_ics(who: str, k: Count = 10, event: Event = "") -> None:
    """Write a walk to the posters worth visiting as a calendar file, for an author's name or a profile (.json)."""
    people_commands.ics(who, k=k, event=event)


def _add_exports() -> None:
    for name, doc in commands.FORMATS.items():
        app.command(name, help=doc)(_export_command(name))


def _export_command(name: str) -> Callable[..., None]:
    def command(ids: Annotated[list[str], typer.Argument(help="Papers by id; none means all.")] = []) -> None:  # noqa: B006
        commands.export(name, ids)

    return command


_add_exports()
