"""Hits and the works that they are, side by side."""

from __future__ import annotations

from catalogue.records import Answer, SearchHit, Work
from views.compose import Services


def resolve(services: Services, answer: Answer) -> list[tuple[SearchHit, Work]]:
    """Look up the works of *answer*, best first.

    The index may be older than the catalogue: an id that has since joined another work stands for that work,
    once, and one that is gone is left out.
    """
    found = services.catalogue.find(hit.paper_id for hit in answer.hits)
    work_of = {paper.id: work for work in found for paper in work.records}
    pairs: dict[str, tuple[SearchHit, Work]] = {}
    for hit in answer.hits:
        if work := work_of.get(hit.paper_id):
            pairs.setdefault(work.id, (hit, work))
    return list(pairs.values())
