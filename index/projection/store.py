"""The map on disk: one file, replaced in one step, that says what it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from catalogue.errors import IndexCorruptError, NoIndexError, StorageError

FILE = "map.parquet"
"""In `Settings.home`: columns ``id``, ``x``, ``y``; the stamp is in the file's metadata."""

Places = NDArray[np.float64]
"""Shape (papers, 2), in the layout's own units: only distances relative to each other mean something."""

_REMAKE = "Run: commons index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Where the papers are."""

    ids: tuple[str, ...]
    places: Places
    stamp: dict[str, str]
    """What it was made of (``rows``, ``weights``, ``layout``), and when (``made``)."""


def write(home: Path, laid: Map) -> None:
    """Put *laid* in place of the map in *home*; whoever reads sees the old one or the new one.

    Raises:
        StorageError: The disk is full or may not be written.
    """
    table = pa.table({"id": list(laid.ids), "x": laid.places[:, 0], "y": laid.places[:, 1]})
    new = home / f"{FILE}.{uuid4().hex}"
    try:
        pq.write_table(table.replace_schema_metadata(laid.stamp), new)
        new.replace(home / FILE)
    except OSError as error:
        raise StorageError(f"cannot write the map into {home}: {error}", f"Free some space, then: {_REMAKE}") from error
    finally:
        with suppress(OSError):
            new.unlink()


def read(home: Path) -> Map:
    """Read the map in *home*.

    Raises:
        NoIndexError: There is none.
        IndexCorruptError: It cannot be read.
    """
    try:
        table = pq.read_table(home / FILE, columns=["id", "x", "y"], memory_map=False)
        places = np.column_stack([table[name].to_numpy() for name in "xy"]).astype(float)
    except FileNotFoundError:
        raise NoIndexError("the map of the field has not been laid out yet", _REMAKE) from None
    except (OSError, ValueError, KeyError) as error:  # pyarrow's own errors are among them
        raise IndexCorruptError(f"the map {home / FILE} cannot be read", _REMAKE) from error
    if not np.isfinite(places).all():
        raise IndexCorruptError(f"the map {home / FILE} has papers without a place", _REMAKE)
    return Map(ids=tuple(table["id"].to_pylist()), places=places, stamp=_text(table.schema.metadata))


def stamp(home: Path) -> dict[str, str]:
    """Return what the map in *home* was made of, and when (``made``), without reading it; nothing if there is none."""
    try:
        return _text(pq.read_schema(home / FILE).metadata)
    except (OSError, ValueError):
        return {}


def _text(metadata: Mapping[bytes, bytes] | None) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in (metadata or {}).items()}
