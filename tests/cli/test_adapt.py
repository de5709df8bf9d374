"""Learning the catalogue's words into the encoder, from the command to a search with what was learnt."""

from __future__ import annotations

import pytest

from tests.ingest.samples import a_record, write_lines

ENOUGH = 80
"""Papers that fill a batch."""


def taken_in(commons, path, papers):
    """A catalogue of so many papers."""
    lines = [
        a_record(number, abstract=f"We find circuits of kind {number}. Activation patching shows {number} of them.")
        for number in range(1, papers + 1)
    ]
    commons("ingest", "snapshot", write_lines(path, *lines))


@pytest.mark.model
def test_adapt(commons, tmp_path, monkeypatch):
    """What is learnt is one file, which the next index and the next search use."""
    taken_in(commons, tmp_path / "s.jsonl", ENOUGH)
    out = tmp_path / "mine.safetensors"

    said = commons("adapt", "--out", out, "--steps", 1)

    assert (0, "") == (said.code, said.out)
    assert f"To use it: COMMONS_ENCODER=commons COMMONS_ADAPTER={out} commons index" in said.err
    monkeypatch.setenv("COMMONS_ENCODER", "commons")
    monkeypatch.setenv("COMMONS_ADAPTER", str(out))
    commons("index")
    learnt = commons("status", "--json").json["manifest"]
    assert ("commons", ENOUGH) == (learnt["encoder"], learnt["papers"])
    assert commons("search", "activation patching", "--json").json["hits"]
    monkeypatch.delenv("COMMONS_ADAPTER")
    refused = commons("search", "activation patching")
    assert (1, True) == (refused.code, refused.err.startswith("error: the index was made with commons "))


@pytest.mark.model
def test_too_little(commons, tmp_path):
    """From a few papers nothing can be learnt: one line says so, and what to do."""
    taken_in(commons, tmp_path / "s.jsonl", 3)

    said = commons("adapt", "--out", tmp_path / "mine.safetensors")

    assert (1, "") == (said.code, said.out)
    assert said.err.startswith("error: there are too few papers with an abstract to learn from")
    assert "Run: commons ingest snapshot" in said.err


def test_nowhere_to_write(commons, tmp_path):
    """A file that cannot be written is said at once, not after everything was learnt."""
    said = commons("adapt", "--out", tmp_path / "none" / "mine.safetensors")

    assert (1, 1) == (said.code, len(said.err.splitlines()))
    assert "cannot write" in said.err
