"""What the glossary may lack, and deciding on it, on the command line."""

from __future__ import annotations

import json
import tomllib

import pytest

from catalogue.settings import load_settings
from glossary import read
from glossary.candidates.store import FILE
from tests.cli.test_errors import fails
from tests.makers import a_paper, ingest
from views.compose import open_services

TERM, SHORT, PAIR = "term:green-probe", "abbreviation:qvx+quantum-vole-index", "pair:induction-head+logit-lens"
NEW_NAME = "pair:logit-lens+purple-glass"
IDS = [TERM, SHORT, NEW_NAME, PAIR]
FIELDS = ["text", "id", "kind", "sides", "score", "count", "papers", "quote", "decision"]


@pytest.fixture(autouse=True)
def library(home):
    """Papers whose words the glossary lacks."""
    abstract = "We see the green probe. A quantum vole index (QVX) is low."
    papers = [
        a_paper(id=f"arxiv:240{month}.00001", title="A paper", abstract=abstract, submitted=f"2024-0{month}-01")
        for month in range(1, 4)
    ]
    odd = "The logit lens, also known as purple glass, is [bold]old[/]. An induction head (logit lens) is not."
    ingest(open_services(load_settings()).catalogue, *papers, a_paper(id="arxiv:2501.00001", abstract=odd))


def ids(said):
    """Ids of the candidates in a JSON document."""
    return [one["id"] for one in said.json["candidates"]]


def terms():
    """The files of the glossary."""
    return {path.name: path.stat().st_mtime_ns for path in read.TERMS.iterdir()}


def test_list(commons):
    """Candidates are listed by kind, with counts, papers and a sentence; that nobody has reviewed them comes first."""
    said = commons("glossary", "candidates")

    assert 0 == said.code
    assert "Nobody has reviewed it" in said.out
    assert "  green probe  3 papers, C-value 3; term:green-probe" in said.out
    assert "  QVX (quantum vole index)  3 papers, spelt out in 3; " in said.out
    assert "  logit lens / purple glass  1 paper, strength 1; " in said.out
    assert "“We see the green probe.” [arxiv:2403.00001], also arxiv:2402.00001, arxiv:2401.00001" in said.out
    assert "is [bold]old[/]." in said.out


def test_json(commons):
    """Programs get the same, and that it is not reviewed."""
    said = commons("glossary", "candidates", "--json")

    assert IDS == ids(said)
    assert said.json["reviewed"] is False
    first = said.json["candidates"][0]
    assert FIELDS == list(first)
    assert ("term", 3, 3.0, None) == (first["kind"], first["count"], first["score"], first["decision"])
    assert [{"text": "green probe", "concept": ""}] == first["sides"]
    assert {"paper": "arxiv:2403.00001", "sentence": "We see the green probe."} == first["quote"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [(["--kind", "term"], [TERM]), (["--kind", "pair"], [NEW_NAME, PAIR]), (["-k", "1"], [TERM, SHORT, NEW_NAME])],
)
def test_options(commons, options, expected):
    """The list can be of one kind, and short."""
    assert expected == ids(commons("glossary", "candidates", "--json", *options))


def test_kept(commons, home):
    """The papers are read once; again only when they have changed."""
    commons("glossary", "candidates")
    written = (home / FILE).stat().st_mtime_ns
    commons("glossary", "candidates")
    assert written == (home / FILE).stat().st_mtime_ns

    ingest(open_services(load_settings()).catalogue, a_paper(id="arxiv:2502.00001", abstract="The green probe."))

    [term] = commons("glossary", "candidates", "--kind", "term", "--json").json["candidates"]
    assert 4 == term["count"]


def test_accept(commons):
    """Accepting writes what a person can finish, changes nothing in the glossary, and lists the candidate no more."""
    before = terms()

    said = commons("glossary", "accept", TERM)

    assert (0, "accept: green probe term:green-probe\n") == (said.code, said.err)
    assert "green probe" == tomllib.loads(said.out)["labels"][0]["text"]
    assert before == terms()
    assert IDS[1:] == ids(commons("glossary", "candidates", "--json"))
    assert [] == commons("term", "green probe", "--json").json[0]["concepts"]


