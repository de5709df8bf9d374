"""``commons evaluate``: quality on judged data, with the real ranking code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from people.evaluate import Within
from views import commands, relevance
from views.cli.options import Json
from views.people import evaluate as people

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

RunFile = Annotated[Path | None, typer.Option(help="Also write a TREC run of depth 100 to this file.")]
System = Annotated[str, typer.Option(help="The system whose run is written.")]


@app.command("search")
def evaluate_search(
    folder: Path,
    run: RunFile = None,
    mode: System = commands.DEFAULT_SYSTEM,
    *,
    json: Json = False,
) -> None:
    """Rank FOLDER's corpus for each of its queries (BEIR layout, docs/evaluation.md)."""
    commands.evaluate("search", folder, run=run, system=mode, json=json)


@app.command("similar")
def evaluate_similar(
    folder: Path,
    run: RunFile = None,
    mode: System = commands.DEFAULT_SYSTEM,
    *,
    json: Json = False,
) -> None:
    """Rank each query's judged pool by similarity to the paper that the query is."""
    commands.evaluate("similar", folder, run=run, system=mode, json=json)


@app.command("people")
def evaluate_people(
    folder: Path,
    within: Annotated[Within, typer.Option(help="What the two of a pair have in common.")] = "profile",
    *,
    json: Json = False,
) -> None:
    """Order FOLDER's judged expertise by affinity (layout in docs/evaluation.md)."""
    people.evaluate(folder, within=within, json=json)


@app.command("relevance")
def evaluate_relevance(
    file: Path,
    *,
    errors: Annotated[bool, typer.Option("--errors", help="Also list every wrong verdict.")] = False,
    json: Json = False,
) -> None:
    """Judge the papers of FILE (JSON lines with a label, docs/evaluation.md): is it mechanistic interpretability?"""
    relevance.evaluate(file, errors=errors, json=json)
