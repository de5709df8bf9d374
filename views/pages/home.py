"""Home: the page at the root. An address that asks something here is answered here."""

from __future__ import annotations

from views.compose import Services
from views.page import Page
from views.pages import search

PAGE = Page(slug="home", title="Home", icon=":material/home:", order=1, visible=False)


def render(services: Services) -> None:
    """Draw the front of the site, or the answer to a question in the address."""
    search.render(services)
