"""One contract for every source: the file is the registration, and these tests find it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from catalogue.store import Incoming
from ingest import sources
from ingest.run import run
from ingest.sources import starter
from tests.ingest.samples import a_record, another_field, as_lines

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

SAMPLES = {
    "snapshot": as_lines([a_record(1), b"no JSON", b"", another_field(2), a_record(3), a_record(4)]),
    "programme": "".join(map(LINE.format, range(4))).encode() + b'{"title": ""}\n',
    "programme (csv)": 'title,authors\r\n"One,\r\ntwo lines",Ada;Gödel\r\n\r\nTwo,\r\n,X\r\nThree,B\r\n'.encode(),
    "bibtex": "".join(map(BIB.format, range(3))).encode() + b"\n@article{b, title = {x}\n",
    "starter": b"",
}


def make(name: str, folder: Path, content: bytes = b"") -> sources.Source:
    """Open the source of the sample *name*, over *content* or the sample itself."""
    folder.mkdir(exist_ok=True)
    if name == "starter":
        for number in range(3):
            (folder / f"{number}.toml").write_text(STARTER.format(number) + content.decode())
        return starter.Starter(folder)
    path = folder / "some file.x"
    path.write_bytes(content or SAMPLES[name])
    return sources.opener(name.partition(" ")[0])(path)


@pytest.fixture(params=SAMPLES)
def name(request: pytest.FixtureRequest) -> str:
    """Each source."""
    return request.param


@pytest.fixture
def source(name: str, tmp_path: Path) -> sources.Source:
    """Each source, over a sample."""
    return make(name, tmp_path / "input")


def parsed(source, chunks):
    """What the records of *chunks* say, errors as text."""
    found = [record for chunk in chunks for record in source.parse(chunk.data)]
    return [record if isinstance(record, Incoming) else str(record) for record in found]


def test_every_source_is_here():
    """A new source needs a sample here."""
    assert sources.names() == sorted({name.partition(" ")[0] for name in SAMPLES})


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
    found = [record for record in parsed(source, source.fetch("")) if isinstance(record, Incoming)]

    assert len(found) >= 3
    assert {source.name if source.name != "snapshot" else "arxiv"} == {record.paper.source for record in found}


def test_parsing_is_pure(source):
    """Parsing needs nothing but the bytes: the file may be gone, and the same bytes say the same again."""
    chunks = list(source.fetch(""))
    if path := getattr(source, "path", None):
        path.unlink()

    assert parsed(source, chunks) == parsed(source, chunks) != []


def test_positions(source):
    """Fetching from the position of any chunk yields exactly the chunks after it."""
    chunks = list(source.fetch(""))

    assert len(chunks) >= 3
    for number, chunk in enumerate(chunks, start=1):
        assert chunks[number:] == list(source.fetch(chunk.position))


def test_progress(source):
    """What is done grows up to the size, so that a bar ends full."""
    done = [chunk.done for chunk in source.fetch("")]

    assert done == sorted(done)
    assert source.size == done[-1]


def test_places(name, source):
    """Every chunk says where it is, for messages; only entries of one line share a place."""
    places = [chunk.place for chunk in source.fetch("")]

    assert all(places)
    assert name == "bibtex" or len(places) == len(set(places))


def test_fingerprint(name, source, tmp_path):
    """The fingerprint is the content's: another place does not change it, other content does."""
    assert source.fingerprint() == make(name, tmp_path / "copy").fingerprint()
    assert source.fingerprint() != make(name, tmp_path / "other", SAMPLES[name] + b"\n# more").fingerprint()


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
