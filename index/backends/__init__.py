"""Vectors in, nearest rows out. One file a backend; the file is the registration.

A module here offers ``build(vectors) -> Backend`` and ``load(path) -> Backend``. The contract, which the tests
run over every file of this folder, is agreement with brute force (`exact`).
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from catalogue.errors import SettingsError
from index.encoders import Vectors

Rows = NDArray[np.int64]
"""Positions of vectors, in the order in which they were built."""

Scores = NDArray[np.float32]


class Backend(Protocol):
    """Searches by inner product, larger is better; rows and scores only, never padding or distances."""

    def search(self, query: Vectors, k: int, among: Rows | None = None) -> tuple[Scores, Rows]:
        """Find the *k* best rows for one query of shape (dimension,), best first; ties by row.

        Args:
            query: The vector to compare with.
            k: How many at most; fewer come back when there are fewer.
            among: Consider only these rows.
        """

    def vectors(self, rows: Rows) -> Vectors:
        """Return the stored vectors of *rows*."""

    def save(self, path: Path) -> None:
        """Write everything to the file *path*."""


class Module(Protocol):
    """What a file of this folder offers."""

    def build(self, vectors: Vectors) -> Backend:
        """Index *vectors*, shape (rows, dimension)."""

    def load(self, path: Path) -> Backend:
        """Read what `Backend.save` wrote."""


def names() -> list[str]:
    """Return the backends that there are."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def module(name: str) -> Module:
    """Import the backend *name*.

    Raises:
        SettingsError: There is none of that name.
    """
    if name not in names():
        raise SettingsError(
            f"there is no vector backend {name!r}", f"Set COMMONS_BACKEND to one of: {', '.join(names())}"
        )
    return cast(Module, import_module(f"index.backends.{name}"))
