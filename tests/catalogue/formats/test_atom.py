"""Atom as its standard and a feed reader's parser read it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalogue.formats.atom import Entry, Feed, dump
from tests.catalogue.formats.strategies import one_line

GRAMMAR = etree.RelaxNG(file=str(Path(__file__).with_name("atom.rng")))

ENTRY = Entry(
    id="tag:interp-commons,2026:arxiv:2409.14507",
    title="A is for Absorption",
    url="https://arxiv.org/abs/2409.14507",
    page="http://127.0.0.1:8501/paper?id=arxiv:2409.14507",
    date="2024-09-22",
    summary="Matches your words: absorption.",
    authors=("David Chanin", "Tomáš Dulka"),
    categories=("cs.CL", "cs.AI"),
)
FEED = Feed(
    title="Interp Commons: absorption",
    subtitle="New papers.",
    author="Interp Commons",
    url="http://127.0.0.1:8501/feed.xml?q=absorption",
    page="http://127.0.0.1:8501/new?q=absorption",
    date="2024-09-22",
    entries=(ENTRY,),
)

ANY = st.text(st.characters())
"""Whatever a Python string can hold: control characters, halves of pairs and no characters at all included."""


def read(feed: Feed):
    """What a feed reader gets, after the standard's grammar has passed it."""
    document = dump(feed)
    GRAMMAR.assertValid(etree.fromstring(document))
    found = feedparser.parse(document)
    assert not found.bozo
    assert "atom10" == found.version
    return found


def kept(text: str) -> str:
    """*text* as XML can hold it, on one line."""
    return one_line("".join(letter for letter in text if letter in "\t\n\r" or _printable(ord(letter))))


def _printable(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def test_a_feed():
    """A reader program finds whose feed it is, where it is, and the page behind it."""
    found = read(FEED).feed

    assert (FEED.url, FEED.title, FEED.subtitle) == (found.id, found.title, found.subtitle)
    assert "Interp Commons" == found.author
    assert "2024-09-22T00:00:00Z" == found.updated
    assert {"self": FEED.url, "alternate": FEED.page} == {link.rel: link.href for link in found.links}


def test_an_entry():
    """An entry has what the paper is, who wrote it, when, where it can be read, and why it is here."""
    (found,) = read(FEED).entries

    assert (ENTRY.id, ENTRY.title, ENTRY.summary) == (found.id, found.title, found.summary)
    assert ENTRY.url == found.link
    assert {"alternate": ENTRY.url, "related": ENTRY.page} == {link.rel: link.href for link in found.links}
    assert ["David Chanin", "Tomáš Dulka"] == [author.name for author in found.authors]
    assert ["cs.CL", "cs.AI"] == [tag.term for tag in found.tags]
    assert (2024, 9, 22) == found.published_parsed[:3] == found.updated_parsed[:3]


@pytest.mark.parametrize(("date", "expected"), [("2024", "2024-01-01"), ("2024-09", "2024-09-01")])
def test_a_date_that_is_not_exact(date, expected):
    """Atom wants a moment; what is unknown of a date becomes the first that it can mean."""
    (found,) = read(replace(FEED, entries=(replace(ENTRY, date=date),))).entries

    assert f"{expected}T00:00:00Z" == found.published


def test_nothing_new():
    """A feed without papers is a feed."""
    assert [] == read(replace(FEED, entries=())).entries


@given(st.lists(st.tuples(ANY, ANY, st.lists(ANY, max_size=3)), max_size=3))
def test_any_text(said):
    """Titles, reasons and names come out as they went in, whatever they hold, but for what XML cannot say."""
    entries = tuple(
        replace(ENTRY, title=title, summary=summary, authors=tuple(names)) for title, summary, names in said
    )

    document = etree.fromstring(dump(replace(FEED, entries=entries)))

    GRAMMAR.assertValid(document)
    assert [
        (kept(title), kept(summary), [kept(name) for name in names if kept(name)]) for title, summary, names in said
    ] == [
        (
            entry.findtext("{*}title"),
            entry.findtext("{*}summary"),
            [name.text for name in entry.iterfind("{*}author/{*}name")],
        )
        for entry in document.iterfind("{*}entry")
    ]


@given(ANY)
def test_any_address(text):
    """An address with anything in it is a valid one."""
    GRAMMAR.assertValid(etree.fromstring(dump(replace(FEED, url=f"http://x.org/?q={text}"))))


def test_markup_is_text():
    """Mark-up in a title is shown, not obeyed: Atom's default is plain text."""
    title = 'The <b>bold</b> & "$x_1$" ]]> title'
    document = etree.fromstring(dump(replace(FEED, entries=(replace(ENTRY, title=title),))))

    assert title == document.findtext("{*}entry/{*}title")
    assert document.find("{*}entry/{*}title").get("type") in {None, "text"}
