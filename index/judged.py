"""Reading judged data in the BEIR layout (Thakur et al. 2021, arXiv 2104.08663): corpus, queries, judgements."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import JudgementsError
from catalogue.judged import REMEDY, json_lines, table
from index.documents import Document


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
        for _, row in json_lines(folder / "corpus.jsonl", ("_id",))
    ]
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for place, (query, document, grade) in table(folder / "qrels.tsv", ["query-id", "corpus-id", "score"]):
        if not re.fullmatch(r"-?[0-9]+", grade):
            raise JudgementsError(f"{place}: no whole number as score", REMEDY)
        grades[query][document] = int(grade)
    ignored: dict[str, set[str]] = defaultdict(set)
    if (folder / "ignore.tsv").exists():
        for _, (query, document) in table(folder / "ignore.tsv", ["query-id", "corpus-id"]):
            ignored[query].add(document)
    rows = [row for _, row in json_lines(folder / "queries.jsonl", ("_id", "text")) if row["_id"] in grades]
    if not rows:
        raise JudgementsError(f"no query of {folder} has a judgement", REMEDY)
    return Judged(
        documents=documents,
        queries={row["_id"]: row["text"] for row in rows},
        groups={row["_id"]: (row.get("metadata") or {}).get("source", "") for row in rows},
        grades=dict(grades),
        ignored=dict(ignored),
    )
