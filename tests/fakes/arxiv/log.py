"""What the server was asked, and whether that was polite."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf


@dataclass(eq=False)
class Request:
    """One request. Times are those of `time.monotonic`, which all processes of a machine share."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    started: float
    fault: str | None = None
    status: int = 0
    """What was answered, or 0 as long as nothing was."""
    ended: float = field(default=inf)
    """When the last byte was about to go out or the connection broke: no client can know it earlier."""


def violations(requests, delay, slack=0.05):
    """Return the pairs of requests of which the second began before the first was over for *delay* seconds.

    Overlapping requests are among them. *slack*: how late the server may see that a client has gone.
    """
    ordered = sorted(requests, key=lambda one: one.started)
    pairs, last = [], None
    for one in ordered:
        if last and one.started - last.ended < delay - slack:
            pairs.append((last, one))
        last = one if last is None or one.ended > last.ended else last
    return pairs
