"""Templates and files: how a page of the twin comes to its bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from views import wording
from views.static import text

MENU = (
    ("search", "Search"),
    ("topics", "Topics"),
    ("glossary", "Words"),
    ("field", "Map"),
    ("programme", "Programme"),
)
"""What every page links to, by folder."""


class File(NamedTuple):
    """A file of the twin, written when its turn comes."""

    path: str
    """Below the folder, with strokes."""
    write: Callable[[], bytes]


def page(path: str, template: str, title: str, context: Callable[[], Mapping[str, Any]]) -> File:
    """Return a page.

    Args:
        path: Its file; not deeper than one folder.
        template: A file of ``templates/``.
        title: What the window is called, as plain text.
        context: Gives what the template asks for.
    """

    def write() -> bytes:
        root = "../" * path.count("/")
        made = _environment().get_template(template)
        said = made.render(root=root, here=path, title=title, **context())
        return (said if "<pre" in said else said.replace(">\n<", "><")).encode()

    return File(path, write)


def document(path: str, content: Callable[[], Any]) -> File:
    """Return a file of JSON."""

    def write() -> bytes:
        return f"{_json(content())}\n".encode()

    return File(path, write)


def script(path: str, name: str, content: Callable[[], Any]) -> File:
    """Return data as a classic script, which pages opened from disk can load: it sets ``commons.NAME``."""

    def write() -> bytes:
        return f"(window.commons=window.commons||{{}}).{name}={_json(content())};\n".encode()

    return File(path, write)


def _json(content: Any) -> str:  # noqa: ANN401 - anything that JSON can say
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("views.static"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters |= {"plain": text.plain, "paragraphs": text.paragraphs, "date": wording.date, "site": wording.site}
    made.globals |= {"menu": MENU, "count": wording.count, "authors": wording.authors, "placement": wording.placement}
    return made
