"""The services of this process: opened at the first page, shared by all sessions."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

import streamlit as st

from catalogue.errors import CommonsError
from catalogue.settings import load_settings
from views.compose import Services, open_services
from views.people.authors import authors


@st.cache_resource(show_spinner="Opening the library …")
def services() -> Services:
    """Open the catalogue that the environment names; model and index load while the first page is read.

    Raises:
        SettingsError: A setting cannot be right.
        CatalogueError: The catalogue cannot be opened. Nothing is cached then, so the next page tries again.
    """
    opened = open_services(load_settings())
    opened.searcher.warm_up()
    opened.words.warm_up()
    Thread(target=_read_authors, args=(opened,), name="authors", daemon=True).start()
    return opened


def _read_authors(opened: Services) -> None:
    with suppress(CommonsError):  # the first page that needs them says what is wrong
        authors(opened)
