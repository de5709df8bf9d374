"""Names of files that Windows, macOS and Linux can have, and that Obsidian can link to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 100
"""Characters of a note's name: with a vault's path around it, below what Windows takes."""

MOST_BYTES = 200
"""Bytes of a note's name in UTF-8: Linux takes 255 with the suffix."""

_ILLEGAL = re.compile(r'[\\/:*?"<>|#^\[\]%\x00-\x1f\x7f-\x9f]+')
"""What a file system, a wikilink or Obsidian cannot have in a name."""

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names of devices on Windows, with any suffix."""


def file_name(said: str) -> str:
    """Make *said* a name that every file system and every wikilink can have, without a suffix; never empty."""
    line = unicodedata.normalize("NFC", _INVISIBLE.sub("", _ILLEGAL.sub(" ", said)))
    name = _short(" ".join(line.split())).strip(" .")
    return f"_{name}" if _RESERVED.fullmatch(name) else name or "Untitled"


def _short(line: str) -> str:
    """Cut *line* to what file systems take, between words where there are any."""
    cut = line[:LONGEST].encode()[:MOST_BYTES].decode(errors="ignore")
    return cut if cut == line else cut.rpartition(" ")[0] or cut


def free(said: str, hint: str, taken: set[str]) -> str:
    """Make *said* a name that is not among *taken*, whatever the case, and put it there; *hint* tells two apart."""
    for name in _candidates(file_name(said), hint):
        key = unicodedata.normalize("NFC", name.casefold())
        if key not in taken:
            taken.add(key)
            return name
    raise AssertionError  # there are endless candidates


def _candidates(name: str, hint: str) -> Iterator[str]:
    yield name
    if hint:
        yield f"{name} ({hint})"
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1
