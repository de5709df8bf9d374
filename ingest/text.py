"""Text of strangers, made fit to store and to read."""

from __future__ import annotations

import re

UNSTORABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def fold(text: object) -> str:
    """Return *text* on one line, without control characters and lone surrogates, which no database takes."""
    return " ".join(UNSTORABLE.sub(" ", str(text or "")).split())
