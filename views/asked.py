"""What a reader asked, as the address says it. The address is the only truth: Back, reload and sharing just work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Protocol, get_args

from catalogue.records import Mode, Query

LONG = 60
"""Words from which a text is taken for an abstract and its related work is looked for."""

MAX_TEXT = 6000
"""Characters of a question: three abstracts, and still an address that browsers take."""

_YEAR = re.compile(r"(?:19|20)\d\d")


class Address(Protocol):
    """The part of `st.query_params` that is read here."""

    def get_all(self, key: str) -> list[str]:
        """Return every value of *key*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its filters; the names are those of the address."""

    q: str = ""
    like: str = ""
    """Id of a paper whose neighbours are wanted."""
    mode: Mode = "hybrid"
    since: str = ""
    until: str = ""
    topic: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    category: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it is a pasted text rather than a question."""
        return len(self.q.split()) > LONG

    @property
    def filters(self) -> int:
        """How many filters are set."""
        return sum(map(bool, (self.since, self.until, self.topic, self.source, self.category, self.mode != "hybrid")))

    def query(self, text: str, k: int) -> Query:
        """Ask for *text* under these filters."""
        return Query(
            text=text,
            k=k,
            mode=self.mode,
            since=self.since,
            until=self.until,
            topics=self.topic,
            sources=self.source,
            categories=self.category,
        )

    def params(self) -> dict[str, str | Sequence[str]]:
        """Return what `read` reads back; defaults are left out."""
        said = {name: value for name, value in asdict(self).items() if value}
        return {name: value for name, value in said.items() if (name, value) != ("mode", "hybrid")}


def read(address: Address) -> Asked:
    """Read the question out of an address; what makes no sense is as if it were not there."""
    one = {name: (address.get_all(name) or [""])[-1].strip() for name in ("q", "like", "mode", "since", "until")}
    many = {name: tuple(dict.fromkeys(filter(None, address.get_all(name)))) for name in ("topic", "source", "category")}
    mode: Mode = next((mode for mode in get_args(Mode) if mode == one["mode"]), "hybrid")
    since, until = (one[name] if _YEAR.fullmatch(one[name]) else "" for name in ("since", "until"))
    return Asked(q=one["q"][:MAX_TEXT], like=one["like"], mode=mode, since=since, until=until, **many)
