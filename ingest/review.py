"""Carrying out what a person decides on a paper at the border of the field."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.reviews import Decision, Review, Reviews
from catalogue.runs import REVIEW, RunLog
from catalogue.store import Catalogue, Incoming


def decide(catalogue: Catalogue, found: Sequence[Review], decision: Decision) -> None:
    """Store *decision* on each of *found*: what is accepted is in the catalogue afterwards, what is rejected is not.

    Skipping or reopening leaves the catalogue as it is. Every later run keeps to the decision.

    Raises:
        CatalogueError: The catalogue failed; nothing was decided.
    """
    reviews, log = Reviews(catalogue), RunLog(catalogue)
    run = log.begin(REVIEW, decision, "", {}) if decision == "accept" else None
    with catalogue.writing() as connection:
        for review in found:
            reviews.decide(connection, review.paper, decision)
            if decision == "reject":
                catalogue.forget(connection, review.paper.id, review.paper.source)
        if run:
            catalogue.upsert(connection, [Incoming.of(review.paper, b"review") for review in found], run.id)
        if decision in {"accept", "reject"}:
            catalogue.regroup(connection)
    if run:
        log.end(run, "finished")
