"""The library for other programs: JSON, BibTeX, Atom, and what search engines read."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from catalogue.formats import bibtex
from catalogue.records import Work
from views.asked import Asked
from views.glossary import payload
from views.news import feed
from views.static.folder import MARK, SIGN
from views.static.look import File, document
from views.static.text import plain
from views.static.twin import Twin

DATA = {
    "papers.bib": "every paper, for LaTeX and reference managers",
    "papers.json": "every paper, without abstracts",
    "glossary.json": "every concept with its words and bridges",
    "programme.json": "the events: sessions and posters",
    "feed.xml": "what is new, for feed readers",
    "manifest.json": "what this copy was made of, and when",
}
"""What can be taken away, as the page about this copy says it."""

NEW_DAYS = 30
"""How far the feed and the page of what is new reach back."""

SITEMAP_FILE = "sitemap.xml.gz"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

MOST = 50_000
"""Addresses in a sitemap at most, by its standard."""

_EMPTY: tuple[Any, ...] = (None, "", [], (), {})
_ENTRY = re.compile(r"\n(?=@\w+\{)")
_make = ElementMaker(namespace=SITEMAP, nsmap={None: SITEMAP})


def entries(twin: Twin) -> dict[str, str]:
    """Return the BibTeX of each work; all keys differ, as they were given to all at once."""
    dumped = _ENTRY.split(bibtex.dump(twin.works.values()))
    return dict(zip(twin.works, (one.strip() for one in dumped), strict=True)) if twin.works else {}


def files(twin: Twin, cited: dict[str, str], pages: Sequence[str]) -> Iterator[File]:
    """Yield the files; *pages* are the paths of all pages."""
    yield File("papers.bib", lambda: "".join(f"{one}\n\n" for one in cited.values()).encode())
    yield document("papers.json", lambda: [_paper(work) for work in twin.works.values()])
    yield document("glossary.json", partial(_glossary, twin))
    yield File("feed.xml", partial(_feed, twin))
    yield File("robots.txt", partial(_robots, twin))
    if twin.site:
        yield File(SITEMAP_FILE, partial(_sitemap, twin, pages))


def manifest(twin: Twin, number: int) -> File:
    """Return the file by which the folder is known to be ours: the only one that says when it was written."""

    def content() -> dict[str, Any]:
        made = twin.services.searcher.manifest()
        return {
            "format": SIGN,
            "version": 1,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "library": {"papers": len(twin.works), "index": made.rows, "built": made.built, "encoder": made.encoder},
            "glossary": twin.glossary.digest,
            "files": number,
        }

    return document(MARK, content)


def _paper(work: Work) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": work.id,
        "title": plain(work.title),
        "authors": [byline.name for byline in work.authors],
        "date": work.submitted,
        "venue": work.venue,
        "url": work.url,
        "categories": work.categories,
        "topics": work.topics,
    }
    return {name: value for name, value in said.items() if value}


def _glossary(twin: Twin) -> list[dict[str, Any]]:
    """Shape the concepts as `commons term --json` does; what the papers show of them is on their pages."""
    shaped = (payload.concept(one, twin.services.words) for one in twin.glossary.concepts.values())
    return [_said({name: value for name, value in one.items() if name != "evidence"}) for one in shaped]


def _said(value: Any) -> Any:  # noqa: ANN401 - anything that JSON can say
    """Leave out what is empty, at every depth."""
    if isinstance(value, Mapping):
        return {name: _said(one) for name, one in value.items() if one not in _EMPTY}
    return [_said(one) for one in value] if isinstance(value, list | tuple) else value


def _feed(twin: Twin) -> bytes:
    return feed.write(twin.services, Asked(), days=NEW_DAYS, site=twin.site or twin.services.settings.site)


def _robots(twin: Twin) -> bytes:
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {twin.site}/{SITEMAP_FILE}"] if twin.site else [])]
    return "\n".join([*lines, ""]).encode()


def _sitemap(twin: Twin, pages: Sequence[str]) -> bytes:
    """List the pages, papers first, up to what a sitemap may hold."""
    ranked = sorted(pages, key=lambda path: (path.startswith("person/"), path))[:MOST]
    root = _make.urlset(*(_make.url(_make.loc(f"{twin.site}/{path}")) for path in ranked))
    return gzip.compress(etree.tostring(root, encoding="utf-8", xml_declaration=True), mtime=0)
