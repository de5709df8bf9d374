"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document for other programs.")]
Count = Annotated[int, typer.Option("-k", min=1, max=1000, help="How many hits.")]
Since = Annotated[str, typer.Option(help="Only papers from this date on: 2024, 2024-09 or 2024-09-23.")]
Until = Annotated[str, typer.Option(help="Only papers up to this date.")]
Many = Annotated[list[str], typer.Option(help="Only these; may be given several times.")]
Liked = Annotated[list[str], typer.Option(help="A paper to rank by, by its id; may be given several times.")]
Out = Annotated[Path, typer.Option(help="The file to write.")]
Event = Annotated[str, typer.Option(help="The event's name; by default the latest one.")]
