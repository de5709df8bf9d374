"""What the accounts of past runs tell together: windows that nobody read, days on which nothing came, silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import median

from catalogue.runs import TOLD, Account, Run

STALE = timedelta(days=3)
"""arXiv has something new on every weekday; a weekend and a day more are no news."""

SETTLED = timedelta(days=4)
"""Papers of a day come in for some days: a weekend, a holiday, a night."""

BUSY = 5
"""Papers on the median weekday from which an empty one is odd."""

_DAY = timedelta(days=1)
_SATURDAY = 5


def warnings(source: str, complete: Sequence[Run], today: date) -> Iterator[str]:
    """Say what is odd about *source*, each with its remedy.

    Args:
        source: Its name.
        complete: Its runs that read all of their window; those without a window (a venue) are passed over.
        today: The day on which to judge.
    """
    accounts = [run.account for run in complete if run.account and run.account.since]
    if not accounts:
        return
    if (last := max(map(_last, accounts))) < today - STALE:
        yield f"{source} was last read completely up to {last}. Run: commons ingest {source}"
    for first, until in _gaps(accounts):
        window = f"--since {first} --until {until}"
        yield f"No complete run of {source} covers {first} to {until}. Run: commons ingest {source} {window}"
    if empty := _empty_weekdays(accounts, today):
        window = f"--since {empty[0]} --until {empty[-1]}"
        days = ", ".join(map(str, empty))
        yield (f"{source} had nothing on {days}: a holiday, or a hole. To ask again: commons ingest {source} {window}")


def _gaps(accounts: Sequence[Account]) -> Iterator[tuple[date, date]]:
    """Yield the days between the windows, first and last."""
    windows = sorted((date.fromisoformat(account.since), _last(account)) for account in accounts)
    reached = windows[0][1]
    for first, last in windows:
        if first > reached + _DAY:
            yield reached + _DAY, first - _DAY
        reached = max(reached, last)


def _empty_weekdays(accounts: Sequence[Account], today: date) -> list[date]:
    """Return the weekdays of the last weeks on which nothing came, in no account that tells of them."""
    last = min(max(map(_last, accounts)), today - SETTLED)
    weeks = [last - offset * _DAY for offset in range(TOLD.days, -1, -1)]
    told = [account.told for account in accounts]
    weekdays = [
        day for day in weeks if day.weekday() < _SATURDAY and any(first <= day <= until for first, until in told)
    ]
    most = {day: max(account.days.get(day.isoformat(), 0) for account in accounts) for day in weekdays}
    if not most or median(most.values()) < BUSY:
        return []
    return [day for day, count in most.items() if not count]


def _last(account: Account) -> date:
    return date.fromisoformat(account.until)
