"""A library with an event, made once and copied for each test; and the process's log as it was."""

from __future__ import annotations

import logging
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit.logger
from streamlit import config

from catalogue.settings import load_settings
from tests.views.library import fill, hold, living_in, workshop
from views.compose import Services, open_services, read_for_glossary


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the papers of `workshop`, indexed and read for the glossary; not to be written to."""
    folder = tmp_path_factory.mktemp("operations")
    with living_in(folder):
        services = hold(fill(workshop()))
        read_for_glossary(services)
        services.catalogue.close()
    return folder


@pytest.fixture
def services(shelf: Path, home: Path) -> Services:
    """That home as this test's own."""
    shutil.copytree(shelf, home)
    return open_services(load_settings())


@pytest.fixture
def log() -> Iterator[None]:
    """Puts back how this process logs."""
    loggers = [logging.getLogger(), *(one for one in _all() if isinstance(one, logging.Logger))]
    before = [(one, one.handlers[:], one.level, one.propagate) for one in loggers]
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook, streamlit.logger.setup_formatter
    rich = config.get_option("logger.enableRich")
    yield
    config.set_option("logger.enableRich", rich)
    sys.excepthook, sys.unraisablehook, threading.excepthook, streamlit.logger.setup_formatter = hooks
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = True
    for one, handlers, level, propagate in before:
        one.handlers[:], one.propagate = handlers, propagate
        one.setLevel(level)


def _all() -> list[object]:
    return list(logging.root.manager.loggerDict.values())
