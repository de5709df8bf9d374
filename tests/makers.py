"""Small values for tests: a default for every field, and only what matters to a test is said in it."""

from __future__ import annotations

from typing import Any

from catalogue.records import Byline, Paper, Work
from catalogue.runs import RunLog
from catalogue.store import Catalogue, Change, Incoming


def a_paper(**changes: Any) -> Paper:
    """Make a paper; *authors* may be plain names."""
    if "authors" in changes:
        changes["authors"] = tuple(
            Byline(name=author) if isinstance(author, str) else author for author in changes["authors"]
        )
    said = {"id": "arxiv:2309.08600", "source": "arxiv", "title": "Sparse autoencoders find features"} | changes
    return Paper(**said)


def a_work(*papers: Paper, **changes: Any) -> Work:
    """Make a work of *papers*, or of one paper with *changes*."""
    return Work(records=papers or (a_paper(**changes),))


def incoming(*papers: Paper) -> list[Incoming]:
    """Pair each paper with a digest that differs when the paper does."""
    return [Incoming.of(paper, repr(paper).encode()) for paper in papers]


def ingest(catalogue: Catalogue, *papers: Paper) -> list[Change]:
    """Store *papers* in a run of their own, and group them."""
    log = RunLog(catalogue)
    run = log.begin("snapshot", "papers.jsonl", "fingerprint", {})
    with catalogue.writing() as connection:
        changes = catalogue.upsert(connection, incoming(*papers), run.id)
        catalogue.regroup(connection)
    log.end(run, "finished")
    return changes
