"""Cutting an abstract into sentences.

Rules, not a model: abstracts are tame prose, and a wrong cut costs one oddly short quotation.
"""

from __future__ import annotations

import re

_ENDS = re.compile(r"([.!?][\"')\]]*)\s+(?=[\"'(\[$\\]*[A-Z0-9])")
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|et al|resp|approx|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|No|Dr|Prof|St|w\.r\.t|a\.k\.a)|\b[A-Z])\.$"
)


def split(text: str) -> list[str]:
    """Return the sentences of *text*, white space folded; none of them is empty."""
    sentences: list[str] = []
    for piece in _ENDS.sub(r"\1\n", " ".join(text.split())).split("\n"):
        if sentences and _ABBREVIATIONS.search(sentences[-1]):
            sentences[-1] += f" {piece}"
        elif piece:
            sentences.append(piece)
    return sentences
