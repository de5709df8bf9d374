"""Opening the database, and all that can go wrong with it: every error says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, insert, text

from catalogue.database import MIGRATIONS, _engine
from catalogue.errors import (
    CatalogueCorruptError,
    CatalogueError,
    CatalogueLockedError,
    SettingsError,
    StorageError,
)
from catalogue.reviews import Reviews
from catalogue.rows import version_row
from catalogue.runs import RunLog
from catalogue.schema import bylines, metadata, records, runs, versions
from catalogue.settings import Settings
from catalogue.store import Catalogue
from tests.makers import a_paper, a_work, ingest

ROOT = Path(__file__).parents[2]

HOLD = """
import sys
from catalogue.runs import RunLog
from catalogue.settings import load_settings
from catalogue.store import Catalogue
from tests.makers import a_paper, incoming, ingest

catalogue = Catalogue.open(load_settings())
ingest(catalogue, a_paper(id="arxiv:finished", title="A finished batch"))
run = RunLog(catalogue).begin("snapshot", "", "", {})
with catalogue.writing() as connection:
    catalogue.upsert(connection, incoming(a_paper(id="arxiv:begun", title="A batch only begun")), run.id)
    print("writing", flush=True)
    sys.stdin.read()
"""

WRITE = """
import sys
from catalogue.settings import load_settings
from catalogue.store import Catalogue
from tests.makers import a_paper, ingest

catalogue = Catalogue.open(load_settings())
for batch in range(5):
    own = [a_paper(id=f"arxiv:{sys.argv[1]}-{batch}-{n}", title=f"Paper {sys.argv[1]} {batch} {n}") for n in range(10)]
    shared = [a_paper(id=f"arxiv:{batch}-{n}", title=f"Shared paper {batch} {n}") for n in range(10)]
    ingest(catalogue, *own, *shared)
"""


def start(script, settings, *arguments):
    """Run *script* in another process with the same database."""
    environment = os.environ | {
        "COMMONS_HOME": str(settings.home),
        "COMMONS_DATABASE_URL": settings.database_url,
        "COMMONS_BUSY_TIMEOUT_S": "60",
    }
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def another_writer(settings):
    """Another process in the middle of a write transaction, after one that it finished."""
    with start(HOLD, settings) as process:
        try:
            assert process.stdout.readline() == "writing\n"
            yield process
        finally:
            process.kill()


@contextmanager
def refusal(kind, problem):
    """Expect an error of exactly *kind* that matches *problem* and has a remedy."""
    with pytest.raises(kind, match=problem) as caught:
        yield
    assert kind is type(caught.value)
    assert caught.value.remedy
    assert len(str(caught.value).splitlines()) == 1


@pytest.fixture
def stored(tmp_path):
    """Settings of a closed SQLite catalogue with some papers in it."""
    settings = Settings(home=tmp_path / "home")
    catalogue = Catalogue.open(settings)
    ingest(catalogue, *[a_paper(id=f"arxiv:{number}", title=f"Paper {number}") for number in range(300)])
    catalogue.engine.dispose()
    return settings


@pytest.fixture
def unprivileged():
    """Give up root's rights, which no permission stops, for the length of a test."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)


@pytest.fixture
def read_only():
    """A folder that only its owner may write, where others can reach it."""
    folder = Path(tempfile.mkdtemp(prefix="commons-"))
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def fill(catalogue, size=50):
    """Store batches of *size* papers until it fails; yield how many papers are stored."""
    for batch in count():
        ingest(catalogue, *[a_paper(id=f"arxiv:{batch}.{n}", title=f"Paper {batch}.{n}") for n in range(size)])
        yield (batch + 1) * size


def test_migrations_equal_the_schema(catalogue):
    """A migrated database has exactly the tables that the code says."""
    with catalogue.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert [] == compare_metadata(context, metadata)


def test_migration_of_a_filled_catalogue(settings, open_catalogue):
    """What the first version of this project stored is what it was, and the same papers again change nothing."""
    engine = _engine(settings)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        _fill_as_before(connection)
    engine.dispose()

    catalogue = open_catalogue(settings)

    assert [a_work(OLD)] == catalogue.works()
    assert [("finished", None)] == [(run.state, run.account) for run in RunLog(catalogue).last()]
    assert {} == Reviews(catalogue).count()
    assert ["unchanged"] == ingest(catalogue, OLD)
    assert ["withdrawn"] == ingest(catalogue, replace(OLD, withdrawn=True))


