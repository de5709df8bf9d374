"""What `/metrics` looks up when it is asked: sessions, the index, the catalogue, the last runs of each source."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version

from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector, CollectorRegistry
from streamlit.runtime import exists, get_instance
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY, GaugeStat

from catalogue.errors import CommonsError
from catalogue.runs import Run, RunLog
from ingest.sources import names
from views.compose import Services
from views.operations.metrics import REGISTRY
from views.services import services

LOOKED_AT = 200
"""Runs among which the last one of each source is looked for."""


def text(opened: Callable[[], Services] = services) -> bytes:
    """Return all metrics in Prometheus' text format."""
    looked_up = CollectorRegistry()
    looked_up.register(Now(opened))
    return generate_latest(REGISTRY) + generate_latest(looked_up)


class Now(Collector):
    """How things are at this moment; what cannot be read is left out."""

    def __init__(self, opened: Callable[[], Services]) -> None:
        """Ask the services that *opened* gives."""
        self._opened = opened

    def describe(self) -> list[Metric]:
        """Promise nothing: registering is then no reason to look."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Look."""
        said = {"version": version("interp-commons"), "python": sys.version.partition(" ")[0]}
        yield InfoMetricFamily("commons_build", "What runs here.", value=said | {"streamlit": version("streamlit")})
        yield _gauge("commons_sessions_open", "Pages open in browsers.", _sessions())
        with suppress(CommonsError):
            here = self._opened()
            yield from _catalogue(here)
            yield from _index(here)


def _sessions() -> int:
    if not exists():
        return 0
    found = get_instance().stats_mgr.get_stats(family_names=[ACTIVE_SESSIONS_FAMILY])
    return sum(one.value for one in found.get(ACTIVE_SESSIONS_FAMILY, ()) if isinstance(one, GaugeStat))


def _catalogue(here: Services) -> Iterator[Metric]:
    yield _gauge("commons_catalogue_papers", "Works in the catalogue.", here.catalogue.count())
    known, runs = set(names()), RunLog(here.catalogue).last(LOOKED_AT)
    last: dict[str, Run] = {}
    for run in runs:
        if run.source in known:
            last.setdefault(run.source, run)
    if ended := [run.finished for run in runs if run.finished and run.state == "finished"]:
        age = (datetime.now(UTC) - max(ended)).total_seconds()
        yield _gauge("commons_catalogue_age_seconds", "Time since a run last finished.", max(0.0, age))
    started = GaugeMetricFamily("commons_ingest_started_timestamp_seconds", "Last run's start.", labels=["source"])
    finished = GaugeMetricFamily("commons_ingest_ok", "Whether the last run finished: 1, or 0.", labels=["source"])
    for source, run in sorted(last.items()):
        started.add_metric([source], run.started.timestamp())
        finished.add_metric([source], float(run.state == "finished"))
    yield from (started, finished)


def _index(here: Services) -> Iterator[Metric]:
    made = here.searcher.manifest()
    built = datetime.fromisoformat(made.built).timestamp()
    yield _gauge("commons_index_papers", "Papers in the index.", made.papers)
    yield _gauge("commons_index_built_timestamp_seconds", "When the index was built.", built)
    behind = float(made.catalogue != here.catalogue.stamp())
    yield _gauge("commons_index_behind", "Whether the catalogue has changed since: 1, or 0.", behind)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=value)
