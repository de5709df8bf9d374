"""Precision and recall of `ingest.relevance.is_mi` on judged papers, raw and weighted.

    .venv/bin/python -m benchmarks.relevance ../shared/data/relevance-dev.jsonl [--errors]

The rules were written while looking at the development file, so its figures are not a test.
"""

import json
import sys
from pathlib import Path
from typing import Any

from catalogue.records import Verdict
from ingest.relevance import judge


def main(path: str, *, errors: bool) -> None:
    """Print a table; with *errors*, also every wrong verdict."""
    rows = [json.loads(line) for line in Path(path).read_text().splitlines()]
    pairs = [(row, judge(f"{row['title']}. {row['abstract']}")) for row in rows]
    for name in ("raw", "weighted"):
        precision, recall = _measure(pairs, weighted=name == "weighted")
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{name:9} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    for row, verdict in pairs:
        if errors and verdict.label != bool(row["label"]):
            sign = "+" if verdict.label else "-"
            print(f"{sign} {row['stratum']:2} {row['weight']:8.1f} {row['title'][:80]} | {verdict.reason}")


def _measure(pairs: list[tuple[dict[str, Any], Verdict]], *, weighted: bool) -> tuple[float, float]:
    """Return precision and recall."""
    said = true = both = 0.0
    for row, verdict in pairs:
        weight = row["weight"] if weighted else 1.0
        said += weight * verdict.label
        true += weight * row["label"]
        both += weight * (verdict.label and row["label"])
    return both / said, both / true


if __name__ == "__main__":
    main(sys.argv[1], errors="--errors" in sys.argv)
