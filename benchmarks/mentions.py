"""How fast papers are scanned for every label of the glossary, beside what one would write first, and how rightly.

    COMMONS_HOME=... .venv/bin/python -m benchmarks.mentions [PAPERS]

Over the papers of the catalogue of COMMONS_HOME. The plain loop has one compiled regular expression for each label:
its words in any case, with an optional plural s; no hyphens, spellings, context or senses. It reads a sample of the
papers, and its time is scaled up. The share of right mentions is that of ``tests/glossary/mentions.tsv``, as judged.
"""

from __future__ import annotations

import csv
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from catalogue.settings import load_settings
from catalogue.store import Catalogue
from glossary import book
from glossary.evidence.collect import text_of
from glossary.matcher import Matcher

JUDGED = Path(__file__).parents[1] / "tests/glossary/mentions.tsv"
ROUNDS = 3
PAPERS = 3500
SAMPLE = 50
"""Papers that the plain loop reads."""


def main(papers: int) -> None:
    """Print seconds, medians of alternating rounds, and their ratio."""
    texts = [text_of(work) for work in Catalogue.open(load_settings()).works()][:papers]
    glossary = book.load()
    labels = {label.text for concept in glossary.concepts.values() for label in concept.labels}
    patterns = [re.compile(rf"\b{re.escape(label)}s?\b", re.IGNORECASE) for label in labels]
    matcher = Matcher(glossary)
    sample = texts[:: max(1, len(texts) // SAMPLE)]

    def plain(text: str) -> int:
        return sum(1 for pattern in patterns for _ in pattern.finditer(text))

    rounds = [
        (_seconds(matcher.scan, texts), _seconds(plain, sample) * len(texts) / len(sample)) for _ in range(ROUNDS)
    ]
    ours, loop = (statistics.median(spent) for spent in zip(*rounds, strict=True))
    print(f"{len(texts)} papers, {len(labels)} labels, median of {ROUNDS} alternating rounds")
    print(f"a regular expression per label, from {len(sample)} papers  {loop:8.1f} s")
    print(f"one automaton, forms and senses as well      {ours:8.1f} s   ({loop / ours:.0f} times as fast)")
    with JUDGED.open(encoding="utf-8", newline="") as file:
        right = [row["right"] == "1" for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    print(f"{sum(right)} of {len(right)} mentions, drawn at random and read in their abstracts, are right")


def _seconds(scan: Callable[[str], object], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        scan(text)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(next(iter(sys.argv[1:]), PAPERS)))
