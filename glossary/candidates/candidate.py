"""The noun of this package: a suggestion, with its evidence. It is nobody's reviewed word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["term", "abbreviation", "pair"]
KINDS: tuple[Kind, ...] = get_args(Kind)

PAPERS = 5
"""Papers named for each candidate, the newest: enough to see whether several groups say it."""


@dataclass(frozen=True, slots=True)
class Side:
    """A word of a candidate."""

    text: str
    concept: str = ""
    """Id of the concept that the glossary has for it; empty if it has none."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a paper, word for word."""

    paper: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a curator may accept or reject."""

    id: str
    """``term:neural-network``, ``abbreviation:ood+out-of-distribution``, ``pair:attention-head+retrieval-head``:
    the same at every run, so that a decision lasts."""
    kind: Kind
    sides: tuple[Side, ...]
    """A term; an abbreviation and what it is short for; the two words of a pair."""
    score: float
    """Orders candidates of one kind: the C-value of a term, the papers that say what an abbreviation is short for,
    how strongly papers join a pair."""
    count: int
    """Papers that say the term, define the abbreviation, join the pair."""
    papers: tuple[str, ...]
    """Ids of the newest of them, at most `PAPERS`."""
    quote: Quote

    @property
    def text(self) -> str:
        """The candidate in a few words: ``OOD (out-of-distribution)``, ``attention head / retrieval head``."""
        first, *others = (side.text for side in self.sides)
        return " / ".join([first, *others]) if self.kind == "pair" else first + "".join(f" ({one})" for one in others)


def slug(key: str) -> str:
    """Return a `glossary.forms.key` as a part of an id."""
    return key.replace(" ", "-")
