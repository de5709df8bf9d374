"""A backup is worth what comes back from it."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.database import connect
from catalogue.errors import (
    CatalogueLockedError,
    MissingFileError,
    NotWhatItSaysError,
    SettingsError,
    StorageError,
    TruncatedFileError,
)
from catalogue.people import Consents, Profile
from catalogue.runs import RunLog
from catalogue.settings import Settings, load_settings
from catalogue.store import Catalogue
from glossary.candidates.decisions import Decisions
from people.participants.store import Participants
from tests.catalogue.conftest import new_postgres, postgres_server  # noqa: F401 - fixtures
from tests.makers import a_paper, ingest
from views import status
from views.compose import build_index, open_services, read_for_glossary
from views.operations import archive, backup, restore

ROOT = Path(__file__).parents[3]

WRITER = """
from catalogue.settings import load_settings
from catalogue.store import Catalogue
from tests.makers import a_paper, ingest
catalogue = Catalogue.open(load_settings())
for batch in range(10_000):
    ingest(catalogue, *(a_paper(id=f"arxiv:2605.{batch * 10 + n:05}", title=f"Paper {batch} {n}") for n in range(10)))
    print(batch, flush=True)
"""


@pytest.fixture
def file(tmp_path):
    """Where the backup goes."""
    return tmp_path / "backup.tar.gz"


def at(folder: Path, **changes) -> Settings:
    """Settings for another home."""
    return load_settings().model_copy(update={"home": folder, **changes})


def state(settings: Settings) -> status.Status:
    """All that `commons status` says once the index has been made, but for when."""
    services = open_services(settings)
    build_index(services, rebuild=False, progress=lambda _done, _total: None)
    read_for_glossary(services)
    found = status.report(services)
    services.catalogue.close()
    return replace(found, manifest=replace(found.manifest, built="", files={}))


def join(home: Path, name: str) -> str:
    """Let somebody opt in; their id."""
    store = Participants.open(home)
    profile = Profile(name=name, community="academia")
    person, _ = store.join(profile, Consents())
    store.engine.dispose()
    return person.id


def names(home: Path) -> set[str]:
    """Who has opted in."""
    with closing(sqlite3.connect(home / "people.sqlite")) as database:
        return {json.loads(row[0])["name"] for row in database.execute("SELECT profile FROM participants")}


def test_there_and_back(services, file, tmp_path):
    """What comes back is what was there: works, runs, decisions, corrections, vectors; nothing is embedded again."""
    home = services.settings.home
    (home / "authors.toml").write_text("# corrections\n")
    services.catalogue.close()
    before = state(services.settings)
    made = backup.backup(services.settings, file)
    done = restore.restore(at(tmp_path / "new"), file)

    opened = open_services(at(tmp_path / "new"))
    embedded = build_index(opened, rebuild=False, progress=lambda _done, _total: None).embedded
    opened.catalogue.close()
    assert (5, 0) == (made.works, embedded)
    assert made == done.contents
    assert before == state(at(tmp_path / "new"))
    assert "# corrections\n" == (tmp_path / "new" / "authors.toml").read_text()
    assert {"catalogue.sqlite", "authors.toml", "vectors/toy-toy-1.sqlite"} == {part.name for part in made.parts}


def test_decisions_come_back(services, file, tmp_path):
    """So does what a curator decided."""
    with closing(sqlite3.connect(services.settings.home / "decisions.sqlite")) as database, database:
        database.execute("CREATE TABLE decision (candidate PRIMARY KEY, kind, text, verdict, at)")
        database.execute("INSERT INTO decision VALUES ('c1', 'phrase', 'a word', 'accept', '2026-01-01')")
    backup.backup(services.settings, file)
    restore.restore(at(tmp_path / "new"), file)

    assert ["accept"] == [one.verdict for one in Decisions(tmp_path / "new").all().values()]


def test_while_somebody_writes(services, file, tmp_path):
    """A backup that is made while another process stores papers is the catalogue of one moment: whole batches only."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert "0\n" == writer.stdout.readline()
        backup.backup(services.settings, file)
        later = int(writer.stdout.readline())
    finally:
        writer.kill()
        writer.communicate()
    restore.restore(at(tmp_path / "new"), file)

    catalogue = Catalogue.open(at(tmp_path / "new"))
    works = [work.id for work in catalogue.works() if work.id.startswith("arxiv:2605.")]
    finished = [run for run in RunLog(catalogue).last(100_000) if run.state == "finished"]
    assert later >= 0
    assert 0 == len(works) % 10
    assert len(works) // 10 in {len(finished) - 1, len(finished)}  # the run of the first papers; a batch not yet ended
    catalogue.close()


