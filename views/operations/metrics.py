"""What is counted while the app serves, for Prometheus. No label ever holds a question, an id or a person.

One place measures the runs of pages (`page`), one the errors shown (`told`), one the searches (`CountedSearcher`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from prometheus_client import (
    GC_COLLECTOR,
    PROCESS_COLLECTOR,
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
)

from catalogue.answers import Answer, Query
from catalogue.errors import (
    CatalogueCorruptError,
    CatalogueLockedError,
    CommonsError,
    EncoderError,
    NoEvidenceError,
    SettingsError,
    StorageError,
    VectorIndexError,
)
from index.searcher import Searcher

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second line for each series, of no use here
REGISTRY = CollectorRegistry()
"""Ours alone: the default one would also hold what libraries count."""

SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Upper bounds of the histograms: a page is to take less than a second."""

PAGES = Counter("commons_page_runs", "Runs of pages, by how they ended.", ["page", "outcome"], registry=REGISTRY)
PAGE_SECONDS = Histogram(
    "commons_page_seconds", "Time that the run of a page took.", ["page"], buckets=SECONDS, registry=REGISTRY
)
SEARCHES = Histogram("commons_search_seconds", "Time that a search took.", buckets=SECONDS, registry=REGISTRY)
ERRORS = Counter("commons_errors", "Errors shown or logged, by their kind.", ["kind"], registry=REGISTRY)
ANSWERS = Histogram(
    "commons_request_seconds",
    "Time that an answer beside the pages took, by address and status.",
    ["route", "status"],
    buckets=SECONDS,
    registry=REGISTRY,
)
REGISTRY.register(PROCESS_COLLECTOR)
REGISTRY.register(GC_COLLECTOR)

OURS = (
    SettingsError,
    StorageError,
    CatalogueLockedError,
    CatalogueCorruptError,
    VectorIndexError,
    EncoderError,
    NoEvidenceError,
)
"""Errors about the machine. Messages of all others may repeat what a reader typed, so only their kind is logged."""

_log = logging.getLogger("views.operations")


@dataclass(slots=True)
class _Run:
    outcome: str = "ok"


_current: ContextVar[_Run | None] = ContextVar("run", default=None)


@contextmanager
def page(slug: str) -> Iterator[None]:
    """Measure one run of the page *slug*: how long it took and how it ended.

    It was ``ok``, showed a ``problem`` (`told`), met a ``crash``, or was ``cut`` short by what its reader did next.
    """
    run, start = _Run(), time.perf_counter()
    token = _current.set(run)
    try:
        yield
    except Exception:
        run.outcome = "crash"
        raise
    except BaseException:  # Streamlit's word for: the reader went on
        run.outcome = "cut"
        raise
    finally:
        _current.reset(token)
        took = time.perf_counter() - start
        PAGES.labels(slug, run.outcome).inc()
        PAGE_SECONDS.labels(slug).observe(took)
        _log.info("page", extra={"page": slug, "ms": round(1000 * took), "outcome": run.outcome})


def told(error: CommonsError) -> None:
    """Count and log an error that is shown in place; of what a reader may have typed, its kind only."""
    if run := _current.get():
        run.outcome = "problem"
    kind = type(error).__name__
    ERRORS.labels(kind).inc()
    said = {"problem": str(error)} if isinstance(error, OURS) else {}
    _log.warning("error", extra={"kind": kind, **said})


def crashed(error: Exception) -> None:
    """Count an error that nobody expected; Streamlit logs it."""
    ERRORS.labels(type(error).__name__).inc()


class CountedSearcher(Searcher):
    """A searcher whose searches are counted and timed."""

    def search(self, query: Query) -> Answer:
        """Answer as `Searcher.search` does."""
        with SEARCHES.time():
            return super().search(query)
