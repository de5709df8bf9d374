"""An answer on the command line: what people read, and what programs do."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from catalogue.answers import Answer, Caution, Expansion, SearchHit, SharedConcept, Shift, Signal, Why
from tests.makers import a_work
from views import payload, terminal

WHY = Why(
    keyword=Signal(rank=2, score=0.5),
    meaning=Signal(rank=1, score=0.9),
    sentence="We swap activations.",
    words=("patching",),
    bridged=("causal tracing", "interchange intervention"),
    concepts=(
        SharedConcept(
            id="interchange-intervention", asked="patching", found="interchange intervention", relation="closeMatch"
        ),
    ),
)
HIT = SearchHit(paper_id="arxiv:2309.08600", score=1.5, why=WHY, also=("arxiv:2301.00001",))
ANSWER = Answer(
    hits=(HIT,),
    also_searched=(
        Expansion(
            label="causal tracing",
            instead_of="patching",
            relation="narrowMatch",
            community="academia",
            concept="causal-tracing",
        ),
    ),
    cautions=(Caution(word="feature", concept="feature", other="input-feature", note="A column [of] data."),),
    did_you_mean="activation patching",
    people=("Neel Nanda",),
    shift=Shift(toward=("steering",)),
)


def test_people_read_how_a_question_was_understood(capsys: pytest.CaptureFixture[str]):
    """Everything that an answer says of its question is a line."""
    terminal.understood(ANSWER)

    assert [
        "Did you mean: activation patching",
        'Papers by Neel Nanda: au:"Neel Nanda"',
        "! feature is a false friend: taken for feature here, others mean input-feature by it. A column [of] data.",
        "Also searched: causal tracing (narrower than patching; academia)",
        "Moved towards steering",
    ] == capsys.readouterr().out.splitlines()


def test_many_other_words(capsys: pytest.CaptureFixture[str]):
    """Of many words a few are printed, each for another idea, and the rest is a number."""
    one = ANSWER.also_searched[0]
    words = [replace(one, label=f"w{place}", concept=f"c{place // 2}") for place in range(20)]

    terminal.understood(Answer(hits=(), also_searched=tuple(words)))

    said = capsys.readouterr().out
    assert ["w0", "w2", "w4", "w6", "w8"] == re.findall(r"w\d+", said)
    assert said.rstrip().endswith("and 15 more: --json")


def test_nothing_to_say(capsys: pytest.CaptureFixture[str]):
    """A plain question needs no words about it."""
    terminal.understood(Answer(hits=()))

    assert "" == capsys.readouterr().out


def test_people_read_reasons(capsys: pytest.CaptureFixture[str]):
    """A hit's line of reasons has the words of both sides, the ideas and the ranks; near-duplicates follow."""
    terminal.hits([(HIT, a_work())])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]

    assert (
        "your words: patching; in other words: causal tracing; close idea: you say patching, they say interchange "
        "intervention; keywords rank 2, meaning rank 1"
    ) in lines
    assert "nearly the same: arxiv:2301.00001" in lines


def test_programs_get_everything():
    """The JSON of an answer has all that it says of its question, and every reason."""
    shaped = payload.answer({"query": "patching"}, ANSWER, [(HIT, a_work())])

    assert ["query", "hits", "also_searched", "cautions", "did_you_mean", "people", "shift"] == list(shaped)
    assert {"toward": ("steering",), "away": ()} == shaped["shift"]
    [hit] = shaped["hits"]
    assert ["keyword", "meaning", "sentence", "words", "bridged", "concepts"] == list(hit["why"])
    assert ("arxiv:2301.00001",) == hit["also"]
