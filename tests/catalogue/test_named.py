"""Finding a work by its title, or by what else a record calls it; on both databases."""

from __future__ import annotations

import pytest

from catalogue.named import also, titled
from tests.makers import a_paper, ingest

PAPER = a_paper(
    id="arxiv:2409.14507",
    title="A is for Absorption: Features of $L_1$ and Gödel",
    also=("doi:10.1/100%_x", "https://openreview.net/forum?id=abc"),
)


@pytest.mark.parametrize(
    "title",
    ["A is for Absorption: Features of $L_1$ and Gödel", "a IS for absorption, features of L1 and godel!"],
)
def test_by_title(catalogue, title: str):
    """Case, accents, LaTeX and punctuation of a title do not matter."""
    ingest(catalogue, PAPER, a_paper(id="arxiv:2409.00001", title="A is for Absorption"))

    assert ["arxiv:2409.14507"] == titled(catalogue, title)


def test_several_of_one_title(catalogue):
    """Works that share a title are all found, in order, but for those that were withdrawn."""
    said = {"title": "The same title", "source": "arxiv"}
    ingest(
        catalogue,
        a_paper(id="arxiv:2", **said),
        a_paper(id="arxiv:1", **said),
        a_paper(id="arxiv:3", withdrawn=True, **said),
    )

    assert ["arxiv:1", "arxiv:2"] == titled(catalogue, "The same title")


def test_a_title_that_was_changed(catalogue):
    """Only what a paper is called now counts."""
    ingest(catalogue, a_paper(title="What it was called"))
    ingest(catalogue, a_paper(title="What it is called", version=2))

    assert [[], ["arxiv:2309.08600"]] == [titled(catalogue, f"What it {verb} called") for verb in ("was", "is")]


def test_too_short_a_title(catalogue):
    """A few letters are the title of nothing in particular."""
    ingest(catalogue, a_paper(title="Probes"))

    assert [] == titled(catalogue, "Probes")


def test_by_another_id(catalogue):
    """A DOI or a URL that a record gives finds its work; a part of one, or one with a joker in it, does not."""
    ingest(catalogue, PAPER)

    assert ["arxiv:2409.14507"] == also(catalogue, "doi:10.1/100%_x")
    assert ["arxiv:2409.14507"] == also(catalogue, "unknown", "https://openreview.net/forum?id=abc")
    assert [] == also(catalogue, "doi:10.1/100", "doi:10.1/%", "https://openreview.net/forum")
