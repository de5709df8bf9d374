"""What an examination finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from catalogue.settings import Settings

State = Literal["ok", "warning", "broken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of `commons doctor`."""

    check: str
    state: State
    """``broken`` is what keeps the site from working; with a ``warning`` it works, but not as it should."""
    said: str
    remedy: str = ""


Examination = Callable[[Settings], Iterator[Finding]]
Examinations = Mapping[str, Examination]


def ok(check: str, said: str) -> Finding:
    """Say that all is well."""
    return Finding(check=check, state="ok", said=said)


def warning(check: str, said: str, remedy: str) -> Finding:
    """Say what is not as it should be."""
    return Finding(check=check, state="warning", said=said, remedy=remedy)


def broken(check: str, said: str, remedy: str) -> Finding:
    """Say what does not work."""
    return Finding(check=check, state="broken", said=said, remedy=remedy)
