"""What went wrong, in place: one box with the problem and its remedy, never a trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import streamlit as st

from catalogue.errors import CommonsError, UnknownPaperError
from views import markup
from views.operations import metrics


@contextmanager
def shown() -> Iterator[None]:
    """Show an error of ours where it happened and let the rest of the page go on."""
    try:
        yield
    except CommonsError as error:
        if not isinstance(error, UnknownPaperError):  # a mistyped address is no incident
            metrics.told(error)
        box(error.problem, error.remedy)


@contextmanager
def quiet() -> Iterator[None]:
    """Leave a detail out that cannot be shown; what matters says so itself, once a page."""
    with suppress(CommonsError):
        yield


def box(problem: str, remedy: str) -> None:
    """Show a problem and what to do about it."""
    first = markup.plain(problem[:1].upper() + problem[1:])
    st.error(f"**{first}.**  \n{_remedy(remedy)}" if remedy else f"**{first}.**", icon=":material/error:")


def _remedy(remedy: str) -> str:
    """Set a command in code, so that it can be told from the words around it."""
    words, run, command = remedy.partition("Run: ")
    if not run or "`" in command or "\n" in command:
        return f"{markup.plain(remedy)}."
    return f"{markup.plain(words)}Run: `{command}`"
