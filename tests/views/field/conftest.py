"""A library with a map: made once, copied for each test, which may do with it what it likes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from catalogue.settings import load_settings
from tests.views.field.library import mapped
from tests.views.library import living_in
from views.compose import Services, open_services


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mapped") / "home"
    with living_in(folder):
        mapped().catalogue.close()
    return folder


@pytest.fixture
def services(_made: Path, home: Path) -> Services:
    """The library of this test, with a map."""
    shutil.copytree(_made, home)
    return open_services(load_settings())
