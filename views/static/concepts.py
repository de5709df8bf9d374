"""A page for each concept: who says what, what it is next door, and what the papers show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from catalogue.words import Concept, Label
from glossary.book import Link as Bridged
from glossary.evidence.store import Evidence, Quotation, Use
from glossary.expand import called
from glossary.exports import names
from glossary.forms import key
from glossary.lists import topics
from views import wording
from views.glossary import wording as terms
from views.static import links, look
from views.static.links import Link
from views.static.look import File
from views.static.text import plain
from views.static.twin import Twin

QUOTES = 5
"""Sentences shown, as in the app."""

NAMED = 5
"""Papers listed that name a concept."""


def files(twin: Twin) -> Iterator[File]:
    """Yield the pages."""
    for concept in twin.glossary.concepts.values():
        context = partial(_concept, twin, concept)
        yield look.page(f"concept/{concept.id}.html", "concept.html", concept.name, context)


def _concept(twin: Twin, concept: Concept) -> dict[str, Any]:
    glossary, evidence = twin.glossary, twin.evidence if twin.said else None
    uses = evidence.uses(concept.id) if evidence else {}
    measured = concept.yardstick.applies_to if concept.yardstick else ()
    introduced = glossary.sources.get(concept.introduced)
    named = [one for one in twin.mentions.get(concept.id, ()) if twin.work(one)]
    return {
        "concept": concept,
        "topics": [Link(href=f"../topic/{one}.html", text=topics()[one].label) for one in concept.topics],
        "senses": list(_senses(twin, concept)),
        "speakers": list(_speakers(concept, uses if evidence else None)),
        "rivals": [_rival(twin, one.text, one.source, one.by) for one in concept.rivals],
        "runs_on": [links.concept(glossary[one]) for one in measured],
        "bridges": _bridges(twin, concept, evidence),
        "elsewhere": [_elsewhere(one.by, one.same, one.near) for one in concept.elsewhere],
        "first": _first(twin, uses),
        "quotes": [_quote(twin, one) for one in (evidence.quotes(concept.id, QUOTES) if evidence else [])],
        "number": len(named),
        "named": links.briefs(twin, named[:NAMED]),
        "reading": [_reference(twin, one) for one in concept.key_papers],
        "before": [links.concept(glossary[one]) for one in concept.prerequisites],
        "after": [links.concept(one) for one in sorted(glossary.leads_to(concept.id), key=terms.by_level)],
        "introduced": links.cited(introduced) if introduced else None,
    }


def _senses(twin: Twin, concept: Concept) -> Iterator[tuple[str, list[Link]]]:
    for word in concept.shown:
        others = [one for one in twin.glossary.many_sensed.get(key(word.text), ()) if one is not concept]
        if others:
            yield word.text, [links.concept(one) for one in others]


def _speakers(concept: Concept, uses: Mapping[str, Use] | None) -> Iterator[tuple[str, list[Link]]]:
    for who, labels in terms.by_speaker(concept).items():
        yield terms.SPEAKERS[who], [_label(one, uses) for one in labels]


def _label(one: Label, uses: Mapping[str, Use] | None) -> Link:
    """Say a word with its field, its time, and how many papers show it."""
    use = uses.get(one.text) if uses is not None else None
    shown = wording.count(use.papers, "paper") if use else "" if uses is None or one.source else "unattested"
    return Link(href="", text=one.text, note=", ".join(filter(None, [terms.note(one), shown])))


def _rival(twin: Twin, said: str, source: str, by: str) -> dict[str, str]:
    cited = links.cited(twin.glossary.sources[source])
    return {"said": said, "by": by, "href": cited.href, "text": cited.text}


def _bridges(twin: Twin, concept: Concept, evidence: Evidence | None) -> list[tuple[str, list[dict[str, Any]]]]:
    """Describe what is next door, each with its limits, and then the false friends."""
    found = sorted(twin.glossary.links(concept.id), key=terms.closeness)
    friends = [_bridge(twin, one, evidence) for one in found if one.relation == "falseFriend"]
    others = [_bridge(twin, one, evidence) for one in found if one.relation != "falseFriend"]
    return [("What it is called next door", others), ("Not to be confused with", friends)]


def _bridge(twin: Twin, one: Bridged, evidence: Evidence | None) -> dict[str, Any]:
    there, ends = one.there.preferred, (one.here.id, one.there.id)
    foreign = there.field != one.here.preferred.field
    quotes = evidence.joint(*ends)[:1] if evidence else []
    return {
        "relation": "" if one.relation == "falseFriend" else terms.RELATIONS[one.relation],
        "href": links.to_concept(one.there),
        "text": one.there.name,
        "who": terms.field(there) if foreign else ", ".join(there.communities),
        "breaks": one.bridge.breaks,
        "grounds": [links.cited(twin.glossary.sources[paper]) for paper in one.bridge.papers],
        "together": evidence.together(*ends) if evidence else 0,
        "quote": _quote(twin, quotes[0]) if quotes else None,
    }


def _elsewhere(by: str, same: tuple[str, ...], near: tuple[str, ...]) -> dict[str, str]:
    return {"by": called(by), "same": " · ".join(same), "near": " · ".join(near)}


def _first(twin: Twin, uses: Mapping[str, Use]) -> dict[str, str] | None:
    """Return the first dated paper that uses one of the words."""
    dated = [use for use in uses.values() if use.first and twin.work(use.first_paper)]
    if not dated:
        return None
    use = min(dated, key=lambda use: (use.first, use.label))
    work = twin.work(use.first_paper)
    return {"label": use.label, "date": use.first, "href": links.to_paper(twin, work) if work else ""}


def _quote(twin: Twin, one: Quotation) -> dict[str, str]:
    work = twin.work(one.paper)
    said = one.sentence
    return {
        "before": plain(said[: one.start]) + " " * said[: one.start].endswith(" "),
        "word": plain(said[one.start : one.end]),
        "after": " " * said[one.end :].startswith(" ") + plain(said[one.end :]),
        "href": links.to_paper(twin, work) if work else "",
        "title": plain(one.title),
        "date": one.date,
    }


def _reference(twin: Twin, source_id: str) -> dict[str, Any]:
    """Lead to a key paper here, or outside where the library does not have it."""
    source, work = twin.glossary.sources[source_id], twin.work(source_id)
    if work is None:
        return {"here": False, "href": names.source(source.id), "text": terms.source(source), "note": ""}
    said = links.brief(twin, work)
    return {"here": True, "href": said.href, "text": said.title, "note": f"{said.who}, {said.year}"}
