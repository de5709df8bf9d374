"""What decides best whether a paper is mechanistic interpretability, how well on fresh papers, and how fast.

    .venv/bin/python -m benchmarks.relevance ../shared/data

First, ways of describing a paper, each in the same cross-validated logistic regression on the development set: the best
weighted F1 over all thresholds, and the area under the ROC curve. The word lists were written with that set in sight.
Then the shipped model on papers of the snapshot that were read for this: `judged/relevance/test.jsonl`, drawn and
labelled when the model stood still, and `mending.jsonl`, four earlier draws whose errors the lists were mended by.
Last, the time for the whole snapshot.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from catalogue.records import Paper
from catalogue.settings import load_settings
from index import encoders
from ingest.relevance import Judge
from ingest.relevance.evaluate import FOLDS, evaluate, shipped
from ingest.relevance.features import features
from ingest.relevance.judged import Judged, read
from ingest.relevance.train import STRENGTH, TEMPER
from ingest.relevance.words import words

Values = NDArray[np.float64]

JUDGED = Path(__file__).parent / "judged/relevance"

ANCHORS = [
    "studies attention heads in language models by activation patching",
    "sparse autoencoders extract interpretable features from model activations",
    "locates and edits factual knowledge in the weights of a transformer",
    "the geometry of representations in neural networks",
    "layer-wise probing of hidden states for linguistic or acoustic properties",
    "similarity of representations between models and the brain",
    "steering vectors control model behaviour at inference by adding directions to activations",
    "individual neurons respond to concepts in vision networks",
    "feature attribution with SHAP and saliency maps for end users",
    "a new architecture that outperforms the state of the art",
    "benchmark of the behaviour of language models by prompting",
    "generalisation bounds and learning theory",
    "quantum or electronic circuits",
    "biological neurons and brain recordings",
]
"""What papers of the field do, and near misses; one feature each is the likeness of a paper to it."""


def main(folder: Path) -> None:
    """Print the three tables."""
    rows = read(folder / "relevance-dev.jsonl")
    for name, values in _descriptions(rows).items():
        f1, area = _cross_validate(values, rows)
        print(f"{name:45} F1 {f1:.3f}  area {area:.4f}")
    papers = list(_snapshot(folder / "arxiv-snapshot-sample.jsonl.gz"))
    for name in ("test", "mending"):
        _fresh(name, {paper.id: paper for paper in papers})
    start = time.process_time()
    verdicts = Judge().judge(papers)
    settled, accepted = (sum(values) for values in zip(*((v.settled, v.label) for v in verdicts), strict=True))
    spent = time.process_time() - start
    print(f"{len(papers)} papers in {spent:.0f} s of one core; {settled} settled at a look, {accepted} accepted")


def _descriptions(rows: list[Judged]) -> dict[str, Values]:
    encoder = encoders.load(load_settings())
    counted = [features(words().read(row.paper.title, row.paper.abstract)) for row in rows]
    ours = np.array([list(one.values()) for one in counted])
    vectors = encoder.encode_document([f"{row.paper.title}. {row.paper.abstract}" for row in rows]).astype(np.float64)
    likeness = vectors @ encoder.encode_document(ANCHORS).T
    no_titles = [number for number, name in enumerate(counted[0]) if not name.startswith("title")]
    return {
        "words": ours,
        "words, titles as any sentence": ours[:, no_titles],
        "vectors": vectors,
        "likeness to sentences": likeness,
        "words, likeness to sentences": np.hstack([ours, likeness]),
        "words, 16 components of the vectors": np.hstack([ours, PCA(16, random_state=0).fit_transform(vectors)]),
    }


def _cross_validate(values: Values, rows: list[Judged]) -> tuple[float, float]:
    """Return the best weighted F1 and the area under the ROC curve, over scores by models that saw other rows."""
    labels, weights = np.array([row.label for row in rows]), np.array([row.weight for row in rows])
    scores = cross_val_predict(
        make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=10_000)),
        values,
        labels,
        cv=StratifiedKFold(FOLDS, shuffle=True, random_state=0),
        method="decision_function",
        params={"logisticregression__sample_weight": (weights / weights.mean()) ** TEMPER},
    )
    precision, recall, _ = precision_recall_curve(labels, scores, sample_weight=weights)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float(f1.max()), float(roc_auc_score(labels, scores))


def _snapshot(path: Path) -> Iterator[Paper]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            said = json.loads(line)
            yield Paper(id=said["id"], source="arxiv", title=said["title"], abstract=said["abstract"])


def _fresh(name: str, papers: dict[str, Paper]) -> None:
    """Print how the shipped model does on papers that were read for this, with and without the doubtful ones."""
    said = [json.loads(line) for line in (JUDGED / f"{name}.jsonl").read_text().splitlines()]
    for which, kept in (("all", said), ("not doubtful", [one for one in said if not one["doubtful"]])):
        rows = [
            Judged(paper=papers[one["id"]], label=bool(one["label"]), weight=one["weight"], stratum=one["stratum"])
            for one in kept
        ]
        figures = evaluate(rows, shipped(rows)).figures["weighted"]
        shown = "  ".join(f"{key} {one.value:.3f} [{one.low:.3f}, {one.high:.3f}]" for key, one in figures.items())
        print(f"{name}, {which}, {len(rows)} papers: {shown}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
