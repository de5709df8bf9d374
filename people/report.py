"""What organisers learn of how the suggestions went: numbers of people, never fewer than five, never exact.

A number below five is not given, any other is rounded down to a multiple of five (rounding to a base, as statistical
offices do it). Totals are rounded by themselves, so nothing is left when one number is taken from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalogue.words import COMMUNITIES, Community
from people.participants.between import VERDICTS

BASE = 5
"""No number of fewer people is told."""

ALL = "all"
UNSAID = "none said"
ROWS = (*COMMUNITIES, UNSAID, ALL)

COLUMNS = ("participants", "counted", "suggestions", "yes", "mutual", *VERDICTS)
"""People who take part; who agreed to be counted; and of those, who have suggestions, said yes, were answered by a yes,
and said each verdict, at least once."""

Report = Mapping[str, Mapping[str, int | None]]
"""By row and column: a multiple of five, at most four less than there are; None for fewer than five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What counts of one participant."""

    community: Community | None = None
    outcomes: frozenset[str] = frozenset()
    """Of `COLUMNS`, from the second on; empty for who did not agree to be counted."""


def report(tallies: Iterable[Tally]) -> Report:
    """Count people by community and outcome."""
    counts = {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}
    for one in tallies:
        for row in (one.community or UNSAID, ALL):
            for column in {COLUMNS[0], *one.outcomes}:
                counts[row][column] += 1
    return {row: {column: rounded(number) for column, number in said.items()} for row, said in counts.items()}


def rounded(number: int) -> int | None:
    """Round *number* of people down to what may be told."""
    return None if number < BASE else number - number % BASE


def text(made: Report) -> str:
    """Return *made* as a table of text."""
    width = max(map(len, ROWS))
    lines = ["  ".join([" " * width, *(f"{column:>12}" for column in COLUMNS)])]
    for row, said in made.items():
        cells = [f"< {BASE}" if said[column] is None else f"{said[column]}+" for column in COLUMNS]
        lines.append("  ".join([row.ljust(width), *(f"{cell:>12}" for cell in cells)]))
    return "\n".join(lines)
