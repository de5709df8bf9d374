"""A small library for the pages: real SQLite, a real index by the toy encoder, and texts that mean harm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalogue import programme
from catalogue.people import Session
from catalogue.records import Paper, Placement
from catalogue.settings import load_settings
from tests.makers import a_paper, ingest
from views.compose import Services, build_index, open_services

HOSTILE = (
    "The $x$ <script>window.hacked = 1</script> title",
    '<img src=x onerror="window.hacked = 1"> in a title',
    "[click](javascript:window.hacked=1) me",
    "![image](https://evil.example/x.png) here",
    "A ] bracket [ and :red[colour] and :material/home: and :smile: too",
    "# Heading *emphasis* _under_ `code` ~~gone~~ | a | table |",
    "Costs $5 and $10, or \\href{javascript:window.hacked=1}{this}",
    "1. item\n- list\n> quote\n\n---\n    code",
    "&lt;b&gt; &amp; &#60;script&#62; <!-- comment -->",
    "$\\href{javascript:window.hacked=1}{x}$ and $\\htmlClass{a}{b}$",
    "Formula $\\ell_1$ of 70% and back\\slash",
)
"""Titles that would do something if they were not shown as text."""


def absorption() -> Paper:
    """The paper that the tests look for."""
    return a_paper(
        id="arxiv:2409.14507",
        title="A is for Absorption: Feature Splitting in Sparse Autoencoders",
        abstract="Sparse autoencoders split features. We call it feature absorption, and we measure it.",
        summary="A latent stays silent because more specific latents absorb it.",
        authors=("David Chanin", "James Wilken-Smith", "Tomáš Dulka", "Hardik Bhatnagar", "Joseph Bloom", "Ann Other"),
        submitted="2024-09-22",
        categories=("cs.CL", "cs.AI"),
        topics=("sae-flaws",),
        url="https://arxiv.org/abs/2409.14507",
        also=("https://openreview.net/forum?id=abc",),
        venue="NeurIPS 2025",
        placements=(Placement(event="neurips2025", number=12, session="morning", spotlight=True),),
    )


def bridged() -> Paper:
    """A paper that names both sides of a bridge in one sentence."""
    return a_paper(
        id="arxiv:2501.00001",
        title="Mixed selectivity and polysemanticity",
        abstract="Polysemantic neurons look like the mixed selectivity of cortex. We compare both in 9 models.",
        submitted="2025-01-02",
    )


def many(number: int = 25) -> list[Paper]:
    """Papers that all match "circuit"."""
    return [
        a_paper(
            id=f"arxiv:2301.{place:05}",
            title=f"Circuit number {place} of a transformer",
            abstract=f"We find circuit {place} by patching. It is made of heads.",
            authors=(f"Author {place}",),
            submitted=f"{2015 + place % 10}",
            topics=("circuits",),
        )
        for place in range(number)
    ]


def hostile() -> list[Paper]:
    """A paper for each hostile text, as title, author, venue and abstract."""
    return [
        a_paper(
            id=f"web:evil.example/{place}",
            title=text,
            abstract=f"Hostile abstract. {text}",
            authors=(text,),
            venue=text,
            submitted="2024",
        )
        for place, text in enumerate(HOSTILE)
    ]


EVENT = "workshop2026"
"""The event at which the papers of `workshop` are presented."""


def workshop() -> list[Paper]:
    """Papers with posters in two sessions; each has one author, so that a test can be that person."""
    said = {
        "Ada Absorber": ("Feature absorption in sparse autoencoders", "We measure feature absorption in dictionaries."),
        "Bo Splitter": ("Feature splitting in sparse autoencoders", "Feature splitting and feature absorption differ."),
        "Cy Cortex": ("Mixed selectivity in cortex", "We record neurons with mixed selectivity while monkeys decide."),
        "Di Neuron": ("Polysemantic neurons everywhere", "Polysemantic neurons answer to many things. We count them."),
        "Ed Patcher": ("Activation patching finds circuits", "We find a circuit of heads by activation patching."),
    }
    return [
        a_paper(
            id=f"arxiv:2601.0000{number}",
            title=title,
            abstract=f"{abstract} Code is available.",
            authors=(name,),
            submitted="2026-01-05",
            placements=(Placement(event=EVENT, number=number, session="morning" if number % 2 else "afternoon"),),
        )
        for number, (name, (title, abstract)) in enumerate(said.items(), 1)
    ]


def hold(services: Services) -> Services:
    """Give the event of `workshop` its day: two poster sessions and a break between them."""
    day = [("morning", "10:00", "11:00"), ("lunch", "11:00", "12:00"), ("afternoon", "14:00", "15:00")]
    programme.write(
        services.catalogue,
        EVENT,
        [
            Session(
                event=EVENT,
                slug=slug,
                title=f"The {slug}",
                start=f"2026-12-06T{start}",
                end=f"2026-12-06T{end}",
                timezone="America/Los_Angeles",
                room="Hall C",
                pause=slug == "lunch",
            )
            for slug, start, end in day
        ],
    )
    return services


@contextmanager
def living_in(home: Path, **settings: str) -> Iterator[None]:
    """Have *home*, the toy encoder and other *settings* in the environment: for what is made once for many tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"COMMONS_HOME": str(home), "COMMONS_ENCODER": "toy", **settings}.items():
            patch.setenv(name, value)
        yield


def fill(papers: Iterable[Paper]) -> Services:
    """Put *papers* into the catalogue of the environment, and index them."""
    services = open_services(load_settings())
    ingest(services.catalogue, *papers)
    build_index(services, rebuild=False, progress=lambda _done, _total: None)
    return services
