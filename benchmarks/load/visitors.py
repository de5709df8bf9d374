"""What people do on the site, step by step; each step checks that it got what it came for."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from urllib.parse import parse_qs, unquote

from benchmarks.load.protocol import Broken, Run, Tab
from glossary import book

BOX = "Ask a question, or paste an abstract"
"""The label of the search box."""

FORMS = ("{}", "how does {} work", "what is known about {} in language models", "{} and its limits")
"""Questions about a concept."""

ABSTRACT = (
    "We train sparse autoencoders on the residual stream, find polysemantic neurons in superposition, and test with "
    "activation patching and causal tracing which features a circuit for factual recall needs."
)

_LINK = re.compile(r"\((paper|concept)\?id=([^)&]+)")


@dataclass
class Visitor:
    """Somebody with an open tab, who goes round the site in a fixed order."""

    tab: Tab
    seed: int
    """Decides what they ask."""
    places: dict[str, str] = field(default_factory=dict)
    """The last link seen to a page of each kind."""

    def __post_init__(self) -> None:
        """Begin."""
        self.chance = Random(self.seed)  # noqa: S311 - no secret
        self._steps = cycle(STEPS)

    async def act(self) -> tuple[str, Run]:
        """Take the next step. Raises `Broken` if it did not give what it should."""
        name = next(self._steps)
        run = await STEPS[name](self)
        self.places |= {page: unquote(found) for text in self.tab.texts() for page, found in _LINK.findall(text)[:1]}
        return name, run

    async def search(self) -> tuple[str, Run]:
        """Ask something, out of turn."""
        return "search", await _search(self)

    async def go(self, page: str, **query: str) -> Run:
        """Follow a link, which takes the reading list along."""
        kept = parse_qs(self.tab.query).get("list", [])
        return await self.tab.go(page, **query, **({"list": kept} if kept else {}))

    def sees(self, *wanted: str) -> None:
        """Expect texts that begin like this."""
        found = list(self.tab.texts())
        for one in wanted:
            if not any(text.startswith(one) for text in found):
                raise Broken(f"{self.tab.page}: no {one!r} on the page")


async def _box(one: Visitor) -> Run:
    return await one.go("search")


async def _search(one: Visitor) -> Run:
    concept = one.chance.choice(list(book.load().concepts.values()))
    run = await one.tab.write(BOX, one.chance.choice(FORMS).format(concept.name))
    one.sees("Results", "## [")
    return run


async def _paper(one: Visitor) -> Run:
    run = await one.go("paper", id=one.places["paper"])
    one.sees("Where this comes from")
    return run


async def _keep(one: Visitor) -> Run:
    """Put the paper on the list, or take it off where an earlier round put it."""
    there = unquote(one.places["paper"]) in parse_qs(one.tab.query).get("list", [""])[0].split(",")
    before, after = ("Remove from list", "Add to list") if there else ("Add to list", "Remove from list")
    run = await one.tab.press(before)
    one.tab.find(lambda each: each.button.label == after)
    return run


async def _concept(one: Visitor) -> Run:
    run = await one.go("concept", id=one.places.get("concept", "superposition"))
    one.sees("Who says what")
    return run


async def _text(one: Visitor) -> Run:
    return await one.go("translate")


async def _translate(one: Visitor) -> Run:
    run = await one.tab.write("Your text", ABSTRACT)
    one.sees("Your text, marked")
    return run


async def _programme(one: Visitor) -> Run:
    return await one.go("programme")


async def _meet(one: Visitor) -> Run:
    run = await one.go("meet")
    one.sees("Posters worth a visit", "### [")
    return run


async def _home(one: Visitor) -> Run:
    return await one.go("")


STEPS: dict[str, Callable[[Visitor], Awaitable[Run]]] = {
    "search box": _box,
    "search": _search,
    "paper": _paper,
    "add to list": _keep,
    "concept": _concept,
    "translate: box": _text,
    "translate": _translate,
    "programme": _programme,
    "meet": _meet,
    "home": _home,
}
