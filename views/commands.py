"""What each command does, between the parsed line and the printed answer."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from catalogue.answers import Answer, Query
from catalogue.errors import CommonsError, SettingsError
from catalogue.records import Work
from catalogue.runs import RunLog
from catalogue.settings import Settings, load_settings
from catalogue.store import Catalogue
from glossary.access import Words
from index import evaluate as measure
from index import judged
from ingest import sources as source_modules
from ingest.harvest import configured
from ingest.identifiers import identify
from ingest.run import run as run_ingest
from ingest.sources import Source
from views import answers, files, memory, payload, terminal
from views import serve as server
from views import status as state
from views.compose import Services, build_index, lay_out, open_services, read_for_glossary
from views.opened import ready
from views.taking import FORMATS

DEFAULT_SYSTEM = "hybrid+bridges"
"""What `search` does by default, by its name in an evaluation."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def sources() -> dict[str, Callable[..., Any]]:
    """Return what opens each source, by name."""
    return {name: source_modules.opener(name) for name in source_modules.names()}


def ingest(name: str, options: dict[str, Any], *, restart: bool) -> None:
    """Run a source and say what came of it."""
    services = open_services(_job())
    _ingest(services, source_modules.open_source(name, services.settings, options), restart=restart)


def harvest(only: list[str], *, index: bool) -> None:
    """Run the configured sources, each whatever becomes of the others, and bring the index up to date."""
    services = open_services(_job())
    failed = [source.name for source in configured(services.settings, only) if not _harvested(services, source)]
    if index and services.catalogue.count():
        _index(services)
    if failed:
        raise typer.Exit(1)


def _harvested(services: Services, source: Source) -> bool:
    try:
        _ingest(services, source)
    except CommonsError as error:
        terminal.fail(f"{' '.join(filter(None, (source.name, source.target)))}: {error}")
        return False
    return True


def _ingest(services: Services, source: Source, *, restart: bool = False) -> None:
    try:
        with terminal.reading(source) as progress:
            report = run_ingest(source, services.catalogue, services.settings, restart=restart, progress=progress)
    except KeyboardInterrupt:
        terminal.warn("stopped; what was read is kept, and the same command goes on from there")
        raise typer.Exit(130) from None
    terminal.ingested(source, report)


def index(*, rebuild: bool) -> None:
    """Build the index and say what was done."""
    _index(open_services(_job()), rebuild=rebuild)


def _job(**given: Any) -> Settings:  # noqa: ANN401 - whatever the settings take
    """Read the settings of a command that may run by itself, and print or log as they say."""
    settings = load_settings(**given)
    if settings.log == "json":
        terminal.log_instead()
    return settings


def _index(services: Services, *, rebuild: bool = False) -> None:
    try:
        with terminal.embedding() as progress:
            built = build_index(services, rebuild=rebuild, progress=progress)
        with terminal.counting("reading for the glossary", built.manifest.papers) as counted:
            read_for_glossary(services, rebuild=rebuild, progress=counted)
        with terminal.laying_out() as laid:
            lay_out(services, laid)
    except KeyboardInterrupt:
        terminal.warn("stopped; what was embedded is kept, and the same command goes on from there")
        raise typer.Exit(130) from None
    terminal.built(built)


