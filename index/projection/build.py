"""Laying the index out as a map: only when the papers on it changed, and from where they were."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np

from catalogue.errors import IndexBusyError, VectorIndexError
from catalogue.locks import alone
from catalogue.records import Manifest
from index import backends, folder
from index.encoders import Vectors
from index.projection import store
from index.projection.layout import Progress, lay_out
from index.projection.store import Map, Places

RULES = "1"
"""Raised when a layout is made differently, so that the next index makes a new one, from the last."""


def build(home: Path, progress: Progress = lambda _done, _total: None) -> bool:
    """Bring the map in *home* to the current index there; say whether anything had to be laid out.

    A kill loses the work and nothing else: the old map serves until the new one is whole.

    Args:
        home: Folder that holds the index and the map.
        progress: Told as the work goes on.

    Raises:
        NoIndexError: There is no index.
        IndexBusyError: Another process lays the map out.
        StorageError: The disk is full or not writable.
    """
    busy = IndexBusyError(f"another process lays out the map in {home}", "Wait for it to end, then run: commons index")
    with alone(home / "map.lock", busy):
        made, ids, vectors = vectors_of(home / "index")
        stamp = _stamp(made, ids, vectors)
        before = _before(home)
        start, then = _sorted(before, ids), before.stamp if before else {}
        same = stamp.items() <= then.items()
        if same and then.get("rows") == made.rows:
            return False
        places = start if same else lay_out(vectors, start, progress)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        store.write(home, Map(ids=tuple(ids), places=places, stamp={**stamp, "rows": made.rows, "made": now}))
        return not same


def vectors_of(root: Path) -> tuple[Manifest, list[str], Vectors]:
    """Read manifest, ids and vectors, shape (papers, dimension), of the current index under *root*; no model loads."""
    made, name = folder.manifest(root), folder.current(root)
    ids = folder.papers(root)["id"].tolist()
    vectors = backends.module(made.backend).load(root / name / "vectors").vectors(np.arange(made.papers))
    return made, ids, vectors


def _stamp(made: Manifest, ids: Sequence[str], vectors: Vectors) -> dict[str, str]:
    papers = hashlib.sha256("\n".join(ids).encode())
    papers.update(np.ascontiguousarray(vectors).tobytes())
    return {"papers": papers.hexdigest(), "weights": made.weights, "layout": f"{RULES} openTSNE {version('openTSNE')}"}


def _before(home: Path) -> Map | None:
    try:
        return store.read(home)
    except VectorIndexError:
        return None


def _sorted(before: Map | None, ids: Sequence[str]) -> Places:
    """Return where each of *ids* was: shape (ids, 2), NaN where it was nowhere."""
    known = dict(zip(before.ids, before.places, strict=True)) if before else {}
    nowhere = np.full(2, np.nan)
    return np.array([known.get(one, nowhere) for one in ids]).reshape(-1, 2)
