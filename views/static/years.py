"""Counts by year as a table with bars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

WIDEST = 70
"""Width of the longest bar, in hundredths of its cell: beside it stands the figure."""


def table(counts: Iterable[tuple[str, int, int]], caption: str) -> dict[str, Any]:
    """Shape the year, the papers, and of how many they are, of each row of a table."""
    rows = list(counts)
    shares = [papers / of if of else 0.0 for _, papers, of in rows]
    most = max(shares, default=0) or 1
    return {
        "caption": caption,
        "rows": [
            {"year": year, "said": f"{papers:,} of {of:,}", "percent": f"{share:.1%}", "width": _width(share / most)}
            for (year, papers, of), share in zip(rows, shares, strict=True)
        ],
    }


def _width(share: float) -> int:
    return round(WIDEST * share)
