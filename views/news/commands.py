"""What `commons new` does."""

from __future__ import annotations

import sys
from typing import Any

from ingest.identifiers import identify
from views import payload, terminal, wording
from views.asked import Asked
from views.news import feed
from views.news.find import News, find
from views.opened import ready


def new(query: str, *, like: list[str], topic: list[str], days: int, k: int, as_json: bool, as_feed: bool) -> None:
    """Print what is new for a question, or for liked papers and topics; or write it as an Atom document."""
    services = ready()
    liked = tuple(identify(paper_id) or paper_id for paper_id in like)
    asked = Asked(q=query.strip(), more=liked, topic=tuple(topic))
    if as_feed:
        sys.stdout.write(feed.write(services, asked, days=days, k=k, site=services.settings.site).decode())
        return
    found = find(services, asked, days=days, k=k)
    if as_json:
        payload.print_json(_document(asked, found))
        return
    terminal.hits((one.hit, one.work) for one in found.papers)
    terminal.err.print(_told(found), style="dim")


def _document(asked: Asked, found: News) -> dict[str, Any]:
    """Shape the answer: like a search's, with the window, and the liked paper that each paper is closest to."""
    said = {"query": asked.q, "more": asked.more, "topics": asked.topic}
    counts = {"since": found.days.since, "until": found.days.until, "found": found.found, "others": found.others}
    document = payload.answer(said | counts, found.answer, [(one.hit, one.work) for one in found.papers])
    for hit, one in zip(document["hits"], found.papers, strict=True):
        hit["near"] = one.near.id if one.near else None
    return document


def _told(found: News) -> str:
    days = f"{wording.date(found.days.since)} to {wording.date(found.days.until)}"
    others = f", {found.others:,} others not close to this" if found.others else ""
    return f"{days}: {wording.count(found.found, 'new paper')}{others}"
