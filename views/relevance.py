"""`commons evaluate relevance FILE`: how good the verdicts are on judged papers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from catalogue.errors import JudgementsError
from catalogue.settings import load_settings
from ingest.relevance.evaluate import MEASURES, Evaluation, cross_validated, shipped
from ingest.relevance.evaluate import evaluate as measure
from ingest.relevance.judged import Judged, read
from views import payload, terminal


def evaluate(file: Path, *, errors: bool, json: bool) -> None:
    """Judge the papers of *file* and print the figures: of the shipped model, and of models that have not seen them.

    The second are those to believe for a file that the shipped model was trained on.

    Raises:
        JudgementsError: *file* is not laid out as it should be.
    """
    rows = read(file)
    threshold = load_settings().relevance_threshold
    ours, fresh = measure(rows, shipped(rows, threshold)), _cross_validate(rows, threshold)
    if json:
        payload.print_json(shape(ours, fresh, errors=errors))
    else:
        _table("the shipped model", ours)
        if fresh:
            _table("cross-validated", fresh)
        _list(ours if errors else None)


def shape(ours: Evaluation, fresh: Evaluation | None, *, errors: bool) -> dict[str, Any]:
    """Shape evaluations: values, then intervals, the same cross-validated, and on request each wrong verdict."""
    document = {"papers": ours.rows, **_figures(ours)}
    if fresh:
        document["cross_validated"] = _figures(fresh)
    if errors:
        document["errors"] = [
            {
                "id": row.paper.id,
                "title": row.paper.title,
                "label": int(row.label),
                "stratum": row.stratum,
                "weight": row.weight,
                "score": verdict.score,
                "reason": verdict.reason,
            }
            for row, verdict in ours.errors
        ]
    return document


def _cross_validate(rows: Sequence[Judged], threshold: float) -> Evaluation | None:
    try:
        return measure(rows, cross_validated(rows, threshold))
    except JudgementsError:
        return None  # too few to learn from, but not too few to be judged


def _figures(result: Evaluation) -> dict[str, Any]:
    values = {kind: {name: one.value for name, one in found.items()} for kind, found in result.figures.items()}
    intervals = {
        kind: {name: [one.low, one.high] for name, one in found.items()} for kind, found in result.figures.items()
    }
    return {**values, "intervals": intervals}


def _table(what: str, result: Evaluation) -> None:
    table = Table(title=f"{what}: {result.rows} papers; bootstrap 95% intervals", title_justify="left")
    for name in ("", *MEASURES):
        table.add_column(name)
    for kind, figures in result.figures.items():
        table.add_row(kind, *(f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}]" for one in figures.values()))
    Console(width=100, highlight=False).print(table)


def _list(result: Evaluation | None) -> None:
    for row, verdict in result.errors if result else ():
        sign = "missed" if row.label else "accepted"
        place = " ".join(filter(None, (row.paper.id, row.stratum)))
        terminal.out.print(
            f"{sign} {verdict.score:.2f} for {row.weight:.4g} papers: {escape(row.paper.title)} ({place})"
        )
        terminal.out.print(f"    {escape(verdict.reason)}", style="dim")
