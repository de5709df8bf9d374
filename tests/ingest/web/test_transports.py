"""Both HTTP libraries, made polite, against a server that breaks, cheats and dawdles on a real socket."""

from __future__ import annotations

import gzip
import os
import signal
import time
from contextlib import contextmanager

import pytest

from catalogue.errors import ServiceDownError, ServiceRefusedError
from catalogue.settings import Settings
from ingest.web.courtesy import Courtesy, user_agent
from ingest.web.transports import client, session
from tests.ingest.web.rude import PAGE, Server, chunked, closing, drip, drip_chunks, hang, reset, whole, zipped
from tests.ingest.web.world import check

HALF = len(PAGE) // 2
LIBRARIES = {"httpx": client, "requests": session}
NOISE = b"<feed>" + bytes(range(256)) * 300
"""It does not get shorter by compression."""

NOWHERE = r"an address leads nowhere \(.*\)\. Check the addresses in the settings"

BREAKS = {
    "reset": reset,
    "closed without a word": closing(lambda connection: None),
    "half a head": closing(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Le")),
    "no HTTP": closing(lambda connection: connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")),
    "half a body": closing(whole(PAGE[:HALF], promised=len(PAGE))),
    "half a body, reset": lambda connection: (whole(PAGE[:HALF], promised=len(PAGE))(connection), reset(connection)),
    "half of the chunks": closing(chunked(last=b"")),
    "half a chunk": closing(chunked(last=b"20\r\nto be contin")),
    "no chunks": closing(chunked(last=b"and so on\r\n")),
    "no gzip": whole(PAGE, Content_Encoding="gzip"),
    "half a gzip": closing(whole(gzip.compress(NOISE)[:900], promised=2000, Content_Encoding="gzip")),
    "hang": hang,
    "hang in the body": lambda connection: (whole(PAGE[:HALF], promised=len(PAGE))(connection), hang(connection)),
    "drip": drip,
    "drip in chunks": drip_chunks,
    "web page": whole(b"Site maintenance"),
    "busy": whole(b"Rate exceeded.", "429 Too Many Requests", Retry_After="0"),
}


@pytest.fixture(params=LIBRARIES)
def asking(request, tmp_path):
    """Open a library's client, which goes on soon; with the courtesy behind it."""

    @contextmanager
    def opened(**changes):
        quick = {"request_delay_s": 0.0, "backoff_s": 0.0}
        settings = Settings(courtesy_folder=tmp_path / "turns", **quick | changes)
        courtesy = Courtesy(settings, "arxiv", check)
        with LIBRARIES[request.param](settings, courtesy) as library:
            yield library, courtesy

    return opened


def patience(breaks):
    """How long to wait for an answer that never ends, and for others on a busy machine."""
    return {"request_timeout_s": 1.5, "request_deadline_s": 2.5} if breaks.startswith(("hang", "drip")) else {}


@pytest.mark.parametrize("answer", [whole(), zipped(), chunked(), closing(whole(promised=len(PAGE)))])
def test_whole(asking, answer):
    """An answer comes whole and unpacked, however it was packed, and its text and headers can be read."""
    with Server((answer,)) as server, asking() as (library, courtesy):
        got = library.get(server.url)

    assert (200, PAGE, PAGE.decode()) == (got.status_code, got.content, got.text)
    assert {} == courtesy.troubles


def test_nothing(asking):
    """An answer without a body has an empty one."""
    with Server((whole(b"", "204 No Content"), whole(b"<"))) as server, asking() as (library, courtesy):
        courtesy._check = lambda body: None

        assert (204, b"") == (library.get(server.url).status_code, library.get(f"{server.url}?2").content[:0])


def test_large(asking):
    """A body of some megabytes comes whole."""
    body = NOISE * 100
    with Server((zipped(body), whole(body))) as server, asking() as (library, _):
        assert [True, True] == [body == library.get(server.url).content for _ in range(2)]


@pytest.mark.parametrize("breaks", BREAKS)
def test_breaks(asking, breaks):
    """Whatever breaks, it is noted once, and asked again on a connection that works."""
    with Server((BREAKS[breaks], whole())) as server, asking(**patience(breaks)) as (library, courtesy):
        got = library.get(server.url)

    assert PAGE == got.content
    assert 2 == len(server.requests) == server.connections
    assert 1 == courtesy.troubles.total()


@pytest.mark.parametrize("breaks", ["reset", "half a body", "web page"])
def test_stays_broken(asking, breaks):
    """If it stays so, the host is left alone, and one clear line says so."""
    with Server((BREAKS[breaks],)) as server, asking(break_after=2) as (library, _):
        with pytest.raises(ServiceDownError) as error:
            library.get(server.url)
        with pytest.raises(ServiceDownError, match=r"127\.0\.0\.1 is left alone"):
            library.get(server.url)

    assert "127.0.0.1 is left alone for another 900 s (2 failures in a row, the last: " in str(error.value)
    assert (1, 2) == (len(str(error.value).splitlines()), len(server.requests))


def test_nobody_listens(asking):
    """A server that is not there is a failure like others."""
    with Server((whole(),)) as server:
        pass
    with asking(request_tries=2) as (library, courtesy):
        with pytest.raises(ServiceDownError, match=r"127\.0\.0\.1 gives no usable answer \(Connect"):
            library.get(server.url)

        assert 2 == courtesy.troubles.total()


def test_refused(asking):
    """A refusal is told in the server's words, on one line."""
    with Server((whole(b"No such\n  page", "404 Not Found"),)) as server, asking() as (library, _):
        with pytest.raises(ServiceRefusedError, match=r"127\.0\.0\.1 refuses \(404: No such page\)"):
            library.get(server.url)

        assert 1 == len(server.requests)


def test_redirects(asking, tmp_path):
    """Each step of a redirect is a request with its own turn, and its page need not be what was asked for."""
    moved = whole(b"Moved", "301 Moved Permanently", Location="/elsewhere")
    with Server((moved, whole())) as server, asking(request_delay_s=0.3) as (library, courtesy):
        began = time.monotonic()
        got = library.get(server.url)

    assert time.monotonic() - began >= 0.3
    assert (PAGE, f"{server.url[: -len('/page')]}/elsewhere") == (got.content, str(got.url))
    assert [b"GET /page", b"GET /elsewhere"] == [head.rpartition(b" HTTP")[0] for head in server.requests]
    assert {} == courtesy.troubles


@pytest.mark.parametrize("location", ["/page", "ftp://arxiv.org", "http://arxiv.org:port"])
def test_redirects_nowhere(asking, location):
    """A redirect in a circle, or to no address, is an error of ours with what to do."""
    moved = whole(b"Moved", "302 Found", Location=location)
    with Server((moved,)) as server, asking() as (library, _), pytest.raises(ServiceRefusedError, match=NOWHERE):
        library.get(server.url)


@pytest.mark.parametrize("address", ["arxiv.org/api", "ftp://arxiv.org", "http://arxiv.org:port", "http://", ""])
def test_no_address(asking, address):
    """What is no address is refused at once."""
    with asking() as (library, courtesy):
        with pytest.raises(ServiceRefusedError, match=NOWHERE):
            library.get(address)

        assert {} == courtesy.troubles


def test_fresh_connections(asking):
    """Each request has its own connection: one that is kept may die silently in the pause."""
    with Server((whole(),)) as server, asking() as (library, _):
        for _ in range(3):
            library.get(server.url)

    assert (3, 3) == (len(server.requests), server.connections)


def test_says_who_asks(asking):
    """Program, version and contact are in every request, also after a redirect."""
    moved = whole(b"", "302 Found", Location="/elsewhere")
    with Server((moved, whole())) as server, asking(contact="ada@example.org") as (library, _):
        library.get(server.url)

    expected = f"user-agent: {user_agent(Settings(contact='ada@example.org'))}\r\n".encode()
    assert [True, True] == [expected.lower() in head.lower() for head in server.requests]


def test_post(asking):
    """What is posted is posted again after a failure."""
    with Server((reset, whole())) as server, asking() as (library, _):
        assert PAGE == library.post(server.url, data={"verb": "Identify"}).content

    assert [b"POST", b"POST"] == [head[:4] for head in server.requests]
    assert all(head.endswith(b"verb=Identify") for head in server.requests)


def test_interrupted(asking):
    """Ctrl-C while an answer is awaited ends the request, counts as no failure, and the next one gets through."""
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background

    def interrupt(connection):
        os.kill(os.getpid(), signal.SIGINT)
        hang(connection)

    with Server((interrupt, whole())) as server, asking() as (library, courtesy):
        with pytest.raises(KeyboardInterrupt):
            library.get(server.url)

        assert PAGE == library.get(server.url).content
    signal.signal(signal.SIGINT, heard)
    assert {} == courtesy.troubles
