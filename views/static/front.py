"""The first page, what is new, and what this copy says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from views import wording
from views.asked import Asked
from views.news.find import find
from views.static import data, links, look, years
from views.static.links import Link
from views.static.look import File
from views.static.twin import Twin
from views.status import report

SHOWN, MOST = 5, 100
"""New papers on the first page, and on their own."""

HERE = Path(__file__).parent
PRIVACY = HERE.parent / "people" / "privacy.md"
"""What the site says; here it stands below what is so of the copy, without what attackers might try on a server."""
ATTACKS = "## An attacker's list"

DOORS = (
    Link(href="paper/index.html", text="Papers", about="Every paper, by date, each with its closest neighbours."),
    Link(
        href="glossary/index.html",
        text="Words",
        about="Who says what, what the others call the same thing, and where the analogy breaks.",
    ),
    Link(href="start/index.html", text="Start here", about="Reading paths from where you come from."),
    Link(href="topics/index.html", text="Topics", about="What is asked, what is known, and what papers call open."),
    Link(href="programme/index.html", text="Programme", about="Posters by session, and a file for your calendar."),
    Link(href="field/index.html", text="Map", about="Every paper a point, near to what is like it."),
)
"""Where one can go from the first page."""


def files(twin: Twin) -> Iterator[File]:
    """Yield the pages."""
    yield look.page("index.html", "home.html", "Papers, words and people", partial(_home, twin))
    yield look.page("new/index.html", "papers.html", "What is new", partial(_new, twin))
    yield look.page("search/index.html", "search.html", "Search", dict)
    yield look.page("about/index.html", "about.html", "About this copy", partial(_about, twin))
    for slug, title in (("how", "How search works"), ("privacy", "Privacy")):
        yield look.page(f"{slug}/index.html", "prose.html", title, partial(_prose, slug))


def _found(twin: Twin, k: int, folder: str) -> list[links.Brief]:
    found = find(twin.services, Asked(), days=data.NEW_DAYS, k=k).papers
    return [links.brief(twin, one.work, folder) for one in found if one.work.id in twin.works]


def _home(twin: Twin) -> dict[str, Any]:
    return {
        "doors": DOORS,
        "new": _found(twin, SHOWN, "paper/"),
        "papers": len(twin.works),
        "concepts": len(twin.glossary.concepts),
        "asof": twin.asof,
    }


def _new(twin: Twin) -> dict[str, Any]:
    return {
        "lead": f"Papers of the {data.NEW_DAYS} days before the newest one here, the newest first.",
        "years": [],
        "briefs": _found(twin, MOST, "../paper/"),
        "others": [Link(href="../feed.xml", text="As a feed"), Link(href="../paper/index.html", text="All by date")],
    }


def _about(twin: Twin) -> dict[str, Any]:
    status = report(twin.services)
    gaps = [
        (status.without_abstract, "has neither an abstract nor a summary", "have neither an abstract nor a summary"),
        (status.without_authors, "has no authors", "have no authors"),
        (status.withdrawn, "was withdrawn and is left out", "were withdrawn and are left out"),
    ]
    return {
        "asof": twin.asof,
        "site": twin.site,
        "status": status,
        "records": ", ".join(f"{wording.source(name)} {number:,}" for name, number in status.records.items()),
        "years": years.table(
            [(year, number, status.works) for year, number in status.by_year.items()],
            "Papers of each year, and their share of all papers here",
        ),
        "data": [Link(href=path, text=about) for path, about in data.DATA.items()],
        "missing": [
            f"{wording.count(number, 'paper')} {one if number == 1 else many}." for number, one, many in gaps if number
        ],
    }


def _prose(slug: str) -> dict[str, Any]:
    """Render our own Markdown; no text of anybody else's gets in here."""
    said = (HERE / "prose" / f"{slug}.md").read_text(encoding="utf-8")
    if slug == "privacy":
        site = PRIVACY.read_text(encoding="utf-8").partition(ATTACKS)[0]
        said += site.partition("\n")[2]  # its title stands above already
    return {"body": Markup(MarkdownIt("commonmark").render(said))}  # noqa: S704 - our own files
