"""Which papers of a broad source are kept: what a person decided comes first, then the judge of `relevance`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from catalogue.records import Paper, Verdict
from catalogue.reviews import Reviews
from catalogue.store import Catalogue, Incoming

Judge = Callable[[Sequence[Paper]], list[Verdict]]
"""Says of each paper whether it is mechanistic interpretability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What became of some records."""

    wanted: list[Incoming]
    doubtful: list[tuple[Paper, Verdict]]
    """For a person to decide on, whichever way the judge did."""
    passed_over: int


class Sieve:
    """Sifts what a source gives, each record once."""

    def __init__(self, catalogue: Catalogue, judge: Judge, *, threshold: float, margin: float) -> None:
        """Ask *judge*; verdicts whose score is within *margin* of *threshold* are doubtful."""
        self._catalogue = catalogue
        self._reviews = Reviews(catalogue)
        self._judge = judge
        self._threshold = threshold
        self._margin = margin
        self._seen: set[int] = set()

    def sift(self, found: Sequence[Incoming]) -> Sifted:
        """Sort *found* out.

        A paper that is in the catalogue stays, whatever its new version says of itself; and one that people put
        there from elsewhere, a programme or a bibliography, is not judged.
        """
        fresh = self._fresh(found)
        standing = self._standing([item.paper for item in fresh])
        judged = iter(self._judge([item.paper for item, stands in zip(fresh, standing, strict=True) if stands is None]))
        verdicts = [next(judged) if stands is None else None for stands in standing]
        fates = list(zip(fresh, standing, verdicts, strict=True))
        wanted = [item for item, stands, verdict in fates if stands or (verdict and verdict.label)]
        doubtful = [(item.paper, verdict) for item, _, verdict in fates if verdict and self._doubts(verdict)]
        return Sifted(wanted=wanted, doubtful=doubtful, passed_over=len(fresh) - len(wanted))

    def _fresh(self, found: Sequence[Incoming]) -> list[Incoming]:
        """Drop what this run has seen: queries overlap, and pages repeat."""
        fresh = {hash((item.paper.id, item.raw)): item for item in found}
        new = {key: item for key, item in fresh.items() if key not in self._seen}
        self._seen.update(new)
        return list(new.values())

    def _standing(self, papers: Sequence[Paper]) -> list[bool | None]:
        """Say of each paper whether it is in or out already; None where that is for the judge to say."""
        decisions = self._reviews.decisions(paper.id for paper in papers)
        known = self._catalogue.known(paper.id for paper in papers)

        def stands(paper: Paper) -> bool | None:
            if (decision := decisions.get((paper.id, paper.source))) in {"accept", "reject"}:
                return decision == "accept"
            if paper.id in known or paper.withdrawn:  # what is taken back before we saw it is nothing to begin with
                return paper.id in known
            return None

        return [stands(paper) for paper in papers]

    def _doubts(self, verdict: Verdict) -> bool:
        return abs(verdict.score - self._threshold) <= self._margin


def everything(found: Sequence[Incoming]) -> Sifted:
    """Keep all: what a person chose is not sifted."""
    return Sifted(wanted=list(found), doubtful=[], passed_over=0)
