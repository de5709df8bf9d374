"""What a person typed, read as a query, and written again."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.answers import Query, Term
from catalogue.errors import QuestionError
from index.question.syntax import read, write
from tests.index.conftest import refusal


def a_term(text, field="any", **said):
    """Make a term."""
    return Term(text=text, field=field, **said)


@pytest.mark.parametrize(
    ("typed", "text", "terms"),
    [
        ("ti:probing", "probing", [a_term("probing", "title")]),
        ("TITLE:probing of syntax", "probing of syntax", [a_term("probing", "title")]),
        ('grokking au:"Neel Nanda"', "grokking", [a_term("Neel Nanda", "author", phrase=True)]),
        ("author:nanda", "", [a_term("nanda", "author")]),
        ("abs:sparsity, always", "sparsity always", [a_term("sparsity", "abstract")]),
        ('what are "induction heads"?', "what are induction heads", [a_term("induction heads", phrase=True)]),
        ("“toy  models” of it", "toy models of it", [a_term("toy models", phrase=True)]),
        ("circuits -survey", "circuits", [a_term("survey", excluded=True)]),
        (
            'circuits -"a review" -ti:vision -au:wang',
            "circuits",
            [
                a_term("a review", phrase=True, excluded=True),
                a_term("vision", "title", excluded=True),
                a_term("wang", "author", excluded=True),
            ],
        ),
    ],
)
def test_terms(typed, text, terms):
    """Fields, phrases and exclusions become terms; what a paper must say also ranks it, names and exclusions do not."""
    query = read(Query(text=typed))

    assert text == query.text
    assert tuple(terms) == query.terms


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("sparsity year:2023", "2023", "2023"),
        ("sparsity year:2023.", "2023", "2023"),
        ("sparsity year:2023..", "2023", ""),
        ("year:2021..2023 sparsity", "2021", "2023"),
        ("year:..2020 sparsity", "", "2020"),
        ("sparsity year:2023-05..2024", "2023-05", "2024"),
        ("year:2021.. year:..2023 sparsity", "2021", "2023"),
    ],
)
def test_years(typed, since, until):
    """A year, a span or one end of it bounds the dates, and ranks nothing."""
    assert Query(text="sparsity", since=since, until=until) == read(Query(text=typed))


def test_years_narrow_the_filters():
    """Years narrow the dates that are set already."""
    assert ("2022", "2023-06") == (
        (query := read(Query(text="x year:2022..2024", since="2021", until="2023-06"))).since,
        query.until,
    )


def test_categories():
    """Categories join those that are set, spelt as arXiv spells them."""
    query = read(Query(text="cat:CS.cl cat:Cond-Mat.Dis-NN x category:cs", categories=("cs.CL",)))

    assert "x" == query.text
    assert ("cs.CL", "cond-mat.dis-nn", "cs") == query.categories


@pytest.mark.parametrize(
    "prose",
    [
        "",
        "  what is  superposition ? ",
        "circuits: what are they",
        "GPT-2: a study",
        "p: q",
        "fine-tuning - or not",
        'screens of 5" or 6"',
        "don't probes' results hold?",
        "a correlation of -0.5",
        "https://arxiv.org/abs/2309.08600",
        "doi:10.18653/v1/2024.acl-long.1",
        "arxiv:2309.08600",
        "Title: Towards monosemanticity Abstract: we train",
        "near:x hear:y",
        "CAT: a framework",
        "dependent and -independent effects",
        "words " * 40 + 'the "model and so on',
        "words " * 60 + '-not au: "this year:x autor:y',
    ],
)
def test_prose(prose):
    """What only looks like syntax is asked as it stands."""
    assert Query(text=prose, since="2020") == read(Query(text=prose, since="2020"))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("x au:", "au: has nothing to look for"),
        ("au: nanda", "au: has nothing to look for"),
        ('ti:"" x', 'ti:"" has nothing to look for'),
        ("abs:?!", r"abs:\?! has nothing to look for"),
        ('" " x', "has nothing to look for"),
        ('an "exact phrase', 'the quotation mark of "exact is not closed'),
        ('an au:"Neel Nanda', 'the quotation mark of au:"Neel is not closed'),
        ("autor:nanda", "autor:nanda names no field"),
        ("-titel:x y", "-titel:x names no field"),
        ("authors:nanda", "authors:nanda names no field"),
        ("categ:cs.CL", "categ:cs.CL names no field"),
        ("x year:soon", "soon is no year"),
        ("x year:2023-13", "2023-13 is no year"),
        ("x year:1823", "1823 is no year"),
        ("x -year:2023", "a year cannot be left out"),
        ("x year:2024..2020", "both from 2024 or later and from 2020 or earlier"),
        ("x year:2021 year:2023", "both from 2023 or later and from 2021 or earlier"),
        ("x -cat:cs.CV", "a category cannot be left out"),
        ("x cat:cs.CL,cs.LG", "cs.CL,cs.LG is no arXiv category"),
        ("-survey", "only says what to leave out"),
        ('-ti:survey -"a review"', "only says what to leave out"),
    ],
)
def test_bad_syntax(typed, problem):
    """Bad syntax is named where it stands, with an example of how to write it."""
    with refusal(QuestionError, problem):
        read(Query(text=typed))


@pytest.mark.parametrize("filters", [{"since": "2023"}, {"sources": ("arxiv",)}, {"topics": ("x",)}, {"more": ("a",)}])
def test_only_exclusions_under_a_filter(filters):
    """Leaving something out of what a filter lets through is a question."""
    assert "" == read(Query(text="-survey", **filters)).text


def test_suggests_the_field():
    """The remedy for a misspelt field is its name."""
    with pytest.raises(QuestionError) as caught:
        read(Query(text="autor:nanda"))

    assert caught.value.remedy.startswith("Did you mean author?")


SYNTAX = st.text(alphabet='ab "“”-:.,?\n', max_size=12)
PIECES = st.sampled_from(
    ["ti:", "au:", "abs:", "cat:cs.CL", "year:2021..2023", "-", '"', "title:", "x", "y z", " ", '"a b"', "a:b", "-a"]
)
QUESTIONS = st.lists(PIECES | SYNTAX, max_size=12).map("".join) | st.text()


@given(QUESTIONS)
def test_any_text_is_read_or_refused(typed):
    """Whatever is typed, it is a query or a `QuestionError` with a remedy."""
    refused, query = "", Query(text=typed)
    try:
        query = read(query)
    except QuestionError as error:
        refused = error.remedy
    assert refused or query.terms or query.categories or query.since or query.until or typed == query.text


@given(QUESTIONS)
def test_written_again(typed):
    """A query that is written as it is typed reads as the same query."""
    try:
        query = read(Query(text=typed))
    except QuestionError:
        return
    assert query == read(Query(text=write(query)))


words = st.text(alphabet="abcdefg", min_size=1, max_size=5)
texts = st.lists(words, min_size=1, max_size=4).map(" ".join)


@st.composite
def terms(draw):
    """Draw what a person could mean."""
    text = draw(texts)
    field = draw(st.sampled_from(["any", "title", "author", "abstract"]))
    excluded = draw(st.booleans())
    phrase = " " in text or (field == "any" and not excluded) or draw(st.booleans())
    return Term(text=text, field=field, phrase=phrase, excluded=excluded)


@given(texts, st.lists(terms(), max_size=4), st.sampled_from(["", "2021", "2023-05"]), st.sampled_from(["", "2023-05"]))
def test_terms_written_again(text, some, since, until):
    """Terms and dates survive being written and read, whatever they are; their words rank beside the text's."""
    query = Query(text=text, terms=tuple(some), since=since, until=until)
    again = read(Query(text=write(query)))

    assert (query.terms, query.since, query.until) == (again.terms, again.since, again.until)
    assert set(text.split()) <= set(again.text.split())


@pytest.mark.data
def test_real_prose_is_unchanged(shared_data):
    """Of 10,000 titles of real papers that do not quote, hardly one is taken for syntax."""
    with gzip.open(shared_data / "arxiv-titles.tsv.gz", "rt") as file:
        titles = [line.rstrip("\n").split("\t")[1] for _, line in zip(range(10_000), file, strict=False)]
    prose = [title for title in titles if '"' not in title and "“" not in title]

    assert len(prose) > 9000
    assert 5 > sum(read(Query(text=title)) != Query(text=title) for title in prose)


def test_keeps_everything_else():
    """What was chosen beside the text stays chosen."""
    query = Query(text="ti:x", k=3, mode="keyword", bridges=False, without=("a",), more=("b",), less=("c",))

    assert replace(query, text="x", terms=(a_term("x", "title"),)) == read(query)
