"""Which sources run unattended."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.errors import SettingsError
from catalogue.settings import Settings
from ingest import sources
from ingest.harvest import configured

VENUE = "NeurIPS.cc/2025/Workshop/MechInterp"


def opened(harvest, *only):
    """Name and target of each source that *harvest* names."""
    return [(source.name, source.target) for source in configured(Settings(harvest=harvest), only)]


def test_by_default():
    """By default both routes to arXiv run, first the one that knows of withdrawals."""
    assert ["oai", "arxiv"] == [source.name for source in configured(Settings())]


@pytest.mark.parametrize(
    ("harvest", "expected"),
    [
        ("arxiv", [("arxiv", "")]),
        ("  oai\n arxiv ", [("oai", ""), ("arxiv", "")]),
        (f"openreview:{VENUE} starter", [("openreview", VENUE), ("starter", "")]),
        (f"openreview:{VENUE} openreview:{VENUE}2", [("openreview", VENUE), ("openreview", f"{VENUE}2")]),
    ],
)
def test_configured(harvest, expected):
    """Sources run in the order in which they are named, each as often as it is, with its argument behind a colon."""
    assert expected == opened(harvest)


def test_files(tmp_path):
    """A file may be harvested too; its name may have a colon."""
    path = tmp_path / "a:b.jsonl"
    path.write_text("{}\n")

    (source,) = configured(Settings(harvest=f"snapshot:{path}"))

    assert (Path(path), 3) == (source.path, source.size)


def test_settings():
    """A source gets the settings that the harvest has."""
    (source,) = configured(Settings(harvest="oai", arxiv_oai="http://127.0.0.1:1/oai"))

    assert "http://127.0.0.1:1/oai" == source.settings.arxiv_oai


def test_only():
    """Only some of them may be wanted, each with the argument that is configured."""
    assert [("arxiv", "")] == opened("oai arxiv", "arxiv")
    assert [("openreview", "a"), ("openreview", "b")] == opened("openreview:a oai openreview:b", "openreview")


def test_only_a_stranger():
    """A source that is not configured is not harvested, and where to add it is said."""
    with pytest.raises(SettingsError, match=r"starter is not among the harvested.*\(oai arxiv\).*COMMONS_HARVEST"):
        opened("oai arxiv", "arxiv", "starter")


def test_no_source():
    """What is no source is named, with those that there are."""
    with pytest.raises(SettingsError, match=f"COMMONS_HARVEST names gopher.*{', '.join(sources.names())}"):
        opened("oai gopher")


@pytest.mark.parametrize(
    ("word", "example"),
    [
        ("openreview", "openreview:VENUE"),
        ("openreview:", "openreview:VENUE"),
        ("snapshot", "snapshot:FILE"),
        ("oai:x", "oai"),
    ],
)
def test_arguments(word, example):
    """An argument that is missing, or one too many, is shown by example."""
    with pytest.raises(SettingsError, match=rf"COMMONS_HARVEST has '{word}'\. Write it as {example}$"):
        opened(f"arxiv {word}")


def test_nothing_runs_before_all_are_understood():
    """A mistake in the last word is found before the first source runs."""
    with pytest.raises(SettingsError):
        configured(Settings(harvest="starter gopher"))


def test_nothing_configured(tmp_path):
    """A setting that names no source is no setting."""
    with pytest.raises(SettingsError, match=r"names no source\. Name some of: arxiv"):
        configured(Settings(home=tmp_path, harvest=" "))
