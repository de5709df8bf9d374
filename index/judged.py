"""Reading judged data in the BEIR layout (Thakur et al. 2021, arXiv 2104.08663): corpus, queries, judgements."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import JudgementsError
from index.documents import Document

REMEDY = "The layout is described in docs/evaluation.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One set of judged queries."""

    documents: list[Document]
    queries: dict[str, str]
    """Text of each query that has a judgement, by id."""
    groups: dict[str, str]
    """`metadata.source` of each query; empty where it has none."""
    grades: dict[str, dict[str, int]]
    """Grade of each judged document, by query; 0 is judged and not relevant."""
    ignored: dict[str, set[str]]
    """Documents to take out of a query's ranking before it is scored."""


def read(folder: Path) -> Judged:
    """Read the judged set in *folder*.

    Raises:
        JudgementsError: A file is missing or not laid out as it should be; the message names file and line.
    """
    documents = [
        Document(id=row["_id"], title=row.get("title") or "", body=" ".join((row.get("text") or "").split()))
        for row in _json_lines(folder / "corpus.jsonl", ("_id",))
    ]
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for query, document, grade in _table(folder / "qrels.tsv", ["query-id", "corpus-id", "score"]):
        grades[query][document] = int(grade)
    ignored: dict[str, set[str]] = defaultdict(set)
    if (folder / "ignore.tsv").exists():
        for query, document in _table(folder / "ignore.tsv", ["query-id", "corpus-id"]):
            ignored[query].add(document)
    rows = [row for row in _json_lines(folder / "queries.jsonl", ("_id", "text")) if row["_id"] in grades]
    if not rows:
        raise JudgementsError(f"no query of {folder} has a judgement", REMEDY)
    return Judged(
        documents=documents,
        queries={row["_id"]: row["text"] for row in rows},
        groups={row["_id"]: (row.get("metadata") or {}).get("source", "") for row in rows},
        grades=dict(grades),
        ignored=dict(ignored),
    )


def _json_lines(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise JudgementsError(f"{path}, line {number}: not JSON", REMEDY) from None
        if not isinstance(row, dict):
            raise JudgementsError(f"{path}, line {number}: not a JSON object", REMEDY)
        if missing := [key for key in needed if key not in row]:
            raise JudgementsError(f"{path}, line {number}: no {', '.join(missing)}", REMEDY)
        yield row


def _table(path: Path, header: list[str]) -> Iterator[list[str]]:
    rows = csv.reader(_lines(path), delimiter="\t", quoting=csv.QUOTE_NONE)
    if (first := next(rows, None)) != header:
        raise JudgementsError(f"{path} begins with {first}, not with the header {header}", REMEDY)
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header) or (len(row) > 2 and not re.fullmatch(r"-?[0-9]+", row[2])):  # noqa: PLR2004
            raise JudgementsError(
                f"{path}, line {number}: not {len(header)} columns, or no whole number as score", REMEDY
            )
        yield row


def _lines(path: Path) -> io.StringIO:
    try:
        return io.StringIO(path.read_text(encoding="utf-8"))  # not splitlines: U+2028 may stand inside a JSON string
    except FileNotFoundError:
        raise JudgementsError(f"there is no {path}", REMEDY) from None
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementsError(f"cannot read {path} ({error})", REMEDY) from None
