"""What was measured, as a table in plain text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

QUANTILES = (50, 95, 100)


@dataclass
class Taken:
    """How long each kind of thing took, in seconds, and what went wrong."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many things were done."""
        return sum(map(len, self.seconds.values()))

    @property
    def everything(self) -> list[float]:
        """All of it, whatever it was."""
        return [one for some in self.seconds.values() for one in some]


def milliseconds(seconds: Sequence[float]) -> str:
    """Say median, 95th percentile and maximum."""
    if not seconds:
        return "nothing was measured"
    found = np.percentile(seconds, QUANTILES) * 1000
    return f"p50 {found[0]:5.0f}  p95 {found[1]:5.0f}  max {found[2]:5.0f} ms"


def line(name: str, said: str) -> None:
    """Print one figure."""
    print(f"{name:<34} {said}", flush=True)


def errors(found: Iterable[str], most: int = 5) -> None:
    """Print the first errors."""
    for one in list(found)[:most]:
        line("  error", one[:200])
