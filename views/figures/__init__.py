"""How well the search does on judged questions, as last measured.

Each ``<set>.json`` beside this file is what ``commons evaluate search FOLDER --json`` printed, byte for byte:
who doubts a figure runs the command and compares.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.judged import Figure

HERE = Path(__file__).parent

COMMANDS = {
    "search-dev": "commons evaluate search ../shared/data/search-dev --json",
    "bridges-dev": "commons evaluate search ../shared/data/bridges-dev --json",
    "bridges": (
        "python -m benchmarks.judged.build ../shared/data/bridges-dev/corpus.jsonl OUT\n"
        "commons evaluate search OUT --json"
    ),
}
"""What prints the figures of each judged set, called in the project's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of one judged set."""

    name: str
    command: str
    """What prints these figures again."""
    queries: int
    systems: dict[str, dict[str, Figure]]
    """A mean with its 95% interval, by system and measure."""


def load() -> Iterator[Measured]:
    """Read the sets that were measured, in the order of `COMMANDS`."""
    for name, command in COMMANDS.items():
        file = HERE / f"{name}.json"
        if file.exists():
            printed = json.loads(file.read_text(encoding="utf-8"))
            yield Measured(
                name=name,
                command=command,
                queries=printed["queries"],
                systems={system: _figures(printed, system) for system in printed["systems"]},
            )


def _figures(printed: dict[str, Any], system: str) -> dict[str, Figure]:
    means, intervals = printed["systems"][system], printed["intervals"][system]
    return {name: Figure(mean=means[name], low=intervals[name][0], high=intervals[name][1]) for name in means}
