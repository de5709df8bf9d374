"""A profile as a file that its owner keeps: JSON, with the fields of `catalogue.people.Profile` and a version.

It never holds a private link or a contact.
"""

from __future__ import annotations

import json
import math
import unicodedata
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from catalogue.errors import ProfileError
from catalogue.people import Profile

VERSION = 1

MAX_BYTES = 65_536
"""Of a file: a full profile is a few kilobytes."""

MAX_TEXT = 5_000
"""Characters of the paragraph."""

MAX_WORD = 200
"""Characters of anything else."""

MAX_ITEMS = 200
"""Of each list."""

MAX_WEIGHT = 10.0
"""Of the dial."""

_ADAPTER = TypeAdapter(Profile)
_KEEP = "Download the profile again, or correct it by docs/privacy.md"


def read(source: bytes | Path) -> Profile:
    """Read a profile; what a file does not say is as if it had just been begun.

    Raises:
        ProfileError: It is no profile, or is too large, or from a newer version; the message names the field.
    """
    said = _document(_bytes(source))
    version = said.pop("version", VERSION)
    if type(version) is not int or version < 1:
        raise ProfileError(f"version {version!r} is no version of a profile", f"Write {VERSION}")
    if version > VERSION:
        raise ProfileError(
            f"the profile is of version {version}, this program reads {VERSION}", "Update Interp Commons"
        )
    unknown = sorted(set(said) - {field.name for field in fields(Profile)})
    if unknown:
        raise ProfileError(f"a profile has no field {unknown[0][:MAX_WORD]!r}", "Leave it out")
    try:
        profile = _ADAPTER.validate_json(json.dumps(said), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(one) for one in first["loc"])
        raise ProfileError(f"in the profile, {place} cannot be right: {first['msg']}", _KEEP) from None
    return check(profile)


def write(profile: Profile) -> str:
    """Return the text of a file that `read` makes *profile* of."""
    said = {"version": VERSION, **_ADAPTER.dump_python(profile, mode="json")}
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def check(profile: Profile) -> Profile:
    """Return *profile* as it is.

    Raises:
        ProfileError: Something in it is too long, too much, or cannot be shown; the message names the field.
    """
    for name in ("name", "affiliation"):
        _word(name, getattr(profile, name))
    _short("text", profile.text, MAX_TEXT)
    for name in ("papers", "liked", "concepts", "known", "excluded", "offers", "seeks"):
        listed = getattr(profile, name)
        if len(listed) > MAX_ITEMS:
            raise ProfileError(f"{name} has {len(listed)} entries", f"Keep at most {MAX_ITEMS}")
        for one in listed:
            _word(name, one)
    for name in ("problem", "method", "bridge"):
        weight = getattr(profile.dial, name)
        if not math.isfinite(weight) or not 0 <= weight <= MAX_WEIGHT:
            raise ProfileError(f"dial.{name} is {weight}", f"Use a number from 0 to {MAX_WEIGHT:g}")
    return profile


def check_contact(contact: str) -> str:
    """Return *contact* as it is.

    Raises:
        ProfileError: It is too long, or more than a line.
    """
    _word("contact", contact)
    return contact


def _bytes(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        content = source
    else:
        try:
            with source.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise ProfileError(f"cannot read {source} ({error.strerror})", "Check the path") from None
    if len(content) > MAX_BYTES:
        raise ProfileError(f"the file is larger than {MAX_BYTES // 1024} kB", "Name a profile that was downloaded here")
    return content


def _document(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ProfileError(f"the file is no JSON ({type(error).__name__})", _KEEP) from None
    if not isinstance(said, dict):
        raise ProfileError("the file holds no profile", _KEEP)
    return said


def _word(name: str, text: str) -> None:
    _short(name, text, MAX_WORD)
    if any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for letter in text):
        raise ProfileError(f"{name} has more than one line, or characters that cannot be shown", "Write it on one line")


def _short(name: str, text: str, most: int) -> None:
    if len(text) > most:
        raise ProfileError(f"{name} has {len(text):,} characters", f"Keep to {most:,}")
    if any(unicodedata.category(letter) == "Cs" for letter in text) or "\0" in text:
        raise ProfileError(f"{name} has characters that are none", "Type it again")
