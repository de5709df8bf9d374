"""What to ask, from ``ingest/queries.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

EVERYTHING = "everything"
"""No set."""

FILE = Path(__file__).parent.parent / "queries.toml"


@cache
def api() -> dict[str, str]:
    """Return the queries of the query API, by name."""
    return dict(_read()["arxiv"])


@cache
def sets() -> tuple[str, ...]:
    """Return the sets of OAI-PMH, or `EVERYTHING` if none are named."""
    return tuple(_read()["oai"]["sets"]) or (EVERYTHING,)


def windowed(query: str, since: str, until: str) -> str:
    """Restrict *query* to papers first submitted from the day *since* to the day *until*, in UTC."""
    first, last = since.replace("-", ""), until.replace("-", "")
    return f"({query}) AND submittedDate:[{first}0000 TO {last}2359]"


def _read() -> dict[str, dict[str, str]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)
