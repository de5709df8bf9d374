"""The index as a long-running program holds it: loaded once, swapped when a new build appears, never half of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from catalogue.answers import Answer, Caution, Expansion, Query
from catalogue.kept import Kept
from catalogue.records import Manifest
from catalogue.settings import Settings
from index import encoders, filters, folder, search
from index.encoders import Encoder
from index.filters import Facets
from index.folder import Loaded
from index.near_duplicates import fold
from index.question.syntax import read

Expand = Callable[[str], Sequence[Expansion]]
"""Gives the words of other communities for what a text names; the glossary does."""

Warn = Callable[[str], Sequence[Caution]]
"""Gives the words of a text that other communities use for something else; the glossary does."""

FOLDED = 5
"""Hits looked at beyond those wanted, for those that are folded."""


class Searcher:
    """Answers from the current index of a home. Safe to share between threads.

    The first call loads the model and the index. A later build is noticed at the next call, and loaded in the
    background while the old one goes on answering.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        expand: Expand = lambda _: (),
        caution: Warn = lambda _: (),
        load_encoder: Callable[[Settings], Encoder] = encoders.load,
    ) -> None:
        """Take the settings, and what knows the words of other communities for a question, and their false friends."""
        self._settings = settings
        self._expand = expand
        self._caution = caution
        self._load_encoder = load_encoder
        self._root: Path = settings.home / "index"
        self._kept: Kept[Loaded] = Kept("index", settings.stall_s)
        self._counted: tuple[str, Facets] | None = None

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder of the settings, loaded at first use (always by the one thread that loads an index)."""
        return self._load_encoder(self._settings)

    def search(self, query: Query) -> Answer:
        """Answer *query* as a person typed it: its syntax is read, its near duplicates are folded.

        Raises:
            QuestionError: The syntax is wrong.
            VectorIndexError: There is nothing to ask.
            EncoderError: The model cannot be loaded.
        """
        index, asked = self.index(), read(query)
        expansions = (
            [one for one in self._expand(asked.text) if one.label not in asked.without] if asked.bridges else ()
        )
        wider = replace(asked, k=asked.k + FOLDED)
        answer = search.search(index, self.encoder, wider, self._settings.pool, expansions)
        return replace(
            answer,
            hits=fold(index, answer.hits)[: asked.k],
            cautions=tuple(self._caution(asked.text)),
            did_you_mean=index.spelling.mended(query.text),
            people=index.authors.found(asked.text),
        )

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
        """Do what the first question would wait for. Raises what it would raise."""
        before = self._kept.held
        index = self.index()
        index.warm_up()
        if not before:
            self.encoder.encode_query(["warm-up"])  # the first text takes many times as long as the next

    def index(self) -> Loaded:
        """Return the current index, loading it where needed."""
        return self._kept.get(folder.current(self._root), self._load)

    def _load(self) -> Loaded:
        fresh = folder.load(self._root, self.encoder, self._settings.backend)
        if self._kept.held:  # the old one still answers: no question needs to wait for what is read at the first
            fresh.warm_up()
        return fresh
