"""Parts of the twin: neighbours, the search's data, texts, and the colours."""

from __future__ import annotations

import base64
import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli import app
from views.static import finder, years
from views.static.similar import neighbours
from views.static.site import ASSETS
from views.static.text import paragraphs, plain

from .conftest import Written

ROOT = Path(__file__).parents[3]


def numbers(packed: str) -> list[int]:
    """Read what `finder` packs, as ``engine.js`` does."""
    found, number, shift = [], 0, 0
    for byte in base64.b64decode(packed):
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            found.append(number)
            number, shift = 0, 0
    return found


def data(written: Written, name: str):
    """Read a script with data."""
    said = written.text(f"assets/{name}.js")
    return json.loads(said[said.index("=", said.index(").")) + 1 :].rstrip(";\n"))


@given(st.lists(st.integers(min_value=0, max_value=2**40)))
def test_numbers_come_back(some: list[int]):
    """Whatever is packed is read again."""
    assert some == numbers(finder._packed(some))


def test_words_of_the_search_fit_together(written: Written):
    """There is a count and a length for each stem and pair, and the lengths add up to the postings."""
    words, papers = data(written, "words"), data(written, "papers")
    stems, pairs = len(words["forms"].split("\n")), len(numbers(words["pairs"])) // 2
    lengths = numbers(words["length"])

    assert stems + pairs == len(lengths) == len(numbers(words["count"]))
    assert sum(lengths) == len(base64.b64decode(words["postings"]))
    assert len(papers["id"]) == words["papers"] == len(papers["title"]) == len(papers["page"])
    assert max(numbers(words["count"])) <= words["papers"]


def test_search_knows_the_words_of_the_glossary(written: Written):
    """Each word leads to its concepts, and a concept that the papers name has the site's own answer."""
    ideas, papers = data(written, "ideas"), data(written, "papers")
    absorption = ideas["labels"]["feature absorption"][0]
    answers = [papers["id"][row] for row in ideas["answers"][absorption]]

    assert "feature-absorption" == ideas["id"][absorption]
    assert written.services.searcher.search(finder.Query(text="feature absorption", k=1)).hits[0].paper_id == answers[0]
    assert all(0 < weight <= 1 for some in ideas["others"] for _, _, weight in some)


def test_neighbours_are_those_of_the_searcher(written: Written):
    """Most of what is found for all papers at once is what the searcher finds for each."""
    index, pool = written.services.searcher.index(), written.services.settings.pool
    found = dict(neighbours(index, 4, pool))
    shared = [
        len({hit.paper_id for hit in written.services.searcher.similar(paper, 4).hits} & set(near)) / 4
        for paper, near in found.items()
    ]

    assert set(index.ids) == set(found)
    assert not any(paper in near for paper, near in found.items())
    assert sum(shared) / len(shared) > 0.6


def test_colours_are_the_theme_s():
    """The style sheet has the colours of the app in light and dark."""
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    names = {
        "accent": "primaryColor",
        "paper": "backgroundColor",
        "raised": "secondaryBackgroundColor",
        "ink": "textColor",
        "link": "linkColor",
        "line": "borderColor",
    }
    light, dark = (ASSETS / "site.css").read_text().split("prefers-color-scheme: dark", 1)

    for said, kind in ((light, "light"), (dark, "dark")):
        found = dict(re.findall(r"--(\w+): (#\w{6})", said))
        assert {name: theme[kind][field] for name, field in names.items()} == {name: found[name] for name in names}


@given(st.text())
def test_plain_text_is_one_line(said: str):
    """Whatever a title says becomes one line without control characters."""
    assert not re.search(r"[\x00-\x1f\x7f]", plain(said))


def test_paragraphs_are_kept_apart():
    """An abstract's paragraphs stay paragraphs."""
    assert ["One.", "Two in two lines."] == paragraphs("One.\n\n  \nTwo in\ntwo lines.")


def test_years_without_papers():
    """A year of a library without papers has no share, and the longest bar is the largest share's."""
    rows = years.table([("2023", 0, 0), ("2024", 1, 4), ("2025", 3, 4)], "Papers")["rows"]

    assert ["0.0%", "25.0%", "75.0%"] == [row["percent"] for row in rows]
    assert [0, 23, 70] == [row["width"] for row in rows]


def test_the_command_says_what_it_wrote(written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The command writes the folder and says how large it is; without an address of the site it warns."""
    monkeypatch.setenv("COMMONS_HOME", str(written.home))
    monkeypatch.setenv("COMMONS_ENCODER", "toy")
    monkeypatch.setattr("views.static.site.files", lambda _: [])
    monkeypatch.setattr("views.static.site.twin.read", lambda _: None)
    run = CliRunner().invoke(app, ["export", "static", str(tmp_path / "out")])

    assert 0 == run.exit_code, run.output
    assert "COMMONS_SITE is not set" in run.stderr
    assert (tmp_path / "out").is_dir()
