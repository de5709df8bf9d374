"""What both protocols share: an answer before it is sent, and text in XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 does not allow."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What goes over the wire when nothing goes wrong there."""

    body: bytes
    kind: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def element(tag, text, attributes=None):
    """An element with *text* in it."""
    return f"<{tag}{_written(attributes)}>{escape(text, quote=False)}</{tag}>"


def optional(tag, text):
    """An element with *text* in it, or nothing if there is no text."""
    return element(tag, text) if text else ""


def empty(tag, attributes):
    """An element with nothing but attributes."""
    return f"<{tag}{_written(attributes)}/>"


def document(parts, kind, status=200):
    """The answer that is a document of *parts*, without what XML does not allow."""
    return Answer(body=NOT_XML.sub("", "\n".join(parts)).encode(), kind=kind, status=status)


def _written(attributes):
    return "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items()) if attributes else ""
