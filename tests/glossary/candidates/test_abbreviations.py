"""Abbreviations that the glossary lacks."""

from __future__ import annotations

import pytest

from glossary.candidates.abbreviations import PAPERS, Abbreviations
from tests.glossary.makers import a_concept, a_glossary, a_label

GLOSSARY = a_glossary(
    a_concept("sae", "sparse autoencoder", a_label("SAE", kind="abbreviation")),
    a_concept("kl", "KL divergence", "Kullback-Leibler divergence", a_label("KL", kind="abbreviation")),
    a_concept("lookup", "sparse lookup"),
    a_concept("intervention"),
)


def found(*texts, times=PAPERS):
    """What papers that each say one of *texts*, so many of each, define: the short form, the long one, its concept."""
    reader = Abbreviations()
    for number, text in enumerate(text for text in texts for _ in range(times)):
        reader.read(f"a:{number}", text)
    return [(short, long, one.concept) for (short, long), one in reader.found(GLOSSARY).items()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use task vectors (TVs).", [("tv", "task vector", "")]),
        ("We use the sparse lookups (SLs).", [("sl", "sparse lookup", "lookup")]),
        ("We use sparse autoencoders (SAEs).", []),
        ("The Kullback-Leibler (KL) divergence.", []),
        ("Sequential autoencoders (SAEs).", [("sae", "sequential autoencoder", "")]),
        ("Self-supervised learning (SSL).", [("ssl", "selfsupervized learning", "")]),
        ("Inference-Time Intervention (ITI).", []),
        ("It is (not) here.", []),
    ],
)
def test_lacking(text, expected):
    """Listed is what no concept has both forms of; where a concept has the long form, it is named."""
    assert expected == found(f"A paper.\n{text}")


def test_papers():
    """Several papers must define it, and a paper that does so twice counts once."""
    twice = "Task vectors (TVs).\nTask vectors (TVs). Task vectors (TVs)."

    assert [] == found(twice, times=PAPERS - 1)
    assert [("tv", "task vector", "")] == found(twice)


def test_evidence():
    """Each paper's first sentence that defines it is kept, with how both forms are printed."""
    reader = Abbreviations()
    for paper, text in (
        ("a:1", "On TVs.\nIt is. Task vectors (TVs) are it."),
        ("a:2", "Task Vector (TV)."),
        ("a:3", "Task vectors (TV)."),
    ):
        reader.read(paper, text)

    [one] = reader.found(GLOSSARY).values()

    assert {"a:1": "Task vectors (TVs) are it.", "a:2": "Task Vector (TV).", "a:3": "Task vectors (TV)."} == {
        paper: quote.sentence for paper, quote in one.papers.items()
    }
    assert ({"TV": 3}, {"Task vectors": 2, "Task Vector": 1}) == (one.short, one.long)
