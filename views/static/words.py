"""The lists of concepts, by letter and by topic, and the reading paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from string import ascii_uppercase
from typing import Any

from catalogue.words import Concept
from glossary.lists import topics
from glossary.paths import ReadingPath, paths, steps
from views import wording
from views.static import links, look
from views.static.links import Link
from views.static.look import File
from views.static.twin import Twin


def files(twin: Twin) -> Iterator[File]:
    """Yield the pages."""
    yield look.page("glossary/index.html", "glossary.html", "Glossary", partial(_letters, twin))
    yield look.page("concept/index.html", "glossary.html", "Concepts by topic", partial(_topics, twin))
    yield look.page("start/index.html", "paths.html", "Start here", partial(_choice, twin))
    for path in paths().values():
        yield look.page(f"start/{path.id}.html", "paths.html", path.title, partial(_path, twin, path))


def _letters(twin: Twin) -> dict[str, Any]:
    groups: defaultdict[str, list[Concept]] = defaultdict(list)
    for one in sorted(twin.glossary.concepts.values(), key=lambda one: one.name.casefold()):
        groups[one.name[0].upper() if one.name[0].upper() in ascii_uppercase else "#"].append(one)
    counts = twin.glossary.counts()
    return {
        "lead": (
            f"{counts['concepts']:,} ideas and {counts['labels']:,} words for them: what academia, industry labs, "
            "independent researchers and the fields next door call the same thing, and where the analogy breaks."
        ),
        "others": [_START, Link(href="../concept/index.html", text="By topic")],
        "jump": True,
        "groups": [
            _group("others" if letter == "#" else letter.lower(), letter, "", some, full=True)
            for letter, some in groups.items()
        ],
    }


def _topics(twin: Twin) -> dict[str, Any]:
    groups: defaultdict[str, list[Concept]] = defaultdict(list)
    for one in sorted(twin.glossary.concepts.values(), key=lambda one: one.name.casefold()):
        groups[one.topics[0]].append(one)
    return {
        "lead": f"{wording.count(len(twin.glossary.concepts), 'idea')}, each under its home.",
        "others": [_START, Link(href="../glossary/index.html", text="By letter, with definitions")],
        "jump": False,
        "groups": [
            _group(topic, named.label, named.about, groups[topic]) for topic, named in topics().items() if groups[topic]
        ],
    }


_START = Link(href="../start/index.html", text="Reading paths")


def _group(name: str, title: str, about: str, some: list[Concept], *, full: bool = False) -> dict[str, Any]:
    shown = [links.concept(one, about=one.definition if full else "") for one in some]
    return {"id": name, "title": title, "about": about, "concepts": shown}


def _choice(twin: Twin) -> dict[str, Any]:
    choices = [
        Link(
            href=f"{path.id}.html",
            text=path.title,
            about=path.about,
            note=wording.count(len(steps(path, twin.glossary)), "step"),
        )
        for path in paths().values()
    ]
    lead = f"{len(choices)} ways into the field. Each is a list of ideas in which every one comes after its basics."
    return {"lead": lead, "choices": choices, "steps": []}


def _path(twin: Twin, path: ReadingPath) -> dict[str, Any]:
    walk = [
        Link(
            href=links.to_concept(step.concept),
            text=step.concept.name,
            about=step.concept.definition,
            note=step.needed_for,
        )
        for step in steps(path, twin.glossary)
    ]
    return {"lead": path.about, "choices": [], "steps": walk}
