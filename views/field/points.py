"""What the map shows of each paper, in columns: made once for each state of the library, and kept in memory."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from catalogue import programme
from catalogue.errors import NoEvidenceError, NoProgrammeError
from index import folder
from index.projection import store
from index.projection.store import Places
from views.compose import Services
from views.field.communities import Labels, leanings
from views.field.regions import Region, regions
from views.topics.papers import topic_of

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """The papers on the map, in the order of their ids, one row a paper in every column."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    bylines: tuple[str, ...]
    """``Chanin et al.``"""
    years: tuple[int, ...]
    """0 where it is unknown."""
    places: Places
    """Shape (papers, 2), within -1 to 1."""
    topics: tuple[str, ...]
    """Id of the main topic of each, or nothing."""
    communities: tuple[str, ...]
    """Whose words each says more than others do, or nothing."""
    posters: tuple[str, ...]
    """Ids of those that are presented at the latest event."""
    event: str
    """The latest event, or nothing."""
    regions: tuple[Region, ...]
    missing: int
    """Papers of the library that are newer than the map."""
    made: str
    """When the map was laid out: UTC time, ISO 8601."""


def stamp(home: Path) -> dict[str, str]:
    """Return what the map in *home* was made of, and when (``made``); nothing if there is none. Costs no reading."""
    return store.stamp(home)


def field(services: Services) -> Field:
    """Return the map of the library: some seconds of work for 6,000 papers, once after each change.

    Raises:
        NoIndexError: Nothing is indexed, or the map was not laid out yet.
        IndexCorruptError: The map cannot be read.
    """
    with _LOCK:  # whoever comes second waits for the first
        return _made(services, state(services))


def state(services: Services) -> tuple[str, ...]:
    """Return what is another one whenever the map shows something else."""
    made = services.searcher.manifest()
    evidence = services.words.evidence.stamp().get("made", "")
    map_ = stamp(services.settings.home)
    return made.rows, made.built, map_.get("made", ""), map_.get("rows", ""), evidence, services.catalogue.stamp()


@lru_cache(maxsize=1)
def _made(services: Services, _state: tuple[str, ...]) -> Field:
    laid = store.read(services.settings.home)
    listed = folder.papers(services.settings.home / "index")
    rows = {paper: row for row, paper in enumerate(laid.ids)}
    papers = listed[listed["id"].isin(rows)].sort_values("id")
    ids = tuple(papers["id"])
    places = framed(laid.places[[rows[paper] for paper in ids]])
    said = _said(services, ids)
    topics, event, posters = topic_of(services), *_posters(services)
    communities = leanings(said, services.words.glossary.concepts.values())
    return Field(
        ids=ids,
        titles=tuple(papers["title"]),
        bylines=tuple(map(byline, papers["authors"])),
        years=tuple(map(_year, papers["date"])),
        places=places,
        topics=tuple(topics.get(paper, "") for paper in ids),
        communities=tuple(communities.get(paper, "") for paper in ids),
        posters=tuple(paper for paper in ids if paper in posters),
        event=event,
        regions=_regions(places, ids, said),
        missing=len(listed) - len(ids),
        made=laid.stamp.get("made", ""),
    )


def framed(places: Places) -> Places:
    """Shift and scale *places* so that they lie within -1 to 1, shapes kept."""
    if not len(places):
        return places
    low, high = places.min(axis=0), places.max(axis=0)
    half = max((high - low).max() / 2, np.finfo(float).tiny)
    inside: Places = (places - (low + high) / 2) / half
    return inside


def byline(authors: list[str]) -> str:
    """Name authors as one would in a talk: ``Chanin``, ``Chanin and Bloom``, ``Chanin et al.``."""
    names = [name.split()[-1] for name in authors if name.split()]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."  # noqa: PLR2004 - two are named


def _year(date: str) -> int:
    return int(date[:4]) if date[:4].isdecimal() else 0


def _said(services: Services, ids: tuple[str, ...]) -> Mapping[str, Labels]:
    with suppress(NoEvidenceError):
        return services.words.evidence.said_in(ids)
    return {}


def _posters(services: Services) -> tuple[str, frozenset[str]]:
    with suppress(NoProgrammeError):
        event = programme.current(services.catalogue)
        return event, frozenset(work.id for work in programme.works(services.catalogue, event))
    return "", frozenset()


def _regions(places: Places, ids: tuple[str, ...], said: Mapping[str, Labels]) -> tuple[Region, ...]:
    """Find and name the regions by the ideas that each paper names, and how often."""
    concepts = sorted({concept for labels in said.values() for concept, _ in labels})
    column = {concept: place for place, concept in enumerate(concepts)}
    entries = [
        (row, column[concept], times)
        for row, paper in enumerate(ids)
        for (concept, _), times in said.get(paper, {}).items()
    ]
    rows, columns, times = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    table = csr_array((times, (rows, columns)), shape=(len(ids), len(concepts)))  # adds up what is there twice
    return regions(places, table, concepts)
