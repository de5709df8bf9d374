"""Building the index: embed what is new, then write everything and swap it in."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue.batches import batched
from catalogue.errors import IndexBusyError, NoIndexError, StorageError, VectorIndexError
from catalogue.locks import alone
from catalogue.records import Manifest
from index import folder
from index.documents import Document, rows_digest
from index.embed import embed_documents
from index.encoders import Encoder
from index.vectors import VectorStore, open_store

Progress = Callable[[int, int], None]
"""Called with papers done and papers to embed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did."""

    manifest: Manifest
    embedded: int
    """Papers whose text had no vectors yet."""
    swapped: bool
    """Whether a new index was written; not when the current one is of the same rows."""


def build(
    home: Path,
    documents: Sequence[Document],
    encoder: Encoder,
    *,
    backend: str,
    batch_size: int,
    vectors: Path | None = None,
    stamp: str = "",
    rebuild: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Built:
    """Bring the index in *home* to exactly *documents*; a kill costs the batch at hand, never the index in use.

    Args:
        home: Folder that holds the index and the vectors.
        documents: All that shall be found; at least one.
        encoder: What embeds them.
        backend: Name of the vector backend.
        batch_size: Papers between two commits.
        vectors: Where the vectors of every text ever embedded are; by default in *home*.
        stamp: The catalogue's stamp when *documents* were read from it; kept in the manifest.
        rebuild: Write the index anew even if it is of the same rows.
        progress: Told after every batch.

    Raises:
        NoIndexError: *documents* is empty.
        IndexBusyError: Another process builds in *home*.
        StorageError: The disk is full or not writable.
    """
    if not documents:
        raise NoIndexError("there is no paper to index", "Run: commons ingest starter")
    ordered = sorted(documents, key=lambda document: document.id)
    try:
        with alone(home / "index.lock", _busy(home)), open_store(vectors or home / "vectors", encoder) as store:
            embedded = _embed(store, ordered, encoder, batch_size, progress)
            if not rebuild and (made := _fresh(home / "index", ordered, encoder, backend)):
                made = folder.restamp(home / "index", made, stamp)
                return Built(manifest=made, embedded=embedded, swapped=False)
            whole, sentences = store.get(document.digest for document in ordered)
            made = folder.write(
                home / "index", ordered, whole, sentences, encoder=encoder, backend=backend, stamp=stamp
            )
            return Built(manifest=made, embedded=embedded, swapped=True)
    except (OSError, RuntimeError) as error:
        full = getattr(error, "errno", None) == errno.ENOSPC or any(said in str(error) for said in _FULL)
        if not full and isinstance(error, RuntimeError):
            raise
        reason = "the disk is full" if full else f"cannot write under {home} ({error})"
        raise StorageError(reason, "Free some space or check the permissions, then run: commons index") from error


_FULL = ("No space left", "requested and")
"""How faiss (a RuntimeError) and NumPy (an OSError without a number) report a write that failed for lack of space."""


def _busy(home: Path) -> IndexBusyError:
    return IndexBusyError(f"another process is indexing {home}", "Wait for it to end, then run: commons index")


def _embed(
    store: VectorStore, documents: Sequence[Document], encoder: Encoder, batch_size: int, progress: Progress
) -> int:
    missing = store.missing(document.digest for document in documents)
    todo = list({document.digest: document for document in documents if document.digest in missing}.values())
    progress(0, len(todo))
    done = 0
    for batch in batched(todo, batch_size):
        whole, sentences = embed_documents(encoder, batch)
        store.add([document.digest for document in batch], whole, sentences)
        done += len(batch)
        progress(done, len(todo))
    return done


def _fresh(root: Path, documents: Sequence[Document], encoder: Encoder, backend: str) -> Manifest | None:
    """Return the manifest of the current index if it is whole and of these rows."""
    try:
        made = folder.manifest(root)
        folder.check(made, encoder, backend)
    except VectorIndexError:
        return None
    return made if made.rows == rows_digest(documents) else None