def test_people_only_if_asked(services, file):
    """Participants are left out unless they are asked for: a backup keeps who leaves after it."""
    join(services.settings.home, "Ada Marker")
    made = backup.backup(services.settings, file)
    assert (False, False) == (made.people, b"Ada Marker" in b"".join(_members(file).values()))

    made = backup.backup(services.settings, file, people=True)
    assert (True, True) == (made.people, b"Ada Marker" in b"".join(_members(file).values()))


def test_who_left_stays_gone(services, file, tmp_path):
    """Participants come back where there are none; those that a home has are not replaced by those of a backup."""
    home = services.settings.home
    left, _ = join(home, "Left Later"), join(home, "Still Here")
    backup.backup(services.settings, file, people=True)
    services.catalogue.close()
    store = Participants.open(home)
    store.leave(left)
    store.engine.dispose()
    same = restore.restore(services.settings, file, replace=True)
    other = restore.restore(at(tmp_path / "new"), file)

    assert (True, False) == (same.people_kept, other.people_kept)
    assert {"Still Here"} == names(home)
    assert {"Still Here", "Left Later"} == names(tmp_path / "new")
    assert "0o600" == oct((tmp_path / "new" / "people.sqlite").stat().st_mode & 0o777)
    assert [] == list(same.aside.rglob("people.sqlite"))


def test_what_was_there_is_kept_aside(services, file):
    """A home that has something is only replaced when that is said, and keeps what it had."""
    home = services.settings.home
    backup.backup(services.settings, file)
    ingest(services.catalogue, a_paper(id="arxiv:2607.00001", title="Taken in after the backup"))
    services.catalogue.close()
    with pytest.raises(SettingsError, match="is not empty"):
        restore.restore(services.settings, file)
    assert 6 == _count(home)
    done = restore.restore(services.settings, file, replace=True)

    assert (5, 6) == (_count(home), _count(done.aside))
    assert {"catalogue.sqlite", "vectors"} == {path.name for path in home.iterdir() if path.suffix != ".lock"} - {
        done.aside.name
    }
    assert (done.aside / "index").is_dir()


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (lambda data: data[: len(data) // 2], TruncatedFileError),
        (lambda data: data[:20], (NotWhatItSaysError, TruncatedFileError)),
        (lambda _data: b"", NotWhatItSaysError),
        (lambda _data: b"PK nonsense" * 100, NotWhatItSaysError),
    ],
    ids=["cut off", "cut off early", "empty", "something else"],
)
def test_a_damaged_backup(services, file, harm, error):
    """A backup that is not whole is refused before anything is touched."""
    backup.backup(services.settings, file)
    services.catalogue.close()
    file.write_bytes(harm(file.read_bytes()))
    before = sorted(services.settings.home.rglob("*"))
    with pytest.raises(error):
        restore.restore(services.settings, file, replace=True)

    assert before == sorted(services.settings.home.rglob("*"))
    assert 5 == _count(services.settings.home)


def test_a_byte_is_changed(services, file):
    """Every byte is compared with what was written."""
    file = file.with_suffix("")  # not compressed: gzip would notice by itself
    backup.backup(services.settings, file)
    services.catalogue.close()
    data = bytearray(file.read_bytes())
    data[data.index(b"SQLite format 3") + 3000] ^= 1
    file.write_bytes(data)

    with pytest.raises(TruncatedFileError, match=r"catalogue\.sqlite is not what was written"):
        restore.restore(services.settings, file, replace=True)


