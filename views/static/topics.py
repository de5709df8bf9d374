"""A page for each topic of the tree and each key topic of the workshop, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from catalogue.words import Concept
from glossary.exports import names
from glossary.lists import key_topics
from glossary.lists import topics as tree
from views import wording
from views.glossary import wording as terms
from views.static import links, look, years
from views.static.address import slug
from views.static.links import Link
from views.static.look import File
from views.static.text import plain
from views.static.twin import Twin
from views.topics.central import Speech
from views.topics.page import Entry, Poster, TopicPage, entries, read
from views.topics.problems import Problem

PAPERS = 40
"""Papers listed of a topic, the most about it first."""


def files(twin: Twin) -> Iterator[File]:
    """Yield the pages."""
    yield look.page("topics/index.html", "topics.html", "Topics", partial(_index, twin))
    yield look.page("topic/index.html", "topics.html", "Topics", partial(_index, twin))
    for one, named in (tree() | key_topics()).items():
        yield look.page(f"topic/{one}.html", "topic.html", named.label, partial(_topic, twin, one))


def _index(twin: Twin) -> dict[str, Any]:
    others = [one for one in tree().values() if one.id not in key_topics()]
    return {
        "groups": [
            ("The workshop's key topics", [_entry(one) for one in entries(twin.services, key_topics().values())]),
            ("All topics", [_entry(one) for one in entries(twin.services, others)]),
        ]
    }


def _entry(one: Entry) -> Link:
    number = f"{wording.count(one.papers, 'paper')}, {wording.count(one.concepts, 'idea')}"
    return Link(href=f"../topic/{one.topic.id}.html", text=one.topic.label, about=one.topic.about.strip(), note=number)


def _topic(twin: Twin, topic: str) -> dict[str, Any]:
    page = read(twin.services, topic)
    return {
        "page": page,
        "around": _around(page),
        "central": [links.concept(one, one.definition) for one in page.central],
        "speech": [_speech(one) for one in page.speech],
        "trend": years.table([(one.year, one.papers, one.of) for one in page.trend], _caption(page)),
        "problems": [_problem(twin, one) for one in page.problems],
        "key_papers": links.briefs(twin, (work.id for work in page.key_papers)),
        "missing": [Link(href=names.source(one.id), text=terms.source(one)) for one in page.missing],
        "newest": links.briefs(twin, (work.id for work in page.newest)),
        "writers": [
            links.person(twin, one.person, note=f"{one.papers}, {_span(one.first, one.last)}") for one in page.writers
        ],
        "posters": [_poster(twin, one) for one in page.posters if twin.work(one.work.id)],
        "programme": f"../programme/{slug(page.event)}.html",
        "briefs": links.briefs(twin, page.papers[:PAPERS]),
    }


def _around(page: TopicPage) -> list[Link]:
    """Lead to the parts of a topic, or to what it is a part of."""
    near = [page.part_of] if page.part_of else [one for one in page.parts if one.id != page.id]
    return [Link(href=f"{one.id}.html", text=one.label) for one in near]


def _caption(page: TopicPage) -> str:
    undated = f" {wording.count(page.undated, 'paper')} without a date left out." if page.undated else ""
    return f"Papers of each year, and their share of all papers here of that year.{undated}"


def _speech(one: Speech) -> tuple[Link, list[str]]:
    concept: Concept = one.concept
    return links.concept(concept), [f"{terms.SPEAKERS[who]} {', '.join(said)}" for who, said in one.says.items()]


def _problem(twin: Twin, one: Problem) -> dict[str, str]:
    work = twin.work(one.paper)
    return {
        "sentence": plain(one.sentence),
        "href": links.to_paper(twin, work) if work else "",
        "title": plain(one.title),
        "date": one.date,
    }


def _span(first: str, last: str) -> str:
    return " to ".join(dict.fromkeys(filter(None, [first, last])))


def _poster(twin: Twin, one: Poster) -> dict[str, str]:
    said = links.brief(twin, one.work)
    where = ", ".join(filter(None, [one.place.session, one.place.poster]))
    return {"href": said.href, "title": said.title, "note": plain(f"{where} · {said.who}")}
