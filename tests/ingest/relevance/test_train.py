"""Learning the weights, and writing them down."""

from __future__ import annotations

import tomllib

import pytest

from ingest.relevance.features import features
from ingest.relevance.judge import Model, shipped
from ingest.relevance.judged import read
from ingest.relevance.train import train, write
from ingest.relevance.words import words
from tests.ingest.relevance.makers import OTHERS, OURS, rows


def test_it_learns():
    """From examples of both kinds a model is learnt that tells them apart."""
    model = train(rows())
    scores = [model.score(features(words().read(*texts))) for texts in OURS + OTHERS]

    assert min(scores[: len(OURS)]) > max(scores[len(OURS) :])


def test_weights_count():
    """Rows that stand for many papers pull the model to their side; only their ratios matter."""
    plain = rows()
    heavy = [a_row if a_row.label else _weighing(a_row, 100) for a_row in plain]
    texts = features(words().read(*OURS[0]))

    assert train(heavy).score(texts) < train(plain).score(texts)
    assert train([_weighing(a_row, 7) for a_row in plain]) == train(plain)


def _weighing(row, weight):
    """*row*, standing for *weight* papers."""
    return type(row)(paper=row.paper, label=row.label, weight=weight)


def test_write(tmp_path):
    """What is written is read again, and a person finds the heaviest feature first."""
    model = Model(bias=-1.5, weights={"own": 0.25, "title own": 1.125, "builds": -0.5})
    path = tmp_path / "weights.toml"

    write(model, path)

    assert model == Model(**tomllib.loads(path.read_text()))
    assert ["title own", "own", "builds"] == list(tomllib.loads(path.read_text())["weights"])


@pytest.mark.data
def test_the_shipped_model(shared_data):
    """The model that comes with the project is what the development set gives."""
    made = train(read(shared_data / "relevance-dev.jsonl"))

    assert made.bias == pytest.approx(shipped().bias, abs=0.002)
    assert made.weights == pytest.approx(shipped().weights, abs=0.002)
