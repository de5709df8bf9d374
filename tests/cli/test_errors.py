"""What can go wrong on the command line: one line that says what to do, status 1, no traceback, nothing lost."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest

from catalogue.settings import Settings
from catalogue.store import Catalogue
from index import folder
from tests.cli.test_commands import judged
from tests.ingest.samples import a_record, as_lines, write_lines

LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" + bytes(range(256)) * 40
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 20
HTML = b"<!DOCTYPE html>\n<html>\n<head><title>Not found</title></head>\n<body>\n</body>\n</html>\n" * 30


def fails(said, *expected, before=0):
    """Check that *said* is one line of error that has every text of *expected*, after *before* other lines."""
    assert (1, "") == (said.code, said.out), said
    lines = said.err.splitlines()
    assert before + 1 == len(lines), said.err
    assert lines[-1].startswith("error: ")
    assert "Traceback" not in said.err
    assert [] == [text for text in expected if text not in lines[-1]], lines[-1]


def count(home):
    """How many works a home holds."""
    catalogue = Catalogue.open(Settings(home=home))
    found = catalogue.count()
    catalogue.close()
    return found


@contextmanager
def locked(home):
    """Another process that writes to the catalogue and does not end."""
    command = [sys.executable, "-c", LOCK, str(home / "catalogue.sqlite")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert "locked\n" == process.stdout.readline()
            yield
        finally:
            process.kill()


@contextmanager
def listening():
    """A port at which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize("source", ["snapshot", "programme", "bibtex"])
def test_missing_file(commons, filled, source):
    """A file that is not there is named."""
    before = count(filled)

    fails(commons("ingest", source, "/none/such"), "there is no file /none/such. Check the path")
    assert before == count(filled)


@pytest.mark.parametrize("source", ["snapshot", "programme", "bibtex"])
def test_folder(commons, tmp_path, source):
    """A folder is no file."""
    fails(commons("ingest", source, tmp_path), f"{tmp_path} is a folder. Name a file in it")


@pytest.mark.parametrize("source", ["snapshot", "programme", "bibtex"])
@pytest.mark.parametrize("content", [PNG, PDF, HTML], ids=["png", "pdf", "html"])
def test_wrong_file(commons, filled, tmp_path, source, content):
    """A file that is something else is refused, and nothing of it is stored."""
    before, path = count(filled), tmp_path / "file"
    path.write_bytes(content)

    fails(commons("ingest", source, path), str(path))
    assert before == count(filled)


