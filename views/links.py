"""Addresses of our own pages, relative, so that they work below any base path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

HOME = "./"
"""The page at the root."""

SEARCH = "search"
"""The page that answers questions."""

Params = Mapping[str, str | Sequence[str]]
"""What stands after the question mark; a list repeats its name."""


def href(page: str, params: Params) -> str:
    """Address *page* (a slug, or `HOME`) with those of *params* that say something."""
    pairs = [f"{name}={quote(value, safe=_KEPT)}" for name, values in params.items() for value in _each(values)]
    return f"{page}?{'&'.join(pairs)}" if pairs else page


_KEPT = ":/,"
"""Legal in a query and part of most ids: an address stays readable."""


def _each(values: str | Sequence[str]) -> list[str]:
    return [value for value in ([values] if isinstance(values, str) else values) if value]
