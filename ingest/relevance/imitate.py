"""Learning the vocabulary of the field from papers that nobody judged, by imitating what the word lists are sure of.

    python -m ingest.relevance.imitate ../shared/data/arxiv-snapshot-sample.jsonl.gz JUDGED.jsonl...

Writes ``vocabulary.tsv``. Papers of the judged files are left out, so that these can still measure.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from catalogue.records import Paper
from ingest.relevance.features import features
from ingest.relevance.judge import shipped
from ingest.relevance.vocabulary import FILE, Vocabulary, phrases
from ingest.relevance.words import words
from ingest.sources.snapshot import source

SURE, SURELY_NOT = 0.8, 0.05
"""Scores of the word lists from which, and up to which, a paper is an example."""

NEAR = 0.25
"""Papers between this and `SURELY_NOT` are counterexamples too: near misses teach most."""

FAR = 25_000
"""Counterexamples drawn from those that are surely not."""

KEPT = 1500
"""Phrases that are kept: from 1,500 to 80,000 nothing changes but noise."""

RARE = 5
"""A phrase must stand in so many examples."""

PRIOR = 1.0
"""Added to the bias: counterexamples are a choice of ours, not a share of the world."""

STRENGTH = 20.0
"""Inverse strength of the L2 penalty; 50 to choose the phrases, so that more of them count."""


def learn(papers: Sequence[Paper]) -> Vocabulary:
    """Fit a vocabulary to what the word lists say of *papers*; the same papers always give the same one."""
    texts, labels = zip(*_examples(papers), strict=True)
    said = [sorted(phrases(text)) for text in texts]
    scale = diags([1 / sqrt(max(1, len(one))) for one in said])
    counter = CountVectorizer(analyzer=lambda one: one, binary=True, min_df=RARE, max_features=80_000)
    table = (scale @ counter.fit_transform(said)).tocsc()
    first = LogisticRegression(C=50, max_iter=3000).fit(table, labels)
    best = np.sort(np.argsort(-np.abs(first.coef_[0]))[:KEPT])
    fitted = LogisticRegression(C=STRENGTH, max_iter=3000).fit(csr_matrix(table[:, best]), labels)
    names = counter.get_feature_names_out()[best]
    weights = {str(name): float(weight) for name, weight in zip(names, fitted.coef_[0], strict=True)}
    return Vocabulary(bias=float(fitted.intercept_[0]) + PRIOR, weights=weights)


def write(made: Vocabulary, path: Path) -> None:
    """Write *made*, the heaviest phrases first."""
    ordered = sorted(made.weights.items(), key=lambda pair: -pair[1])
    lines = [f"{phrase}\t{weight:.2f}" for phrase, weight in [("", made.bias), *ordered]]
    head = "# Written by `python -m ingest.relevance.imitate`: phrases and weights; the one without words is the bias."
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")


def _examples(papers: Sequence[Paper]) -> Iterator[tuple[str, bool]]:
    """Yield the text of each example, and whether it is of the field."""
    scores = [(_by_words(paper), f"{paper.title} {paper.abstract}") for paper in papers]
    yield from ((text, True) for score, text in scores if score >= SURE)
    yield from ((text, False) for score, text in scores if SURELY_NOT < score < NEAR)
    far = [text for score, text in scores if score <= SURELY_NOT]
    chosen = random.Random(0).sample(far, min(FAR, len(far)))  # noqa: S311 - a sample, no secret
    yield from ((text, False) for text in chosen)


def _by_words(paper: Paper) -> float:
    reading = words().read(paper.title, paper.abstract)
    return shipped().score(features(reading)) if reading else 0.0


def _unjudged(snapshot: Path, judged: Sequence[Path]) -> list[Paper]:
    seen = {json.loads(line)["id"].removeprefix("arxiv:") for path in judged for line in path.read_text().splitlines()}
    opened = source(snapshot, all=True)
    records = (record for chunk in opened.fetch("") for record in opened.parse(chunk.data))
    papers = (record.paper for record in records if not isinstance(record, Exception))
    return [paper for paper in papers if paper.id.removeprefix("arxiv:") not in seen]


if __name__ == "__main__":
    write(learn(_unjudged(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])), FILE)