def test_accept_pair(commons):
    """An accepted pair is a bridge to paste, or a label where one of the words is new."""
    [bridge] = tomllib.loads(commons("glossary", "accept", PAIR).out)["bridges"]
    [label] = tomllib.loads(commons("glossary", "accept", NEW_NAME).out)["labels"]

    assert ("logit-lens", ["arxiv:2501.00001"]) == (bridge["to"], bridge["papers"])
    assert "purple glass" == label["text"]


def test_accept_into_a_file(commons, tmp_path):
    """A named file gets the text instead; one that is there is left alone, and then nothing is decided."""
    file = tmp_path / "green.toml"

    assert "" == commons("glossary", "accept", TERM, "--file", file).out
    written = file.read_text()
    assert "green probe" in written
    fails(commons("glossary", "accept", SHORT, "--file", file), "is there already. Name a new file")
    assert written == file.read_text()
    fails(commons("glossary", "accept", SHORT, "--file", tmp_path / "no" / "folder"), "cannot write")

    assert SHORT in ids(commons("glossary", "candidates", "--json"))


def test_reject(commons):
    """Rejected ones are not listed again, also after the papers have changed."""
    said = commons("glossary", "reject", TERM, PAIR)
    ingest(open_services(load_settings()).catalogue, a_paper(id="arxiv:2502.00001", abstract="The green probe."))

    assert (0, "", 2) == (said.code, said.out, said.err.count("reject: "))
    assert [SHORT, NEW_NAME] == ids(commons("glossary", "candidates", "--json"))


def test_later(commons):
    """What is put off is listed last, also if it was rejected before."""
    commons("glossary", "reject", NEW_NAME)
    commons("glossary", "later", NEW_NAME)

    found = commons("glossary", "candidates", "--json").json["candidates"]

    assert [TERM, SHORT, PAIR, NEW_NAME] == [one["id"] for one in found]
    assert [None, None, None, "later"] == [one["decision"] for one in found]
    assert ", put off; pair:logit-lens" in commons("glossary", "candidates").out


def test_decided(commons):
    """What was decided can be listed, by kind too."""
    assert "Nothing is decided yet" in commons("glossary", "candidates", "--decided").out
    commons("glossary", "reject", TERM)
    commons("glossary", "accept", SHORT)

    said = commons("glossary", "candidates", "--decided")
    [short] = commons("glossary", "candidates", "--decided", "--kind", "abbreviation", "--json").json["decisions"]

    assert {"reject green probe term:green-probe", f"accept QVX (quantum vole index) {SHORT}"} == {
        line.split(" ", 1)[1] for line in said.out.splitlines()
    }
    assert (SHORT, "QVX (quantum vole index)", "accept") == (short["candidate"], short["text"], short["verdict"])


@pytest.mark.parametrize("command", ["accept", "reject", "later"])
def test_no_such_candidate(commons, command):
    """What is no candidate cannot be decided on."""
    fails(commons("glossary", command, "term:x"), "no candidate has the id 'term:x'. List them")


def test_one_wrong_of_several(commons):
    """If one of several is no candidate, nothing is decided."""
    fails(commons("glossary", "reject", TERM, "term:x"))

    assert IDS == ids(commons("glossary", "candidates", "--json"))


def test_empty_library(commons, home):
    """A library without papers suggests nothing, and says so without failing."""
    for file in home.iterdir():
        file.unlink()

    assert {"reviewed": False, "candidates": []} == commons("glossary", "candidates", "--json").json
    assert "Frequent terms (0 of 0)" in commons("glossary", "candidates").out


def test_damaged_decisions(commons, home):
    """Decisions that cannot be read are one clear line, never taken for none."""
    (home / "decisions.sqlite").write_bytes(b"no database" * 100)

    fails(commons("glossary", "candidates"), "decisions.sqlite")
    fails(commons("glossary", "reject", TERM), "decisions.sqlite")


def test_progress_is_not_on_standard_output(commons):
    """What programs read is one document."""
    assert json.loads(commons("glossary", "candidates", "--json").out)
