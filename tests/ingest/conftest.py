"""A catalogue to ingest into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogue.settings import Settings
from catalogue.store import Catalogue


@pytest.fixture
def new_catalogue(tmp_path: Path) -> Iterator[Callable[[str], Catalogue]]:
    """Open catalogues by name, and close them when the test ends."""
    opened: list[Catalogue] = []

    def make(name: str) -> Catalogue:
        opened.append(Catalogue.open(Settings(home=tmp_path / name)))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def catalogue(new_catalogue: Callable[[str], Catalogue]) -> Catalogue:
    """An empty catalogue."""
    return new_catalogue("catalogue")
