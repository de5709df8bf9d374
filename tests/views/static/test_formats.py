"""The files for other programs, each read by a well-kept reader of its format."""

from __future__ import annotations

import gzip
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import bibtexparser
import feedparser
import icalendar
import pytest
from lxml import etree

from tests.views.library import EVENT
from views.static.data import DATA, SITEMAP

from .conftest import SITE, Written


def test_bibtex_has_every_paper(written: Written):
    """The bibliography has an entry for each paper, no two of one key."""
    library = bibtexparser.parse_string(written.text("papers.bib"))

    assert [] == library.failed_blocks
    assert len(written.services.catalogue.works()) == len({entry.key for entry in library.entries})


def test_each_paper_can_be_cited(written: Written):
    """What a page loads to be cited by has the paper's own entry in both formats."""
    said = written.text("assets/cite-2024.js")
    cite = json.loads(said[said.index(".cite=") + len(".cite=") :].rstrip(";\n"))
    bibtex, ris = cite["arxiv-2409.14507"]

    assert ["2409.14507"] == [one["eprint"] for one in bibtexparser.parse_string(bibtex).entries]
    assert ("TY  - ", "ER  -") == (ris[:6], ris.splitlines()[-1])
    assert bibtex in written.text("papers.bib")
    assert "AB  -" not in ris, "the page has the abstract"


def test_feed(written: Written):
    """The feed is Atom that a reader program takes, with the site's own addresses."""
    feed = feedparser.parse(written.text("feed.xml"))

    assert not feed.bozo
    assert f"{SITE}/feed.xml" in {link.href.partition("?")[0] for link in feed.feed.links}
    assert "Capitals in an id" in [entry.title for entry in feed.entries]


@pytest.mark.parametrize(("name", "sessions"), [(EVENT, 2), (f"{EVENT}-morning", 1), (f"{EVENT}-afternoon", 1)])
def test_calendars(written: Written, name: str, sessions: int):
    """Each session, and the event, is a calendar with hours in their time zone and the posters in it."""
    calendar = icalendar.Calendar.from_ical((written.folder / f"programme/{name}.ics").read_bytes())
    events = calendar.events

    assert sessions == len(events)
    assert (
        datetime(2026, 12, 6, 10 if "after" not in name else 14, tzinfo=ZoneInfo("America/Los_Angeles"))
        == events[0].start
    )
    assert "sparse autoencoders" in events[0]["description"] or "Mixed" not in events[0]["description"]
    assert str(events[0]["url"]).startswith(f"{SITE}/programme/{EVENT}.html#")


def test_json(written: Written):
    """The JSON says what the library has, and no abstract."""
    papers = {one["id"]: one for one in json.loads(written.text("papers.json"))}
    glossary = json.loads(written.text("glossary.json"))
    programme = {one["event"]: one for one in json.loads(written.text("programme.json"))}
    manifest = json.loads(written.text("manifest.json"))

    assert "Tomáš Dulka" in papers["arxiv:2409.14507"]["authors"]
    assert not any("abstract" in one for one in papers.values())
    assert set(written.services.words.glossary.concepts) == {one["id"] for one in glossary}
    assert ["morning", "lunch", "afternoon"] == [one["slug"] for one in programme[EVENT]["sessions"]]
    assert [1, 3, 5, 2, 4] == [int(one["poster"]) for one in programme[EVENT]["posters"]]
    assert len(papers) == manifest["library"]["papers"]
    assert manifest["files"] == sum(one.is_file() for one in written.folder.rglob("*"))


def test_search_engines_are_led_to_every_page(written: Written):
    """The sitemap names each page at the site's address, and robots.txt names the sitemap."""
    listed = etree.fromstring(gzip.decompress((written.folder / "sitemap.xml.gz").read_bytes())).findall(
        f"*/{{{SITEMAP}}}loc"
    )
    pages = {f"{SITE}/{page.relative_to(written.folder).as_posix()}" for page in written.pages()}

    assert pages == {one.text for one in listed}
    assert f"Sitemap: {SITE}/sitemap.xml.gz" in written.text("robots.txt").splitlines()


def test_all_data_is_there(written: Written):
    """Each file that the page about the copy offers is one."""
    assert [] == [name for name in DATA if not (written.folder / name).is_file()]
