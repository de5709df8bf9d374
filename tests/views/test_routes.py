"""What the server answers beside the pages."""

from __future__ import annotations

from dataclasses import replace

import feedparser
import pytest
import streamlit as st
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from starlette.applications import Starlette
from starlette.testclient import TestClient

from catalogue.settings import load_settings
from tests.makers import ingest
from tests.views.library import absorption, fill
from tests.views.news.library import NEW, news
from views.compose import open_services
from views.routes import routes


@pytest.fixture
def client(home):
    """Asks the routes over a library with news."""
    fill(news())
    return browse()


def browse():
    """A client of a server that has only our routes."""
    return TestClient(Starlette(routes=routes()), base_url="http://here.example", raise_server_exceptions=False)


def test_a_feed(client):
    """The feed is Atom, says so, and knows its own address as the reader asked for it."""
    answer = client.get("/feed.xml?q=feature+absorption&days=30")

    assert (200, "application/atom+xml; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    found = feedparser.parse(answer.content)
    assert "http://here.example/feed.xml?q=feature%20absorption&days=30" == found.feed.id
    assert absorption().title == found.entries[0].title


def test_what_the_page_asks_the_feed_asks(client):
    """Liked papers, topics and filters are asked by the names that the pages use."""
    liked = client.get("/feed.xml", params={"more": ["arxiv:2301.00001"]})
    narrowed = client.get("/feed.xml", params={"category": "cs.CL"})

    steered = list(NEW)[1]
    assert steered in [entry.id.partition(",2026:")[2] for entry in feedparser.parse(liked.content).entries]
    assert [absorption().title] == [entry.title for entry in feedparser.parse(narrowed.content).entries]


def test_the_address_of_a_public_site(client, monkeypatch):
    """Where the settings name the site, that is the feed's address, whoever asks by whatever name."""
    monkeypatch.setenv("COMMONS_SITE", "https://commons.example")
    st.cache_resource.clear()

    found = feedparser.parse(client.get("/feed.xml").content)

    assert "https://commons.example/feed.xml" == found.feed.id
    assert "https://commons.example/new" == found.feed.link


def test_below_a_base_path(client, monkeypatch):
    """The feed and private links lie beside the pages also where the server has a base path."""
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "/app/"}.__getitem__)

    found = {route.path for route in routes()}
    assert {"/app/feed.xml", "/app/enter", "/app/leave-session"} <= found
    assert set() == {path for path in found if not path.startswith("/app/")}


@pytest.mark.parametrize("name", ["ETag", "Last-Modified"])
def test_nothing_has_changed(client, name):
    """A reader program that knows the answer is told that it has not changed."""
    question = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[name]
    first = client.get("/feed.xml")

    again = client.get("/feed.xml", headers={question: first.headers[name]})

    assert (304, b"") == (again.status_code, again.content)
    assert first.headers["etag"] == again.headers["etag"]
    other = {"ETag": '"another"', "Last-Modified": "Sun, 01 Jan 2023 00:00:00 GMT"}[name]
    assert 200 == client.get("/feed.xml", headers={question: other}).status_code


def test_something_has_changed(client):
    """After a new paper is indexed the answer is another one."""
    first = client.get("/feed.xml")
    fill([replace(absorption(), id="arxiv:2409.99999", title="Fresh from today", also=(), submitted="2024-09-22")])

    again = client.get("/feed.xml", headers={"If-None-Match": first.headers["etag"]})

    assert 200 == again.status_code
    assert "Fresh from today" in again.text


def test_the_answer_is_kept_ready(client, monkeypatch):
    """The same question is not searched for twice while nothing changes."""
    first = client.get("/feed.xml?q=absorption")
    monkeypatch.setattr("views.news.feed.find", None)

    assert first.content == client.get("/feed.xml?q=absorption").content


def test_head(client):
    """The headers can be had alone."""
    answer = client.head("/feed.xml")

    assert (200, b"") == (answer.status_code, answer.content)
    assert client.get("/feed.xml").headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize("days", ["", "x", "0", "-1", "7.0", "367", "9" * 5000, "²", "7 "])
def test_days_that_make_no_sense(client, days):
    """A window that is none is refused with a sentence that says what to write."""
    answer = client.get("/feed.xml", params={"days": days})

    assert (400, "text/plain; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    assert "Write a number from 1 to 366" in answer.text


def test_unknown_papers(client):
    """Liked papers of which none is in the library are refused by name."""
    answer = client.get("/feed.xml?more=arxiv:9999.99999")

    assert 400 == answer.status_code
    assert "arxiv:9999.99999" in answer.text


def test_no_index(home):
    """Without an index the answer is that it comes later, and what is missing here."""
    ingest(open_services(load_settings()).catalogue, absorption())

    answer = browse().get("/feed.xml")

    assert (503, "60") == (answer.status_code, answer.headers["retry-after"])
    assert "commons index" in answer.text


def test_broken_settings(client, monkeypatch):
    """A setting that cannot be right is said, and is no crash."""
    monkeypatch.setenv("COMMONS_PORT", "none")
    st.cache_resource.clear()

    assert 503 == client.get("/feed.xml").status_code


_NAMES = some.sampled_from(
    ["q", "like", "mode", "since", "until", "topic", "source", "category", "more", "less", "days", "bridges", "without"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(some.lists(some.tuples(_NAMES, some.text(max_size=30) | some.sampled_from(["7", '"', "au:", "steering"]))))
def test_whatever_is_asked(client, params):
    """Whatever the address says, the answer is a feed or a sentence, and never a crash."""
    answer = client.get("/feed.xml", params=params)

    assert answer.status_code in {200, 400}
    assert answer.text
