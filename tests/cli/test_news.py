"""What is new, on the command line and over HTTP."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import Request, urlopen

import feedparser
import pytest

from tests.browser.server import served
from tests.views.library import absorption, fill
from tests.views.news.library import NEW, news

ABSORBED, STEERED, CIRCUIT = NEW


@pytest.fixture(autouse=True)
def library(toy, home):
    """A library with news."""
    return fill(news())


def test_new(commons):
    """Without a question all of the last week is listed, the newest first, to be read."""
    said = commons("new")

    assert 0 == said.code
    assert said.out.index(absorption().title) < said.out.index("Steering with vectors")
    assert "16 September 2024 to 22 September 2024: 4 new papers" in said.err


def test_json(commons):
    """For programs: a search's hits, with the window and how many were left out."""
    said = commons("new", "feature absorption", "--days", 30, "-k", 1, "--json").json

    assert ("feature absorption", "2024-08-24", "2024-09-22") == (said["query"], said["since"], said["until"])
    assert 4 == said["found"] + said["others"]
    (hit,) = said["hits"]
    assert hit["id"] in {ABSORBED, absorption().id}
    assert (None, 2024) == (hit["near"], hit["year"])
    assert "absorption" in hit["why"]["words"]


def test_liked_papers(commons):
    """Papers that one likes are named by id or address, and every hit says which it is like."""
    said = commons("new", "--like", "https://arxiv.org/abs/2301.00001", "--like", "2301.00002", "--json").json

    near = {hit["id"]: hit["near"] for hit in said["hits"]}
    assert ["arxiv:2301.00001", "arxiv:2301.00002"] == said["more"]
    assert ("arxiv:2301.00001", "arxiv:2301.00002") == (near[STEERED], near[CIRCUIT])


def test_topics(commons):
    """A topic stands for what its description says."""
    said = commons("new", "--topic", "steering", "--json").json

    assert STEERED in [hit["id"] for hit in said["hits"]]


def test_feed(commons, monkeypatch):
    """A feed can be written to a file for another site."""
    monkeypatch.setenv("COMMONS_SITE", "https://commons.example")
    said = commons("new", "feature absorption", "--days", 30, "--feed")

    found = feedparser.parse(said.out.encode())
    assert not found.bozo
    assert "https://commons.example/feed.xml?q=feature%20absorption&days=30" == found.feed.id
    assert absorption().title == found.entries[0].title


def test_unknown_paper(commons):
    """A liked paper that nobody knows is one line, not a trace."""
    said = commons("new", "--like", "arxiv:9999.99999")

    assert (1, "") == (said.code, said.out)
    assert "arxiv:9999.99999" in said.err


@pytest.mark.parametrize("days", ["0", "367", "week"])
def test_days_that_make_no_sense(commons, days):
    """A window that is none is refused."""
    assert 2 == commons("new", "--days", days).code


def test_served(home, tmp_path):
    """The running app serves the feed, says when it has not changed, and goes on serving the pages."""
    with served(home, tmp_path / "server.log") as url:
        with urlopen(f"{url}/feed.xml?q=feature+absorption", timeout=60) as answer:  # noqa: S310 (http, and ours)
            found, tag = feedparser.parse(answer.read()), answer.headers["ETag"]
            kind = answer.headers["Content-Type"]
        codes = [status(f"{url}/feed.xml?q=feature+absorption", **{"If-None-Match": tag})]
        codes += [status(f"{url}/feed.xml?days=x"), status(f"{url}/"), status(f"{url}/new?q=feature+absorption")]

    assert "application/atom+xml; charset=utf-8" == kind
    assert f"{url}/feed.xml?q=feature%20absorption" == found.feed.id
    assert absorption().title == found.entries[0].title
    assert [304, 400, 200, 200] == codes
    assert "Traceback" not in (tmp_path / "server.log").read_text()


def status(address, **headers):
    """What the server answers, in a number."""
    try:
        with urlopen(Request(address, headers=headers), timeout=60) as answer:  # noqa: S310 (http, and ours)
            return answer.status
    except HTTPError as refused:
        refused.close()
        return refused.code
