"""Reading judged expertise: what is well laid out is read whole, what is not is named by file and line."""

from __future__ import annotations

import json

import pytest

from catalogue.errors import JudgementsError
from people import judged
from people.judged import JudgedPaper, Judgement
from tests.index.conftest import refusal

PAPERS = [
    {"id": "p1", "title": "One", "abstract": "First.  Second\nline."},
    {"id": "p2", "title": "Two"},
    {"id": 3, "title": None, "abstract": None, "extra": 1},
]
PROFILES = [{"id": "ada", "papers": ["p1", "p2"]}, {"id": "bob", "papers": [3, "unknown"]}, {"id": "eve", "papers": []}]
JUDGEMENTS = "profile\tpaper\tscore\nada\t3\t5\nbob\tp1\t2.5\nada\tp2\t-1e0\n"


def lines(rows):
    """JSON lines."""
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path):
    """A well laid out judged set."""
    (tmp_path / "papers.jsonl").write_text(lines(PAPERS))
    (tmp_path / "profiles.jsonl").write_text(lines(PROFILES))
    (tmp_path / "judgements.tsv").write_text(JUDGEMENTS)
    return tmp_path


def test_read(folder):
    """Papers as text, past papers as far as they are known, and every judgement, also in real numbers."""
    found = judged.read(folder)

    assert (
        JudgedPaper(id="p1", title="One", abstract="First. Second line."),
        JudgedPaper(id="p2", title="Two", abstract=""),
        JudgedPaper(id="3", title="", abstract=""),
    ) == found.papers
    assert {"": {"ada": ("p1", "p2"), "bob": ("3",), "eve": ()}} == found.draws
    assert (
        Judgement(profile="ada", paper="3", score=5),
        Judgement(profile="bob", paper="p1", score=2.5),
        Judgement(profile="ada", paper="p2", score=-1),
    ) == found.judgements


def test_draws(folder):
    """Past papers may be drawn several times; who has but one list has it in every draw."""
    rows = [{"id": "ada", "profiles": {"a": ["p1"], "b": ["p2", "p1"]}}, {"id": "bob", "papers": ["p2"]}]
    (folder / "profiles.jsonl").write_text(lines(rows))

    found = judged.read(folder)

    assert {"a": {"ada": ("p1",), "bob": ("p2",)}, "b": {"ada": ("p2", "p1"), "bob": ("p2",)}} == found.draws


def test_judged_twice(folder):
    """The last of two judgements of the same counts."""
    (folder / "judgements.tsv").write_text("profile\tpaper\tscore\nada\tp1\t1\nada\tp1\t4\n")

    assert (Judgement(profile="ada", paper="p1", score=4),) == judged.read(folder).judgements


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("papers.jsonl", '{"id": "p1"}\nnot json\n', "papers.jsonl, line 2: not JSON"),
        ("papers.jsonl", '{"title": "One"}\n', "papers.jsonl, line 1: no id"),
        ("profiles.jsonl", '{"id": "ada"}\n', "profiles.jsonl, line 1: neither papers"),
        ("profiles.jsonl", '{"id": "ada", "papers": "p1"}\n', "profiles.jsonl, line 1: neither papers"),
        ("profiles.jsonl", '{"id": "ada", "papers": []}\n{"id": "bob", "profiles": []}\n', "line 2: neither papers"),
        ("profiles.jsonl", '{"id": "ada", "profiles": {"a": "p1"}}\n', "line 1: neither papers"),
        ("profiles.jsonl", "", "profiles.jsonl has no profile"),
        ("judgements.tsv", "{header}", "judgements.tsv has no judgement"),
        ("judgements.tsv", "ada\tp1\t5\n", "judgements.tsv begins with"),
        ("judgements.tsv", "{header}ada\tp1\n", "judgements.tsv, line 2: not 3 columns"),
        ("judgements.tsv", "{header}ada\tp1\thigh\n", "judgements.tsv, line 2: no number as score"),
        ("judgements.tsv", "{header}ada\tp1\tnan\n", "judgements.tsv, line 2: no number as score"),
        ("judgements.tsv", "{header}ada\tp1\tinf\n", "judgements.tsv, line 2: no number as score"),
        ("judgements.tsv", "{header}ada\tp1\t1\nzoe\tp1\t1\n", "line 3: profiles.jsonl has no profile zoe"),
        ("judgements.tsv", "{header}ada\tp9\t1\n", "line 2: papers.jsonl has no paper p9"),
    ],
)
def test_bad_layout(folder, name, content, problem):
    """Every departure from the layout is named with its file, and its line where it has one."""
    (folder / name).write_text(content.replace("{header}", "profile\tpaper\tscore\n"))

    with refusal(JudgementsError, f"{problem}.*docs/evaluation.md"):
        judged.read(folder)


@pytest.mark.parametrize("name", ["papers.jsonl", "profiles.jsonl", "judgements.tsv"])
def test_missing_file(folder, name):
    """A file that is not there is named."""
    (folder / name).unlink()

    with refusal(JudgementsError, f"there is no {folder / name}"):
        judged.read(folder)
