"""An index on disk: one folder for each build, its manifest written last, and a pointer to the current one.

    index/
      current               the name of the folder in use, replaced atomically
      3f1c9a.../            one build
        manifest.json       what it was made of, and the sha256 of every other file
        vectors             one vector a paper, in the backend's own format
        keyword.npz letters.npz idf.npy letters-idf.npy the keyword side
        papers.parquet      ids, titles and what searches filter by, in row order
        sentences.parquet   sentences, in paper order
        sentences.npy       their vectors, half precision

A server that has a folder open keeps it: everything but the sentences is in memory, and the last folder
before the current one is only removed by the build after next.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from dataclasses import fields as dataclass_fields
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from catalogue.errors import IndexCorruptError, IndexMismatchError, NoIndexError
from catalogue.records import Manifest
from index import backends
from index.backends import Backend
from index.documents import Document, rows_digest
from index.encoders import Encoder, Vectors
from index.lexical import Lexical
from index.question.names import Authors
from index.question.spelling import Spelling
from index.vectors import HalfVectors

Result = TypeVar("Result")

LAYOUT = 3
REBUILD = "Run: commons index --rebuild"


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """An index in memory, read-only, safe to share between threads."""

    manifest: Manifest
    backend: Backend
    lexical: Lexical
    papers: pd.DataFrame
    """One row a paper, in row order: id, title, date, authors, sources, categories, topics."""
    ids: list[str]
    """Paper id of each row."""
    rows: dict[str, int]
    """Row of each paper id."""
    ends: NDArray[np.int64]
    """Shape (papers + 1,): the sentences of row r are those from ``ends[r]`` up to ``ends[r + 1]``."""
    texts: list[str]
    """All sentences."""
    sentence_vectors: HalfVectors
    """Shape (sentences, dimension)."""

    @cached_property
    def authors(self) -> Authors:
        """Who wrote what; read at the first question that needs it."""
        return Authors.build(self.papers["authors"])

    @cached_property
    def spelling(self) -> Spelling:
        """How the papers spell; likewise."""
        return Spelling.build([*self.papers["title"], *self.texts], names=self.authors.words)

    def warm_up(self) -> None:
        """Read now what would else be read at the first question: seconds, where there are many papers."""
        _ = self.authors, self.spelling

    def sentences(self, row: int) -> list[str]:
        """The sentences of the paper in *row*."""
        return self.texts[self.ends[row] : self.ends[row + 1]]

    def closest_sentence(self, row: int, vector: Vectors) -> str:
        """The sentence of the paper in *row* that is closest in meaning to *vector*, shape (dimension,)."""
        vectors = self.sentence_vectors[self.ends[row] : self.ends[row + 1]].astype(np.float32)
        return self.sentences(row)[int(np.argmax(vectors @ vector))]


def write(
    root: Path,
    documents: Sequence[Document],
    vectors: Vectors,
    sentences: Sequence[HalfVectors],
    *,
    encoder: Encoder,
    backend: str,
    stamp: str,
) -> Manifest:
    """Write a new index under *root* and make it the current one in a single step.

    Raises:
        OSError: The disk is full or not writable; the index in use is untouched.
    """
    folder = root / f"{rows_digest(documents)[:12]}-{uuid4().hex[:8]}"
    folder.mkdir(parents=True)
    try:
        _write_files(folder, documents, vectors, sentences, backend)
        manifest = replace(_describe(folder, documents, encoder, backend), catalogue=stamp)
        _write_durably(folder / "manifest.json", json.dumps(asdict(manifest), indent=1))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    before = current(root)
    _write_durably(root / "current", folder.name)
    _tidy(root, keep={folder.name, before})
    return manifest


def current(root: Path) -> str:
    """Name of the current folder under *root*, or nothing."""
    try:
        return (root / "current").read_text(errors="replace").strip()
    except FileNotFoundError:
        return ""


def manifest(root: Path) -> Manifest:
    """Read the manifest of the current index.

    Raises:
        NoIndexError: There is no index.
        IndexCorruptError: The manifest cannot be read.
        IndexMismatchError: Another version of this project wrote it.
    """
    return _manifest(root, current(root))


def _manifest(root: Path, name: str) -> Manifest:
    if not name:
        raise NoIndexError("nothing is indexed yet", "Run: commons index")
    try:
        fields = json.loads((root / name / "manifest.json").read_text())
    except (OSError, ValueError) as error:
        raise IndexCorruptError(f"the index in {root / name} has no readable manifest", REBUILD) from error
    expected = {field.name for field in dataclass_fields(Manifest)}
    if not isinstance(fields, dict) or fields.get("layout") != LAYOUT or set(fields) != expected:
        raise IndexMismatchError("the index was written by another version of Interp Commons", REBUILD)
    return Manifest(**fields)


def restamp(root: Path, made: Manifest, stamp: str) -> Manifest:
    """Note that the current index, whose manifest is *made*, is also that of a newer catalogue with the same rows."""
    fresh = replace(made, catalogue=stamp)
    _write_durably(root / current(root) / "manifest.json", json.dumps(asdict(fresh), indent=1))
    return fresh


def check(made: Manifest, encoder: Encoder, backend: str) -> None:
    """Compare what an index was made of with what would be used now.

    Raises:
        IndexMismatchError: They differ; searching would compare vectors of different spaces.
    """
    then = (made.encoder, made.weights[:12], made.dimension, made.backend)
    now = (encoder.name, encoder.weights[:12], encoder.dimension, backend)
    if then != now:
        raise IndexMismatchError(
            f"the index was made with {_say(*then)}, the settings say {_say(*now)}", "Run: commons index"
        )


def load(root: Path, encoder: Encoder, backend: str) -> Loaded:
    """Load the current index under *root* after checking every file against its manifest.

    Raises:
        NoIndexError: There is no index.
        IndexMismatchError: It was made with something else than *encoder* and *backend*.
        IndexCorruptError: A file is missing or changed.
    """
    return _settled(root, lambda name: _load(root, name, encoder, backend))


def papers(root: Path) -> pd.DataFrame:
    """Read `Loaded.papers` of the current index alone. Raises what `load` raises, whatever the encoder."""

    def read(name: str) -> pd.DataFrame:
        _check_file(root / name, _manifest(root, name), "papers.parquet")
        return pd.read_parquet(root / name / "papers.parquet")

    return _settled(root, read)


def _settled(root: Path, read: Callable[[str], Result]) -> Result:
    """Read the current folder, and again if builds removed it meanwhile."""
    name = current(root)
    try:
        return read(name)
    except (IndexCorruptError, OSError):
        if current(root) == name:
            raise
    return _settled(root, read)


def _load(root: Path, current: str, encoder: Encoder, backend: str) -> Loaded:
    made = _manifest(root, current)
    check(made, encoder, backend)
    folder = root / current
    for name in made.files:
        _check_file(folder, made, name)
    papers = pd.read_parquet(folder / "papers.parquet")
    ids = papers["id"].tolist()
    return Loaded(
        manifest=made,
        backend=backends.module(backend).load(folder / "vectors"),
        lexical=Lexical.load(folder),
        papers=papers,
        ids=ids,
        rows={paper: row for row, paper in enumerate(ids)},
        ends=np.cumsum([0, *papers["sentences"]], dtype=np.int64),
        texts=pd.read_parquet(folder / "sentences.parquet")["text"].tolist(),
        sentence_vectors=np.load(folder / "sentences.npy", mmap_mode="r"),
    )


def _check_file(folder: Path, made: Manifest, name: str) -> None:
    if _digest(folder / name) != made.files.get(name):
        raise IndexCorruptError(f"{folder / name} is not the file that was written", REBUILD)


def _write_files(
    folder: Path, documents: Sequence[Document], vectors: Vectors, sentences: Sequence[HalfVectors], backend: str
) -> None:
    backends.module(backend).build(vectors).save(folder / "vectors")
    Lexical.build(documents).save(folder)
    _papers(documents).to_parquet(folder / "papers.parquet")
    texts = [sentence for document in documents for sentence in document.sentences]
    pd.DataFrame({"text": pd.Series(texts, dtype="str")}).to_parquet(folder / "sentences.parquet")
    np.save(folder / "sentences.npy", np.concatenate(sentences))


def _papers(documents: Sequence[Document]) -> pd.DataFrame:
    columns = {name: [getattr(document, name) for document in documents] for name in ("id", "title", "date")}
    lists = {
        name: [list(getattr(document, name)) for document in documents]
        for name in ("authors", "sources", "categories", "topics")
    }
    return pd.DataFrame({**columns, **lists, "sentences": [len(document.sentences) for document in documents]})


def _describe(folder: Path, documents: Sequence[Document], encoder: Encoder, backend: str) -> Manifest:
    return Manifest(
        encoder=encoder.name,
        weights=encoder.weights,
        dimension=encoder.dimension,
        backend=backend,
        papers=len(documents),
        sentences=sum(len(document.sentences) for document in documents),
        rows=rows_digest(documents),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        catalogue="",
        layout=LAYOUT,
        files={path.name: _digest(path) for path in sorted(folder.iterdir())},
    )


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _write_durably(path: Path, text: str) -> None:
    """Replace *path* so that a reader, or a power cut, sees the old text or the new, never half of one."""
    fresh = path.with_suffix(".new")
    with fresh.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _tidy(root: Path, keep: set[str]) -> None:
    for folder in root.iterdir():
        if folder.is_dir() and folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)


def _say(encoder: str, weights: str, dimension: int, backend: str) -> str:
    return f"{encoder} {weights} ({dimension} dimensions, {backend})"
