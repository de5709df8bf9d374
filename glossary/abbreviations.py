"""Abbreviations that a text defines itself: "sparse autoencoders (SAEs)".

The algorithm is that of Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions
in biomedical text" (Pacific Symposium on Biocomputing 8, 2003, 451-462), with the plural s taken off. What follows
an abbreviation in brackets is left alone: of papers in this field it is a list more often than a definition.
"""

from __future__ import annotations

import re

MIN_LENGTH, MAX_LENGTH = 2, 10
"""Letters of an abbreviation, as in the paper."""

_BRACKETS = re.compile(r"\(([^()]{2,60})\)")
_SHORT = re.compile(r"[A-Za-z0-9][\w.&/+-]*")
_QUOTES = "\"'\u201c\u201d*$- "


def defined(text: str) -> dict[str, str]:
    """Return the long form of each abbreviation that *text* defines in brackets.

    >>> defined("We train sparse autoencoders (SAEs).")
    {'SAE': 'sparse autoencoders'}
    """
    found: dict[str, str] = {}
    for match in _BRACKETS.finditer(text):
        short = re.split(r"[;,]", match[1])[0].strip(_QUOTES)
        before = re.split(r"[.;:!?()]\s", text[: match.start()])[-1].rstrip()
        if _is_short(short) and (long := _long_form(singular(short), before)):
            found[singular(short)] = long
    return found


def singular(short: str) -> str:
    """Return the abbreviation without a plural or possessive s: "SAEs" and "SAE's" are "SAE", and "CAUS" stays."""
    short = short.replace("\u2019", "'").removesuffix("'s")
    return short[:-1] if short.endswith("s") and len(short) > MIN_LENGTH and not short[:-1].islower() else short


def _is_short(text: str) -> bool:
    upper = sum(letter.isupper() for letter in text)
    return (
        bool(_SHORT.fullmatch(text))
        and MIN_LENGTH <= len(text) <= MAX_LENGTH
        and (upper > 1 or (text[0].isupper() and any(map(str.isdigit, text))))
    )


def _long_form(short: str, before: str) -> str:
    """Match the letters of *short* from the last to the first; the first one begins a word, hyphens and all."""
    words = before.split()
    window = " ".join(words[-min(len(short) + 5, len(short) * 2) :])
    letters = [letter for letter in short.lower() if letter.isalnum()]
    at = len(window)
    for place in range(len(letters) - 1, -1, -1):
        at = window.lower().rfind(letters[place], 0, at)
        while place == 0 and at > 0 and (window[at - 1].isalnum() or window[at - 1] == "-"):
            at = window.lower().rfind(letters[place], 0, at)
        if at < 0:
            return ""
    return window[at:].strip(_QUOTES)
