"""Atom 1.0 (RFC 4287), which feed readers subscribe to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker

from catalogue.records import first_day

MIME = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""

_IN_ADDRESS = "%/:=&?~+!$,;'@()*"
"""Punctuation that an address keeps."""

_PLAIN_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")

_make = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A paper in a feed. Texts are plain text on one line."""

    id: str
    """An IRI that is this paper's for ever: by it a reader program knows what it has shown."""
    title: str
    url: str
    """Where it can be read."""
    page: str
    """Our page about it."""
    date: str
    """Of reduced precision; Atom wants a moment, so what is unknown becomes the first that it can mean."""
    summary: str
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A list of papers that changes."""

    title: str
    subtitle: str
    author: str
    """Who makes the feed; stands in for the authors of a paper where nobody knows them."""
    url: str
    """Its own address, which is also its id."""
    page: str
    """The same for people to look at."""
    date: str
    """Of the last paper that can be in it; of reduced precision."""
    entries: tuple[Entry, ...] = ()


def dump(feed: Feed) -> bytes:
    """Write *feed* as a document in UTF-8."""
    root = _make.feed(
        _make.id(_address(feed.url)),
        _make.title(_line(feed.title)),
        _make.subtitle(_line(feed.subtitle)),
        _make.updated(_moment(feed.date)),
        _make.author(_make.name(_line(feed.author))),
        _make.link(rel="self", type=MIME, href=_address(feed.url)),
        _make.link(rel="alternate", type="text/html", href=_address(feed.page)),
        *map(_entry, feed.entries),
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return document


def _entry(entry: Entry) -> etree._Element:
    names = filter(None, map(_line, entry.authors))
    return _make.entry(
        _make.id(_address(entry.id)),
        _make.title(_line(entry.title)),
        _make.published(_moment(entry.date)),
        _make.updated(_moment(entry.date)),
        *(_make.author(_make.name(name)) for name in names),
        *(_make.category(term=_line(term)) for term in entry.categories),
        _make.link(rel="alternate", type="text/html", href=_address(entry.url)),
        _make.link(rel="related", type="text/html", href=_address(entry.page)),
        _make.summary(_line(entry.summary)),
    )


def _line(text: str) -> str:
    return " ".join(_NOT_XML.sub("", text).split())


def _address(url: str) -> str:
    """Escape what may not stand in an address, and nothing that is escaped already."""
    said = _PLAIN_PERCENT.sub("%25", _NOT_XML.sub("", url))
    return "#".join(quote(part, safe=_IN_ADDRESS) for part in said.split("#", 1))


def _moment(date: str) -> str:
    return f"{first_day(date)}T00:00:00Z"
