"""What is looked at of the library: catalogue, model, index, evidence, map, harvests; and arXiv, where wanted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from catalogue.errors import CatalogueCorruptError, VectorIndexError
from catalogue.settings import Settings
from index import encoders, folder
from index.projection import store as places
from ingest.web.courtesy import Courtesy
from ingest.web.transports import client
from views import status
from views.compose import open_services
from views.operations.archive import CATALOGUE
from views.operations.finding import Examinations, Finding, broken, ok, warning

OFF_S = 60
"""A clock that is further off makes logins fail."""


def catalogue(settings: Settings) -> Iterator[Finding]:
    """Look whether the catalogue is whole, of this version, and has something in it."""
    file = settings.home / CATALOGUE
    if not settings.database_url:
        if not file.exists():
            yield broken("catalogue", f"there is none in {settings.home}", "Run: commons ingest starter")
            return
        _whole(settings)
    here = open_services(settings)
    report = status.report(here)
    here.catalogue.close()
    if report.works:
        yield ok("catalogue", f"{report.works} works")
    told = _index_troubles(settings)
    yield from (warning("library", *_parted(one)) for one in report.problems if one not in told)


def _whole(settings: Settings) -> None:
    file = settings.home / CATALOGUE
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as database:
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise CatalogueCorruptError(f"{file} is damaged ({found})", "Restore it: commons restore BACKUP --replace")


def _parted(problem: str) -> tuple[str, str]:
    """Part a sentence from the command that mends it."""
    said, run, command = problem.rpartition(". Run")
    return (said, f"Run{command}") if run else (problem, "Look at: commons status")


def _index_troubles(settings: Settings) -> list[str]:
    try:
        folder.manifest(settings.home / "index")
    except VectorIndexError as error:
        return [str(error)]
    return []


def index(settings: Settings) -> Iterator[Finding]:
    """Load the model and the index as the server would: every file against its sum, both against the settings."""
    encoder = encoders.load(settings)
    yield ok("model", f"{encoder.name} {encoder.weights[:12]}")
    made = folder.load(settings.home / "index", encoder, settings.backend).manifest
    yield ok("index", f"{made.papers} papers, built {made.built}")
    laid = places.stamp(settings.home)
    if not laid:
        yield warning("map", "the papers have no places on the map yet", "Run: commons index")
    elif laid.get("rows") != made.rows:
        yield warning("map", "the map is older than the index", "Run: commons index")
    else:
        yield ok("map", f"laid out {laid.get('made', '')}")


def arxiv(settings: Settings) -> Iterator[Finding]:
    """Ask arXiv once, in turn with everybody, who it is; and what time it is."""
    once = settings.model_copy(update={"request_tries": 1})
    courtesy = Courtesy(once, "arxiv", lambda _body: None)
    with client(once, courtesy) as asking:
        answer = asking.get(f"{settings.arxiv_oai}?verb=Identify")
    yield ok("arxiv", f"{settings.arxiv_oai} answers")
    if said := answer.headers.get("date"):
        off = abs((datetime.now(UTC) - parsedate_to_datetime(said)).total_seconds())
        if off > OFF_S:
            yield broken("clock", f"it is {off:.0f} s off arXiv's", "Set the clock, best of all by NTP")


LIBRARY: Examinations = {"catalogue": catalogue, "index": index}
ONLINE: Examinations = {"arxiv": arxiv}