@pytest.mark.parametrize("packed", ["a.gz", "a.zip"])
def test_truncated_file(commons, tmp_path, home, packed):
    """A file that ends in the middle says so; what was read is kept, and the whole file then gives the rest."""
    path, content = tmp_path / packed, as_lines([a_record(number, authors_parsed=[]) for number in range(200)])
    if packed == "a.zip":
        plain = tmp_path / "a"
        plain.write_bytes(content)
        shutil.make_archive(str(tmp_path / "a"), "zip", tmp_path, "a")
    else:
        path.write_bytes(gzip.compress(content))
    whole = path.read_bytes()
    os.truncate(path, len(whole) * 2 // 3)

    fails(commons("ingest", "snapshot", path), f"{path}", "ends in the middle", "Get it again")

    kept = count(home)
    assert (0 if packed == "a.zip" else 80) <= kept < 200
    path.write_bytes(whole)
    assert 0 == commons("ingest", "snapshot", path).code
    assert 200 == count(home)


def test_no_index(commons):
    """Without an index the way to one is said, step by step."""
    fails(commons("search", "x"), "nothing is indexed yet. Run: commons index")
    fails(commons("index"), "there is no paper to index. Run: commons ingest starter")
    commons("ingest", "starter")
    fails(commons("search", "x", "--json"), "nothing is indexed yet. Run: commons index")


def test_unknown_paper(commons, filled):
    """An id that nobody has is named, with an example of one."""
    for command in (["similar"], ["export", "bibtex"]):
        fails(commons(*command, "arxiv:none"), "'arxiv:none'", "arxiv:2409.14507", "commons search")


def test_not_indexed_yet(commons, filled, tmp_path):
    """A paper that came after the index was built has no neighbours yet, and the way to them is said."""
    commons("ingest", "snapshot", write_lines(tmp_path / "s.jsonl", a_record()))

    fails(commons("similar", "arxiv:2409.00001"), "arxiv:2409.00001", "commons index", before=1)


def files_of_the_index(home):
    """The files of the current index."""
    return sorted(path for path in (home / "index" / folder.current(home / "index")).iterdir())


@pytest.mark.parametrize("number", range(9))
def test_corrupt_index(commons, filled, number):
    """A file of the index with one byte changed is refused; a rebuild makes it whole, and nothing else is lost."""
    files = files_of_the_index(filled)
    assert 9 == len(files)
    content = bytearray(files[number].read_bytes())
    content[len(content) // 2] ^= 0xFF
    files[number].write_bytes(content)
    before = count(filled)

    said = commons("search", "features")

    fails(said, "Run: commons index")
    assert 0 == commons("index", "--rebuild").code
    assert 0 == commons("search", "features").code
    assert before == count(filled)


def test_another_encoder(commons, filled, monkeypatch):
    """An index that another encoder made is refused, and both are named."""
    monkeypatch.setenv("COMMONS_BACKEND", "exact")

    fails(commons("search", "x"), "made with toy", "faiss_flat", "exact", "Run: commons index")


def test_unknown_encoder(commons, filled, monkeypatch):
    """An encoder that cannot be had is named, with those that can."""
    monkeypatch.setenv("COMMONS_ENCODER", "/none/such")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    fails(commons("search", "x"), "/none/such", "COMMONS_ENCODER")


def test_locked(commons, filled, tmp_path):
    """While another process writes, writing is refused and reading is not; afterwards all is well."""
    before, path = count(filled), write_lines(tmp_path / "s.jsonl", a_record())
    with locked(filled):
        fails(commons("ingest", "snapshot", path), "locked by another process", "nothing was lost")
        assert 0 == commons("search", "features").code
    assert before == count(filled)
    assert "1 new" in commons("ingest", "snapshot", path).err


@pytest.mark.parametrize("command", [["status"], ["search", "x"], ["ingest", "starter"], ["export", "csv"], ["index"]])
@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_corrupt_catalogue(commons, home, command, content):
    """A catalogue that is none is refused by every command, and left as it is."""
    home.mkdir()
    (home / "catalogue.sqlite").write_bytes(content)

    fails(commons(*command), "catalogue.sqlite", "Restore it from a backup")
    assert content == (home / "catalogue.sqlite").read_bytes()


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name", "sqlite+nonsense:///x", "://"])
def test_bad_url(commons, monkeypatch, url):
    """A URL of no database is a setting to correct."""
    monkeypatch.setenv("COMMONS_DATABASE_URL", url)

    fails(commons("status"), "COMMONS_DATABASE_URL", "postgresql://")


@pytest.mark.parametrize(
    ("name", "value"),
    [("POOL", "many"), ("BATCH_SIZE", "0"), ("PORT", "99999"), ("ENCODER_PRECISION", "x"), ("BACKEND", "none")],
)
def test_bad_settings(commons, filled, monkeypatch, name, value):
    """A setting that cannot be right is named with what it says."""
    monkeypatch.setenv(f"COMMONS_{name}", value)

    fails(commons("search", "x"), f"{name}" if name != "BACKEND" else "none")


@pytest.mark.parametrize("port", ["abc", "99999", "0", "-1", "80.5"])
def test_bad_port(commons, port):
    """What is no port is named before anything starts."""
    fails(commons("serve", f"--port={port}"), f"--port={port!r}")


def test_port_in_use(commons, filled):
    """A port that is taken is named, with the option for another."""
    with listening() as port:
        fails(commons("serve", "--port", port), f"127.0.0.1:{port}", "in use", "--port")


def test_bad_host(commons, monkeypatch):
    """So is a host that this machine is not."""
    monkeypatch.setenv("COMMONS_HOST", "192.0.2.1")

    fails(commons("serve", "--port", 8599), "192.0.2.1:8599")


@pytest.mark.parametrize("date", ["yesterday", "24", "2024-13", "2024-09-32", "2024-9", "2024/09", "2024-09-23T00:00"])
@pytest.mark.parametrize("option", ["--since", "--until"])
def test_bad_date(commons, filled, option, date):
    """What is no date is named, with what one looks like."""
    fails(commons("search", "x", option, date), f"{option} {date}", "2024-09-23")


@pytest.mark.parametrize(
    "arguments", [["search"], ["search", "x", "-k", "0"], ["search", "x", "--mode", "y"], ["nope"]]
)
def test_usage(commons, arguments):
    """A command that is not well-formed is answered by its usage and status 2, as everywhere."""
    said = commons(*arguments)

    assert (2, "") == (said.code, said.out)
    assert "Usage: commons" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("content", "expected"), [(None, "there is no file"), (b"", "is empty"), (b" \n", "is empty"), (PNG, "cannot read")]
)
def test_related_to_nothing(commons, filled, tmp_path, content, expected):
    """A file without text to relate to is refused."""
    if content is not None:
        (tmp_path / "abstract").write_bytes(content)

    fails(commons("related", tmp_path / "abstract"), str(tmp_path / "abstract"), expected)


def test_related_to_a_folder(commons, filled, tmp_path):
    """So is a folder."""
    fails(commons("related", tmp_path), str(tmp_path), "cannot read")


@pytest.mark.parametrize("kind", ["search", "similar"])
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"qrels.tsv": "a b c\n"}, "qrels.tsv"),
        ({"qrels.tsv": "query-id\tcorpus-id\tscore\na\tc\n"}, "qrels.tsv, line 2"),
        ({"corpus.jsonl": '{"_id": "a"}\n{"title": 1}\n'}, "corpus.jsonl, line 2"),
        ({"queries.jsonl": "nope\n"}, "queries.jsonl, line 1"),
        ({"queries.jsonl": '{"_id": "z", "text": "z"}\n'}, "no query"),
    ],
)
def test_bad_judgements(commons, tmp_path, kind, changes, expected):
    """A judged set that is laid out differently is refused with file and line."""
    fails(commons("evaluate", kind, judged(tmp_path / "set", **changes)), expected)


