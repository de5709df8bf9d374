"""One ingest run: every record of a source is stored, passed over or rejected, and the log says which.

Papers, counts and the position are stored together, batch by batch, so that a run stopped at any moment,
by Ctrl-C or by a power cut, goes on where it was when the same command is given again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from catalogue import programme
from catalogue.errors import CommonsError, IncompleteError, NotWhatItSaysError, RecordError, SourceError
from catalogue.locks import alone
from catalogue.reviews import Reviews
from catalogue.runs import Reject, Run, RunLog, State
from catalogue.settings import Settings
from catalogue.store import Catalogue, Incoming
from ingest.relevance import Judge
from ingest.sieve import Sieve, everything
from ingest.sources import Chunk, Past, Source, Timed

BATCH = 1 << 19
"""Bytes in one transaction: a fraction of a second of a snapshot's lines, or one page of a service."""

FEW = 10
"""Withdrawals in one run that are never too many."""

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
    settings: Settings | None = None,
    *,
    restart: bool = False,
    progress: Progress = lambda _chunk, _counts: None,
) -> Report:
    """Ingest *source* into *catalogue*, going on where an unfinished run over the same content stopped.

    Args:
        source: What to read.
        catalogue: Where to store it.
        settings: For the threshold of the judge and the like; by default those of the environment.
        restart: Begin at the start even if a run could be resumed.
        progress: Told after every batch.

    Raises:
        SourceError: The source failed, gave too little or takes too much away; what was stored before stays.
            Or another process ingests it.
        CatalogueError: The catalogue failed; likewise.
        KeyboardInterrupt: Somebody stopped it; likewise, and the log says so.
    """
    settings = settings or Settings()
    busy = SourceError(f"another process is ingesting {source.name} into {settings.home}", "Wait for it to end")
    with alone(settings.home / f"ingest-{source.name}.lock", busy):
        return _run(source, _Ingestion(source, catalogue, settings, restart=restart), progress)


def _run(source: Source, ingestion: _Ingestion, progress: Progress) -> Report:
    resumed = ingestion.run.position
    try:
        for batch in _batches(source, resumed or source.start(ingestion.past())):
            ingestion.store(batch)
            progress(batch[-1], ingestion.counts)
        _insist(source, ingestion.counts)
        with ingestion.catalogue.writing() as connection:
            ingestion.catalogue.regroup(connection)
        if isinstance(source, Timed) and source.sessions:
            programme.write(ingestion.catalogue, source.event, source.sessions)
    except KeyboardInterrupt:
        ingestion.end("interrupted")
        raise
    except CommonsError as error:
        ingestion.end("failed", str(error))
        raise
    return Report(run=ingestion.end("finished"), resumed=resumed, rejects=ingestion.log.rejects(ingestion.run.id))


class _Ingestion:
    """A run under way: what it has counted, and how it is stored."""

    def __init__(self, source: Source, catalogue: Catalogue, settings: Settings, *, restart: bool) -> None:
        self.source = source
        self.catalogue = catalogue
        self.log = RunLog(catalogue)
        content = source.fingerprint()
        unfinished = None if restart else self.log.resumable(source.name, content, source.options)
        self.run = unfinished or self.log.begin(source.name, source.target, content, source.options)
        self.counts = Counter(self.run.counts)
        self.account = self.run.account
        self._limit = settings.shrink_limit
        judge = Judge(threshold=settings.relevance_threshold)
        sieve = Sieve(catalogue, judge.judge, threshold=judge.threshold, margin=settings.review_margin)
        self._sift = sieve.sift if source.selective else everything

    def past(self) -> Past:
        """Say what is there already."""
        runs = self.log.complete(self.source.name)
        covered = max((run.account.until for run in runs if run.account), default="")
        return Past(covered=covered, newest=self.catalogue.newest("arxiv"))

    def store(self, batch: list[Chunk]) -> None:
        """Store one batch with what it did to the counts, all in one transaction."""
        found, rejects = _sort_out(self.source, batch)
        sifted = self._sift(found)
        counts = self.counts + Counter({"rejected": len(rejects), "passed over": sifted.passed_over})
        _insist(self.source, counts, PATIENCE, len(sifted.wanted))
        last = batch[-1]
        with self.catalogue.writing() as connection:
            counts.update(self.catalogue.upsert(connection, sifted.wanted, self.run.id))
            self._refuse_to_shrink(counts)
            Reviews(self.catalogue).offer(connection, sifted.doubtful)
            self.log.advance(connection, self.run, last.position, counts, rejects, last.account)
        self.counts, self.account = counts, last.account

    def end(self, state: State, error: str = "") -> Run:
        """Close the run in the log."""
        self.log.end(self.run, state, error)
        return replace(self.run, state=state, error=error, counts=dict(self.counts), account=self.account)

    def _refuse_to_shrink(self, counts: Counter[str]) -> None:
        """Give up before a broken service empties the catalogue."""
        if counts["withdrawn"] > FEW and counts["withdrawn"] > self._limit * self.catalogue.count():
            raise IncompleteError(
                f"{self.source.name} takes back {counts['withdrawn']} papers at once; the last of them were kept",
                "If that is right, raise COMMONS_SHRINK_LIMIT and run the same command again",
            )


def _batches(source: Source, position: str) -> Iterator[list[Chunk]]:
    """Cut what *source* gives into transactions; when it fails, what it gave before comes first.

    What a service was asked for is stored at once: to ask again costs it and us more than a transaction.
    """
    batch: list[Chunk] = []
    size = 0
    try:
        for chunk in source.fetch(position):
            batch.append(chunk)
            size += len(chunk.data)
            if size >= BATCH or chunk.account:
                yield batch
                batch, size = [], 0
    except SourceError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _sort_out(source: Source, batch: list[Chunk]) -> tuple[list[Incoming], list[Reject]]:
    """Split the records of *batch* into those that can be read and those that cannot."""
    found: list[Incoming] = []
    rejects: list[Reject] = []
    for chunk in batch:
        for record in source.parse(chunk.data):
            if isinstance(record, RecordError):
                rejects.append(Reject(place=chunk.place, reason=str(record)))
            else:
                found.append(record)
    return found, rejects


def _insist(source: Source, counts: Counter[str], patience: int = 1, wanted: int = 0) -> None:
    """Give up on a source of which nothing at all can be read."""
    if not wanted and counts["rejected"] >= patience and counts.total() == counts["rejected"]:
        raise NotWhatItSaysError(
            f"none of the first {counts['rejected']} records of {source.target or source.name} can be read",
            f"Check that it is what `commons ingest {source.name} --help` describes",
        )
