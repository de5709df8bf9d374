"""`commons evaluate people`: the figures that the design names, of the affinity and of what anybody would try first."""

from __future__ import annotations

import json

import pytest

WORDS = ("absorption", "steering", "grokking", "probing")


def judged(folder, **changes):
    """Lay out people who each wrote on one subject, and their judgements of a paper on each."""
    papers = [
        {"id": f"{word}{number}", "title": f"{word} {number}", "abstract": f"We study {word} of kind {number}."}
        for word in WORDS
        for number in range(3)
    ]
    files = {
        "papers.jsonl": papers,
        "profiles.jsonl": [{"id": word, "papers": [f"{word}1", f"{word}2"]} for word in WORDS],
    } | {name: rows for name, rows in changes.items() if name.endswith("jsonl")}
    scores = [(who, paper, 5 if who == paper else 1 + WORDS.index(paper) % 2) for who in WORDS for paper in WORDS]
    folder.mkdir()
    for name, rows in files.items():
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    lines = [("profile", "paper", "score"), *((who, f"{paper}0", str(score)) for who, paper, score in scores)]
    (folder / "judgements.tsv").write_text("".join("\t".join(line) + "\n" for line in lines))
    return folder


@pytest.mark.parametrize("within", ["profile", "paper"])
def test_json(commons, tmp_path, within):
    """Our figures, their intervals, what they are of, and the baselines of the same run."""
    said = commons("evaluate", "people", judged(tmp_path / "set"), "--within", within, "--json").json

    assert ["loss", "easy", "hard", "accuracy"] == list(said)[:4] == list(said["intervals"])
    assert 1 == said["easy"] if within == "profile" else 0.5 < said["easy"]
    assert said["hard"] is None
    assert said["intervals"]["hard"] is None
    assert (within, 16, 1) == (said["within"], said["judgements"], said["draws"])
    assert {"all", "easy", "hard"} == set(said["pairs"])
    assert ["MiniLM, best 3", "TF-IDF, best 3"] == list(said["baselines"])
    assert all(0 <= one["loss"] <= 1 for one in said["baselines"].values())


def test_default_is_within_a_profile(commons, tmp_path):
    """Without an option, papers are compared for one person."""
    folder = judged(tmp_path / "set")

    assert commons("evaluate", "people", folder, "--within", "profile").out == commons("evaluate", "people", folder).out


def test_draws(commons, tmp_path):
    """Draws that are alike give the figures of one; somebody without past papers ties."""
    lists = [{"id": word, "papers": [f"{word}1"] if word != "probing" else []} for word in WORDS]
    drawn = [{"id": one["id"], "profiles": {"a": one["papers"], "b": one["papers"]}} for one in lists]

    one = commons("evaluate", "people", judged(tmp_path / "one", **{"profiles.jsonl": lists}), "--json").json
    two = commons("evaluate", "people", judged(tmp_path / "two", **{"profiles.jsonl": drawn}), "--json").json

    assert {"draws": 2} == {name: two[name] for name in two if two[name] != one[name]}


def test_for_people(commons, tmp_path):
    """Without --json a table with every system, and intervals."""
    said = commons("evaluate", "people", judged(tmp_path / "set"))

    assert 0 == said.code
    assert all(
        text in said.out for text in ("within a profile", "affinity", "TF-IDF, best 3", "accuracy", "no such pair")
    )


def test_faults(commons, tmp_path):
    """A folder that is not there, or an option that means nothing, is said in one line."""
    missing = commons("evaluate", "people", tmp_path / "none")

    assert 1 == missing.code
    assert "there is no" in missing.err
    assert commons("evaluate", "people", tmp_path, "--within", "room").code
