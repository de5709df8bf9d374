"""Put the queries of `bridges/` together with a corpus, as a folder that ``commons evaluate search`` takes.

    .venv/bin/python -m benchmarks.judged.build ../shared/data/bridges-dev/corpus.jsonl OUT
    .venv/bin/commons evaluate search OUT

The corpus is JSON lines, plain, gzip or zip: `_id`, `title` and `text` as in BEIR, or `id`, `title` and `abstract` as
in arXiv's snapshot. Papers in a query's own words (`own_words.tsv`) go to ``ignore.tsv``, unless they were judged.
Judgements of papers that the corpus lacks are left out, and so are queries that keep no relevant paper.
"""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import re2

from ingest import files

JUDGED = Path(__file__).parent / "bridges"


def main(corpus: Path, out: Path) -> None:
    """Write the folder *out* and say what is in it.

    Raises:
        SourceError: *corpus* is missing or cannot be unpacked.
    """
    papers, queries, judgements = build(corpus, out)
    print(f"{queries} queries, {judgements} judgements, {papers} papers in {out}")


def build(corpus: Path, out: Path, judged: Path = JUDGED) -> tuple[int, int, int]:
    """Write the folder *out*; return how many papers, queries and judgements it holds. Raises what `main` raises."""
    grades = table(judged / "qrels.tsv")
    graded = {(query, paper) for query, paper, _ in grades}
    own = {query: re2.compile(f"(?i){words}") for query, words in table(judged / "own_words.tsv")}
    out.mkdir(parents=True, exist_ok=True)
    present, ignored = set(), []
    with (out / "corpus.jsonl").open("w", encoding="utf-8") as file:
        for row in _papers(corpus):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            present.add(row["_id"])
            said = f"{row['title']}. {row['text']}"
            ignored += [(query, row["_id"]) for query, words in own.items() if words.search(said)]
    kept = [(query, paper, grade) for query, paper, grade in grades if paper in present]
    answered = {query for query, _, grade in kept if int(grade) > 0}
    kept = [row for row in kept if row[0] in answered]
    _write(out / "qrels.tsv", ("query-id", "corpus-id", "score"), kept)
    _write(out / "ignore.tsv", ("query-id", "corpus-id"), [row for row in ignored if row not in graded])
    shutil.copy(judged / "queries.jsonl", out)
    return len(present), len(answered), len(kept)


def table(path: Path) -> list[list[str]]:
    """Read the rows of a tab-separated file below its header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def _papers(corpus: Path) -> Iterator[dict[str, str]]:
    for line in files.lines(corpus, after=""):
        row = json.loads(line.data)
        named = {
            "_id": row.get("_id") or row["id"],
            "title": row["title"],
            "text": row.get("text", row.get("abstract")),
        }
        yield {key: " ".join((value or "").split()) for key, value in named.items()}


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    path.write_text("".join("\t".join(row) + "\n" for row in (header, *rows)), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
