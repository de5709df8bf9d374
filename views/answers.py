"""Hits and the works that they are, side by side."""

from __future__ import annotations

from dataclasses import replace

from catalogue.answers import Answer, SearchHit
from catalogue.records import Work
from glossary.evidence.collect import text_of
from views import ideas
from views.compose import Services


def resolve(services: Services, answer: Answer, question: str = "") -> list[tuple[SearchHit, Work]]:
    """Look up the works of *answer*, best first, and the ideas that they share with *question*.

    The index may be older than the catalogue: an id that has since joined another work stands for that work,
    once, and one that is gone is left out.
    """
    found = services.catalogue.find(hit.paper_id for hit in answer.hits)
    work_of = {paper.id: work for work in found for paper in work.records}
    sought = ideas.sought(services.words, question, answer.also_searched) if question else {}
    pairs: dict[str, tuple[SearchHit, Work]] = {}
    for hit in answer.hits:
        work = work_of.get(hit.paper_id)
        if work and work.id not in pairs:
            concepts = ideas.shared(services.words, sought, text_of(work))
            pairs[work.id] = replace(hit, why=replace(hit.why, concepts=concepts)), work
    return list(pairs.values())
