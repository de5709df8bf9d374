"""What a reader asked, as the address says it. The address is the only truth: Back, reload and sharing just work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal, Protocol, get_args

from catalogue.answers import Mode, Query

LONG = 60
"""Words from which a text is taken for an abstract and its related work is looked for."""

MAX_TEXT = 6000
"""Characters of a question: three abstracts, and still an address that browsers take."""

MOST_RATED = 50
"""Papers that can be liked, and as many disliked: more make an address that browsers and proxies cut."""

Rating = Literal["more", "less", ""]
"""More or less like a paper, or neither."""

_OFF = "off"
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
    bridges: bool = True
    """Whether the words of other communities are also searched."""
    without: tuple[str, ...] = ()
    """Words of other communities that are not."""
    more: tuple[str, ...] = ()
    """Ids of papers that the reader wants more like."""
    less: tuple[str, ...] = ()
    """Ids of papers that the reader wants fewer like."""

    @property
    def anything(self) -> bool:
        """Whether there is something to rank papers by."""
        return bool(self.q or self.like or self.topic or self.more)

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
            bridges=self.bridges,
            without=self.without,
            since=self.since,
            until=self.until,
            topics=self.topic,
            sources=self.source,
            categories=self.category,
            more=self.more,
            less=self.less,
        )

    def unfiltered(self) -> Asked:
        """Ask the same without filters."""
        return replace(self, mode="hybrid", since="", until="", topic=(), source=(), category=())

    def rated(self, paper_id: str, rating: Rating) -> Asked:
        """Ask for more or for less like a paper, or for neither. A paper whose neighbours were wanted is then liked."""
        kept = {
            "more": [one for one in dict.fromkeys((self.like, *self.more)) if one not in {"", paper_id}],
            "less": [one for one in self.less if one != paper_id],
        }
        if rating:
            kept[rating].append(paper_id)
        return replace(self, like="", more=tuple(kept["more"][-MOST_RATED:]), less=tuple(kept["less"][-MOST_RATED:]))

    def unrated(self) -> Asked:
        """Ask the same without likes and dislikes."""
        return replace(self, more=(), less=())

    def params(self) -> dict[str, str | Sequence[str]]:
        """Return what `read` reads back; defaults are left out."""
        said = {one.name: value for one in fields(self) if (value := getattr(self, one.name)) != one.default}
        return said | ({} if self.bridges else {"bridges": _OFF})


def read(address: Address) -> Asked:
    """Read the question out of an address; what makes no sense is as if it were not there."""
    one = {name: (address.get_all(name) or [""])[-1].strip() for name in _ONE}
    many = {name: tuple(dict.fromkeys(filter(None, address.get_all(name)))) for name in _MANY}
    many |= {name: many[name][-MOST_RATED:] for name in ("more", "less")}
    mode: Mode = next((mode for mode in get_args(Mode) if mode == one["mode"]), "hybrid")
    since, until = (one[name] if _YEAR.fullmatch(one[name]) else "" for name in ("since", "until"))
    return Asked(
        q=one["q"][:MAX_TEXT],
        like=one["like"],
        mode=mode,
        since=since,
        until=until,
        bridges=one["bridges"] != _OFF,
        **many,
    )


_ONE = ("q", "like", "mode", "since", "until", "bridges")
_MANY = ("topic", "source", "category", "without", "more", "less")
