"""Authors: a page for those with several papers, and a list of them. The others are found by a search.

Bibliography only. Who asked to be left out, or cannot be told from others, has no page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from math import log
from string import ascii_uppercase
from typing import Any

from catalogue.identity import fold
from catalogue.people import Person
from people.authors.names import parse
from views import wording
from views.static import links, look
from views.static.links import Link
from views.static.look import File
from views.static.text import plain
from views.static.twin import Twin

IDEAS = 8
"""Concepts named: those that tell most of the papers, many here and few elsewhere."""

BESIDE = 12
"""Co-authors named."""


def files(twin: Twin) -> Iterator[File]:
    """Yield the pages."""
    people = [person for person in twin.authors.people if person.id in twin.people]
    for one in people:
        path = f"person/{twin.people[one.id]}.html"
        yield look.page(path, "person.html", plain(one.name), partial(_person, twin, one))
    yield look.page("person/index.html", "people.html", "Authors", partial(_index, twin, people))


def _by_family(one: Person) -> tuple[str, str]:
    name = parse(one.name)
    return name.family, " ".join(name.given)


def _person(twin: Twin, one: Person) -> dict[str, Any]:
    beside = Counter(other for work in one.papers for other in twin.authors.of(work) if other and other.id != one.id)
    ranked = sorted(beside, key=lambda other: (-beside[other], other.name))[:BESIDE]
    return {
        "person": one,
        "briefs": links.briefs(twin, one.papers, 0),
        "concepts": [links.concept(twin.glossary[each]) for each in _telling(twin, one)],
        "beside": [links.person(twin, other, note=str(beside[other]) if beside[other] > 1 else "") for other in ranked],
    }


def _telling(twin: Twin, one: Person) -> list[str]:
    """Return what the papers of an author speak of more than others do."""
    here = Counter(concept.id for work in one.papers for concept in twin.concepts(work))
    every = len(twin.works)
    return sorted(here, key=lambda each: (-here[each] * log(every / len(twin.mentions[each])), each))[:IDEAS]


def _index(twin: Twin, people: Sequence[Person]) -> dict[str, Any]:
    by_letter: defaultdict[str, list[Link]] = defaultdict(list)
    for one in sorted(people, key=lambda one: (_by_family(one), one.id)):
        letter = fold(parse(one.name).family)[:1].upper()
        by_letter[letter if letter in ascii_uppercase else "…"].append(
            Link(href=f"{twin.people[one.id]}.html", text=plain(one.name), note=str(len(one.papers)))
        )
    return {
        "number": wording.count(len(twin.authors.people), "author"),
        "least": twin.least,
        "letters": list(by_letter.items()),
    }
