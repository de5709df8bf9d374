"""What goes wrong, by name.

==================  ====================================================================================
``429``             too many requests, with Retry-After in seconds
``429-date``        the same with a date
``429-bare``        the same without
``503``             unavailable, with Retry-After in seconds
``503-bare``        the same without
``500``             an internal error
``html``            status 200, and a page that says that the site is being maintained
``reset``           the connection is reset before any byte
``reset-mid``       the connection is reset after half of the body
``slow``            the body comes in drips
``hang``            nothing comes for a long time, and then the end of the connection
``truncated``       half a document, of the length that the header promises
``malformed``       a document that is no XML in the middle
``error-feed``      the feed with one entry that is an error
``empty-page``      a feed without entries that says how many there are
``empty-first``     a first page that says that there are none
``unsorted``        a random order, another one on each page
``repeat``          the page before again
``overlap``         a page that begins too early, and so lacks its end
``missing-fields``  entries without an id, a title or a date
``oai-error``       an error code that the protocol does not know
``token-expired``   a resumption token that was good is not
==================  ====================================================================================
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from email.utils import formatdate
from threading import Lock

from tests.fakes.arxiv.answers import Answer

REFUSALS = ("429", "429-date", "429-bare", "503", "503-bare", "500", "html")
WIRE = ("reset", "reset-mid", "slow", "hang", "truncated", "malformed")
ENTRIES = ("error-feed", "empty-page", "missing-fields", "unsorted")
LATER_PAGES = ("repeat", "overlap")
NAMES = (*REFUSALS, *WIRE, *ENTRIES, "empty-first", *LATER_PAGES, "oai-error", "token-expired")
PAGE = b"<!DOCTYPE html><html><head><title>arXiv</title></head><body><h1>Site maintenance</h1><p>Back soon.<br></body>"

SCAR = b"\x0b&nosuch;\xff<" * 5
"""A control character, an entity that there is not, a byte that is no UTF-8, and a tag that never ends."""


@dataclass
class Faults:
    """Which faults there are, and how often; `Faults()` is none.

    Args:
        names: Of those above.
        rate: The chance of a request to go wrong.
        times: How often in all; None for without end.
        retry_after: What Retry-After asks for, in seconds.
        slow: How long a slow body takes, in seconds.
        hang: How long nothing comes, in seconds.
    """

    names: tuple[str, ...] = ()
    rate: float = 0.0
    times: int | None = None
    retry_after: int = 0
    slow: float = 0.2
    hang: float = 1.0

    def __post_init__(self):
        if unknown := set(self.names) - set(NAMES):
            raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
        self._lock = Lock()

    @classmethod
    def none(cls):
        """Nothing goes wrong."""
        return cls()

    @classmethod
    def all(cls, rate=0.2, **settings):
        """Everything goes wrong now and then."""
        return cls(NAMES, rate, **settings)

    @classmethod
    def only(cls, *names, rate=1.0, times=None, **settings):
        """What is named goes wrong."""
        return cls(names, rate, times, **settings)

    def draw(self, dice, path, asked):
        """Return the name of a fault that the request for *path* with the parameters *asked* can have, or None."""
        possible = [name for name in self.names if _fits(name, path, asked)]
        with self._lock:
            if not possible or self.times == 0 or dice.random() >= self.rate:
                return None
            if self.times is not None:
                self.times -= 1
            return dice.choice(possible)

    def refusal(self, fault):
        """Return the answer that takes the place of the right one, or None if *fault* is of another kind."""
        if fault not in REFUSALS:
            return None
        if fault == "html":
            return Answer(body=PAGE, kind="text/html; charset=utf-8")
        status, _, how = fault.partition("-")
        wait = {"": str(self.retry_after), "date": formatdate(time.time() + self.retry_after, usegmt=True)}.get(how)
        headers = {"Retry-After": wait} if wait and status != "500" else {}
        return Answer(body=b"Rate exceeded.", kind="text/plain", status=int(status), headers=headers)


def spoiled(body, fault):
    """*body* as the faults of a document leave it."""
    middle = len(body) // 2
    if fault == "truncated":
        return body[:middle]
    return body[:middle] + SCAR + body[middle + len(SCAR) :] if fault == "malformed" else body


def _fits(name, path, asked):
    if name in REFUSALS or name in WIRE:
        return True
    if path.startswith("/oai"):
        return name == "oai-error" or (name == "token-expired" and "resumptionToken" in asked)
    later = asked.get("start", "0") not in {"", "0"}
    return name in ENTRIES or (later and name in LATER_PAGES) or (not later and name == "empty-first")
