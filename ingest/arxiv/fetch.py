"""Working off a plan: page by page, each with the position at which to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from catalogue.errors import IncompleteError
from ingest.arxiv.plan import Haul, Plan, Task
from ingest.sources import Chunk

ROUNDS = 6
"""How often a task is begun again, until all that was announced has been seen."""

DOUBTS = 3
"""How often a service must give an odd answer before it is believed: that there is nothing, for example."""

Pages = Callable[[Task, Haul], Iterator[bytes]]
"""Yields the pages of a task, and counts into the haul what they bring."""


class TooManyError(Exception):
    """A task has more results than can be paged through, and must be cut in two."""


def chunks(plan: Plan, pages: Pages, troubles: Counter[str], most: int = 0) -> Iterator[Chunk]:
    """Work off *plan*, and yield each page with what is then still to do.

    Args:
        plan: What to ask.
        pages: How to ask it.
        troubles: Requests that had to be sent again, by reason; *pages* adds to it.
        most: End after that many records; 0 means none.

    Raises:
        ServiceDownError: The service gives no usable answer.
        IncompleteError: It gave less than it announced.
    """
    before = Counter(plan.account.troubles)
    while plan.todo and not 0 < most <= plan.account.got:
        task = plan.todo[0]
        try:
            for body in pages(task, plan.haul):
                yield _chunk(body, plan, before + troubles)
            plan = plan.done()
        except TooManyError:
            plan = plan.split()
        except IncompleteError as error:
            plan = plan.postponed(error.problem)
        yield _chunk(b"", plan, before + troubles)
    if not most:
        plan.insist()


def _chunk(body: bytes, plan: Plan, troubles: Counter[str]) -> Chunk:
    account = replace(plan.account, troubles=dict(troubles))
    return Chunk(
        data=body,
        place=str(plan.todo[0]) if plan.todo else "the end",
        position=replace(plan, account=account).dump(),
        done=account.got + plan.haul.got,
        size=account.announced + plan.haul.expected,
        account=account,
    )
