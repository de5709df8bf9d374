"""What `commons topics` does."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from glossary.lists import key_topics, topics
from views import payload
from views.opened import ready
from views.topics import printed
from views.topics.page import Entry, Poster, TopicPage, Writer, entries, read


def topic(topic_id: str, *, json: bool) -> None:
    """Print what is known of a topic, or of none a list of all.

    Raises:
        GlossaryError: There is no such topic.
    """
    services = ready()
    if topic_id:
        page = read(services, topic_id)
        payload.print_json(_page(page)) if json else printed.page(page)
        return
    key, tree = (entries(services, known().values()) for known in (key_topics, topics))
    if json:
        payload.print_json({"key": [_entry(one) for one in key], "tree": [_entry(one) for one in tree]})
    else:
        printed.listed(key, tree)


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "id": one.topic.id,
        "label": one.topic.label,
        "about": one.topic.about,
        "papers": one.papers,
        "concepts": one.concepts,
        "trend": [asdict(year) for year in one.trend],
    }


def _page(page: TopicPage) -> dict[str, Any]:
    return {
        "id": page.id,
        "label": page.label,
        "about": page.about,
        "key": page.key,
        "parts": [one.id for one in page.parts],
        "concepts": [{"id": one.id, "label": one.name, "definition": one.definition} for one in page.central],
        "words": [{"concept": one.concept.id, "says": one.says} for one in page.speech],
        "papers": page.papers,
        "key_papers": [payload.facts(work) for work in page.key_papers],
        "missing": [one.id for one in page.missing],
        "newest": [payload.facts(work) | {"date": work.submitted} for work in page.newest],
        "trend": [asdict(year) for year in page.trend],
        "undated": page.undated,
        "problems": [
            {"paper": one.paper, "title": one.title, "date": one.date, "sentence": one.sentence}
            for one in page.problems
        ],
        "people": [_writer(one) for one in page.writers],
        "event": page.event,
        "posters": [_poster(one) for one in page.posters],
    }


def _writer(one: Writer) -> dict[str, Any]:
    return {
        "id": one.person.id,
        "name": one.person.name,
        "papers": one.papers,
        "first": one.first,
        "last": one.last,
    }


def _poster(one: Poster) -> dict[str, Any]:
    return payload.facts(one.work) | {"session": one.place.session, "poster": one.place.poster}
