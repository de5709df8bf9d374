"""Is it mechanistic interpretability? Clear cases, the threshold, and that every verdict has a reason."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.relevance import Judge, is_mi
from ingest.relevance.judge import THRESHOLD, Model
from tests.ingest.relevance.makers import OTHERS, OURS
from tests.ingest.samples import a_record, another_field
from tests.makers import a_paper


def quoted(reason):
    """The words that a reason quotes."""
    return re.findall(r'"([^"]+)"', reason)


@pytest.mark.parametrize(("title", "abstract"), OURS)
def test_ours(title, abstract):
    """A clear case is one, for words that a reader finds in it."""
    verdict = is_mi(a_paper(title=title, abstract=abstract))

    assert verdict.label
    assert verdict.score > 0.6
    assert quoted(verdict.reason)
    assert all(word in f"{title}. {abstract}".lower() for word in quoted(verdict.reason))


@pytest.mark.parametrize(("title", "abstract"), OTHERS)
def test_others(title, abstract):
    """So is a clear case of something else, and the reason says what it is instead."""
    verdict = is_mi(a_paper(title=title, abstract=abstract))

    assert not verdict.label
    assert verdict.score < 0.2
    assert all(word in f"{title}. {abstract}".lower() for word in quoted(verdict.reason))


def test_reasons():
    """Reasons name the field's own words, the sentence that says most, and what speaks against a paper."""
    reasons = [is_mi(a_paper(title=title, abstract=abstract)).reason for title, abstract in (*OURS[:1], *OTHERS)]

    assert reasons[0].startswith("uses the field's own ")
    assert {"activation patching", "residual stream"} <= set(quoted(reasons[0]))
    assert "; says " in reasons[0]
    assert ["says nothing of the inside of a model"] * 3 == [reasons[number] for number in (1, 2, 5)]
    assert "explains outputs from outside" in reasons[3]
    assert "is of another field" in reasons[4]


def test_settled():
    """A cheap look settles papers that say nothing of the inside of a model: their score is 0, whatever the model."""
    eager = Judge(threshold=0.0, model=Model(bias=9.0, weights={}))
    ours, other = (a_paper(title=title, abstract=abstract) for title, abstract in (OURS[0], OTHERS[-1]))

    verdicts = eager.judge([ours, other])

    assert [(True, False), (False, True)] == [(verdict.label, verdict.settled) for verdict in verdicts]
    assert 0.0 == verdicts[1].score


def test_threshold():
    """A paper whose score is the threshold is accepted; raised a little further, it is not."""
    paper = a_paper(title=OURS[0][0], abstract=OURS[0][1])
    score = is_mi(paper).score

    assert [True, False] == [Judge(threshold=threshold).judge([paper])[0].label for threshold in (score, score + 0.001)]
    assert Judge().threshold == THRESHOLD


def test_of_a_paper():
    """Title, abstract and our own summary count; categories, dates, names and venue do not."""
    title, abstract = OURS[0]
    expected = is_mi(a_paper(title=title, abstract=abstract))

    assert expected == is_mi(a_paper(title=title, summary=abstract))
    assert expected == is_mi(
        a_paper(title=title, abstract=abstract, categories=("quant-ph",), authors=["Ada"], submitted="1999", venue="X")
    )
    assert expected.score > is_mi(a_paper(title=title)).score


def test_a_batch():
    """A batch is judged as its papers are one by one, in order; an empty one too."""
    papers = [a_paper(title=title, abstract=abstract) for title, abstract in OURS + OTHERS]

    assert [is_mi(paper) for paper in papers] == Judge().judge(papers)
    assert [] == Judge().judge([])


@given(st.lists(st.sampled_from([text for pair in OURS + OTHERS for text in pair]) | st.text(max_size=40)))
def test_anything(parts):
    """Whatever a text says, there is a score from 0 to 1 and a reason in words, and spaces do not matter."""
    text = " ".join(parts)
    verdict = is_mi(a_paper(title=text, abstract=text))

    assert 0 <= verdict.score <= 1
    assert verdict.label == (verdict.score >= THRESHOLD)
    assert re.search(r"\w{4}", verdict.reason)
    assert verdict == is_mi(a_paper(title=f"\n{'  '.join(text.split())}", abstract=f"{text}\t"))


def test_the_samples_of_these_tests():
    """The records that other tests take for ours and for others' are so."""
    assert [True, False] == [
        is_mi(a_paper(title=record["title"], abstract=record["abstract"])).label
        for record in (a_record(), another_field())
    ]
