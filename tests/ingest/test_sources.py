"""One contract for every source: the file is the registration, and these tests find it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.settings import Settings
from catalogue.settle import settle
from catalogue.store import Incoming
from ingest import sources
from ingest.run import run
from ingest.sources import Past, openreview, snapshot, starter
from tests.fakes.arxiv import FakeArxiv
from tests.fakes.openreview import VENUE, FakeOpenReview, a_note
from tests.ingest.samples import a_record, another_field, as_line, as_lines

STARTER = """
[[paper]]
id = "web:example.org/{0}"
title = "Essay number {0}"
authors = ["Ada Lovelace"]
date = "2024-09"
url = "https://example.org/{0}"
topics = ["circuits"]
summary = "It says {0}."
"""
BIB = "@article{{a{0}, title = {{Essay number {0}}}, author = {{Ada Lovelace}}, year = 2024}} "
LINE = '{{"title": "Poster {0}", "authors": ["Ada Lovelace"], "number": {0}}}\n'

RECORDS = [a_record(1), another_field(2), a_record(3), a_record(4)]
FILES = {
    "snapshot": as_lines([RECORDS[0], b"no JSON", b"", *RECORDS[1:]]),
    "programme": "".join(map(LINE.format, range(4))).encode() + b'{"title": ""}\n',
    "programme (csv)": 'title,authors\r\n"One,\r\ntwo lines",Ada;Gödel\r\n\r\nTwo,\r\n,X\r\nThree,B\r\n'.encode(),
    "bibtex": "".join(map(BIB.format, range(3))).encode() + b"\n@article{b, title = {x}\n",
    "starter": b"",
}
SERVICES = ("arxiv", "oai", "openreview")
WINDOW = {"since": "2024-09-01", "until": "2024-10-31"}
SPOKEN = {"snapshot": "arxiv", "oai": "arxiv"}
"""Whose records a source brings, where they are not its own."""


def make(name: str, folder: Path, content: bytes = b"") -> sources.Source:
    """Open the source of the sample *name*, over *content* or the sample itself."""
    folder.mkdir(exist_ok=True)
    if name == "starter":
        for number in range(3):
            (folder / f"{number}.toml").write_text(STARTER.format(number) + content.decode())
        return starter.Starter(folder)
    path = folder / "some file.x"
    path.write_bytes(content or FILES[name])
    return sources.opener(name.partition(" ")[0])(path)


@contextmanager
def serve(name: str, folder: Path) -> Iterator[sources.Source]:
    """Open the source *name* before a service that has four papers."""
    polite = {"request_delay_s": 0, "request_tries": 2, "backoff_s": 0, "courtesy_folder": folder}
    if name == "openreview":
        with FakeOpenReview(notes=[a_note(number) for number in range(1, 5)]) as server:
            settings = Settings(openreview_api=server.api, **polite)
            yield replace(openreview.source(VENUE, settings=settings), old_api=server.old_api)
    else:
        with FakeArxiv(RECORDS, clock="2024-11-01", page_limit=3, oai_limit=3) as server:
            settings = Settings(arxiv_api=server.api_url, arxiv_oai=server.oai_url, arxiv_page=3, **polite)
            yield sources.open_source(name, settings, WINDOW)


@pytest.fixture(params=[*FILES, *SERVICES])
def name(request: pytest.FixtureRequest) -> str:
    """Each source."""
    return request.param


@pytest.fixture
def source(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sources.Source]:
    """Each source, over a sample."""
    if name in FILES:
        yield make(name, tmp_path / "input")
        return
    for variable in openreview.ACCOUNT:
        monkeypatch.delenv(variable, raising=False)
    with serve(name, tmp_path) as opened:
        yield opened


def fetched(source, position=None):
    """The chunks of a fresh run, or those after *position*."""
    return list(source.fetch(source.start(Past()) if position is None else position))


def parsed(source, chunks):
    """What the records of *chunks* say, errors as text."""
    found = [record for chunk in chunks for record in source.parse(chunk.data)]
    return [record if isinstance(record, Incoming) else str(record) for record in found]


def test_every_source_is_here():
    """A new source needs a sample here."""
    assert sources.names() == sorted({*SERVICES, *(name.partition(" ")[0] for name in FILES)})


@pytest.mark.parametrize("name", sources.names())
def test_help(name):
    """The first line of the docstring is one sentence that fits a list of commands, and every parameter is typed."""
    opens = sources.opener(name)
    first = inspect.getdoc(opens).splitlines()[0]

    assert first.startswith("Take in ")
    assert first.endswith((".", "only."))
    assert len(first) <= 120
    assert not [one for one in inspect.signature(opens).parameters.values() if one.annotation is one.empty]


def test_name(name, source):
    """A source is called what its file is called: people give that name to the command."""
    assert name.partition(" ")[0] == source.name


def test_records(source):
    """A sample gives at least three papers, all said to be of a source that the catalogue knows."""
    found = [record for record in parsed(source, fetched(source)) if isinstance(record, Incoming)]

    assert len(found) >= 3
    assert {SPOKEN.get(source.name, source.name)} == {record.paper.source for record in found}


def test_parsing_is_pure(source):
    """Parsing needs nothing but the bytes: the file may be gone, and the same bytes say the same again."""
    chunks = fetched(source)
    if path := getattr(source, "path", None):
        path.unlink()

    assert parsed(source, chunks) == parsed(source, chunks) != []


def test_positions(name, source):
    """From any position a run goes on: a file with exactly the chunks after it, a service with the task at hand."""
    chunks = fetched(source)

    assert len(chunks) >= 3 or name == "openreview"
    for number, chunk in enumerate(chunks, start=1):
        after = fetched(source, chunk.position)
        if name in FILES:
            assert chunks[number:] == after
        else:
            assert set(map(repr, parsed(source, chunks[number:]))) <= set(map(repr, parsed(source, after)))


def test_progress(name, source):
    """What is done grows, of a file up to its size, so that a bar ends full."""
    done = [chunk.done for chunk in fetched(source)]

    assert done == sorted(done)
    assert source.size == (done[-1] if name in FILES else None)


def test_places(name, source):
    """Every chunk says where it is, for messages; only entries of one line, or pages of one task, share a place."""
    places = [chunk.place for chunk in fetched(source)]

    assert all(places)
    assert name in {"bibtex", *SERVICES} or len(places) == len(set(places))


def test_accounts(name, source):
    """A service says what it announced and gave, and when all of it was read; a file has nothing to account for."""
    accounts = [chunk.account for chunk in fetched(source)]

    if name in FILES:
        assert {None} == set(accounts)
    else:
        assert all(announced == got for announced, got in accounts[-1].queries.values())
        assert (True, True) == (accounts[-1].complete, accounts[-1].got >= 4)
        assert not any(account.complete for account in accounts[:-1])


@pytest.mark.parametrize("name", FILES)
def test_fingerprint(name, source, tmp_path):
    """The fingerprint is the content's: another place does not change it, other content does."""
    assert source.fingerprint() == make(name, tmp_path / "copy").fingerprint()
    assert source.fingerprint() != make(name, tmp_path / "other", FILES[name] + b"\n# more").fingerprint()


