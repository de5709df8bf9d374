"""The index as a long-running program holds it: loaded once, swapped when a new build appears, never half of each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from catalogue.errors import CommonsError
from catalogue.records import Answer, Manifest, Query
from catalogue.settings import Settings
from index import encoders, filters, folder, search
from index.encoders import Encoder
from index.filters import Facets
from index.folder import Loaded


class Searcher:
    """Answers from the current index of a home. Safe to share between threads.

    The first call loads the model and the index. A later build is noticed at the next call and loaded by one
    thread while the others go on answering from the old one.
    """

    def __init__(self, settings: Settings, *, load_encoder: Callable[[Settings], Encoder] = encoders.load) -> None:
        self._settings = settings
        self._load_encoder = load_encoder
        self._root: Path = settings.home / "index"
        self._lock = threading.Lock()
        self._held: tuple[str, Loaded] | None = None
        self._counted: tuple[str, Facets] | None = None

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder of the settings, loaded at first use (always under the lock: `index` comes first)."""
        return self._load_encoder(self._settings)

    def search(self, query: Query) -> Answer:
        """Answer *query*. Raises `VectorIndexError` or `EncoderError` when there is nothing to ask."""
        return search.search(self.index(), self.encoder, query, self._settings.pool)

    def similar(self, paper_id: str, k: int = 10) -> Answer:
        """Find the *k* nearest neighbours of a paper. Also raises `UnknownPaperError`."""
        return search.similar(self.index(), paper_id, k=k, pool=self._settings.pool)

    def related(self, text: str, k: int = 10) -> Answer:
        """Find the related work of an abstract of any length; no part of it is cut off."""
        return self.search(Query(text=text, k=k))

    def facets(self) -> Facets:
        """Count what can be filtered by, without loading the model or the vectors."""
        name, counted = folder.current(self._root), self._counted
        if not counted or counted[0] != name:
            counted = self._counted = name, filters.facets(folder.papers(self._root))
        return counted[1]

    def manifest(self) -> Manifest:
        """Return what the current index was made of, without loading it."""
        return folder.manifest(self._root)

    def warm_up(self) -> None:
        """Load the model and the index in the background; what fails there is raised again by the first question."""

        def load() -> None:
            with suppress(CommonsError):
                self.index()

        threading.Thread(target=load, name="warm-up", daemon=True).start()

    def index(self) -> Loaded:
        """Return the current index, loading it where needed."""
        name, held = folder.current(self._root), self._held
        if held and held[0] == name:
            return held[1]
        if held and not self._lock.acquire(blocking=False):
            return held[1]  # somebody is loading the new one already
        if not held:
            self._lock.acquire()
        try:
            return self._reload()
        finally:
            self._lock.release()

    def _reload(self) -> Loaded:
        name = folder.current(self._root)
        if not self._held or self._held[0] != name:
            self._held = name, folder.load(self._root, self.encoder, self._settings.backend)
        return self._held[1]
