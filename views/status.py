"""What is in the catalogue and the index, how old it is, what is missing, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from catalogue.errors import NoEvidenceError, VectorIndexError
from catalogue.identity import Doubt
from catalogue.kept import kept
from catalogue.records import Manifest
from catalogue.reviews import Reviews
from catalogue.runs import Run, RunLog
from glossary.access import Words
from index.projection import store as places
from ingest import watch
from ingest.sources import names as source_names
from views.compose import Services, evidence_stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of one home."""

    works: int
    records: dict[str, int]
    """Records by source; one work may have several."""
    without_abstract: int
    """Works that have neither an abstract nor a summary of ours."""
    without_authors: int
    oldest: str
    newest: str
    """First and last date of submission; empty when no work has one."""
    by_year: dict[str, int]
    doubts: list[Doubt]
    """Works that may be one and need a person's eye."""
    withdrawn: int
    """Works that were taken back: kept, but no longer found."""
    reviews: dict[str, int]
    """Papers at the border of the field, by what was decided on them; ``open`` ones wait."""
    runs: list[Run]
    """The last ingest runs, newest first."""
    manifest: Manifest | None
    """Of the current index, if there is one that can be read."""
    stale: bool
    """Whether the catalogue has changed since the index was built."""
    mapped: str
    """When the map of the field was laid out, UTC, ISO 8601; empty if it was not."""
    glossary: dict[str, int]
    """How much there is of concepts, labels, bridges and so on."""
    attested: dict[str, float]
    """Share of the labels that people see which the ``corpus``, their ``source``, or ``either`` shows in use."""
    problems: tuple[str, ...]
    """Each one sentence with its remedy; none when all is well."""


def report(services: Services) -> Status:
    """Look at everything. Raises `CatalogueError` when the catalogue itself cannot be read."""
    census: _Census = kept("census", services.settings).get(services.catalogue.stamp(), lambda: _census(services))
    runs = RunLog(services.catalogue).last()
    manifest, broken = _manifest(services)
    return Status(
        works=census.works,
        records=services.catalogue.by_source(),
        without_abstract=census.without_abstract,
        without_authors=census.without_authors,
        oldest=census.oldest,
        newest=census.newest,
        by_year=census.by_year,
        doubts=services.catalogue.doubts(),
        withdrawn=census.withdrawn,
        reviews=Reviews(services.catalogue).count(),
        runs=runs,
        manifest=manifest,
        stale=bool(manifest and manifest.catalogue != services.catalogue.stamp()),
        mapped=places.stamp(services.settings.home).get("made", ""),
        glossary=services.words.glossary.counts(),
        attested=_attested(services.words),
        problems=tuple(_problems(services, runs, broken)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Census:
    """What it takes all works to say; the names are those of `Status`."""

    works: int
    without_abstract: int
    without_authors: int
    oldest: str
    newest: str
    by_year: dict[str, int]
    withdrawn: int


def _census(services: Services) -> _Census:
    """Count the works: a second for 6,000, so once for each state of the catalogue."""
    everything = services.catalogue.works(withdrawn=None)
    works = [work for work in everything if not work.withdrawn]
    dates = sorted(work.submitted for work in works if work.submitted)
    return _Census(
        works=len(works),
        without_abstract=sum(not (work.abstract or work.summary) for work in works),
        without_authors=sum(not work.authors for work in works),
        oldest=dates[0] if dates else "",
        newest=dates[-1] if dates else "",
        by_year=dict(sorted(Counter(date[:4] for date in dates).items())),
        withdrawn=len(everything) - len(works),
    )


def staleness(services: Services) -> str:
    """Say that the index is behind the catalogue, and what to do; or nothing. Cheap: two counts."""
    manifest, _ = _manifest(services)
    if manifest is None or manifest.catalogue == services.catalogue.stamp():
        return ""
    now = services.catalogue.count()
    than = f"the catalogue has {now}" if now != manifest.papers else "the catalogue has changed since"
    return f"The index was built for {manifest.papers} papers, {than}. Run: commons index"


def _attested(words: Words) -> dict[str, float]:
    try:
        seen = words.evidence.attested()
    except NoEvidenceError:
        seen = set()
    labels = [(concept.id, label) for concept in words.glossary.concepts.values() for label in concept.shown]
    corpus = [(concept, label.text) in seen for concept, label in labels]
    source = [bool(label.source) for _, label in labels]
    either = map(max, corpus, source)
    shares = {"corpus": sum(corpus), "source": sum(source), "either": sum(either)}
    return {name: round(count / len(labels), 4) for name, count in shares.items()}


def _manifest(services: Services) -> tuple[Manifest | None, str]:
    try:
        return services.searcher.manifest(), ""
    except VectorIndexError as error:
        return None, str(error)


def _problems(services: Services, runs: list[Run], broken: str) -> list[str]:
    """List what is wrong: each one sentence with its remedy."""
    if not services.catalogue.count():
        return ["The catalogue is empty. Run: commons ingest starter"]
    newest: dict[tuple[str, str], Run] = {}
    for run in runs:
        newest.setdefault((run.source, run.target), run)
    unfinished = [_unfinished(run) for run in newest.values() if run.state != "finished"]
    return [*filter(None, (broken, staleness(services), _unread(services))), *unfinished, *_watched(services)]


def _watched(services: Services) -> Iterator[str]:
    """What the runs of each source that is asked by days tell together."""
    log, today = RunLog(services.catalogue), datetime.now(UTC).date()
    for name in source_names():
        yield from watch.warnings(name, log.complete(name), today)


def _unread(services: Services) -> str:
    if evidence_stamp(services).items() <= services.words.evidence.stamp().items():
        return ""
    return "The papers have not been read for this glossary yet. Run: commons index"


def _unfinished(run: Run) -> str:
    options = [f"--{name} {run.options[name]}" for name in ("since", "until", "event") if run.options.get(name)]
    what = " ".join(filter(None, ["commons ingest", run.source, run.target, *options]))
    return f"The last run of {run.source} is {run.state}{f' ({run.error})' if run.error else ''}. Run again: {what}"
