"""The pages: enumerated from their folder, listed in a menu, run with errors shown in place."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Literal, Protocol, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from views import brand, pages, state
from views.components import asked_for, frame, trouble
from views.compose import Services
from views.operations import metrics
from views.page import Page
from views.services import services
from views.turns import turn


class PageModule(Protocol):
    """A file of `views.pages`."""

    PAGE: Page
    render: Callable[[Services], None]


@cache
def modules() -> tuple[PageModule, ...]:
    """Import every page, in the order of the menu."""
    found = [
        cast("PageModule", importlib.import_module(f"{pages.__name__}.{info.name}"))
        for info in pkgutil.iter_modules(pages.__path__)
    ]
    return tuple(sorted(found, key=lambda module: module.PAGE.order))


def run() -> None:
    """Draw the page that the address names in its frame; nothing when it is the server that reads the entry."""
    if get_script_run_ctx(suppress_warning=True):
        with turn():
            _draw()


def _draw() -> None:
    st.set_page_config(page_title=brand.NAME, page_icon=brand.ICON, layout="centered")
    entries = {module.PAGE.slug: _entry(module, home=place == 0) for place, module in enumerate(modules())}
    chosen = st.navigation(list(entries.values()), position="hidden")
    here = next(module.PAGE for module in modules() if entries[module.PAGE.slug] == chosen)
    if here is not modules()[0].PAGE:
        brand.entitle(here.title)
    state.publish()
    frame.top([module.PAGE for module in modules() if module.PAGE.visible], here)
    asked_for.draw(here.slug)
    chosen.run()
    frame.foot(here)


def _entry(module: PageModule, *, home: bool) -> st.Page:
    def page() -> None:
        with metrics.page(about.slug), trouble.shown():
            module.render(services())

    about = module.PAGE
    visibility: Literal["visible", "hidden"] = "visible" if about.visible else "hidden"
    return st.Page(page, title=about.title, url_path=about.slug, default=home, visibility=visibility)
