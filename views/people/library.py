"""Papers of an index as what people are compared with."""

from __future__ import annotations

from collections.abc import Iterable

from index.feedback import known
from index.folder import Loaded
from people.interests import Library


def library(index: Loaded, ids: Iterable[str]) -> Library:
    """Return those of the papers *ids* that *index* has, in their order."""
    rows = known(index, ids)
    return Library(
        ids=tuple(index.ids[row] for row in rows),
        vectors=index.backend.vectors(rows),
        words=index.lexical.rows(rows),
    )
