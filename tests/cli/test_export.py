"""``commons export``: papers for other programs, those that are named, those on a saved list, or all."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from markdown_it import MarkdownIt

from views.memory import Memory
from views.taking import FORMATS

ABSORPTION = "arxiv:2409.14507"
SUPERPOSITION = "arxiv:2209.10652"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A file that a reader saved, with a paper that this library does not have."""
    file = tmp_path / "interp-commons.json"
    file.write_text(Memory(list=(SUPERPOSITION, "arxiv:0000.00000"), likes=(ABSORPTION,)).to_file())
    return file


def headings(text: str) -> list[str]:
    """The headings below the first."""
    tokens = MarkdownIt().parse(text)
    return [tokens[place + 1].content for place, one in enumerate(tokens) if one.tag == "h2" and one.nesting == 1]


def test_markdown(commons, filled):
    """Papers as one text under a title; the same text in a file."""
    said = commons("export", "markdown", ABSORPTION, SUPERPOSITION, "--title", "To read")

    assert said.out.startswith("# To read\n")
    assert 2 == len(headings(said.out))
    assert commons("status", "--json").json["works"] == len(headings(commons("export", "markdown").out))


def test_a_saved_list(commons, filled, saved):
    """The papers of a saved list are taken, and it is said how many this library does not have."""
    said = commons("export", "markdown", "--list", saved)

    assert 1 == len(headings(said.out))
    assert "1 of the 2 papers" in said.err


def test_obsidian(commons, filled, tmp_path):
    """Notes go into a file; without one, nothing is poured into a terminal."""
    file = tmp_path / "notes.zip"

    assert 0 == commons("export", "obsidian", ABSORPTION, "--out", file, "--title", "Mine").code
    with zipfile.ZipFile(file) as archive:
        assert any(name.startswith("Mine/Ideas/") for name in archive.namelist())
    refused = commons("export", "obsidian", ABSORPTION)

    assert (1, "") == (refused.code, refused.out)
    assert "--out notes.zip" in refused.err


def test_a_file_for_excel(commons, filled, tmp_path):
    """A file has the mark by which Excel knows UTF-8; standard output has none."""
    file = tmp_path / "papers.csv"
    commons("export", "csv", ABSORPTION, "--out", file)

    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    out = commons("export", "csv", ABSORPTION).out
    assert out.startswith("id,")
    assert pd.read_csv(file).equals(pd.read_csv(io.StringIO(out)))


@pytest.mark.parametrize("name", FORMATS)
def test_where_nothing_can_be_written(commons, filled, tmp_path, name):
    """A file that cannot be written is one sentence, before any work."""
    said = commons("export", name, "--out", tmp_path / "no" / "folder")

    assert 1 == said.code
    assert "cannot write" in said.err
