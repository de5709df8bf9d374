"""A page for each paper, and lists of all by date."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from typing import Any

from catalogue.formats import ris
from catalogue.people import Person
from catalogue.records import Byline, Paper, Placement, Work
from glossary.lists import topics
from views import wording
from views.static import links, look
from views.static.address import slug
from views.static.links import Link
from views.static.look import File
from views.static.text import plain
from views.static.twin import Twin

IDEAS = 5
"""Concepts named on a page: those that the paper names most often."""

FULL = 300
"""Papers of a year from which on its months have lists of their own."""

UNDATED = "undated"


def files(twin: Twin, entries: Mapping[str, str]) -> Iterator[File]:
    """Yield the pages, and what to cite each paper by; *entries* is the BibTeX of each work."""
    shelves = _shelves(twin)
    for name, works in shelves.items():
        for work in works:
            path = f"paper/{twin.names[work.id]}.html"
            yield look.page(path, "paper.html", plain(work.title), partial(_paper, twin, work, name))
        title = f"Papers of {wording.date(name)}" if name != UNDATED else "Papers without a date"
        yield look.page(f"paper/{name}.html", "papers.html", title, partial(_shelf, twin, works))
        yield look.script(f"assets/cite-{name}.js", "cite", partial(_cited, twin, works, entries))
    yield look.page("paper/index.html", "papers.html", "Papers", partial(_index, twin, shelves))


def _cited(twin: Twin, works: Sequence[Work], entries: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return BibTeX and RIS of works by the name of their page: in the pages they would weigh as much as abstracts."""
    return {twin.names[work.id]: (entries[work.id], ris.dump([_without_abstract(work)]).strip()) for work in works}


def _paper(twin: Twin, work: Work, shelf: str) -> dict[str, Any]:
    last = max(paper.updated for paper in work.records)
    revised = f"revised {wording.date(last)}" if last > work.submitted else ""
    venue = plain(work.venue) if work.venue.casefold() != "arxiv" else ""
    return {
        "work": work,
        "people": list(_people(twin, work)),
        "facts": [one for one in (wording.date(work.submitted), revised, venue, ", ".join(work.categories)) if one],
        "placed": [_placed(place) for place in work.placements],
        "topics": [
            Link(href=f"../topic/{one}.html", text=topics()[one].label) for one in work.topics if one in topics()
        ],
        "concepts": [links.concept(one) for one in twin.concepts(work.id)[:IDEAS]],
        "similar": [links.brief(twin, twin.works[one], "", 0) for one in twin.similar.get(work.id, ())],
        "shelf": shelf,
        "records": [_record(paper) for paper in work.records],
    }


def _people(twin: Twin, work: Work) -> Iterator[Link]:
    """Yield the authors; those with a page have a link."""
    people: Sequence[Person | None] = twin.authors.of(work.id)[: len(work.authors)]
    byline: Byline
    for byline, one in zip_longest(work.authors, people):
        if one and one.id in twin.people:
            yield links.person(twin, one, byline.name)
        else:
            yield Link(href="", text=plain(byline.name))


def _placed(place: Placement) -> Link:
    anchor = f"#{slug(place.session)}" if place.session else ""
    return Link(href=f"../programme/{slug(place.event)}.html{anchor}", text=plain(wording.placement(place)))


def _record(paper: Paper) -> str:
    said = [paper.id, wording.source(paper.source), f"version {paper.version}" if paper.version > 1 else ""]
    return plain(" · ".join(filter(None, [*said, paper.licence])))


def _without_abstract(work: Work) -> Work:
    """Drop it from the reference: the page has it already."""
    return replace(work, records=tuple(replace(paper, abstract="") for paper in work.records))


def _shelves(twin: Twin) -> dict[str, list[Work]]:
    """Sort the works by year, or by month where there are many, the newest first."""
    years = Counter(work.year for work in twin.works.values())
    found: defaultdict[str, list[Work]] = defaultdict(list)
    for work in sorted(twin.works.values(), key=lambda work: (work.submitted, work.id), reverse=True):
        found[work.submitted[:7] if years[work.year] >= FULL else work.year or UNDATED].append(work)
    return dict(found)


def _index(twin: Twin, shelves: Mapping[str, Sequence[Work]]) -> dict[str, Any]:
    years: defaultdict[str, list[Link]] = defaultdict(list)
    for name, works in shelves.items():
        year, _, month = name.partition("-")
        shown = wording.date(name).split()[0] if month else "all" if name != UNDATED else "without a date"
        years[year if name != UNDATED else ""].append(Link(href=f"{name}.html", text=shown, note=str(len(works))))
    lead = f"{wording.count(len(twin.works), 'paper')}, from {len(years)} years."
    return {"lead": lead, "years": list(years.items()), "briefs": [], "others": []}


def _shelf(twin: Twin, works: Sequence[Work]) -> dict[str, Any]:
    return {
        "lead": f"{wording.count(len(works), 'paper')}, the newest first.",
        "years": [],
        "briefs": [links.brief(twin, work, "") for work in works],
        "others": [Link(href="index.html", text="All papers by date")],
    }
