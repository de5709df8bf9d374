"""Values out of JSON that strangers wrote, made fit to store before anything looks at them."""

from __future__ import annotations

import json
from typing import Any

from catalogue.errors import RecordError
from ingest.text import UNSTORABLE

LARGEST = 2**31 - 1
"""Of PostgreSQL's integer columns."""


def read_object(data: bytes) -> dict[str, Any]:
    """Parse one JSON object, without control characters and lone surrogates, which no database takes.

    Raises:
        RecordError: It is no JSON, or no object.
    """
    try:
        text = data.decode("utf-8-sig")
        found = json.loads(text)
        found = _clean(found) if "\\u" in text else found  # only escapes can bring them in
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not JSON ({error})") from None
    if not isinstance(found, dict):
        raise RecordError("not a JSON object")
    return found


def whole(value: Any) -> int:  # noqa: ANN401 - whatever JSON says
    """Read a number that fits into the catalogue.

    Raises:
        ValueError: It is none, or too large.
    """
    try:
        number = int(value)
    except OverflowError:
        number = -1
    if not 0 <= number <= LARGEST:
        raise ValueError(f"the number {value} is out of range")
    return number


def _clean(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return UNSTORABLE.sub(" ", value) if isinstance(value, str) else value
