"""One ingest run: every record of a source is stored, passed over or rejected, and the log says which.

Papers, counts and the position are stored together, batch by batch, so that a run stopped at any moment,
by Ctrl-C or by a power cut, goes on where it was when the same command is given again.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from catalogue.errors import CommonsError, NotWhatItSaysError, RecordError, SourceError
from catalogue.runs import Reject, Run, RunLog, State
from catalogue.store import Catalogue, Incoming
from ingest.relevance import is_mi
from ingest.sources import Chunk, Source

BATCH = 1000
"""Chunks in one transaction: half a second of a snapshot's lines."""

PATIENCE = 100
"""When this many records came and none could be read, the source is not what it says."""

Progress = Callable[[Chunk, Counter[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did."""

    run: Run
    """With its final state and counts."""
    resumed: str
    """Where an earlier run had stopped; empty when this one began at the start."""
    rejects: list[Reject]


def run(
    source: Source,
    catalogue: Catalogue,
    *,
    restart: bool = False,
    progress: Progress = lambda _chunk, _counts: None,
) -> Report:
    """Ingest *source* into *catalogue*, going on where an unfinished run over the same content stopped.

    Args:
        source: What to read.
        catalogue: Where to store it.
        restart: Begin at the start even if a run could be resumed.
        progress: Told after every batch.

    Raises:
        SourceError: The source failed; what was stored before stays.
        CatalogueError: The catalogue failed; likewise.
        KeyboardInterrupt: Somebody stopped it; likewise, and the log says so.
    """
    ingestion = _Ingestion(source, catalogue, restart=restart)
    resumed = ingestion.run.position
    try:
        for batch in _batches(source, resumed):
            ingestion.store(batch)
            progress(batch[-1], ingestion.counts)
        _insist(source, ingestion.counts)
        with catalogue.writing() as connection:
            catalogue.regroup(connection)
    except KeyboardInterrupt:
        ingestion.end("interrupted")
        raise
    except CommonsError as error:
        ingestion.end("failed", str(error))
        raise
    return Report(run=ingestion.end("finished"), resumed=resumed, rejects=ingestion.log.rejects(ingestion.run.id))


class _Ingestion:
    """A run under way: what it has counted, and how it is stored."""

    def __init__(self, source: Source, catalogue: Catalogue, *, restart: bool) -> None:
        self.source = source
        self.catalogue = catalogue
        self.log = RunLog(catalogue)
        content = source.fingerprint()
        unfinished = None if restart else self.log.resumable(source.name, content, source.options)
        self.run = unfinished or self.log.begin(source.name, source.target, content, source.options)
        self.counts = Counter(self.run.counts)

    def store(self, batch: list[Chunk]) -> None:
        """Store one batch with what it did to the counts, all in one transaction."""
        counts = Counter(self.counts)
        wanted, rejects = _sort_out(self.source, batch, counts)
        _insist(self.source, counts, PATIENCE, len(wanted))
        with self.catalogue.writing() as connection:
            counts.update(self.catalogue.upsert(connection, wanted, self.run.id))
            self.log.advance(connection, self.run, batch[-1].position, counts, rejects)
        self.counts = counts

    def end(self, state: State, error: str = "") -> Run:
        """Close the run in the log."""
        self.log.end(self.run, state, error)
        return replace(self.run, state=state, error=error, counts=dict(self.counts))


def _batches(source: Source, position: str) -> Iterator[list[Chunk]]:
    """Cut what *source* gives into transactions; when it fails, what it gave before comes first."""
    batch: list[Chunk] = []
    try:
        for chunk in source.fetch(position):
            batch.append(chunk)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except SourceError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _sort_out(source: Source, batch: list[Chunk], counts: Counter[str]) -> tuple[list[Incoming], list[Reject]]:
    """Split the records of *batch* into wanted and rejected ones; the rest are passed over, and counted."""
    wanted: list[Incoming] = []
    rejects: list[Reject] = []
    for chunk, record in _records(source, batch):
        if isinstance(record, RecordError):
            counts["rejected"] += 1
            rejects.append(Reject(place=chunk.place, reason=str(record)))
        elif source.selective and not is_mi(record.paper).label:
            counts["passed over"] += 1
        else:
            wanted.append(record)
    return wanted, rejects


def _records(source: Source, batch: list[Chunk]) -> Iterator[tuple[Chunk, Incoming | RecordError]]:
    return itertools.chain.from_iterable(((chunk, record) for record in source.parse(chunk.data)) for chunk in batch)


def _insist(source: Source, counts: Counter[str], patience: int = 1, wanted: int = 0) -> None:
    """Give up on a source of which nothing at all can be read."""
    if not wanted and counts["rejected"] >= patience and counts.total() == counts["rejected"]:
        raise NotWhatItSaysError(
            f"none of the first {counts['rejected']} records of {source.target or source.name} can be read",
            f"Check that it is what `commons ingest {source.name} --help` describes",
        )
