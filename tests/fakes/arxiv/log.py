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


def violations(requests, delay, slack=0.05, patience=inf):
    """Return the pairs of requests of which the second began before the first was over for *delay* seconds.

    Overlapping requests are among them. *slack*: how late the server may see that a client has gone. *patience*: how
    long a client waits for an answer: a server that was held up for longer saw it go too late.
    """
    ordered = sorted(requests, key=lambda one: one.started)
    pairs, last = [], None
    for one in ordered:
        if last and one.started - _over(last, patience) < delay - slack:
            pairs.append((last, one))
        last = one if last is None or _over(one, patience) > _over(last, patience) else last
    return pairs


def _over(request, patience):
    return min(request.ended, request.started + patience)
