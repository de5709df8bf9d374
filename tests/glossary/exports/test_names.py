"""What concepts and sources are called outside."""

from __future__ import annotations

import pytest

from glossary.exports import names


@pytest.mark.parametrize("site", ["https://commons.example", "https://commons.example/"])
def test_concept(site):
    """A concept is called by the address of its page."""
    assert "https://commons.example/concept?id=attention-head" == names.concept(site, "attention-head")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("arxiv:2309.08600", "https://arxiv.org/abs/2309.08600"),
        ("arxiv:cs/0102003", "https://arxiv.org/abs/cs/0102003"),
        ("doi:10.1038/nature05670", "https://doi.org/10.1038/nature05670"),
        ("openreview:QrImAlagCG", "https://openreview.net/forum?id=QrImAlagCG"),
        ("web:distill.pub/2020/circuits/zoom-in", "https://distill.pub/2020/circuits/zoom-in"),
    ],
)
def test_source(source, expected):
    """A source is found where its kind is kept."""
    assert expected == names.source(source)
