"""``commons glossary``: what the glossary may lack, and deciding on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from views.cli.options import Json
from views.glossary import candidates as proposals

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Ids = Annotated[list[str], typer.Argument(help="Candidates, as the list names them.")]


@app.command()
def candidates(
    k: Annotated[int, typer.Option("-k", min=1, help="How many of each kind.")] = 20,
    kind: Annotated[Literal["term", "abbreviation", "pair"] | None, typer.Option(help="Only this kind.")] = None,
    *,
    decided: Annotated[bool, typer.Option("--decided", help="Instead list what was decided.")] = False,
    json: Json = False,
) -> None:
    """List frequent terms, abbreviations and like words of the papers that the glossary lacks, with evidence."""
    (proposals.decided if decided else proposals.listed)(k, kind=kind, json=json)


@app.command()
def accept(
    candidate_id: Annotated[str, typer.Argument(help="A candidate, as the list names it.")],
    file: Annotated[Path | None, typer.Option(help="A new file for it instead of standard output.")] = None,
) -> None:
    """Write what a candidate would be in the glossary, for you to finish; list it no more."""
    proposals.accept(candidate_id, file=file)


@app.command()
def reject(ids: Ids) -> None:
    """List these candidates no more."""
    proposals.put_away(ids, "reject")


@app.command()
def later(ids: Ids) -> None:
    """List these candidates last, also if they were accepted or rejected before."""
    proposals.put_away(ids, "later")
