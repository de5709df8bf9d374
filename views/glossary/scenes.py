"""What the map shows: the whole glossary, or what is around one concept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import pi, sqrt

from catalogue.words import Concept
from glossary.book import Glossary, Link
from glossary.layout import Point, Region, layout
from glossary.lists import topics
from glossary.neighbourhood import Neighbourhood
from views.glossary import labels
from views.glossary.picture import FONT, REGION_FONT, Dot, Line, Name, Picture, Window

CHARACTERS, REGION_CHARACTERS = 18, 14
"""Of a line, after which a name goes on in the next."""

PHONE = 340
"""Width of the smallest picture, in pixels."""

CLOSE = 260
"""Pixels a unit from which on the whole map names concepts; farther away it only names topics."""

Shines = Callable[[Link], bool]
"""Whether a bridge stands out."""

HIGHLIGHTS: dict[str, Shines] = {
    "crossing": lambda link: link.crosses,
    "falseFriend": lambda link: link.relation == "falseFriend",
}
"""The bridges that can be made to stand out, by their name in the address."""


@lru_cache(maxsize=32)
def whole(glossary: Glossary, topic: str = "", highlight: str = "") -> Picture:
    """Show every concept; what belongs to *topic* stands out, and of its bridges those that *highlight* names."""
    laid = layout(glossary)
    chosen = {one.id for one in glossary.concepts.values() if not topic or topic in one.topics}
    shines: Shines = HIGHLIGHTS.get(highlight) or (lambda link: bool(topic) and _ends(link) <= chosen)
    lines = [link for link in glossary.bridges() if not chosen.isdisjoint(_ends(link))]
    lit = chosen
    if highlight in HIGHLIGHTS:
        lit = {end for link in lines if shines(link) for end in _ends(link)}
    bridges = {one: len(glossary.links(one)) for one in glossary.concepts}
    scene = _Scene(
        glossary=glossary,
        places=laid.places,
        sizes={one: 14 + 6 * bridges[one] for one in sorted(bridges, key=lambda one: (one not in lit, -bridges[one]))},
        lit=lit,
        lines=lines,
        shines=shines,
        names_from=CLOSE,
    )
    window = _closer(laid.regions[topic]) if topic in laid.regions else _everything(laid.places.values())
    return scene.picture(window, {one: region for one, region in laid.regions.items() if one != topic})


def around(glossary: Glossary, shown: Neighbourhood) -> Picture:
    """Show a concept and what is around it; the bridges of the concept itself stand out."""
    rings = (((shown.centre,), 200.0), (shown.first, 80.0), (shown.second, 40.0))
    sizes = {one.id: size for ring, size in rings for one in ring}
    scene = _Scene(
        glossary=glossary,
        places=shown.places,
        sizes=sizes,
        lit=sizes,
        lines=[link for link in glossary.bridges() if _ends(link) <= sizes.keys()],
        shines=lambda link: shown.centre.id in _ends(link),
    )
    return scene.picture(Window(y=-0.05, width=2.3, height=2.2, stretched=True), {})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    glossary: Glossary
    places: Mapping[str, Point]
    sizes: dict[str, float]
    """Of the dots, by id of concept; the first gets its name first."""
    lit: Collection[str]
    lines: Collection[Link]
    shines: Shines
    names_from: float = 0
    """Pixels a unit from which on concepts are named."""

    def picture(self, window: Window, regions: Mapping[str, Region]) -> Picture:
        """Draw what is in it, the most important on top."""
        shade = {topic: region.shade for topic, region in layout(self.glossary).regions.items()}
        return Picture(
            dots=tuple(self._dot(self.glossary[one], shade) for one in reversed(self.sizes)),
            lines=tuple(map(self._line, sorted(self.lines, key=self.shines))),
            names=self._names(window, regions),
            window=window,
        )

    def _dot(self, one: Concept, shade: Mapping[str, int]) -> Dot:
        x, y = self.places[one.id]
        return Dot(
            id=one.id,
            title=one.name,
            definition=one.definition,
            topic=topics()[one.topics[0]].label,
            x=x,
            y=y,
            size=self.sizes[one.id],
            shade=shade[one.topics[0]],
            lit=one.id in self.lit,
        )

    def _line(self, link: Link) -> Line:
        (x, y), (x2, y2) = self.places[link.here.id], self.places[link.there.id]
        return Line(
            one=link.here.id,
            other=link.there.id,
            x=x,
            y=y,
            x2=x2,
            y2=y2,
            friend=link.relation == "falseFriend",
            lit=self.shines(link),
        )

    def _names(self, window: Window, regions: Mapping[str, Region]) -> tuple[Name, ...]:
        """Name the topics first, the largest before all, then the concepts."""
        largest = sorted(regions, key=lambda topic: -regions[topic].radius)
        texts = [_over(topic, regions[topic]) for topic in largest] + [self._below(one) for one in self.sizes]
        texts = [_uncut(text, window) for text in texts]
        scales = labels.scales(texts, PHONE / max(window.width, window.height))
        return tuple(
            Name(
                id=one,
                text="\n".join(text.lines),
                x=text.x,
                y=text.y,
                below=text.first,
                scale=scale,
                lit=not one or one in self.lit,
            )
            for one, text, scale in zip([""] * len(largest) + list(self.sizes), texts, scales, strict=True)
        )

    def _below(self, one: str) -> labels.Text:
        """Write the name of a concept below its dot."""
        x, y = self.places[one]
        lines = labels.wrapped(self.glossary[one].name, CHARACTERS)
        below = sqrt(self.sizes[one] / pi) + len(lines) * labels.LINE * FONT / 2
        return labels.Text(lines=lines, x=x, y=y, size=FONT, below=below, least=self.names_from)


def _over(topic: str, region: Region) -> labels.Text:
    """Write the first of the things that the name of a topic lists in the middle of its territory."""
    x, y = region.centre
    lines = labels.wrapped(topics()[topic].label.split(" and ")[0], REGION_CHARACTERS)
    return labels.Text(lines=lines, x=x, y=y, size=REGION_FONT)


def _uncut(text: labels.Text, window: Window) -> labels.Text:
    """Leave a label out as long as a side of the window would cut it."""
    room = window.width / 2 - abs(text.x - window.x)
    return replace(text, least=max(text.least, text.box[0] / room if room > 0 else 0))


def _ends(link: Link) -> set[str]:
    return {link.here.id, link.there.id}


def _everything(places: Collection[Point]) -> Window:
    """See every place, with room for the names at the sides."""
    across, up = ([place[axis] for place in places] for axis in (0, 1))
    return Window(
        x=(min(across) + max(across)) / 2,
        y=(min(up) + max(up)) / 2,
        width=(max(across) - min(across)) * 1.1,
        height=(max(up) - min(up)) * 1.05,
    )


def _closer(region: Region) -> Window:
    """See a territory, with something of its neighbours."""
    size = region.radius * 2.4
    return Window(x=region.centre[0], y=region.centre[1], width=size, height=size)
