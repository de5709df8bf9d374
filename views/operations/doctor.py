"""Everything that can be wrong on a machine, looked at in turn; each finding says what to do."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.errors import CommonsError
from catalogue.settings import load_settings
from views.operations.finding import Finding, broken
from views.operations.library import LIBRARY, ONLINE
from views.operations.machine import MACHINE, environment


def examine(*, online: bool = False) -> Iterator[Finding]:
    """Yield what is found, in order; what needs the net only if *online*. Changes nothing."""
    yield from environment()
    try:
        settings = load_settings()
    except CommonsError as error:
        yield broken("settings", error.problem, error.remedy)
        return
    for name, look in {**MACHINE, **LIBRARY, **(ONLINE if online else {})}.items():
        try:
            yield from look(settings)
        except CommonsError as error:
            yield broken(name, error.problem, error.remedy)
        except OSError as error:
            yield broken(name, f"{error.filename or ''} {error.strerror or error}".strip(), "Check the permissions")
