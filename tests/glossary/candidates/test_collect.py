"""Reading the corpus for candidates."""

from __future__ import annotations

import gzip
import json
from collections import Counter

import pytest

from glossary import book
from glossary.candidates.candidate import PAPERS as NAMED
from glossary.candidates.candidate import Quote, Side
from glossary.candidates.collect import TERMS, collect
from glossary.candidates.quotations import label
from glossary.forms import key
from tests.glossary.candidates.library import ABBREVIATION, GLOSSARY, PAIR, TERM, WORKS
from tests.glossary.makers import a_glossary
from tests.makers import a_work

NOISE = {"achieve", "show", "suggest", "propose", "outperform", "novel", "existing", "several", "our", "using", "is"}


def found(works=WORKS, glossary=GLOSSARY):
    """The candidates of a corpus, by id."""
    return {one.id: one for one in collect(works, glossary)}


def test_kinds():
    """Each kind is found, terms first."""
    assert [TERM, ABBREVIATION, PAIR] == list(found())


def test_term():
    """A term has its C-value, the papers that say it, the newest first, and the sentence that shows it best."""
    term = found()[TERM]

    assert (Side("attention sink"),) == term.sides
    assert (3.0, 3, ("arxiv:2403.00001", "arxiv:2402.00001", "arxiv:2401.00001")) == (
        term.score,
        term.count,
        term.papers,
    )
    assert Quote("arxiv:2401.00001", "The attention sink is a place of rest.") == term.quote


def test_abbreviation():
    """An abbreviation has what it is short for, and the newest sentence that defines it."""
    short = found()[ABBREVIATION]

    assert (Side("TV"), Side("task vector")) == short.sides
    assert ("TV (task vector)", 3, 3) == (short.text, short.count, short.score)
    assert Quote("arxiv:2403.00001", "The task vector (TV) stays, as does the green lens.") == short.quote


def test_pair():
    """A pair has the concepts of both words and the sentence that joins them."""
    pair = found()[PAIR]

    assert (Side("activation patching", "patching"), Side("causal tracing", "tracing")) == pair.sides
    assert ("activation patching / causal tracing", 1, 1.0) == (pair.text, pair.count, pair.score)


def test_spelt_out():
    """What an abbreviation is short for is not listed as a term once more."""
    assert "term:task-vector" not in found()
    assert "term:task-vector" in found([a_work(id=f"a:{n}", abstract="The task vector.") for n in range(3)])


def test_no_corpus():
    """An empty library suggests nothing, and neither do papers without abstracts."""
    assert {} == found([]) == found([a_work()])


def test_title():
    """A title is quoted only where no abstract has the term, and counts as well."""
    titled = [a_work(id=f"a:{n}", title="The attention sink", submitted=f"202{n}") for n in range(3)]

    assert Quote("a:2", "The attention sink.") == found(titled)[TERM].quote
    last = a_work(id="a:4", submitted="2019", abstract="It is an attention sink.")
    assert (4, Quote("a:4", "It is an attention sink.")) == (
        (term := found([*titled, last])[TERM]).count,
        term.quote,
    )


def test_most_papers():
    """Of many papers the newest are named."""
    works = [a_work(id=f"a:{n}", submitted=f"20{n}", abstract="The attention sink.") for n in range(10, 30)]

    term = found(works)[TERM]

    assert (20, tuple(f"a:{n}" for n in range(29, 29 - NAMED, -1))) == (term.count, term.papers)


def test_progress():
    """Each paper is told of."""
    told = []

    collect(WORKS, GLOSSARY, told.append)

    assert [1, 2, 3] == told


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (["Neural Networks", "neural networks"], "neural network"),
        (["image patches"], "image patch"),
        (["gender bias"], "gender bias"),
        (["logit lens"], "logit lens"),
        (["time series"], "time series"),
        (["GPUs", "GPU", "GPUs"], "GPU"),
        (["Trade-offs", "trade-offs", "Trade-offs"], "Trade-off"),
    ],
)
def test_label(printed, expected):
    """A label is what most papers print, in the singular, of equals with fewer capitals."""
    assert expected == label(Counter(printed))


@pytest.fixture(scope="module")
def corpus(shared_data):
    """The field's papers in the sample of arXiv."""
    wanted = set((shared_data / "arxiv-mi-ids.txt").read_text().split())
    with gzip.open(shared_data / "arxiv-snapshot-sample.jsonl.gz") as file:
        records = [json.loads(line) for line in file if line[8 : line.index(b'"', 8)].decode() in wanted]
    return [a_work(id=one["id"], title=one["title"], abstract=one["abstract"]) for one in records]


@pytest.fixture(scope="module")
def blank(corpus):
    """What the corpus suggests to a glossary without a word."""
    return collect(corpus, a_glossary())


@pytest.mark.data
def test_agreement_with_curators(blank):
    """Of the first hundred terms that are found without the glossary, most are words that people put into it."""
    terms = [key(one.text) for one in blank if one.kind == "term"]

    assert TERMS == len(terms)
    assert sum(term in book.load().words for term in terms[:100]) >= 60


@pytest.mark.data
def test_no_noise(blank):
    """No verb, stop word or judgement is in any term."""
    terms = [one.text for one in blank if one.kind == "term"]

    assert [] == [term for term in terms if NOISE & set(term.casefold().split())]
