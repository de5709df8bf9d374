"""A small corpus that suggests something of each kind, and a glossary that lacks it."""

from __future__ import annotations

from tests.glossary.makers import a_concept, a_glossary, a_label
from tests.makers import a_paper, a_work

GLOSSARY = a_glossary(
    a_concept("patching", "activation patching"),
    a_concept("tracing", "causal tracing"),
    a_concept("sae", "sparse autoencoder", a_label("SAE", kind="abbreviation")),
)

ABSTRACTS = (
    "The attention sink is a place of rest. Task vectors (TVs) move it. We train a sparse autoencoder (SAE).",
    "Attention sinks were seen. We use task vectors (TVs). Activation patching, also known as causal tracing, helps.",
    "We remove the attention sink of each head. The task vector (TV) stays, as does the green lens.",
)
"""Three papers say "attention sink" and define TV, one joins two words; only one sees a green lens."""

PAPERS = tuple(
    a_paper(id=f"arxiv:240{number}.00001", title=f"Paper {number}", abstract=abstract, submitted=f"2024-0{number}-01")
    for number, abstract in enumerate(ABSTRACTS, 1)
)
WORKS = tuple(a_work(paper) for paper in PAPERS)

TERM = "term:attention-sink"
ABBREVIATION = "abbreviation:tv+task-vector"
PAIR = "pair:patching+tracing"
