"""What a question insists on: words, phrases and authors, found by stems and by the text itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.answers import Term
from catalogue.identity import fold
from index.lexical import features, stem
from index.question.terms import finder, rows
from tests.index.corpus import a_document, load, make

PAPERS = (
    a_document(
        id="arxiv:1",
        title="Attention is all you need",
        body="To be or not to be. We probe the role of attention.",
        authors=("Ashish Vaswani", "Noam Shazeer"),
    ),
    a_document(id="arxiv:2", title="Probing attention needs", body="All probes. Fine-tuning language models helps."),
    a_document(
        id="arxiv:3", title="A naïve survey", body="Models of language are dying; the roles of attention heads."
    ),
    a_document(id="arxiv:4", title="Language modelling without an abstract", authors=("Neel Nanda",)),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """An index of the papers, in their order."""
    home = tmp_path_factory.mktemp("terms")
    make(home, *PAPERS)
    return load(home)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Term(text="probing"), [1, 2]),
        (Term(text="Probes", field="title"), [2]),
        (Term(text="probe", field="abstract"), [1, 2]),
        (Term(text="survey", field="abstract"), []),
        (Term(text="naive"), [3]),
        (Term(text="naïve", field="title"), [3]),
        (Term(text="die", field="abstract"), [3]),
        (Term(text="fine tuned"), [2]),
        (Term(text="fine-tuning", phrase=True), [2]),
        (Term(text="language models", phrase=True), [2, 4]),
        (Term(text="language models", phrase=True, field="abstract"), [2]),
        (Term(text="language models", phrase=True, field="title"), [4]),
        (Term(text="role of attention", phrase=True), [1, 3]),
        (Term(text="role attention", phrase=True), []),
        (Term(text="attention is all you need", phrase=True), [1]),
        (Term(text="attention needs", phrase=True), [2]),
        (Term(text="to be", phrase=True), [1]),
        (Term(text="need to be", phrase=True), []),
        (Term(text="be", field="title"), []),
        (Term(text="abstract", field="abstract"), []),
        (Term(text="Nanda, Neel", field="author"), [4]),
        (Term(text="vaswani", field="author", excluded=True), [1]),
        (Term(text="unheard-of"), []),
        (Term(text="日本"), []),
        (Term(text="日本", field="title"), []),
    ],
)
def test_rows(index, term, expected):
    """A word is found in any form where the term says, a phrase in its order, stop words and all."""
    assert expected == [row + 1 for row in rows(index, term).tolist()]


VOCABULARY = st.sampled_from(["be", "to", "dying", "die", "model", "models", "model's", "naïve", "skies", "sky", "a"])
SEPARATORS = st.sampled_from([" ", "-", ", ", ". ", "_"])


@given(st.lists(st.tuples(VOCABULARY, SEPARATORS), max_size=8), st.lists(VOCABULARY, min_size=1, max_size=3))
def test_finder(text, phrase):
    """A phrase is found exactly where its stems stand in a row."""
    text = "".join(map("".join, text))
    has, wanted = (stem(re.findall("[a-z0-9]+", fold(some))) for some in (text, " ".join(phrase)))

    expected = any(wanted == has[start : start + len(wanted)] for start in range(len(has)))

    assert expected == finder(wanted)(text)


@given(st.sampled_from([paper.body for paper in PAPERS]), st.data())
def test_every_part_of_a_text_is_found(index, body, data):
    """Any words in a row of a paper's abstract find that paper."""
    words = body.split()
    start = data.draw(st.integers(0, len(words)))
    part = " ".join(words[start : data.draw(st.integers(start, len(words)))])
    row = [paper.body for paper in PAPERS].index(body)

    found = rows(index, Term(text=part, phrase=True)).tolist()

    assert (row in found) == bool(part or features(part))
