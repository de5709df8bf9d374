"""Papers on the border of the field, for a person to decide on; the decisions outlive every re-ingestion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, Select, case, func, insert, select, update

from catalogue.batches import batched
from catalogue.errors import UnknownPaperError
from catalogue.loading import IN_LIMIT
from catalogue.records import Byline, Paper, Placement, Verdict
from catalogue.schema import reviews
from catalogue.store import Catalogue

Decision = Literal["open", "skip", "accept", "reject"]
"""``skip`` comes back after all that are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A paper, what the judge said of it, and what a person decided."""

    paper: Paper
    score: float
    label: bool
    """Whether the judge let it in."""
    reason: str
    decision: Decision
    decided: datetime | None


class Reviews:
    """Reads and writes the queue of *catalogue*."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Keep the queue in *catalogue*."""
        self.catalogue = catalogue

    def offer(self, connection: Connection, found: Sequence[tuple[Paper, Verdict]]) -> None:
        """Put papers into the queue; those that are in it keep their decision."""
        decided = self._rows(connection, [paper.id for paper, _ in found])
        for paper, verdict in found:
            key = (paper.id, paper.source)
            said: dict[str, Any] = {"paper": asdict(paper), "seen": datetime.now(UTC)}
            said |= {"score": verdict.score, "label": verdict.label, "reason": verdict.reason}
            if key in decided:
                connection.execute(update(reviews).where(_is(key)).values(said))
            else:
                row = said | {"paper_id": paper.id, "source": paper.source, "decision": "open"}
                connection.execute(insert(reviews), [row])
                decided[key] = "open"

    def decisions(self, ids: Iterable[str]) -> dict[tuple[str, str], Decision]:
        """Return what was decided on those of *ids* that are in the queue, by id and source."""
        with self.catalogue.reading() as connection:
            return self._rows(connection, list(ids))

    def queue(self, threshold: float, limit: int | None = None) -> list[Review]:
        """Return what is to be decided: scores nearest to *threshold* first, skipped ones last."""
        skipped = case((reviews.c.decision == "skip", 1), else_=0)
        query = select(reviews).where(reviews.c.decision.in_(("open", "skip")))
        return self._read(
            query.order_by(skipped, func.abs(reviews.c.score - threshold), reviews.c.paper_id).limit(limit)
        )

    def decided(self) -> list[Review]:
        """Return what was accepted or rejected, in the order of the decisions."""
        query = select(reviews).where(reviews.c.decision.in_(("accept", "reject")))
        return self._read(query.order_by(reviews.c.decided, reviews.c.paper_id))

    def get(self, paper_id: str) -> Review:
        """Return the review of *paper_id*.

        Raises:
            UnknownPaperError: It is not in the queue.
        """
        if found := self._read(select(reviews).where(reviews.c.paper_id == paper_id)):
            return found[0]
        raise UnknownPaperError(f"{paper_id} is not up for review", "For those that are: commons review --list")

    def decide(self, connection: Connection, paper: Paper, decision: Decision) -> None:
        """Store a decision."""
        said = {"decision": decision, "decided": datetime.now(UTC)}
        connection.execute(update(reviews).where(_is((paper.id, paper.source))).values(said))

    def count(self) -> dict[str, int]:
        """How many there are of each decision."""
        query = select(reviews.c.decision, func.count()).group_by(reviews.c.decision)
        with self.catalogue.reading() as connection:
            return dict(connection.execute(query).all())

    def _rows(self, connection: Connection, ids: list[str]) -> dict[tuple[str, str], Decision]:
        query = select(reviews.c.paper_id, reviews.c.source, reviews.c.decision)
        return {
            (paper_id, source): decision
            for some in batched(ids, IN_LIMIT)
            for paper_id, source, decision in connection.execute(query.where(reviews.c.paper_id.in_(some)))
        }

    def _read(self, query: Select[Any]) -> list[Review]:
        with self.catalogue.reading() as connection:
            return [_review(row) for row in connection.execute(query).mappings()]


def _is(key: tuple[str, str]) -> Any:  # noqa: ANN401 - a clause of SQLAlchemy's
    return (reviews.c.paper_id == key[0]) & (reviews.c.source == key[1])


def _review(row: RowMapping) -> Review:
    said = {name: row[name] for name in ("score", "label", "reason", "decision", "decided")}
    return Review(paper=_paper(row["paper"]), **said)


def _paper(said: dict[str, Any]) -> Paper:
    """Undo `asdict`: JSON has lists for tuples."""
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    fields["authors"] = tuple(Byline(**byline) for byline in said["authors"])
    fields["placements"] = tuple(Placement(**placement) for placement in said["placements"])
    return Paper(**fields)
