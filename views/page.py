"""What a file of `views.pages` says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The registration of a page; its module also has `render(services)`."""

    slug: str
    """Its address. The page of the lowest order is the home page and is also found at the root."""
    title: str
    icon: str
    order: int
    visible: bool = True
    """Whether the menu shows it."""
    label: Callable[[], str] | None = None
    """What the menu says, where that is more than the title."""
    under: str = ""
    """The page of the menu that this one belongs to, where it is not in the menu itself."""
