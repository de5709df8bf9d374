"""arXiv's own metadata: names in the printed line, words that take a paper back, days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.arxiv.metadata import day, is_withdrawn, name, read

WITHDRAWN = [
    "This paper has been withdrawn by the author due to a crucial error in equation 3",
    "This paper has been withdrawn",
    "This article has been withdrawn by the authors.",
    "This submission was withdrawn because of an error",
    "The paper is withdrawn",
    "Paper withdrawn due to an error in Lemma 2",
    "Withdrawn by arXiv administrators",
    "Withdrawn by the authors",
    "withdrawn",
    "Withdrawn.",
    "[withdrawn] superseded by another paper",
    "arXiv admin note: submission has been withdrawn by arXiv administrators due to inappropriate text reuse",
    "arXiv admin note: This paper has been withdrawn by arXiv administration due to disputed authorship",
    "12 pages; withdrawn by author",
    "We withdraw this paper because of a mistake",
    "The authors are withdrawing the paper",
    "Withdrawal of this submission was requested",
    "THIS MANUSCRIPT HAS BEEN WITHDRAWN",
]
NOT_WITHDRAWN = [
    None,
    "",
    "20 pages, 18 figures",
    "Accepted at ICML 2024 after being withdrawn from NeurIPS",
    "This paper was withdrawn from ICLR 2024 and is accepted at ICML",
    "Withdrawn from ICLR 2023; accepted at TMLR",
    "10 pages, withdraw experimental results",
    "A study of how banks let one withdraw money",
    "We study withdrawal symptoms",
    "arXiv admin note: text overlap with arXiv:2309.08600 by other authors",
    "On retracted papers in biomedicine",
]


@pytest.mark.parametrize("comments", WITHDRAWN)
def test_withdrawn(comments):
    """Words that take the paper back do."""
    assert is_withdrawn(comments)


@pytest.mark.parametrize("comments", NOT_WITHDRAWN)
def test_not_withdrawn(comments):
    """Words that only sound like it do not."""
    assert not is_withdrawn(comments)


def names(line):
    """The names in a printed line of authors."""
    return [byline.name for byline in read({"id": "2409.00001", "title": "T", "authors": line}).authors]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Lovelace", ["Ada Lovelace"]),
        ('Ada Lovelace, Kurt G\\"odel and Grace Hopper', ["Ada Lovelace", "Kurt Gödel", "Grace Hopper"]),
        ("Ada Lovelace, Kurt Gödel, and Grace Hopper", ["Ada Lovelace", "Kurt Gödel", "Grace Hopper"]),
        ("Ada Lovelace (1), Kurt Gödel (1,2) ((1) London, (2) Princeton)", ["Ada Lovelace", "Kurt Gödel"]),
        ("Ada Lovelace (1 and 2) ((1) U. of London, UK (2) IAS (Princeton, NJ))", ["Ada Lovelace"]),
        ("Ada Lovelace (Dept. of Physics and Astronomy, UCL), Kurt Gödel (IAS)", ["Ada Lovelace", "Kurt Gödel"]),
        ("The ATLAS Collaboration: Ada Lovelace, et al.", ["The ATLAS Collaboration: Ada Lovelace"]),
        ("Ada Lovelace,\n  Kurt Gödel", ["Ada Lovelace", "Kurt Gödel"]),
        ("Alexandra Anderson", ["Alexandra Anderson"]),
        ("", []),
        (None, []),
    ],
)
def test_printed_line(line, expected):
    """Names are cut at commas and "and"; affiliations in parentheses, however nested, are none."""
    assert expected == names(line)


@given(st.text("aA ,()\n1", max_size=60))
def test_any_line(line):
    """Whatever the line, no name is empty, and none has a line break."""
    assert all(found.strip() == found and found and "\n" not in found for found in names(line))


def test_name():
    """A printed name is plain text on one line."""
    assert "José Gödel" == name("Jos\\'e\n  G{\\\"o}del")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2007-04-05", "2007-04-05"),
        ("2007-04-05T01:00:00Z", "2007-04-05"),
        ("Thu, 5 Apr 2007 19:18:42 GMT", "2007-04-05"),
        ("5 Apr 2007 19:18:42 GMT", "2007-04-05"),
        ("2007-13-05", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_day(text, expected):
    """Days come in arXiv's two ways of writing them; anything else is no day."""
    assert expected == day(text)
