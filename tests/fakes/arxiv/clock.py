"""The server's now, and moments: seconds since 1970, in UTC."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache

DAY = 86_400


class Clock:
    """The machine's clock until it is set; then it stands still, and moves when it is told to."""

    def __init__(self, now=None):
        self._now = None if now is None else moment(now)

    def now(self):
        """Return the moment that it is for the server."""
        return time.time() if self._now is None else self._now

    def set(self, when):
        """Put the clock to *when*."""
        self._now = moment(when)

    def advance(self, **by):
        """Move the clock on, for example by ``days=1``."""
        self._now = self.now() + timedelta(**by).total_seconds()


def moment(when):
    """Read a datetime, a date, ``2007-04-05``, ``2007-04-05T19:18:42Z`` or ``Thu, 5 Apr 2007 19:18:42 GMT``."""
    if isinstance(when, int | float):
        return float(when)
    if isinstance(when, str):
        return _read(when)
    if not isinstance(when, datetime):
        assert isinstance(when, date)
        when = datetime(when.year, when.month, when.day, tzinfo=UTC)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


@cache
def _read(text):
    return moment(datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text))


def at(moment):
    """*moment* as a datetime in UTC."""
    return datetime.fromtimestamp(moment, UTC)


@cache
def day(moment):
    """*moment* as ``2007-04-05``."""
    return at(moment).date().isoformat()


@cache
def stamp(moment):
    """*moment* as ``2007-04-05T19:18:42Z``."""
    return at(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def rfc(moment):
    """*moment* as ``Thu, 05 Apr 2007 19:18:42 GMT``."""
    return format_datetime(at(moment), usegmt=True)
