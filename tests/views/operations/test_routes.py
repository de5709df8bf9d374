"""What whoever watches the server asks."""

from __future__ import annotations

import pytest
import streamlit as st
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.testclient import TestClient

from views.operations import health
from views.routes import routes


@pytest.fixture(autouse=True)
def _probe():
    health.probe.cache_clear()


def browse(address="127.0.0.1"):
    """A client at *address* of a server that has only our routes."""
    app = Starlette(routes=routes())
    return TestClient(app, client=(address, 50000), raise_server_exceptions=False)


def settled(client):
    """Ask until what loads has loaded."""
    answers = (client.get("/readyz") for _ in range(30))
    return next(one for one in answers if "are loading" not in one.text)


def test_alive(home):
    """It lives though there is nothing to ask; it looks at nothing."""
    answer = browse().get("/healthz")

    assert (200, {"alive": True}, "no-store") == (answer.status_code, answer.json(), answer.headers["cache-control"])
    assert not home.exists()


def test_ready(services):
    """A library that can be asked is ready."""
    answer = settled(browse())

    assert (200, True, 5) == (answer.status_code, answer.json()["ready"], answer.json()["papers"])


def test_not_ready():
    """An empty home is not, and says what to do."""
    answer = settled(browse())

    assert (503, False) == (answer.status_code, answer.json()["ready"])
    assert ("nothing is indexed yet", "Run: commons index") == (answer.json()["problem"], answer.json()["remedy"])


@pytest.mark.parametrize(
    ("who", "address", "headers", "status"),
    [
        ("local", "127.0.0.1", {}, 200),
        ("local", "::1", {}, 200),
        ("local", "10.0.0.1", {}, 404),
        ("local", "testclient", {}, 404),
        ("local", "127.0.0.1", {"X-Forwarded-For": "10.0.0.1"}, 404),
        ("local", "127.0.0.1", {"Forwarded": "for=10.0.0.1"}, 404),
        ("off", "127.0.0.1", {}, 404),
        ("open", "10.0.0.1", {"X-Forwarded-For": "10.0.0.1"}, 200),
    ],
)
def test_who_may_read_metrics(services, monkeypatch, who, address, headers, status):  # noqa: PLR0917 - a table
    """By default programs of this machine, but not what a proxy on it hands on."""
    monkeypatch.setenv("COMMONS_METRICS", who)

    assert status == browse(address).get("/metrics", headers=headers).status_code


def test_answers_are_measured(services):
    """Every answer beside the pages is counted by its address and status, without what was asked."""
    client = browse()
    client.get("/feed.xml?q=zebraquagga&days=nonsense")
    client.get("/feed.xml?q=zebraquagga")
    client.post("/enter", content="key=zebraquagga")
    text = client.get("/metrics").text

    counted = {
        (sample.labels["route"], sample.labels["status"])
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "commons_request_seconds_count"
    }
    assert {("/feed.xml", "400"), ("/feed.xml", "200"), ("/enter", "403")} <= counted
    assert "zebraquagga" not in text


def test_below_a_base_path(monkeypatch):
    """They lie beside the pages."""
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "app"}.__getitem__)

    assert {"/app/healthz", "/app/readyz", "/app/metrics"} <= {route.path for route in routes()}
