"""What papers of the field sound like: a file of phrases with weights, learnt by imitation of the word lists."""

from __future__ import annotations

from math import isclose, sqrt

import pytest

from catalogue.records import Paper
from ingest.relevance import is_mi
from ingest.relevance.imitate import learn, write
from ingest.relevance.vocabulary import FILE, Vocabulary, phrases, vocabulary

OURS = "We trace circuits of attention heads in the residual stream of a language model by activation patching."
OTHERS = "We predict the price of electric energy in regional markets with gradient boosted trees."


def test_phrases():
    """Words and pairs of neighbours count once each, whatever their case and what stands between them."""
    assert {"layer-wise", "probing", "of", "layer-wise probing", "probing of", "of probing"} == phrases(
        "Layer-wise probing, of PROBING 42 x."
    )
    assert set() == phrases("")


def test_log_odds():
    """Weights of the phrases that a text has are added, and divided by the square root of how many it has."""
    made = Vocabulary(bias=-1.0, weights={"alpha": 2.0, "alpha beta": 4.0, "gamma": 9.0})

    assert isclose(-1 + 6 / sqrt(3), made.log_odds("alpha beta"))
    assert made.log_odds("") == -1.0 == made.log_odds("delta")


def test_the_shipped_one():
    """What the field says speaks for a paper, and what others say against it."""
    shipped = vocabulary()

    assert 1500 == len(shipped.weights)
    assert shipped.log_odds(OURS) > 0 > shipped.log_odds(OTHERS)
    assert min(shipped.weights[word] for word in ("steering", "neurons", "probing")) > 0
    assert is_mi(Paper(id="a", source="a", title="Circuits", abstract=OURS)).score > 0.5


@pytest.mark.filterwarnings("error")
def test_learning(tmp_path, monkeypatch):
    """What the word lists are sure of teaches words that they do not have; the same papers teach the same."""
    told = ((f"{OURS} Zebras {'graze' * (number % 2)}", f"{OTHERS} Ledgers {number}") for number in range(60))
    papers = [
        Paper(id=f"{kind}{number}", source="a", title="Circuits" if kind == 0 else "Prices", abstract=abstract)
        for number, pair in enumerate(told)
        for kind, abstract in enumerate(pair)
    ]
    learnt = learn(papers)
    write(learnt, tmp_path / "vocabulary.tsv")
    monkeypatch.setattr("ingest.relevance.vocabulary.FILE", tmp_path / "vocabulary.tsv")
    vocabulary.cache_clear()
    try:
        again = vocabulary()
    finally:
        vocabulary.cache_clear()

    assert learnt.weights["zebras"] > 0 > learnt.weights["ledgers"]
    assert learnt == learn(papers)
    assert learnt.weights.keys() == again.weights.keys()
    assert all(isclose(weight, again.weights[phrase], abs_tol=0.005) for phrase, weight in learnt.weights.items())
    assert FILE.is_file()
