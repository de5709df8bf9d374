"""Judged papers, written here: what the field does and what it does not do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ingest.relevance.judged import Judged
from tests.makers import a_paper


def _texts(text: str) -> list[tuple[str, str]]:
    """Titles and abstracts: paragraphs, each with its title on the first line."""
    parts = (paragraph.strip().partition("\n") for paragraph in text.split("\n\n"))
    return [(title, " ".join(abstract.split())) for title, _, abstract in parts]


OURS = _texts("""
Circuits for counting in a small transformer
How do language models count? We trace the computation by activation patching and find attention heads that copy
the running total into the residual stream. Ablating them destroys counting and nothing else.

What do the layers of a speech model know of tone?
We train linear probes on the hidden states of each layer of a self-supervised speech model. Pitch is encoded in
the middle layers and lost in the last ones. Erasing the direction of pitch changes what is decoded.

The geometry of colour in vision models
We compare the internal representations of networks with similarity judgements of people. In the representation
space of deep layers hues form a circle, and the circle emerges late in training.

A steering vector for politeness
Adding one direction to the activations of a language model makes it polite. We show where the direction comes
from, how sparse autoencoder features explain it, and what steering breaks.
""")

OTHERS = _texts("""
A faster network for segmenting road scenes
We propose a novel architecture that outperforms the state of the art on three benchmarks. Its feature maps are
small, so that latency on a vehicle is halved.

Do chatbots keep promises? A benchmark
We present a dataset of conversations and prompt twelve language models. Users trusted agents that explain
themselves, and few-shot prompts help.

Explaining credit scores to clinicians with SHAP
Post-hoc feature importance of a decision tree is shown to clinicians. Saliency maps of hidden layers did not help
them.

Superconducting quantum circuits with low noise
We measure activation energies of magnetic impurities in integrated circuits and prove an upper bound.

Evolution of social groups
We follow phone calls for a year.
""")


def a_row(number: int = 0, *, label: bool = True, **changes: Any) -> Judged:
    """Make a judged paper, one of `OURS` or of `OTHERS`."""
    texts = OURS if label else OTHERS
    title, abstract = texts[number % len(texts)]
    return Judged(**{"paper": a_paper(title=title, abstract=abstract), "label": label} | changes)


def rows(count: int = 40) -> list[Judged]:
    """Make *count* of them, half of each kind."""
    return [a_row(number // 2, label=number % 2 == 0) for number in range(count)]


def write_rows(path: Path, *lines: Any) -> Path:
    """Write *lines* to *path* as JSON lines; text is a line already."""
    said = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(f"{line}\n" for line in said))
    return path


def as_line(row: Judged) -> dict[str, Any]:
    """Lay *row* out as its file does."""
    paper = row.paper
    return {"id": paper.id, "title": paper.title, "abstract": paper.abstract, "label": int(row.label)}