def serve(*, port: str, prepare: bool) -> None:
    """Start the app, on the starter bibliography if there is nothing else."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a container's first process is deaf to it otherwise
    settings = _job(**({"port": port} if port else {}))
    server.check(settings)
    services = open_services(settings)
    if prepare:
        if not services.catalogue.count():
            _ingest(services, source_modules.open_source("starter", settings, {}))
        _index(services)
    services.catalogue.close()
    server.serve(settings)


def search(text: str, asked: dict[str, Any], *, json: bool) -> None:
    """Answer a question; *asked* are the other fields of its `Query`."""
    for name in ("since", "until"):
        if asked[name] and not _DATE.fullmatch(asked[name]):
            raise SettingsError(f"--{name} {asked[name]} is no date", "Write 2024, 2024-09 or 2024-09-23")
    services = ready()
    for name in ("more", "less"):
        asked[name] = tuple(_work(services.catalogue, one).id for one in asked[name])
    answer = services.searcher.search(Query(text=text, **asked))
    _answer(services, {"query": text, "mode": asked["mode"]}, answer, text, json=json)


def similar(paper_id: str, *, k: int, json: bool) -> None:
    """Show a paper's neighbours."""
    services = ready()
    work = _work(services.catalogue, paper_id)
    _answer(services, {"paper": work.id}, services.searcher.similar(work.id, k), json=json)


def status(*, rejects: int, json: bool) -> None:
    """Show what is there, or what a run could not read."""
    services = open_services(load_settings())
    if rejects:
        found = RunLog(services.catalogue).rejects(rejects)
        if not found:
            terminal.warn(f"the run {rejects} rejected nothing, or there is none; for the last ones: commons status")
        sys.stdout.writelines(f"{reject.place}: {reject.reason}\n" for reject in found)
        return
    report = state.report(services)
    if json:
        payload.print_json(payload.status(report))
    else:
        terminal.status(report)


def evaluate(kind: str, folder: Path, *, run: Path | None, system: str, json: bool) -> None:
    """Rank, score and print; the run of one system goes to a file."""
    rank = {"search": measure.rank_searches, "similar": measure.rank_neighbours}[kind]
    names = {"hybrid": "hybrid", "keyword": "keyword", "meaning": "meaning", DEFAULT_SYSTEM: DEFAULT_SYSTEM}
    if system not in names:
        raise SettingsError(f"there is no system {system!r}", f"Name one of: {', '.join(names)}")
    if run:
        files.touch(run)  # now: who learns after minutes that it cannot be written has lost them
    settings = load_settings()
    words = Words(settings.home)
    with terminal.embedding() as progress:
        bench = measure.prepare(judged.read(folder), settings, progress)
    rankings = {
        name: rank(bench, mode, words.expand if bridges else None) for name, (mode, bridges) in measure.SYSTEMS.items()
    }
    result = measure.evaluate(bench.judged, rankings)
    if run:
        measure.write_run(run, rankings[system], system)
    if json:
        payload.print_json(payload.evaluation(result))
    else:
        terminal.evaluation(result)


def export(name: str, ids: list[str], *, saved: Path | None, title: str, out: Path | None) -> None:
    """Write papers in a format of other programs: those named, those on a saved list, or all."""
    form, services = FORMATS[name], open_services(load_settings())
    if form.binary and not out:
        raise SettingsError(f"{form.name} is no text", f"Name a file to write: --out notes.{form.suffix}")
    if out:
        files.touch(out)
    works = [_work(services.catalogue, one) for one in ids]
    works += _listed(services.catalogue, saved) if saved else []
    written = form.dump(services, works if ids or saved else services.catalogue.works(), title)
    if out:
        out.write_bytes(written)
    else:
        sys.stdout.write(written.decode("utf-8-sig"))


def _listed(catalogue: Catalogue, saved: Path) -> list[Work]:
    ids = memory.from_file(files.read(saved).encode()).list
    if strange := len(set(ids) - set(catalogue.works_of(ids))):
        terminal.warn(f"{strange} of the {len(ids)} papers in {saved} are not in this library")
    return catalogue.find(ids)


def _answer(services: Services, asked: dict[str, Any], given: Answer, question: str = "", *, json: bool) -> None:
    pairs = answers.resolve(services, given, question)
    if json:
        payload.print_json(payload.answer(asked, given, pairs))
    else:
        terminal.understood(given)
        terminal.hits(pairs)


def _work(catalogue: Catalogue, said: str) -> Work:
    """Get the work that a person names by an id, a number or a URL."""
    return catalogue.get(identify(said) or said)