@pytest.mark.parametrize(
    "name", ["../outside.sqlite", "/etc/passwd", "vectors/../../x.sqlite", "people.sqlite/x", ".env"]
)
def test_names_that_no_backup_has(tmp_path, name):
    """A file made up by somebody else writes nowhere but where a backup writes."""
    part = archive.Part(name=name, size=0, sha256="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    said = {"format": 1, "version": "1", "made": "", "works": 0, "people": False}
    manifest = json.dumps(said | {"parts": [{"name": name, "size": 0, "sha256": part.sha256}]}).encode()
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        for member, data in (("manifest.json", manifest), (name, b"")):
            about = tarfile.TarInfo(member)
            about.size = len(data)
            tar.addfile(about, io.BytesIO(data))

    with pytest.raises(NotWhatItSaysError, match="no backup of ours holds"):
        restore.restore(at(tmp_path / "new"), tmp_path / "evil.tar")
    assert [] == list((tmp_path / "new").iterdir())


def test_a_newer_one(services, file, monkeypatch):
    """A backup of a version to come is refused with that reason."""
    monkeypatch.setattr(backup, "FORMAT", archive.FORMAT + 1)
    backup.backup(services.settings, file)

    with pytest.raises(NotWhatItSaysError, match="newer version"):
        restore.restore(services.settings, file, replace=True)


def test_somebody_has_it_open(services, file):
    """Nothing is moved from under a server or a job."""
    backup.backup(services.settings, file)
    services.catalogue.count()  # the pool keeps its connection, as a server's does
    with pytest.raises(CatalogueLockedError, match="Stop the server"):
        restore.restore(services.settings, file, replace=True)

    services.catalogue.close()
    assert 5 == restore.restore(services.settings, file, replace=True).contents.works


def test_a_file_that_is_no_backup_is_not_replaced(services, tmp_path):
    """An earlier backup is replaced in one step, anything else is left alone."""
    mine = tmp_path / "thesis.tar.gz"
    mine.write_bytes(b"years of work")
    with pytest.raises(NotWhatItSaysError):
        backup.backup(services.settings, mine)
    assert b"years of work" == mine.read_bytes()

    backup.backup(services.settings, tmp_path / "b.tar")
    assert backup.backup(services.settings, tmp_path / "b.tar") == archive.contents(tmp_path / "b.tar")
    assert ["b.tar", "home", "thesis.tar.gz"] == sorted(
        path.name for path in tmp_path.iterdir() if path.name != "turns"
    )
    assert "0o600" == oct((tmp_path / "b.tar").stat().st_mode & 0o777)


@pytest.mark.parametrize(("name", "said"), [("b.zip", "no ending"), ("nowhere/b.tar", "there is no folder")])
def test_where_it_cannot_go(services, tmp_path, name, said):
    """A name or a place that does not do is said, and nothing is left."""
    with pytest.raises(StorageError, match=said):
        backup.backup(services.settings, tmp_path / name)
    assert ["home"] == [path.name for path in tmp_path.iterdir() if path.name != "turns"]


def test_no_catalogue(file):
    """Where there is nothing, nothing is backed up, and no empty catalogue is made."""
    with pytest.raises(MissingFileError, match="there is no catalogue"):
        backup.backup(load_settings(), file)
    assert not file.exists()


def test_a_full_disk(services, small_disk):
    """A backup that does not fit says so, and the one before it is still there."""
    disk = small_disk("24m")
    old = backup.backup(services.settings, disk.path / "b.tar")
    disk.resize(str((disk.path / "b.tar").stat().st_size + 100_000))
    with pytest.raises(StorageError, match=r"(No space|full)"):
        backup.backup(services.settings, disk.path / "b.tar")

    assert old == archive.contents(disk.path / "b.tar")
    assert ["b.tar"] == [path.name for path in disk.path.iterdir()]


def test_postgresql(services, file, tmp_path, new_postgres):  # noqa: F811 - the fixture
    """A backup holds a catalogue that PostgreSQL keeps, and fills an empty database; numbering goes on behind it."""
    first, second = (at(tmp_path / name, database_url=new_postgres()) for name in ("one", "two"))
    backup.backup(services.settings, file)
    restore.restore(first, file)
    backup.backup(first, file)
    restore.restore(second, file)
    there = Catalogue.open(second)
    expected = services.catalogue.works()

    assert expected == there.works()
    assert ["new"] == ingest(there, a_paper(id="arxiv:2607.00001", title="Numbered behind the others"))
    there.close()
    shutil.rmtree(tmp_path / "two")
    with pytest.raises(StorageError, match="has something in its table"):
        restore.restore(second, file)
    connect(second).dispose()


def test_a_writer_is_not_waited_for(services, file):
    """While somebody is in the middle of a write, the backup holds what was there before it."""
    with services.catalogue.writing() as connection:
        connection.exec_driver_sql("DELETE FROM rejects")
        assert 5 == backup.backup(services.settings, file).works


def _members(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def _count(home: Path) -> int:
    catalogue = Catalogue.open(at(home))
    found = catalogue.count()
    catalogue.close()
    return found
