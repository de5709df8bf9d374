"""A library of topics, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.settings import load_settings
from tests.makers import a_paper
from tests.views.library import absorption, bridged, fill, hold, hostile, living_in, workshop
from views.compose import Services, open_services, read_for_glossary

OPEN = "It remains unclear whether sparse autoencoders find the features that a model uses."
"""A sentence of `about_saes` that states an open problem."""

ANSWERED = "Feature absorption is poorly understood, and here we explain it."
"""One that announces an answer."""


def about_saes(**changes):
    """A paper that nobody put into a topic and that names sparse autoencoders often."""
    said = {
        "id": "arxiv:2602.00001",
        "title": "Sparse autoencoders and feature absorption",
        "abstract": f"A sparse autoencoder splits features. {OPEN} {ANSWERED} Dictionary learning helps.",
        "authors": ("Ada Absorber", "Hy Hidden"),
        "submitted": "2026-02-03",
    }
    return a_paper(**said | changes)


def undated():
    """A paper on circuits of which nobody knows when it was written."""
    return a_paper(
        id="web:undated.example/1",
        title="Circuit discovery by activation patching",
        abstract="We find a circuit of attention heads by activation patching. Circuit discovery is slow.",
        authors=("Ed Patcher",),
        submitted="",
    )


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with papers on several topics, hostile ones among them, an event, and what they say of the glossary."""
    folder = tmp_path_factory.mktemp("topics")
    with living_in(folder):
        harmful = [replace(one, topics=("probing",)) for one in hostile()]
        services = hold(fill([*workshop(), absorption(), bridged(), about_saes(), undated(), *harmful]))
        read_for_glossary(services)
        services.catalogue.close()
    return folder


@pytest.fixture
def opened(library: Path, home: Path) -> Callable[[], Services]:
    """Copies that home for this test, and opens it as another process would."""
    shutil.copytree(library, home)
    return lambda: open_services(load_settings())


@pytest.fixture
def services(opened: Callable[[], Services]) -> Services:
    """That home, open."""
    return opened()
