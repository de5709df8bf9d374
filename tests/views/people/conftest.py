"""A library with an event, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from catalogue.settings import load_settings
from people.participants.store import Participants
from tests.views.library import fill, hold, living_in, workshop
from views.compose import Services, open_services, read_for_glossary


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the papers of `workshop`, indexed and read for the glossary, and the day of its event."""
    folder = tmp_path_factory.mktemp("workshop")
    with living_in(folder):
        services = hold(fill(workshop()))
        read_for_glossary(services)
        services.catalogue.close()
    Participants.open(folder).engine.dispose()
    return folder


@pytest.fixture
def services(shelf: Path, home: Path) -> Services:
    """That home as this test's own."""
    shutil.copytree(shelf, home)
    return open_services(load_settings())


@pytest.fixture
def store(services: Services) -> Participants:
    """Its file of participants, as another process sees it."""
    return Participants.open(services.settings.home)
