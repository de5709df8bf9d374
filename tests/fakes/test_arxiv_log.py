"""What the fake arXiv remembers of its requests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import inf
from time import monotonic, sleep

import pytest
import requests

from tests.fakes.arxiv import FakeArxiv, Faults, Request, violations
from tests.fakes.arxiv.asking import get, until


@pytest.fixture
def server():
    """An empty server."""
    with FakeArxiv() as fake:
        yield fake


def took(*times):
    """Requests that began and ended so."""
    return [Request("/", {}, {}, started=began, ended=ended) for began, ended in times]


def test_requests_are_noted(server):
    """A request is noted with its path, parameters, headers and times, and what was answered."""
    before = monotonic()
    get(server.api_url, search_query="ti:x")
    get(server.oai_url, verb="Identify")
    first, second = server.requests
    until(lambda: second.ended < inf)

    assert ("/api/query", {"search_query": "ti:x"}, 200, None) == (first.path, first.query, first.status, first.fault)
    assert ("/oai", {"verb": "Identify"}) == (second.path, second.query)
    assert first.headers["User-Agent"].startswith("python-requests")
    assert before <= first.started <= first.ended <= second.started <= second.ended <= monotonic()


def test_post(server):
    """Parameters may come in the body."""
    requests.post(server.oai_url, {"verb": "Identify"}, timeout=10)

    assert {"verb": "Identify"} == server.requests[0].query


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([], []),
        ([(0, 1)], []),
        ([(0, 1), (4, 5), (8, 9)], []),
        ([(0, 1), (3.9, 5)], [(0, 3.9)]),
        ([(0, 1), (3.96, 5)], []),
        ([(0, 2), (1, 1.5), (5, 6)], [(0, 1)]),
        ([(0, 9), (1, 1.5), (5, 6)], [(0, 1), (0, 5)]),
        ([(4, 5), (0, 1), (6, 7)], [(4, 6)]),
        ([(0, inf), (50, 51)], [(0, 50)]),
    ],
)
def test_violations(times, expected):
    """A request must not begin until the one before has been over for the delay; nor while any other goes on."""
    assert expected == [(one.started, other.started) for one, other in violations(took(*times), 3)]


def test_a_server_that_was_held_up():
    """A client that has gone after its timeout may ask again, however late the server learns of it."""
    requests = took((0, 9), (5, 6))

    assert [] == violations(requests, 3, patience=2)
    assert 1 == len(violations(requests, 3, patience=4))


def test_two_at_once(server):
    """Two requests at the same time are seen to overlap."""
    server.faults = Faults.only("slow", slow=0.4)
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda _: get(server.oai_url, verb="Identify"), range(2)))

    assert 1 == len(violations(server.requests, 0))


def test_one_after_the_other(server):
    """Requests that wait long enough break nothing, those that do not are told."""
    get(server.oai_url, verb="Identify")
    sleep(0.1)
    get(server.oai_url, verb="Identify")

    assert [] == violations(server.requests, 0.1)
    assert 1 == len(violations(server.requests, 9))
