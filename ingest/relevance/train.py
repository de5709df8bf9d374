"""Learning what each feature is worth from judged papers.

    python -m ingest.relevance.train ../shared/data/relevance-dev.jsonl

Writes ``weights.toml``, which is small and made to be read: log odds for each unit of a feature.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from ingest.relevance.features import features
from ingest.relevance.judge import WEIGHTS, Model
from ingest.relevance.judged import Judged, read
from ingest.relevance.words import words

STRENGTH = 0.1
"""Inverse strength of the L2 penalty on standardised features. From 0.03 to 0.3 nothing changes but noise."""

TEMPER = 0.5
"""Exponent of the rows' weights: 1 would let a hundred far negatives outvote all else, 0 would forget that each
stands for thousands. From 0.25 to 0.75 nothing changes but noise."""


def train(rows: Sequence[Judged]) -> Model:
    """Fit a logistic regression to *rows*; the same rows always give the same model."""
    described = [features(words().read(row.paper.title, row.paper.abstract)) for row in rows]
    names = list(described[0])
    values = np.array([[one[name] for name in names] for one in described])
    counts = np.array([row.weight for row in rows])
    scaler = StandardScaler().fit(values)
    learner = LogisticRegression(C=STRENGTH, max_iter=10_000)
    learner.fit(scaler.transform(values), [row.label for row in rows], sample_weight=(counts / counts.mean()) ** TEMPER)
    weights = learner.coef_[0] / scaler.scale_
    bias = float(learner.intercept_[0] - weights @ scaler.mean_)
    return Model(bias=bias, weights={name: float(weight) for name, weight in zip(names, weights, strict=True)})


def write(model: Model, path: Path) -> None:
    """Write *model* as TOML, the heaviest features first."""
    ordered = sorted(model.weights.items(), key=lambda pair: -pair[1])
    lines = [f'"{name}" = {weight:.3f}' for name, weight in ordered]
    head = "# Written by `python -m ingest.relevance.train`; log odds for each unit of a feature (features.py)."
    path.write_text("\n".join([head, f"bias = {model.bias:.3f}", "", "[weights]", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    write(train(read(Path(sys.argv[1]))), WEIGHTS)
