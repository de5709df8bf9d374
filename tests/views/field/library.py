"""Maps for tests: values made by hand, and a small library that is laid out."""

from __future__ import annotations

from typing import Any

import numpy as np

from catalogue.records import Paper
from tests.makers import a_paper
from tests.views.library import absorption, bridged, fill, hold, hostile, many, workshop
from views.compose import Services, lay_out, read_for_glossary
from views.field.points import Field


def a_field(**changes: Any) -> Field:
    """A map of five papers; only what matters to a test is said in it."""
    five = {
        "ids": tuple(f"arxiv:{number}" for number in range(5)),
        "titles": ("One", "Two", "Three", "Four", "Five"),
        "bylines": ("Ada",) * 5,
        "years": (2024,) * 5,
        "places": np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, 0.5], [0.0, -0.5], [0.2, 0.2]]),
        "topics": ("",) * 5,
        "communities": ("",) * 5,
        "posters": (),
        "event": "",
        "regions": (),
        "missing": 0,
        "made": "2026-11-23T02:00:00+00:00",
    }
    return Field(**five | changes)


SAYS = {
    "probing": "Probe {} reads syntax off hidden states. A linear probe is trained.",
    "grokking": "Grokking run {}: modular addition generalises late, by weight decay.",
    "activation-steering": "Steering vector {} makes answers honest. Activation steering adds it.",
}
"""What the papers of three heaps say."""


def heaps() -> list[Paper]:
    """Twenty papers on each of three more ideas."""
    return [
        a_paper(
            id=f"arxiv:230{place + 2}.{number:05}",
            title=said.format(number).partition(".")[0],
            abstract=said.format(number),
            authors=(f"Author {number}",),
            submitted=f"{2020 + number % 7}",
        )
        for place, said in enumerate(SAYS.values())
        for number in range(20)
    ]


def mapped() -> Services:
    """A library with a workshop and hostile texts, indexed, read for the glossary, and laid out."""
    services = hold(fill([absorption(), bridged(), *many(25), *heaps(), *workshop(), *hostile()]))
    read_for_glossary(services)
    lay_out(services)
    return services
