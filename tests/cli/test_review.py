"""`commons review`: papers at the border of the field, for a person and for other programs."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.records import Verdict
from catalogue.reviews import Reviews
from catalogue.settings import load_settings
from catalogue.store import Catalogue
from tests.cli.test_errors import fails
from tests.makers import a_paper

ROOT = Path(__file__).parents[2]
SCORES = {1: 0.52, 2: 0.47, 3: 0.56, 4: 0.41}
"""From the nearest to the threshold on."""


def border(number):
    """A paper at the border."""
    return a_paper(
        id=f"arxiv:2409.0000{number}",
        title=f"Is this [bold]{number}[/] ours?",
        abstract=f"We $look$ [inside] model {number}.",
        authors=["Ada Lovelace"],
        submitted="2024-09-23",
        categories=("cs.LG", "cs.CL"),
        url=f"https://arxiv.org/abs/2409.0000{number}",
    )


@pytest.fixture
def waiting(home, monkeypatch):
    """Let four papers wait."""
    monkeypatch.setenv("COMMONS_RELEVANCE_THRESHOLD", "0.5")
    catalogue = Catalogue.open(load_settings())
    found = [
        (border(number), Verdict(label=score >= 0.5, score=score, reason=f"says [{number}]"))
        for number, score in SCORES.items()
    ]
    with catalogue.writing() as connection:
        Reviews(catalogue).offer(connection, found)
    catalogue.close()


def decisions():
    """What was decided, by number."""
    with closing(Catalogue.open(load_settings())) as catalogue:
        asked = Reviews(catalogue).decisions(border(number).id for number in SCORES)
    return {int(paper_id[-1]): decision for (paper_id, _), decision in asked.items()}


def stored():
    """The papers that can be found, by number."""
    with closing(Catalogue.open(load_settings())) as catalogue:
        return [int(work.id[-1]) for work in catalogue.works()]


def test_list(commons, waiting):
    """What waits is listed from the nearest to the threshold on, with the verdict and its reason."""
    assert [
        "+ 0.52 arxiv:2409.00001 Is this [bold]1[/] ours? (says [1])",
        "- 0.47 arxiv:2409.00002 Is this [bold]2[/] ours? (says [2])",
        "+ 0.56 arxiv:2409.00003 Is this [bold]3[/] ours? (says [3])",
        "- 0.41 arxiv:2409.00004 Is this [bold]4[/] ours? (says [4])",
    ] == commons("review", "--list").out.splitlines()
    assert 2 == len(commons("review", "--list", "-k", 2).out.splitlines())


def test_json(commons, waiting):
    """To programs it is one document with all that a person would see."""
    first, *others = commons("review", "--json").json

    assert 3 == len(others)
    assert {
        "id": "arxiv:2409.00001",
        "title": "Is this [bold]1[/] ours?",
        "abstract": "We $look$ [inside] model 1.",
        "categories": ["cs.LG", "cs.CL"],
        "url": "https://arxiv.org/abs/2409.00001",
        "score": 0.52,
        "label": True,
        "reason": "says [1]",
        "decision": "open",
        "decided": None,
    } == first


def test_decide(commons, waiting):
    """Papers are decided on by their ids, however these are written, several at once."""
    said = commons(
        "review", "--accept", "2409.00002", "--accept", "https://arxiv.org/abs/2409.00003", "--reject", border(1).id
    )

    assert (0, "", "To let the search know: commons index\n") == (said.code, said.out, said.err)
    assert {1: "reject", 2: "accept", 3: "accept", 4: "open"} == decisions()
    assert [2, 3] == stored()
    assert ["arxiv:2409.00004"] == [review["id"] for review in commons("review", "--json").json]
    assert {"accept": 2, "open": 1, "reject": 1} == commons("status", "--json").json["reviews"]
    assert "waiting for review: 1" in commons("status").out


def test_decided(commons, waiting):
    """What was decided is listed in the order of the decisions, for people and for programs."""
    commons("review", "--accept", border(3).id)
    commons("review", "--reject", border(1).id)

    lines = commons("review", "--decided").out.splitlines()
    assert ["accept arxiv:2409.00003", "reject arxiv:2409.00001"] == [line.partition(" Is")[0] for line in lines]
    told = commons("review", "--decided", "--json").json
    assert ["accept", "reject"] == [review["decision"] for review in told]


def test_export(commons, waiting):
    """The decisions are judged data, in the layout that `commons evaluate relevance` reads."""
    commons("review", "--accept", border(3).id, "--reject", border(1).id)

    first, second = map(json.loads, commons("review", "--export").out.splitlines())

    assert [("2409.00003", 1), ("2409.00001", 0)] == [(one["id"], one["label"]) for one in (first, second)]
    assert {
        "id": "2409.00003",
        "title": "Is this [bold]3[/] ours?",
        "abstract": "We $look$ [inside] model 3.",
        "categories": "cs.LG cs.CL",
        "label": 1,
    } == first


def test_export_is_read_back(commons, waiting, tmp_path):
    """What is exported can be evaluated."""
    commons("review", "--accept", border(3).id, "--reject", border(1).id)
    file = tmp_path / "judged.jsonl"
    file.write_text(commons("review", "--export").out)

    assert {"raw", "weighted"} <= set(commons("evaluate", "relevance", file, "--json").json)


@pytest.mark.parametrize("option", ["--accept", "--reject"])
def test_unknown(commons, waiting, option):
    """A paper that never was up for review is named, and nothing is decided on those beside it."""
    said = commons("review", "--accept", border(1).id, option, "arxiv:2409.99999")

    fails(said, "arxiv:2409.99999 is not up for review", "commons review --list")
    assert {"open"} == set(decisions().values())


def test_no_terminal(commons, waiting):
    """Without a terminal nobody can answer; what to do instead is said."""
    fails(commons("review"), "4 papers wait, and there is no terminal", "commons review --list")


def test_nothing_waits(commons):
    """When nothing waits it says where papers come from."""
    assert "No paper waits for review" in commons("review").out
    assert ("", [], "") == (
        commons("review", "--list").out,
        commons("review", "--json").json,
        commons("review", "--export").out,
    )


def session(keys):
    """Type *keys* at a terminal; what the command printed, and its status."""
    ours, theirs = pty.openpty()
    os.write(ours, keys.encode())
    command = [sys.executable, "-m", "cli", "review"]
    try:
        ended = subprocess.run(command, cwd=ROOT, stdin=theirs, capture_output=True, text=True, check=False, timeout=60)
    finally:
        os.close(theirs)
        os.close(ours)
    return ended.returncode, ended.stdout, ended.stderr


def test_one_by_one(waiting):
    """Each paper is shown with its verdict, and a key decides; a wrong key is asked again, and q ends it."""
    code, out, err = session("x\na\nR\n\ns\nq\n")

    assert 0 == code, err
    assert {1: "accept", 2: "reject", 3: "skip", 4: "open"} == decisions()
    assert [1] == stored()
    assert "Is this [bold]1[/] ours?" in out
    assert "We $look$ [inside] model 1." in out
    assert "1 of 4: let in with a score of 0.52: says [1]" in out
    assert "2 of 4: left out with a score of 0.47: says [2]" in out
    assert 1 == err.count("answer with one letter")
    assert "To let the search know: commons index" in err


def test_skipped_ones_come_again(waiting):
    """The next session begins with what is open, and ends with what was skipped before."""
    session("s\nq\n")

    code, out, _ = session("s\ns\ns\na\n")

    assert (0, "accept") == (code, decisions()[1])
    assert out.index("model 4") < out.index("model 1")


def test_leaving_otherwise(waiting):
    """Who ends the terminal's input instead loses nothing that was decided, and sees no traceback."""
    code, _, err = session("a\n\x04")

    assert (True, False) == (code != 0, "Traceback" in err)
    assert {1: "accept", 2: "open", 3: "open", 4: "open"} == decisions()
