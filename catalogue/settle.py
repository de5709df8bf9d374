"""What a record says after one more source route has spoken.

arXiv is read along several routes (snapshot, query API, OAI-PMH), and each knows less than the whole: the query API
no licence, the snapshot sometimes no authors. A route that knows less erases nothing, and the same names or
categories in another spelling or order are no change. Else two routes in turns would make a version each night.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from catalogue.identity import author_key
from catalogue.records import Byline, Paper

SHARED = frozenset({"arxiv"})
"""Sources whose records several routes state; what any other source leaves out is gone."""

_KEPT_IF_BLANK = (
    "title",
    "abstract",
    "authors",
    "submitted",
    "updated",
    "categories",
    "url",
    "also",
    "venue",
    "licence",
)


def settle(stored: Paper, said: Paper) -> Paper:
    """Return what the record says now that it was *stored* so and a route *said* this.

    A version of 0 means that the route does not know it.
    """
    if said.source not in SHARED or 0 < said.version < stored.version:
        return said
    changes: dict[str, Any] = {
        name: getattr(stored, name) for name in _KEPT_IF_BLANK if not getattr(said, name) and getattr(stored, name)
    }
    if said.version in (0, stored.version):
        changes |= _same_version(stored, said)
    return replace(said, **changes) if changes else said


def _same_version(stored: Paper, said: Paper) -> dict[str, Any]:
    changes: dict[str, Any] = {"version": stored.version, "withdrawn": said.withdrawn or stored.withdrawn}
    changes["updated"] = stored.updated or said.updated
    if _names(stored.authors) == _names(said.authors):
        changes["authors"] = stored.authors
    if set(stored.categories) == set(said.categories):
        changes["categories"] = stored.categories
    if len(said.submitted) < len(stored.submitted):  # the snapshot may know no more than the month of the id
        changes["submitted"] = stored.submitted
    return changes


def _names(authors: tuple[Byline, ...]) -> list[str]:
    return [author_key(byline.name) for byline in authors]
