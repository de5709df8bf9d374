"""The feed of what is new, as a reader program gets it."""

from __future__ import annotations

from dataclasses import replace

import feedparser
import pytest
from lxml import etree

from tests.catalogue.formats.test_atom import GRAMMAR
from tests.views.library import HOSTILE, absorption, fill, hostile
from views.asked import Asked
from views.news.feed import MOST, about, write

SITE = "https://commons.example/app/"


def read(services, asked=None, **said):
    """The feed for what was asked, after the standard's grammar has passed it."""
    document = write(services, asked or Asked(), **({"days": 7, "site": SITE} | said))
    GRAMMAR.assertValid(etree.fromstring(document))
    return feedparser.parse(document)


def test_a_feed(services):
    """It has its own address, the page's, and the papers of the page with the newest first."""
    found = read(services, Asked(q="feature absorption"), days=30)

    assert "https://commons.example/app/feed.xml?q=feature%20absorption&days=30" == found.feed.id
    assert "https://commons.example/app/new?q=feature%20absorption&days=30" == found.feed.link
    assert "Interp Commons: feature absorption" == found.feed.title
    assert "2024-09-22T00:00:00Z" == found.feed.updated
    assert absorption().title == found.entries[0].title
    assert [entry.published for entry in found.entries] == sorted((e.published for e in found.entries), reverse=True)


def test_an_entry(services):
    """An entry leads to the paper at its source and to our page, and says why it is here."""
    entry = read(services, Asked(q="feature absorption")).entries[0]

    assert "tag:interp-commons,2026:arxiv:2409.14507" == entry.id
    assert "https://arxiv.org/abs/2409.14507" == entry.link
    assert "https://commons.example/app/paper?id=arxiv:2409.14507" == entry.links[1].href
    assert "Matches your words: feature, absorption" in entry.summary
    assert "“We call it feature absorption, and we measure it.”" in entry.summary
    assert "David Chanin" == entry.authors[0].name


def test_the_reason_is_a_liked_paper(services):
    """Where papers are liked, an entry names the one that it is like."""
    found = read(services, Asked(more=(absorption().id,)))

    summaries = {entry.id.rpartition(":")[2]: entry.summary for entry in found.entries}
    assert summaries["2409.00001"].startswith(f"Like “{absorption().title}”; shares the words: ")


def test_what_is_not_known(services):
    """A paper without an address leads to our page; one without authors says so."""
    found = read(services, days=1000)

    entry = next(entry for entry in found.entries if entry.id.endswith("arxiv:2301.00000"))
    assert "https://commons.example/app/paper?id=arxiv:2301.00000" == entry.link
    assert "authors unknown" == entry.author


def test_the_same_entry_in_every_feed(services):
    """A paper has one id and one date in all feeds and on all sites: a reader program shows it once."""
    one = read(services, Asked(q="feature absorption")).entries[0]
    other = read(services, days=90, site="http://127.0.0.1:8501").entries[0]

    assert (one.id, one.updated) == (other.id, other.updated)


def test_no_more_than_a_reader_reads(home):
    """A feed is capped, and keeps the newest."""
    papers = [
        replace(absorption(), id=f"arxiv:2409.{n:05}", title=f"Paper {n}", submitted=f"2024-09-{1 + n % 30:02}")
        for n in range(MOST + 10)
    ]
    services = fill(replace(paper, also=(), abstract=f"It is about {paper.id}.") for paper in papers)

    found = read(services, days=90)

    assert MOST == len(found.entries)
    assert "2024-09-30" == found.entries[0].published[:10]
    assert "2024-09-01" < found.entries[-1].published[:10]


def test_nothing_new(services):
    """Where nothing is related the feed is empty, and a feed."""
    found = read(services, Asked(q="grokking of modular sums in training dynamics"))

    assert [] == found.entries
    assert found.feed.updated.startswith("2024-09-22")


def test_hostile_titles(home):
    """A title that would do something if it were mark-up is text."""
    services = fill(replace(paper, submitted="2024-09-20") for paper in hostile())
    document = etree.fromstring(write(services, Asked(), days=7, site=SITE))

    titles = [title.text for title in document.iterfind("{*}entry/{*}title")]
    assert len(HOSTILE) == len(titles)
    assert HOSTILE[0] in titles
    assert 0 == len(document.findall(".//{*}script"))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(), "new papers"),
        (Asked(q=" steering\nvectors "), "steering vectors"),
        (Asked(q="word " * 50), f"{' '.join(['word'] * 16)} …"),
        (Asked(more=("a", "b"), like="a"), "like 2 papers"),
        (Asked(topic=("steering", "none"), more=("a",)), "Steering and representation engineering, like 1 paper"),
    ],
)
def test_the_title(asked, expected):
    """The title says in a few words what the feed is after."""
    assert expected == about(asked)
