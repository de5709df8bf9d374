"""Measuring verdicts against labels."""

from __future__ import annotations

import pytest

from catalogue.errors import JudgementsError
from catalogue.records import Verdict
from ingest.relevance import evaluate as measure
from ingest.relevance.evaluate import cross_validated, evaluate, shipped
from ingest.relevance.judge import Model
from ingest.relevance.judged import read
from tests.ingest.relevance.makers import a_row, rows


def verdicts(*labels):
    """Verdicts with *labels*."""
    return [Verdict(label=label, reason="because", score=float(label)) for label in labels]


def test_figures():
    """Precision, recall and F1 by hand: 2 rightly accepted, 1 wrongly, 2 missed; weighted, 30, 5 and 10."""
    judged = [
        *(a_row(weight=weight) for weight in (10, 20, 4, 6)),
        *(a_row(label=False, weight=weight) for weight in (5, 1000)),
    ]

    figures = evaluate(judged, verdicts(True, True, False, False, True, False)).figures

    values = {kind: {name: round(one.value, 4) for name, one in found.items()} for kind, found in figures.items()}
    assert {"precision": 0.6667, "recall": 0.5, "f1": 0.5714} == values["raw"]
    assert {"precision": 0.8571, "recall": 0.75, "f1": 0.8} == values["weighted"]


def test_intervals():
    """An interval holds its value, is the same each time, and narrows with more papers."""
    few, many = (evaluate(rows(count), verdicts(*(number % 10 < 5 for number in range(count)))) for count in (40, 400))

    for figures in (*few.figures.values(), *many.figures.values()):
        assert all(one.low <= one.value <= one.high for one in figures.values())
    widths = [one.figures["raw"]["recall"].high - one.figures["raw"]["recall"].low for one in (few, many)]
    assert 0 < widths[1] < widths[0] / 2
    assert few.figures == evaluate(rows(40), verdicts(*(number % 10 < 5 for number in range(40)))).figures


def test_strata():
    """Each resample has as many rows of a stratum as there are: one that is always right adds no width."""
    sure = [a_row(stratum="a"), a_row(stratum="a"), a_row(label=False, stratum="b")]

    figures = evaluate(sure, verdicts(True, True, False)).figures

    assert [(1.0, 1.0)] * 3 == [(one.low, one.high) for one in figures["weighted"].values()]


def test_nothing_accepted():
    """Nothing accepted is precision 0, and no error."""
    figures = evaluate([a_row(), a_row(label=False)], verdicts(False, False)).figures

    assert [0.0] * 3 == [one.value for one in figures["raw"].values()]


def test_errors():
    """Wrong verdicts are listed, those that stand for most papers first."""
    judged = [a_row(weight=1), a_row(weight=9), a_row(label=False, weight=5), a_row(label=False)]

    errors = evaluate(judged, verdicts(False, False, True, False)).errors

    assert [9, 5, 1] == [row.weight for row, _ in errors]


def test_cross_validation():
    """What can be learnt is learnt in each fold, the same each time."""
    found = cross_validated(rows(40))

    assert [row.label for row in rows(40)] == [verdict.label for verdict in found]
    assert found == cross_validated(rows(40))


def test_unseen(monkeypatch):
    """No row is judged by a model that has seen it."""
    judged = rows(40)
    target = judged[0]

    def biased(learnt):
        return Model(bias=9.0 if any(row is target for row in learnt) else -9.0, weights={})

    monkeypatch.setattr(measure, "train", biased)
    found = cross_validated(judged)

    assert not found[0].label
    assert sum(verdict.label for verdict in found) > 10


def test_few():
    """Where a label has fewer rows than there are folds, there are as many folds as it has rows; one is too few."""
    assert 6 == len(cross_validated(rows(6)))
    with pytest.raises(JudgementsError, match="too few"):
        cross_validated(rows(3))


@pytest.mark.data
def test_on_the_development_set(shared_data):
    """Cross-validated, on papers weighted as the corpus has them, precision and recall reach their targets."""
    judged = read(shared_data / "relevance-dev.jsonl")

    figures = evaluate(judged, cross_validated(judged)).figures["weighted"]

    assert figures["precision"].value >= 0.90
    assert figures["recall"].value >= 0.85
    assert evaluate(judged, shipped(judged)).figures["weighted"]["f1"].value >= figures["f1"].value