OLD = a_paper(abstract="We look inside.", authors=["Ada Lovelace"], submitted="2023-09-15", categories=("cs.LG",))


def _fill_as_before(connection):
    """Store `OLD` in the tables of the first version."""
    now = datetime.now(UTC)
    run = {"source": "snapshot", "target": "", "fingerprint": "", "options": {}, "started": now, "state": "finished"}
    run |= {"position": "", "counts": {"new": 1}, "error": ""}
    record = {"paper_id": OLD.id, "source": OLD.source, "work_id": OLD.id, "revision": 1}
    version = {name: value for name, value in version_row(OLD).items() if name != "withdrawn"}
    connection.execute(insert(runs).values(id=1, **run))
    connection.execute(insert(records).values(id=1, first_seen=now, last_seen=now, **record))
    connection.execute(insert(versions).values(id=1, record_id=1, revision=1, run_id=1, seen=now, raw="", **version))
    connection.execute(insert(bylines).values(version_id=1, position=0, name="Ada Lovelace"))
    if connection.dialect.name == "postgresql":  # whose sequences do not see ids that are given
        for table in ("runs", "records", "versions"):
            connection.execute(text(f"SELECT setval('{table}_id_seq', 1)"))


def test_reopening(settings, open_catalogue):
    """A catalogue that is opened again has what was stored in it."""
    ingest(open_catalogue(settings), a_paper())

    assert 1 == open_catalogue(settings).count()


def test_sqlite_is_durable(tmp_path, open_catalogue):
    """SQLite has a write-ahead log, syncs every commit and checks foreign keys."""
    with open_catalogue(Settings(home=tmp_path)).reading() as connection:
        says = [connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in PRAGMAS]

    assert ["wal", 2, 1] == says


PRAGMAS = ("journal_mode", "synchronous", "foreign_keys")


def test_snapshots(catalogue):
    """A reader sees one state of the catalogue, whatever is written meanwhile."""
    with catalogue.reading() as connection:
        query = text("SELECT count(*) FROM records")
        before = connection.execute(query).scalar_one()
        ingest(catalogue, a_paper())

        assert before == connection.execute(query).scalar_one()
    assert before + 1 == catalogue.count()


def test_newer_version(settings, open_catalogue):
    """A catalogue that a newer version has migrated is refused, not guessed at."""
    with open_catalogue(settings).engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with refusal(CatalogueCorruptError, "newer version.*Update Interp Commons"):
        open_catalogue(settings)


@pytest.mark.parametrize("name", ["with space", "100%", "a%20b", "what?", "a#b", "naïve", "a:b@c"])
def test_odd_folders(tmp_path, open_catalogue, name):
    """The catalogue lies in COMMONS_HOME, however odd its name."""
    open_catalogue(Settings(home=tmp_path / name))

    assert [name] == [folder.name for folder in tmp_path.iterdir()]
    assert (tmp_path / name / "catalogue.sqlite").is_file()


def test_locked(settings, open_catalogue):
    """While another process writes, writing is refused after the busy timeout, and reading is not."""
    with another_writer(settings):
        catalogue = open_catalogue(settings)

        with refusal(CatalogueLockedError, "locked by another process.*COMMONS_BUSY_TIMEOUT_S"):
            ingest(catalogue, a_paper())
        assert ["arxiv:finished"] == [work.id for work in catalogue.works()]

    assert ["new"] == ingest(catalogue, a_paper())


def test_killed_while_writing(settings, open_catalogue):
    """A process that is killed in the middle of a batch loses that batch and nothing else."""
    with another_writer(settings) as process:
        process.kill()
        process.wait()

    catalogue = open_catalogue(settings)

    assert ["arxiv:finished"] == [work.id for work in catalogue.works()]
    assert ["new"] == ingest(catalogue, a_paper(id="arxiv:begun", title="A batch only begun"))


def test_two_writers(settings, open_catalogue):
    """Two processes that create and fill one catalogue at once both succeed, also with the same papers."""
    with start(WRITE, settings, "first") as first, start(WRITE, settings, "second") as second:
        first.communicate()
        second.communicate()

    assert [0, 0] == [first.returncode, second.returncode]
    assert 3 * 50 == open_catalogue(settings).count()