@pytest.mark.parametrize("name", SERVICES)
def test_fingerprint_of_a_service(name, source, tmp_path):
    """That of a service is its address and what it is asked: no run goes on at another one."""
    with serve(name, tmp_path) as another:
        assert source.fingerprint() == source.fingerprint()
        assert name == "openreview" or source.fingerprint() != another.fingerprint()


def test_routes_agree(tmp_path):
    """One paper along three routes is one paper: no route has news for another. The API knows no licence."""
    withdrawn = a_record(5, comments="This paper has been withdrawn by the author.")
    old = a_record(6, id="math/0309136", versions=[{"version": "v1", "created": "Mon, 9 Sep 2024 10:00:00 GMT"}])
    polite = {"request_delay_s": 0, "courtesy_folder": tmp_path}
    with FakeArxiv([*RECORDS, withdrawn, old], clock="2024-11-01") as server:
        settings = Settings(arxiv_api=server.api_url, arxiv_oai=server.oai_url, **polite)
        api, oai = (_papers(sources.open_source(name, settings, WINDOW)) for name in ("arxiv", "oai"))
        truth = server.truth().values()
    bulk = {item.paper.id: item.paper for item in map(snapshot.parse, map(as_line, truth))}

    assert 6 == len(bulk)
    for route in (oai, api):
        assert bulk == {number: settle(bulk[number], paper) for number, paper in route.items()}
    assert {"": api, "http://creativecommons.org/licenses/by/4.0/": oai} == {
        licence: route for route in (api, oai) for licence in {paper.licence for paper in route.values()}
    }
    assert ["arxiv:2409.00005"] == [paper.id for paper in bulk.values() if paper.withdrawn]


def _papers(source):
    return {record.paper.id: record.paper for record in parsed(source, fetched(source))}


def test_twice(source, catalogue):
    """Ingesting again reads everything again and changes nothing."""
    first = run(source, catalogue)
    before = catalogue.works(), catalogue.stamp()

    second = run(source, catalogue)

    assert before == (catalogue.works(), catalogue.stamp())
    assert first.resumed == second.resumed == ""
    assert first.rejects == second.rejects
    assert {"new": 0, "updated": 0} | first.run.counts == {"updated": 0} | {
        ("new" if name == "unchanged" else name): count for name, count in second.run.counts.items()
    }


def test_the_bundled_starter(catalogue):
    """The starter that comes with the project is read without a single reject."""
    report = run(sources.opener("starter")(), catalogue)

    assert {"new"} == set(report.run.counts)
    assert report.run.counts["new"] == catalogue.by_source()["starter"] >= 300
