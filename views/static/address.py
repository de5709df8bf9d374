"""Names of files: made of ids, legal on every file system, the same in every build."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

LONGEST = 100
"""Characters of a name; file systems take 255 bytes."""

_USUAL = re.compile(r"[A-Za-z0-9.:/_-]+")
_OTHERS = re.compile(r"[^A-Za-z0-9.]+")
_HASH = 8


def slug(identifier: str) -> str:
    """Return the name for an id: ``arxiv:2409.14507`` is ``arxiv-2409.14507``.

    What has more than letters, digits and the punctuation of ids, or is very long, ends in a hash of the whole.
    """
    name = _OTHERS.sub("-", identifier).strip("-.")[:LONGEST].rstrip("-.")
    usual = _USUAL.fullmatch(identifier) and len(identifier) <= LONGEST
    return name if usual and name else "-".join(filter(None, [name, _digest(identifier)]))


def slugs(identifiers: Iterable[str]) -> dict[str, str]:
    """Return a name for each id, no two alike on a file system that does not tell capitals from small letters."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for one in sorted(set(identifiers)):
        name = slug(one)
        found[one] = f"{name}-{_digest(one)}" if name.casefold() in taken else name
        taken.add(found[one].casefold())
    return found


def _digest(identifier: str) -> str:
    return hashlib.sha256(identifier.encode()).hexdigest()[:_HASH]
