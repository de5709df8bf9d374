"""From the server's start to its end: its log, which libraries write to as well, and the library that it opens."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Thread

import streamlit.logger
from streamlit import config
from streamlit.runtime.app_session import AppSession

from catalogue.errors import CommonsError
from catalogue.settings import load_settings
from views import navigation
from views.operations import logs
from views.services import READ_AHEAD, keep_reading, services

LIBRARIES = {"streamlit", "uvicorn", "websockets"}

TURN_S = 0.0005
"""After how long a thread that computes lets the next one run; Python's own 5 ms. A page is some hundred messages, and
sending each waits for a turn: beside one busy thread a page took 540 ms with 5 ms turns, and 230 ms with these."""

_log = logging.getLogger("views.operations")


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Log as the settings say while the server runs, open the library, and let threads take short turns."""
    settings = load_settings()
    logs.configure(settings.log)
    take_over()
    unwatch()
    sys.setswitchinterval(TURN_S)
    _log.info("serving", extra={"home": str(settings.home)})
    Thread(target=_open, name="opening", daemon=True).start()
    yield
    _log.info("stopped")


def _open() -> None:
    """Open the library before the first visitor comes, and spare the garbage collector what is there to stay.

    A million objects of models and glossary would otherwise be looked through again and again, everybody waiting.
    """
    navigation.modules()
    said = "not ready"  # the first page and /readyz say why
    with suppress(CommonsError):
        services()
        READ_AHEAD.wait()
        said = "ready"
    gc.collect()
    gc.freeze()
    _log.info(said)
    keep_reading()


def take_over() -> None:
    """Let the root's handler alone write what libraries log, now and later.

    Streamlit gives each of its loggers a handler of its own, which writes messages and traces whole, and offers no
    setting for that; so its function that does it is replaced.
    """
    config.set_option("logger.enableRich", False)  # else it prints traces itself, with what their errors say
    streamlit.logger.setup_formatter = _bare
    for one in list(logging.root.manager.loggerDict.values()):
        if isinstance(one, logging.Logger):
            _bare(one)


def unwatch() -> None:
    """Let those who come back to a session cost no more than those who are new, if no file is watched.

    For them Streamlit looks up the files of all modules on the thread that serves everybody, though the setting says
    that there is nothing to watch; new sessions it spares, https://github.com/streamlit/streamlit/issues/8738. Three
    hundred phones out of their pockets, or after a restart, would keep each other waiting for minutes.
    """
    if config.get_option("server.fileWatcherType") == "none":
        setattr(AppSession, "register_file_watchers", _nothing)  # noqa: B010 - mypy knows it for a method


def _nothing(_session: AppSession) -> None:
    """Watch no file."""


def _bare(logger: logging.Logger) -> None:
    logger.handlers.clear()
    logger.propagate = True
    if logger.name.partition(".")[0] in LIBRARIES:
        # what it warns of is a thread of ours that opens the services before the first page does
        logger.setLevel(logging.ERROR if logger.name.endswith("script_run_context") else logging.WARNING)
