"""What a build says of itself, beside what plain lists of nearest neighbours would have given the same people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from people.assign import Assignment, Limits, Mask, nearest
from people.graph import Limit, Relaxed
from people.scale import Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What can be counted of suggestions. A share is between 0 and 1, and 1 of nothing."""

    suggestions: int
    """To all people together."""
    coverage: float
    """Share of those with at least `Limits.least` options who have at least so many suggestions."""
    none: int
    """People without any suggestion, though they have options."""
    most: int
    """How often the most suggested person is suggested."""
    mean: float
    """How often people who have options are suggested on average."""
    mutual: float
    """Share of suggestions that the other side has too."""
    across: float
    """Share of suggestions that join two communities."""
    broken: int
    """Suggestions of people who may not be suggested to each other."""
    score: float
    """Mean score of the suggestions, in bits (`people.match`)."""
    affinity: float
    """Mean affinity of the suggestions (`people.affinity`), whatever the dials."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What every build prints."""

    people: int
    made: Figures
    neighbours: Figures
    """Of everybody's nearest neighbours among those who may be suggested to them: as many as `made` has on average."""
    anybody: Figures
    """Of everybody's nearest neighbours, whatever anybody wishes."""
    clashes: int
    """Meetings of the plans that cannot be kept."""
    relaxed: tuple[Relaxed, ...]
    gap: float
    seconds: float

    @property
    def kept(self) -> float:
        """Which part of the allowed neighbours' mean affinity the assignment keeps."""
        return self.made.affinity / self.neighbours.affinity if self.neighbours.affinity else 1.0


def account(
    assignment: Assignment,
    scores: Matrix,
    affinity: Matrix,
    allowed: Mask,
    across: Mask,
    *,
    limits: Limits,
    clashes: int = 0,
) -> Account:
    """Count what *assignment* gives, and what nearest neighbours would; all matrices are of shape (people, people).

    Args:
        assignment: What was built.
        scores: What it was built on.
        affinity: The plain affinity (`people.match.Scores.problem`).
        allowed: Who may be suggested to whom.
        across: Which pairs join two communities.
        limits: What it was built with.
        clashes: How many meetings of the plans made of it cannot be kept.
    """
    people = assignment.people
    each = round(float(assignment.counts.mean())) if people else 0
    options = allowed & (scores > limits.floor)
    crowd = _Crowd(
        scores=scores, affinity=affinity, allowed=allowed, across=across, options=options, least=limits.least
    )
    return Account(
        people=people,
        made=crowd.figures(_both_ways(assignment)),
        neighbours=crowd.figures(_nearest(scores, allowed, each)),
        anybody=crowd.figures(_nearest(scores, np.ones_like(allowed), each)),
        clashes=clashes,
        relaxed=assignment.relaxed,
        gap=assignment.gap,
        seconds=assignment.seconds,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Crowd:
    scores: Matrix
    affinity: Matrix
    allowed: Mask
    across: Mask
    options: Mask
    least: int

    def figures(self, given: Mask) -> Figures:
        """Count *given*, shape (people, people): to whom (rows) whom (columns) is suggested."""
        owed = self.options.sum(axis=1) >= self.least
        some = self.options.any(axis=1)
        has, suggested = given.sum(axis=1), given.sum(axis=0)
        return Figures(
            suggestions=int(given.sum()),
            coverage=_mean(has[owed] >= self.least, empty=1.0),
            none=int(((has == 0) & some).sum()),
            most=int(suggested.max(initial=0)),
            mean=_mean(suggested[some]),
            mutual=_mean(given.T[given], empty=1.0),
            across=_mean(self.across[given]),
            broken=int((given & ~self.allowed).sum()),
            score=_mean(self.scores[given]),
            affinity=_mean(self.affinity[given]),
        )


def _mean(values: NDArray[np.generic], *, empty: float = 0.0) -> float:
    return float(values.astype(np.float64).mean()) if values.size else empty


def _both_ways(assignment: Assignment) -> Mask:
    given = np.zeros((assignment.people, assignment.people), dtype=bool)
    for one, other in assignment.pairs:
        given[one, other] = given[other, one] = True
    return given


def _nearest(scores: Matrix, allowed: Mask, each: int) -> Mask:
    """Return everybody's best *each* among the *allowed*: a list of their own, as if nobody else had one."""
    options = allowed & ~np.eye(len(scores), dtype=bool)
    return nearest(scores, options, np.full(len(scores), each))


def table(account: Account) -> list[tuple[str, str, str, str]]:
    """Return the account as rows: what is counted, of the build, of allowed neighbours, of anybody's neighbours."""
    three = (account.made, account.neighbours, account.anybody)
    says: dict[str, Callable[[Figures], str]] = {
        "suggestions": lambda one: f"{one.suggestions}",
        "coverage": lambda one: f"{one.coverage:.1%}",
        "left with none": lambda one: f"{one.none}",
        "most suggested": lambda one: f"{one.most}",
        "twice the mean": lambda one: f"{2 * one.mean:.1f}",
        "mutual": lambda one: f"{one.mutual:.1%}",
        "across communities": lambda one: f"{one.across:.1%}",
        "exclusions broken": lambda one: f"{one.broken}",
        "mean score, bits": lambda one: f"{one.score:.2f}",
        "mean affinity": lambda one: f"{one.affinity:.3f}",
    }
    rows = [(name, say(three[0]), say(three[1]), say(three[2])) for name, say in says.items()]
    rows.append(("affinity kept", f"{account.kept:.1%}", "", ""))
    return [*rows, ("slot clashes", f"{account.clashes}", "", ""), ("seconds", f"{account.seconds:.1f}", "", "")]


def complaints(account: Account) -> list[str]:
    """Say which limits could not be kept, by how much, and what would help."""
    says: dict[Limit, str] = {
        "least": "{people} people have fewer suggestions than they have options for: the fewest is {got:.0f}. "
        "A larger cap would help",
        "across": "{got:.0%} of the suggestions join two communities, where {wanted:.0%} were asked for. "
        "More people of other communities would help, or more who say theirs",
        "twice the mean": "somebody is suggested {got:.0f} times, more than twice the mean of {half:.1f}. "
        "Others have too few options: fewer exclusions would help",
        "time": "nothing was found in time, so the best pairs were taken one by one. More time would help",
    }
    return [
        says[one.limit].format(people=len(one.people), got=one.got, wanted=one.wanted, half=one.wanted / 2)
        for one in account.relaxed
    ]