def test_no_judgements(commons, tmp_path):
    """So is a folder that holds none, and one that is not there."""
    fails(commons("evaluate", "search", tmp_path), "there is no")
    fails(commons("evaluate", "search", tmp_path / "none"), "there is no")


def test_unknown_system(commons, tmp_path):
    """A system that is not there is named, with those that are."""
    fails(commons("evaluate", "search", tmp_path, "--mode", "magic"), "'magic'", "hybrid+bridges")


def test_run_that_cannot_be_written(commons, tmp_path):
    """A run file that cannot be written is named."""
    run = tmp_path / "none" / "run.trec"

    fails(commons("evaluate", "search", judged(tmp_path / "set"), "--run", run, "--json"), str(run))


def test_unknown_run(commons, filled):
    """A run that never was has no rejects, and that is said."""
    said = commons("status", "--rejects", 99)

    assert (0, "") == (said.code, said.out)
    assert "the run 99 rejected nothing, or there is none" in said.err


def test_full_disk(commons, small_disk, monkeypatch):
    """On a full disk every command stops with a word on it; with more room the same command goes on."""
    disk = small_disk("300k")
    where = disk.path
    monkeypatch.setenv("COMMONS_HOME", str(where))

    fails(commons("ingest", "starter"), "disk is full", "Free some space")
    disk.resize("5m")
    assert 0 == commons("ingest", "starter").code
    stored, used = count(where), sum(path.stat().st_size for path in where.iterdir())
    disk.resize(used + 200_000)
    fails(commons("index"), "disk is full", "Free some space", "commons index")
    fails(commons("search", "features"), "nothing is indexed yet")
    disk.resize("50m")
    assert 0 == commons("index").code
    assert 0 == commons("search", "features").code
    assert stored == count(where) > 300
    with closing(sqlite3.connect(where / "catalogue.sqlite")) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()


def test_in_a_process(process, home):
    """In a process of its own it is the same: one line, status 1."""
    command = process("ingest", "snapshot", "/none/such")
    out, err = command.communicate(timeout=60)

    assert (1, "") == (command.returncode, out)
    assert ["error: there is no file /none/such. Check the path"] == err.strip().splitlines()
