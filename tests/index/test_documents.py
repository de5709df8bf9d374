"""What the index knows of a work, and when it counts as changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document, from_work, rows_digest
from tests.index.corpus import LIBRARY, a_document
from tests.makers import a_paper, a_work

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


def test_from_work():
    """A document has the words of the work on one line, and what searches filter by."""
    paper = a_paper(
        title="Features\n  of models",
        abstract="First  line.\nSecond line.",
        submitted="2024-09",
        categories=("cs.LG",),
        topics=("features",),
    )
    starter = a_paper(source="starter", title="Ours", summary="We\twrote this.")

    expected = Document(
        id=paper.id,
        title="Features of models",
        body="First line. Second line. We wrote this.",
        date="2024-09",
        sources=("arxiv", "starter"),
        categories=("cs.LG",),
        topics=("features",),
    )
    assert expected == from_work(a_work(paper, starter))


@pytest.mark.parametrize(
    ("document", "text", "sentences"),
    [
        (a_document(title="T", body="One. Two."), "T. One. Two.", ["One.", "Two."]),
        (a_document(title="Only a title"), "Only a title", ["Only a title"]),
        (a_document(title="", body="One."), ". One.", ["One."]),
        (a_document(title=""), "", [""]),
    ],
)
def test_text(document, text, sentences):
    """What is embedded is the title and the body; what is quoted is the body's sentences, or else the title."""
    assert text == document.text
    assert sentences == document.sentences


@pytest.mark.parametrize("change", [{"title": "Another"}, {"body": "Another."}])
def test_changed_text(change):
    """Another title or body is another digest."""
    assert a_document().digest != a_document(**change).digest


@pytest.mark.parametrize("change", [{"id": "x"}, {"date": "2024"}, {"sources": ("a",)}, {"topics": ("t",)}])
def test_same_text(change):
    """What is not embedded does not change the digest: nothing is embedded again for a new date."""
    assert a_document().digest == a_document(**change).digest


def test_title_is_not_body():
    """Words that move from the title to the body change the digest."""
    assert a_document(title="ab", body="c").digest != a_document(title="a", body="bc").digest


@pytest.mark.parametrize(
    "change", [{"date": "2024"}, {"sources": ("arxiv",)}, {"categories": ("arxiv",)}, {"topics": ("arxiv",)}]
)
def test_changed_row(change):
    """What searches filter by is part of the rows: an index without it is out of date."""
    plain = a_document()
    assert rows_digest([plain]) != rows_digest([a_document(**change)])
    assert rows_digest([a_document(sources=("arxiv",))]) != rows_digest([a_document(categories=("arxiv",))])


@given(one=st.tuples(texts, texts), other=st.tuples(texts, texts))
def test_digest_tells_apart(one, other):
    """Two documents of one digest have one text, to all that embedding sees."""
    first, second = (
        a_document(title=" ".join(title.split()), body=" ".join(body.split())) for title, body in (one, other)
    )

    assert ((first.title, first.body) == (second.title, second.body)) == (first.digest == second.digest)


@given(order=st.permutations(LIBRARY))
def test_rows_digest(order):
    """The digest of the rows does not depend on their order, and does on every id and text."""
    assert rows_digest(LIBRARY) == rows_digest(order)
    assert rows_digest(order) != rows_digest(order[1:])
    assert rows_digest(order) != rows_digest([a_document(id=order[0].id, title="changed"), *order[1:]])
    assert rows_digest(order) != rows_digest([a_document(id="changed", title=order[0].title), *order[1:]])
