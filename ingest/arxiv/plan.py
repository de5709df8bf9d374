"""What is still to be asked of arXiv: tasks by query and days, and an account of those that are done.

A plan is the position of a run: it is stored in the transaction that stores the papers, so that a run killed
at any moment goes on with the task at hand. A task is read whole or again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from catalogue.errors import IncompleteError, SettingsError
from catalogue.runs import Account
from ingest.sources import Past

FIRST_WINDOW = timedelta(days=30)
"""How far back the very first run goes, when nobody says how far."""

ENOUGH = 2
"""Weekdays after which there is something new for sure: one alone may be a holiday."""

FOUNDED = date(1991, 8, 14)
"""arXiv's first day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One query over some days, both ends included."""

    query: str
    """Its name in ``queries.toml``, or a set."""
    since: str
    until: str

    def halves(self) -> tuple[Task, Task]:
        """Cut a task of at least two days in two."""
        first, last = date.fromisoformat(self.since), date.fromisoformat(self.until)
        middle = first + (last - first) // 2
        after = (middle + timedelta(days=1)).isoformat()
        return replace(self, until=middle.isoformat()), replace(self, since=after)

    @property
    def one_day(self) -> bool:
        """Whether it cannot be cut."""
        return self.since == self.until

    def __str__(self) -> str:
        """Say it as a message does."""
        return f"{self.query} from {self.since} to {self.until}"


@dataclass(slots=True, kw_only=True)
class Haul:
    """What the task at hand has brought so far."""

    expected: int = 0
    """Records that the service announced."""
    got: int = 0
    """Different ones that it gave."""
    days: dict[str, int] = field(default_factory=dict)
    """Those by day."""
    token: str = ""
    """Where a list of OAI-PMH goes on; nothing else can go on in the middle."""
    seen: set[str] = field(default_factory=set)
    """The records; not stored, so that a position stays short."""

    def restart(self) -> None:
        """Begin again."""
        self.expected, self.got, self.token = 0, 0, ""
        self.days.clear()
        self.seen.clear()

    def take(self, days: Mapping[str, str], expected: int) -> None:
        """Count a page: its records with their days, and how many are announced in all."""
        fresh = [day for record, day in days.items() if record not in self.seen]
        self.seen.update(days)
        self.expected = expected
        self.got += len(fresh)
        self.days = dict(Counter(self.days) + Counter(fresh))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Tasks in the order in which they are done."""

    todo: tuple[Task, ...]
    account: Account
    failed: tuple[Task, ...] = ()
    """Those that gave less than was announced; the next run tries them again."""
    haul: Haul = field(default_factory=Haul)
    """Of the first task."""
    open_end: bool = False
    """Whether the window reaches to today, whatever day that is when a stopped run goes on."""

    def dump(self) -> str:
        """Write it as a position."""
        haul = replace(self.haul, seen=set(), days=self._recent(self.haul.days))
        return json.dumps(asdict(replace(self, haul=haul)), default=list)

    @classmethod
    def load(cls, position: str) -> Plan:
        """Read a position; what failed is tried again."""
        said = json.loads(position)
        todo = tuple(Task(**task) for task in [*said["todo"], *said["failed"]])
        haul = Haul(**said["haul"] | {"seen": set()}) if said["haul"]["token"] else Haul()
        account = replace(Account(**said["account"]), failures=[])
        if not todo and not account.got:  # the answer that there is nothing was refused: ask it all again
            todo = _tasks(account.queries, account.since, account.until)
        return cls(todo=todo, account=account, haul=haul, open_end=said["open_end"])

    def split(self) -> Plan:
        """Cut the first task in two."""
        return replace(self, todo=(*self.todo[0].halves(), *self.todo[1:]), haul=Haul())

    def done(self) -> Plan:
        """Take the first task off, with what it brought."""
        name = self.todo[0].query
        announced, got = self.account.queries.get(name, (0, 0))
        account = replace(
            self.account,
            queries=self.account.queries | {name: [announced + self.haul.expected, got + self.haul.got]},
            days=self._recent(Counter(self.account.days) + Counter(self.haul.days)),
            complete=len(self.todo) == 1 and not self.failed,
        )
        return replace(self, todo=self.todo[1:], account=account, haul=Haul())

    def _recent(self, days: Mapping[str, int]) -> dict[str, int]:
        first = self.account.told[0].isoformat()
        return {day: count for day, count in sorted(days.items()) if day >= first}

    def postponed(self, why: str) -> Plan:
        """Put the first task off to the next run."""
        account = replace(self.account, failures=[*self.account.failures, f"{self.todo[0]}: {why}"])
        return replace(self, todo=self.todo[1:], failed=(*self.failed, self.todo[0]), account=account, haul=Haul())

    def up_to(self, today: str) -> Plan:
        """Reach to *today*, if the window was to reach to today when the run began and was stopped."""
        if not self.open_end or today <= self.account.until:
            return self
        after = (date.fromisoformat(self.account.until) + timedelta(days=1)).isoformat()
        names = dict.fromkeys([*self.account.queries, *(task.query for task in self.todo)])
        more = _tasks(names, after, today)
        return replace(self, todo=(*self.todo, *more), account=replace(self.account, until=today, complete=False))

    def insist(self) -> None:
        """Raise `IncompleteError` if a task failed, or if nothing came in a time in which something must have."""
        if self.failed:
            raise IncompleteError(
                f"arXiv gave less than it announced: {'; '.join(self.account.failures)}",
                "Run the same command again; what was read is kept",
            )
        if not self.account.got and _workdays(self.account) >= ENOUGH:
            raise IncompleteError(
                f"arXiv says that there is nothing from {self.account.since} to {self.account.until}, which cannot be",
                "Run the same command again later; nothing was changed",
            )


def plan(queries: tuple[str, ...], since: str, until: str, past: Past, *, overlap: int) -> Plan:
    """Plan *queries* over a window, by default since the last complete run, and *overlap* days before.

    Raises:
        SettingsError: A date is none, or the window ends before it begins.
    """
    today = datetime.now(UTC).date()
    last = min(_day("--until", until), today) if until else today
    first = max(_day("--since", since) if since else _default_since(past, today, overlap), FOUNDED)
    if last < first:
        raise SettingsError(f"the window from {first} to {last} is empty", "Give --since a day before --until")
    account = Account(since=first.isoformat(), until=last.isoformat())
    return Plan(todo=_tasks(queries, account.since, account.until), account=account, open_end=not until)


def _tasks(queries: Iterable[str], since: str, until: str) -> tuple[Task, ...]:
    return tuple(Task(query=name, since=since, until=until) for name in queries)


def _default_since(past: Past, today: date, overlap: int) -> date:
    known = past.covered or past.newest
    return date.fromisoformat(known) - timedelta(days=overlap) if known else today - FIRST_WINDOW


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{option} {text} is no day", "Write it as 2024-09-23") from None


def _workdays(account: Account) -> int:
    """Count the weekdays of a window that are over."""
    first = date.fromisoformat(account.since)
    last = min(date.fromisoformat(account.until), datetime.now(UTC).date() - timedelta(days=1))
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)  # noqa: PLR2004 - Saturday
