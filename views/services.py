"""The services of this process: opened at the first page, shared by all sessions."""

from __future__ import annotations

import gc
import time
from contextlib import suppress
from itertools import zip_longest
from threading import Event, Thread

import streamlit as st

from catalogue.errors import CommonsError
from catalogue.settings import load_settings
from index.folder import Loaded
from views.compose import Services, open_services
from views.field.document import encoded
from views.operations.metrics import CountedSearcher
from views.people.authors import authors
from views.topics.papers import corpus

READ_AHEAD = Event()
"""Set when everything is in memory that pages would otherwise read at first use."""

AGAIN_S = 5.0
"""Seconds after which the server looks for a new build, so that mostly it is read before somebody asks."""


@st.cache_resource(show_spinner="Opening the library …")
def services() -> Services:
    """Open the catalogue that the environment names; model and index load in the background.

    Raises:
        SettingsError: A setting cannot be right.
        CatalogueError: The catalogue cannot be opened. Nothing is cached then, so the next page tries again.
    """
    opened = open_services(load_settings(), CountedSearcher)
    Thread(target=_read_ahead, args=(opened,), name="read-ahead", daemon=True).start()
    return opened


def _read_ahead(opened: Services) -> None:
    try:
        _read(opened)
    finally:
        READ_AHEAD.set()


def keep_reading() -> None:
    """Do so again whenever there is something new, for as long as the server runs."""
    before: list[object] = []
    while True:
        time.sleep(AGAIN_S)
        with suppress(CommonsError):
            now = _read(services())
            if any(one is not other for one, other in zip_longest(now, before)):
                gc.freeze()  # it is there to stay: to look through it for garbage would hold everybody up
            before = now


def _read(opened: Services) -> list[object]:
    """Read what pages need, what most of them need first: all at once would only take turns, and all be late."""
    found: list[object] = []
    for read in (_question, _words, authors, corpus, encoded):
        with suppress(CommonsError):  # the first page that needs it says what is wrong
            found.append(read(opened))
    return found


def _question(opened: Services) -> Loaded:
    opened.searcher.warm_up()
    return opened.searcher.index()


def _words(opened: Services) -> None:
    opened.words.warm_up()
