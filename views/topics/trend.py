"""How much of each year's papers a topic has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 20
"""Papers that a year must have: a share of fewer says nothing."""

ROUND = 0.1
"""A share from which on whole percents say enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year of a topic."""

    year: str
    papers: int
    """Of the topic."""
    of: int
    """Of the whole library: what the others are a share of."""

    @property
    def share(self) -> float:
        """From 0 to 1; 0 in a year without papers."""
        return self.papers / self.of if self.of else 0.0


def trend(papers: Iterable[str], dates: Mapping[str, str]) -> tuple[Year, ...]:
    """Count *papers* by year, from their first year to the last of the library; papers without a date are in none.

    Args:
        papers: Ids of the topic's papers.
        dates: When each paper of the library was submitted; empty where nobody knows.
    """
    here = Counter(dates[paper][:4] for paper in papers if dates[paper])
    every = Counter(date[:4] for date in dates.values() if date)
    if not here:
        return ()
    span = range(int(min(here)), int(max(every)) + 1)
    return tuple(Year(year=str(year), papers=here[str(year)], of=every[str(year)]) for year in span)


def telling(shown: Sequence[Year]) -> list[Year]:
    """Return the years whose share says something."""
    return [one for one in shown if one.of >= LEAST]


def said(shown: Sequence[Year]) -> str:
    """Say the share of the last two years: ``7.2% of the papers of 2025, 10% of 2026``; nothing if there are none."""
    last = telling(shown)[-2:]
    papers = ["the papers of ", ""]
    return ", ".join(f"{percent(one)} of {what}{one.year}" for one, what in zip(last, papers, strict=False))


def percent(one: Year) -> str:
    """Say the share of a year: ``7.2%``, ``10%``."""
    return f"{one.share:.1%}" if 0 < one.share < ROUND else f"{one.share:.0%}"