@pytest.mark.parametrize("content", [b"x", b"this is no database" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_no_database(tmp_path, content):
    """A file that is no database is refused, and left as it is."""
    file = tmp_path / "catalogue.sqlite"
    file.write_bytes(content)

    with refusal(CatalogueCorruptError, "(damaged|cut off) or no database.*Restore it"):
        Catalogue.open(Settings(home=tmp_path))
    assert content == file.read_bytes()


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.9, 0.999])
def test_truncated(stored, open_catalogue, share):
    """A catalogue that is cut off anywhere is refused."""
    file = stored.home / "catalogue.sqlite"
    os.truncate(file, int(share * file.stat().st_size))

    with refusal(CatalogueCorruptError, "(damaged|cut off) or no database"):
        open_catalogue(stored).works()


def test_damaged(stored, open_catalogue):
    """A catalogue that was overwritten in the middle is refused where the damage is met."""
    file = stored.home / "catalogue.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[:8192] + bytes(len(content) - 8192))

    with refusal(CatalogueCorruptError, "damaged"):
        open_catalogue(stored).works()


@pytest.mark.parametrize("home", ["/dev/null/home", "/proc/home"])
def test_impossible_folder(home):
    """A folder that cannot be made is named, with the variable that names another."""
    with refusal(StorageError, f"cannot make {home}.*COMMONS_HOME"):
        Catalogue.open(Settings(home=Path(home)))


def test_folder_in_the_way(tmp_path):
    """A folder where the file should be is named."""
    (tmp_path / "catalogue.sqlite").mkdir()

    with refusal(StorageError, "catalogue.sqlite.*COMMONS_HOME"):
        Catalogue.open(Settings(home=tmp_path))


@pytest.mark.parametrize("name", [".", "home"])
def test_unwritable_folder(read_only, unprivileged, name):
    """A folder that may not be written is named, whether it is to hold the file or the folder of it."""
    with refusal(StorageError, f"{read_only}.*COMMONS_HOME"):
        Catalogue.open(Settings(home=read_only / name))


def test_unwritable_catalogue(read_only, open_catalogue, request):
    """A catalogue that may only be read says so when somebody writes to it."""
    read_only.chmod(0o755)
    Catalogue.open(Settings(home=read_only)).engine.dispose()
    request.getfixturevalue("unprivileged")

    with refusal(StorageError, "cannot write the catalogue.*permissions"):
        ingest(open_catalogue(Settings(home=read_only)), a_paper())


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("nonsense", "COMMONS_DATABASE_URL"),
        ("mysql://host/name", "COMMONS_DATABASE_URL.*mysql"),
        ("duck://host/name", "COMMONS_DATABASE_URL.*duck"),
    ],
)
def test_bad_url(url, problem):
    """A URL that names no database we know is a setting to correct, shown by example."""
    with refusal(SettingsError, f"{problem}.*sqlite:.*postgresql:"):
        Catalogue.open(Settings(database_url=url))


def test_unreachable_server():
    """A server that does not answer is a setting or a server to check."""
    with refusal(CatalogueError, "COMMONS_DATABASE_URL"):
        Catalogue.open(Settings(database_url="postgresql://me:secret@127.0.0.1:1/name"))


def test_passwords_are_not_shown():
    """No error shows the password in the URL."""
    with pytest.raises(CatalogueError) as caught:
        Catalogue.open(Settings(database_url="postgresql://me:secret@127.0.0.1:1/name"))

    assert "secret" not in str(caught.value)


def test_full_disk(small_disk, open_catalogue):
    """On a full disk the batch at hand is lost, those before it are kept, and with more room it goes on."""
    disk = small_disk("400k")
    catalogue, stored = open_catalogue(Settings(home=disk.path)), 0

    with refusal(StorageError, "disk is full.*Free some space"):
        for stored in fill(catalogue):  # noqa: B007 (the last number is what was stored)
            pass

    assert 0 < stored == catalogue.count()
    disk.resize("8m")
    assert ["new"] == ingest(catalogue, a_paper())
    assert stored + 1 == open_catalogue(Settings(home=disk.path)).count()


def test_no_room_in_the_file(tmp_path, open_catalogue):
    """So it is where the file may not grow, which needs no small disk."""
    catalogue, stored = open_catalogue(Settings(home=tmp_path)), 0
    event.listen(catalogue.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 80"))
    catalogue.engine.dispose()

    with refusal(StorageError, "disk is full.*Free some space"):
        for stored in fill(catalogue):  # noqa: B007 (the last number is what was stored)
            pass

    assert 0 < stored == open_catalogue(Settings(home=tmp_path)).count()
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
