"""Files as strangers write them, small ones."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NATURE = "10.1038/nature05670"


def a_record(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A record of arXiv's snapshot as it is when nothing is missing, with *changes*."""
    said = {
        "id": f"2409.{number:05}",
        "submitter": "Ada Lovelace",
        "authors": 'Ada Lovelace and Kurt G{\\"o}del',
        "title": f"Sparse autoencoders\n  find feature {number}",
        "comments": "11 pages",
        "journal-ref": "Nature 446:664-667 (2007)",
        "doi": f"{NATURE}.{number}",
        "report-no": None,
        "categories": "cs.LG cs.CL",
        "license": "http://creativecommons.org/licenses/by/4.0/",
        "abstract": "  We find circuits of attention heads\nby activation patching.  ",
        "versions": [
            {"version": "v1", "created": "Mon, 23 Sep 2024 19:18:42 GMT"},
            {"version": "v2", "created": "Tue, 1 Oct 2024 00:00:01 GMT"},
        ],
        "update_date": "2024-10-02",
        "authors_parsed": [["Lovelace", "Ada", ""], ['G{\\"o}del', "Kurt", "Jr."]],
    }
    return said | changes


def another_field(number: int = 1) -> dict[str, Any]:
    """A record that has nothing to do with the insides of neural networks."""
    return a_record(number, title=f"Evolution of social group {number}", abstract="We follow phone calls.")


def as_line(record: Any) -> bytes:
    """*record* as a line; bytes are lines already."""
    return record if isinstance(record, bytes) else json.dumps(record).encode()


def as_lines(records: Iterable[Any]) -> bytes:
    """*records* as a file of lines."""
    return b"".join(as_line(record) + b"\n" for record in records)


def write_lines(path: Path, *records: Any) -> Path:
    """Write *records* to *path* as JSON lines."""
    path.write_bytes(as_lines(records))
    return path
