"""Hits that are nearly the same paper fold into one; others stay, however alike their titles or subjects are."""

from __future__ import annotations

import pytest

from catalogue.answers import SearchHit, Why
from index.near_duplicates import fold
from tests.index.corpus import LIBRARY, a_document, load, make

BODY = (
    "We remove normalisation layers from a language model at inference and find that it works as well as before. "
    "Circuits become easier to read, because attribution is then exact. Confidence neurons lose their role."
)
LONGER = "We remove normalisation from vision models, too, and explain when this works. A theory of scale is given."
PAIR = ("Ada Lovelace", "Alan Turing")
PAPERS = (
    a_document(id="arxiv:long", title="Layers that models need not have", body=BODY, authors=PAIR),
    a_document(id="openreview:short", title="Do models need normalisation?", body=BODY.replace("as before", "")),
    a_document(id="arxiv:a", title="Removing normalisation at scale", body=LONGER, authors=PAIR),
    a_document(id="openreview:w", title="Removing normalisation", body=BODY, authors=("A. Lovelace", "Kurt Gödel")),
    a_document(id="arxiv:b", title="Removing normalisation at scale", body="Another text.", authors=("Someone Else",)),
    a_document(id="arxiv:c", title="Removing normalisation at scale, part 2", body=BODY, authors=PAIR),
    *LIBRARY,
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """An index of the papers."""
    home = tmp_path_factory.mktemp("near")
    make(home, *PAPERS)
    return load(home)


def folded(index, *ids):
    """Fold hits of these ids, best first; say what is left and what went into it."""
    hits = [SearchHit(paper_id=paper, score=1 / place, why=Why()) for place, paper in enumerate(ids, start=1)]
    return {hit.paper_id: hit.also for hit in fold(index, hits)}


def test_the_same_words(index):
    """Papers with nearly the same words are one hit, whatever their titles and authors; the better ranked stays."""
    assert {"arxiv:long": ("openreview:short",)} == folded(index, "arxiv:long", "openreview:short")
    assert {"openreview:short": ("arxiv:long",)} == folded(index, "openreview:short", "arxiv:long")


def test_the_same_title_and_authors(index):
    """With the same title, half of the authors and some of the words, two papers are one hit."""
    assert {"arxiv:a": ("openreview:w",)} == folded(index, "arxiv:a", "openreview:w")


def test_the_same_title_alone(index):
    """The title alone is not enough, and neither are parts of a series."""
    assert {"arxiv:a": (), "arxiv:b": ()} == folded(index, "arxiv:a", "arxiv:b")
    assert {"arxiv:a": (), "arxiv:c": ()} == folded(index, "arxiv:a", "arxiv:c")


def test_order_and_everything_else(index):
    """The order stays, and so do score and reasons; several may fold into one."""
    ids = [document.id for document in LIBRARY]
    hits = [SearchHit(paper_id=paper, score=place / 2, why=Why(words=(paper,))) for place, paper in enumerate(ids)]

    assert tuple(hits) == fold(index, hits)
    assert () == fold(index, [])
    assert ["arxiv:5", "arxiv:long", "web:c"] == list(
        folded(index, "arxiv:5", "arxiv:long", "openreview:short", "web:c")
    )


def test_several_fold_into_one(index):
    """What had folded into a hit goes with it."""
    first = SearchHit(paper_id="arxiv:long", score=1, why=Why())
    second = SearchHit(paper_id="openreview:short", score=0.5, why=Why(), also=("web:x",))

    assert ("openreview:short", "web:x") == fold(index, [first, second])[0].also
