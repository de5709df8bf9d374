"""The vectors of every text ever embedded, by the text's digest: what makes a second `index` embed nothing.

One SQLite file for each encoder and weights. Every batch is one transaction, so a kill at any moment costs
the batch in flight and nothing else. Sentence vectors are kept in half precision: they pick a quotation,
they do not rank.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalogue.batches import batched
from catalogue.errors import IndexCorruptError, StorageError
from index.encoders import Encoder, Vectors

HalfVectors = NDArray[np.float16]
IN_LIMIT = 500

_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (digest TEXT PRIMARY KEY, whole BLOB, sentences BLOB) WITHOUT ROWID"


class VectorStore:
    """Whole-text and sentence vectors of one encoder. Open it with `open_store`."""

    def __init__(self, connection: sqlite3.Connection, dimension: int) -> None:
        self._connection = connection
        self._dimension = dimension

    def missing(self, digests: Iterable[str]) -> set[str]:
        """Return those of *digests* that have no vectors yet."""
        wanted = set(digests)
        return wanted - {digest for (digest,) in self._connection.execute("SELECT digest FROM vectors")}

    def add(self, digests: Iterable[str], whole: Vectors, sentences: Iterable[Vectors]) -> None:
        """Store one batch, all of it or nothing."""
        rows = zip(digests, whole, sentences, strict=True)
        lines = [
            (digest, one.astype(np.float32).tobytes(), many.astype(np.float16).tobytes()) for digest, one, many in rows
        ]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", lines)

    def get(self, digests: Iterable[str]) -> tuple[Vectors, list[HalfVectors]]:
        """Return the vectors of *digests*, in their order: shape (digests, dimension), and (sentences, dimension) each.

        Raises:
            KeyError: One of them is missing.
        """
        wanted = list(digests)
        found: dict[str, tuple[bytes, bytes]] = {}
        for some in batched(dict.fromkeys(wanted), IN_LIMIT):
            marks = ",".join("?" * len(some))
            query = f"SELECT digest, whole, sentences FROM vectors WHERE digest IN ({marks})"  # noqa: S608 - marks only
            found |= {digest: (one, many) for digest, one, many in self._connection.execute(query, some)}
        whole = np.frombuffer(b"".join(found[digest][0] for digest in wanted), np.float32)
        halves = [np.frombuffer(found[digest][1], np.float16).reshape(-1, self._dimension) for digest in wanted]
        return whole.reshape(-1, self._dimension), halves


@contextmanager
def open_store(folder: Path, encoder: Encoder) -> Iterator[VectorStore]:
    """Open, or make, the store of *encoder* in *folder*.

    Raises:
        StorageError: The disk is full, or the folder may not be written.
        IndexCorruptError: The file is damaged.
    """
    slug = re.sub(r"[^A-Za-z0-9]+", "-", encoder.name).strip("-")[-40:]
    path = folder / f"{slug}-{encoder.weights[:12]}.sqlite"
    connection = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(_SCHEMA)
        yield VectorStore(connection, encoder.dimension)
    except sqlite3.OperationalError as error:
        raise StorageError(
            f"cannot write {path} ({error})", "Free some space or check the permissions, then run: commons index"
        ) from error
    except sqlite3.DatabaseError as error:
        raise IndexCorruptError(f"{path} is damaged ({error})", "Delete that file and run: commons index") from error
    finally:
        if connection:
            connection.close()
