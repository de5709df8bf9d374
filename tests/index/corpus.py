"""A small library of papers as the index sees them, and encoders that tests inject."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from catalogue.answers import Query
from index import folder, search
from index.build import Built, build
from index.documents import Document
from index.encoders import Encoder, Vectors
from index.encoders.toy import ToyEncoder
from index.folder import Loaded

TOY = ToyEncoder()


def a_document(**changes: Any) -> Document:
    """Make a document; only what matters to a test is said in it."""
    said = {"id": "arxiv:2309.08600", "title": "Sparse autoencoders find features"} | changes
    return Document(**said)


LIBRARY = (
    a_document(
        id="arxiv:1",
        title="Sparse dictionaries for language models",
        body="We train sparse autoencoders on activations. The features are easier to read than neurons. Code is open.",
        date="2023-09-15",
        sources=("arxiv", "starter"),
        categories=("cs.LG", "cs.CL"),
        topics=("features",),
    ),
    a_document(
        id="arxiv:2",
        title="Patching the activations of a circuit",
        body="Activation patching finds the heads that matter. We swap activations between two prompts!",
        date="2023-09",
        sources=("arxiv",),
        categories=("cs.LG",),
        topics=("circuits",),
    ),
    a_document(
        id="arxiv:3",
        title="Probing what a network knows",
        body="Linear probes read off syntax. Do probes show what the network uses? They show what is there.",
        date="2022",
        sources=("arxiv", "bibtex"),
        categories=("cs.CL",),
        topics=("probing",),
    ),
    a_document(
        id="arxiv:4",
        title="Steering vectors",
        body="Adding one direction to the activations steers a model. The direction comes from pairs of prompts.",
        date="2024-01-31",
        sources=("arxiv",),
        categories=("cs.CL", "cs.AI"),
        topics=("steering",),
    ),
    a_document(
        id="arxiv:5",
        title="Polysemantic neurons",
        body="A neuron answers to many features. Superposition explains polysemantic neurons in toy models.",
        date="2022-09-21",
        sources=("arxiv", "starter"),
        categories=("cs.LG", "cs.AI"),
        topics=("features", "superposition"),
    ),
    a_document(
        id="openreview:a",
        title="Induction heads in pairs",
        body="Two heads copy what came before. One head looks back, the other copies; circuits learn in context.",
        date="",
        sources=("programme",),
        topics=("circuits",),
    ),
    a_document(id="openreview:b", title="A position on probes and patching", sources=("programme",), date="2025-12-07"),
    a_document(
        id="web:c",
        title="Features of vision models",
        body="Curve detectors are features. Circuits join features of vision models.",
        date="2020-03",
        sources=("bibtex",),
        categories=("cs.CV",),
        topics=("vision", "circuits"),
    ),
)


def make(home: Path, *documents: Document, encoder: Encoder = TOY, **options: Any) -> Built:
    """Build an index of *documents* in *home*."""
    return build(home, documents, encoder, **{"backend": "faiss_flat", "batch_size": 3, **options})


def load(home: Path, *, encoder: Encoder = TOY, backend: str = "faiss_flat") -> Loaded:
    """Load the index in *home*."""
    return folder.load(home / "index", encoder, backend)


def ask(index: Loaded, text: str, *, pool: int = 200, encoder: Encoder = TOY, **query: Any) -> list[str]:
    """Return the ids of the hits for *text*."""
    return [hit.paper_id for hit in search.search(index, encoder, Query(text=text, **query), pool).hits]


class RecordingEncoder(ToyEncoder):
    """The toy encoder, with a list of every text that it was given to encode."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Note *texts*, then encode them."""
        self.seen += texts
        return super().encode_document(texts)


class LetterEncoder:
    """Cuts at ``|``; the vector of a window is the axis of its first letter. Everything can be worked out by hand."""

    name = "letters"
    weights = "letters-1"
    dimension = 26

    def windows(self, text: str) -> list[str]:
        """Cut at every bar."""
        return text.split("|")

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Encode as `encode_document` does."""
        return self.encode_document(texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Take the axis of each text's first letter; of ``a`` where there is none."""
        axes = ["abcdefghijklmnopqrstuvwxyz".index(text[:1].lower() or "a") for text in texts]
        return np.eye(self.dimension, dtype=np.float32)[axes]
