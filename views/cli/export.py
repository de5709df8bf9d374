"""``commons export``: papers, the glossary or a plan for other programs, to standard output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from views import commands
from views.cli.options import Count, Event
from views.glossary import commands as glossary_commands
from views.people import commands as people_commands
from views.static import commands as static_commands
from views.taking import FORMATS

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


@app.command("static")
def export_static(folder: Path) -> None:
    """Write the whole site as plain files that work from a disk and from any web host."""
    static_commands.export(folder)


def _add_exports() -> None:
    for name, form in FORMATS.items():
        app.command(name, help=form.about)(_export_command(name))


def _export_command(name: str) -> Callable[..., None]:
    def command(
        ids: Annotated[list[str], typer.Argument(help="Papers by id; none means all.")] = [],  # noqa: B006
        saved: Annotated[
            Path | None, typer.Option("--list", help="The papers on a list that you saved on the site.")
        ] = None,
        title: Annotated[str, typer.Option(help="What they are, for formats that say it.")] = "Papers",
        out: Annotated[Path | None, typer.Option(help="The file to write instead.")] = None,
    ) -> None:
        commands.export(name, ids, saved=saved, title=title, out=out)

    return command


_add_exports()
