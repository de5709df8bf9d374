"""``commons topics``: all topics, and one of them."""

from __future__ import annotations

import pytest

from glossary.lists import key_topics, topics
from tests.cli.test_errors import fails
from tests.ingest.samples import a_record, write_lines

OPEN = "It remains unclear whether sparse autoencoders find what a model uses."


@pytest.fixture
def filled(commons, tmp_path):
    """A catalogue of two papers, of which one is about sparse autoencoders, read for the glossary."""
    papers = [
        a_record(
            1,
            title="Sparse autoencoders [red]split[/] features",
            abstract=f"A sparse autoencoder splits features. {OPEN} A sparse autoencoder helps.",
        ),
        a_record(2, title="Circuit discovery by activation patching", abstract="We find a circuit."),
    ]
    commons("ingest", "snapshot", write_lines(tmp_path / "papers.jsonl", *papers), "--all")
    assert 0 == commons("index").code
    return commons


def test_every_topic_is_listed(filled):
    """Without an id all topics are listed, the workshop's first, with their papers by year."""
    said = filled("topics", "--json").json

    assert list(key_topics()) == [one["id"] for one in said["key"]]
    assert list(topics()) == [one["id"] for one in said["tree"]]
    (saes,) = (one for one in said["tree"] if one["id"] == "sparse-autoencoders")
    assert 1 == saes["papers"] == sum(year["papers"] for year in saes["trend"])
    assert {"id", "label", "about", "papers", "concepts", "trend"} == set(saes)
    assert "Causal inference and abstraction" in filled("topics").out


def test_a_topic(filled):
    """With an id a topic is told: ideas, papers, what is open, and who works on it, as text and as JSON."""
    said, shown = filled("topics", "saes-and-flaws", "--json").json, filled("topics", "saes-and-flaws").out

    assert ["arxiv:2409.00001"] == said["papers"]
    assert [(OPEN, "arxiv:2409.00001")] == [(one["sentence"], one["paper"]) for one in said["problems"]]
    assert ["sparse-autoencoders", "sae-flaws"] == said["parts"]
    assert {"id", "title", "authors", "year", "url", "date"} == set(said["newest"][0])
    assert {"id", "name", "papers", "first", "last"} == set(said["people"][0])
    assert f"“{OPEN}” [arxiv:2409.00001]" in shown
    assert "Sparse autoencoders [red]split[/] features" in shown


def test_an_unknown_topic(filled):
    """A topic that there is not is told with where to see them all."""
    fails(filled("topics", "nonsense"), "no topic 'nonsense'", "commons topics")


def test_an_empty_catalogue(commons):
    """An empty catalogue has every topic, with its ideas and without a paper."""
    said = commons("topics", "probing", "--json").json

    assert [] == said["papers"] == said["key_papers"] == said["trend"]
    assert said["concepts"]
    assert said["missing"]
