"""What goes wrong with the fake arXiv: every fault is on the wire what its name says."""

from __future__ import annotations

import socket
import time
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, IncompleteRead
from urllib.parse import urlsplit

import pytest
import requests
from arxiv import _feed
from lxml import etree

from tests.fakes.arxiv import NAMES, FakeArxiv, Faults
from tests.fakes.arxiv.asking import error, get, harvest, numbers, pages, texts, until
from tests.ingest.samples import a_record

EVERYWHERE = ("429", "429-date", "429-bare", "503", "503-bare", "500", "html", "reset", "reset-mid", "slow", "hang")
IN_DOCUMENTS = ("truncated", "malformed")
ALL = [*range(1, 21)]


@pytest.fixture
def server():
    """A server with twenty papers of twenty days."""
    records = [
        a_record(number, versions=[{"version": "v1", "created": f"2024-09-{number:02}"}], update_date=None)
        for number in ALL
    ]
    with FakeArxiv(records, clock="2024-12-01", oai_limit=5) as fake:
        yield fake


def page(server, start=0, size=10):
    """One page of all papers, by date."""
    return numbers(server, "ti:sparse", start=start, max_results=size)


def raw(url):
    """The bytes that a request of *url* gets on its socket until that is closed, and how it ended."""
    parts = urlsplit(url)
    got = b""
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
        connection.sendall(f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        try:
            while piece := connection.recv(65536):
                got += piece
        except ConnectionResetError:
            return got, "reset"
    return got, "closed"


def urls(server):
    """One good request to each interface."""
    return (f"{server.api_url}?search_query=ti:sparse", f"{server.oai_url}?verb=ListRecords&metadataPrefix=arXivRaw")


@pytest.mark.parametrize("status", [429, 503])
def test_refusals(server, status):
    """A refusal asks to come back after some seconds, or not before a time, or does not say."""
    for url in urls(server):
        server.faults = Faults.only(str(status), retry_after=7)
        told = requests.get(url, timeout=5)
        server.faults = Faults.only(f"{status}-bare", retry_after=7)
        silent = requests.get(url, timeout=5)

        assert (status, "7") == (told.status_code, told.headers["Retry-After"])
        assert (status, None) == (silent.status_code, silent.headers.get("Retry-After"))


def test_refusal_until(server):
    """A date in Retry-After is by the clock of the machine."""
    server.clock.set("2020-01-01")
    server.faults = Faults.only("429-date", retry_after=60)
    until = parsedate_to_datetime(get(server.api_url).headers["Retry-After"]).timestamp()

    assert time.time() + 60 == pytest.approx(until, abs=5)


def test_broken_server(server):
    """An internal error has neither a document nor a time to wait."""
    server.faults = Faults.only("500", retry_after=7)
    answer = get(server.api_url)

    assert (500, None) == (answer.status_code, answer.headers.get("Retry-After"))


def test_web_page(server):
    """A page about maintenance comes with status 200, and is no XML."""
    server.faults = Faults.only("html")
    for url in urls(server):
        answer = requests.get(url, timeout=5)

        assert (200, "text/html; charset=utf-8") == (answer.status_code, answer.headers["Content-Type"])
        assert "Site maintenance" in answer.text
        with pytest.raises(etree.XMLSyntaxError):
            etree.fromstring(answer.content)


def test_reset(server):
    """A connection is reset before any byte has come."""
    server.faults = Faults.only("reset")

    assert [(b"", "reset")] * 2 == [raw(url) for url in urls(server)]
    with pytest.raises(requests.ConnectionError):
        get(server.api_url)


def test_reset_in_the_middle(server):
    """A connection is reset when a part of what the header promises has come."""
    right = [requests.get(url, timeout=5) for url in urls(server)]
    server.faults = Faults.only("reset-mid")
    for url, whole in zip(urls(server), right, strict=True):
        got, how = raw(url)
        head, _, body = got.partition(b"\r\n\r\n")

        assert "reset" == how
        assert f"Content-Length: {len(whole.content)}".encode() in head
        assert len(body) <= len(whole.content) // 2
        with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
            requests.get(url, timeout=5)


def test_slow(server):
    """A slow body comes in many pieces, over the time that is set, and is whole."""
    right = [requests.get(url, timeout=5).content for url in urls(server)]
    server.faults = Faults.only("slow", slow=0.6)
    for url, whole in zip(urls(server), right, strict=True):
        began = time.monotonic()
        answer = requests.get(url, timeout=5, stream=True)
        head = time.monotonic() - began

        assert whole == answer.content
        assert head < 0.3
        assert time.monotonic() - began > 0.55


def test_hang(server):
    """Nothing comes until the client gives up, or for the time that is set; then the connection ends."""
    server.faults = Faults.only("hang", hang=0.8)
    began = time.monotonic()
    with pytest.raises(requests.Timeout):
        get(server.api_url, timeout=0.1)
    assert (b"", "closed") == raw(urls(server)[0])

    assert time.monotonic() - began > 0.85
    gone = server.requests[0]
    until(lambda: gone.ended - gone.started < 0.6)


def test_truncated(server):
    """A document that ends in the middle has the length that its header says."""
    server.faults = Faults.only("truncated")
    for url in urls(server):
        answer = requests.get(url, timeout=5)

        assert (200, str(len(answer.content))) == (answer.status_code, answer.headers["Content-Length"])
        with pytest.raises(etree.XMLSyntaxError):
            etree.fromstring(answer.content)


def test_malformed(server):
    """A document that is broken inside has its beginning and its end; a forgiving parser reads it, but wrongly."""
    right = _feed.parse(get(server.api_url, search_query="ti:sparse", max_results=20).content)
    server.faults = Faults.only("malformed")
    for url in urls(server):
        answer = requests.get(url, timeout=5)

        assert answer.content.startswith(b"<?xml")
        assert answer.content.endswith((b"</feed>\n", b"</OAI-PMH>\n"))
        with pytest.raises(etree.XMLSyntaxError):
            etree.fromstring(answer.content)
    read = _feed.parse(get(server.api_url, search_query="ti:sparse", max_results=20).content)
    assert (20, False) == (read.header.total_results, read.malformed)
    assert [*map(vars, right.results)] != [*map(vars, read.results)]


def test_error_feed(server):
    """An error comes as a feed with one entry, with status 200."""
    server.faults = Faults.only("error-feed")
    answer = get(server.api_url, search_query="ti:sparse")

    assert 200 == answer.status_code
    assert 1 == answer.text.count("<entry>")
    assert "<id>https://arxiv.org/api/errors#internal_error</id>" in answer.text


def test_empty_page(server):
    """A page without entries still says how many papers there are."""
    server.faults = Faults.only("empty-page")
    for start in (0, 10):
        read = _feed.parse(get(server.api_url, search_query="ti:sparse", start=start).content)
        assert (20, start, []) == (read.header.total_results, read.header.start_index, read.results)


def test_empty_first_page(server):
    """A first page says that there is nothing; later pages are as they should be."""
    server.faults = Faults.only("empty-first")
    read = _feed.parse(get(server.api_url, search_query="ti:sparse").content)

    assert (0, []) == (read.header.total_results, read.results)
    assert ALL[10:] == page(server, 10)


def test_unsorted(server):
    """Each page is of another random order, so that pages repeat papers and miss some."""
    server.faults = Faults.only("unsorted")
    first, second = page(server), page(server, 10)

    assert 10 == len(set(first)) == len(set(second))
    assert sorted(first) != first
    assert sorted({*first, *second}) != ALL


def test_repeated_page(server):
    """A later page is the one before it again, the first one is right."""
    server.faults = Faults.only("repeat")

    assert (ALL[:10], ALL[:10], ALL[5:10]) == (page(server), page(server, 10), page(server, 10, 5))


def test_overlapping_page(server):
    """A later page begins too early and is as long as it should be, so that its end is missing."""
    server.faults = Faults.only("overlap")
    second = page(server, 10)

    assert ALL[:10] == page(server)
    assert 10 == len(second)
    assert second[0] < 11
    assert ALL[second[0] - 1 : second[0] + 9] == second


def test_missing_fields(server):
    """Some entries of a page lack their id, title or date, the others are whole."""
    server.faults = Faults.only("missing-fields")
    lacking = set()
    for _ in range(10):
        feed = etree.fromstring(get(server.api_url, search_query="ti:sparse", max_results=20).content)
        fields = [{etree.QName(child).localname for child in entry} for entry in feed.iter("{*}entry")]
        gaps = [{"id", "title", "published"} - one for one in fields]
        assert (20, 7) == (len(gaps), sum(map(bool, gaps)))
        lacking |= set().union(*gaps)

    assert {"id", "title", "published"} == lacking


def test_unknown_code(server):
    """A broken server of OAI-PMH has an error code that is not the protocol's."""
    server.faults = Faults.only("oai-error")

    assert "internalError" == error(harvest(server, metadataPrefix="arXivRaw"))
    assert ALL[:10] == page(server)


def test_token_expires(server):
    """A token that was given out just now is not good; a new list is."""
    server.faults = Faults.only("token-expired", times=1)
    token = texts(harvest(server, metadataPrefix="arXivRaw"), "resumptionToken")[0]

    assert "badResumptionToken" == error(harvest(server, resumptionToken=token))
    assert 5 == len(texts(harvest(server, resumptionToken=token), "identifier"))


@pytest.mark.parametrize("name", NAMES)
def test_a_fault_stops(server, name):
    """A fault comes as often as was said, and then all is well again, on the same server."""
    server.faults = Faults.only(name, times=1, hang=0.1)
    token = texts(harvest(server, metadataPrefix="arXivRaw"), "resumptionToken")[0] if name == "token-expired" else ""
    for _ in range(2):
        for start in (0, 10):
            try_all(server, start, token)

    assert [name] == [request.fault for request in server.requests if request.fault]
    assert ALL == page(server) + page(server, 10)
    assert 4 == len([*pages(server, metadataPrefix="arXivRaw")])


def try_all(server, start, token):
    """Ask both interfaces, whatever comes of it."""
    for url, asked in (
        (server.api_url, {"search_query": "ti:sparse", "start": start}),
        (
            server.oai_url,
            {"verb": "ListRecords"} | ({"resumptionToken": token} if token else {"metadataPrefix": "arXiv"}),
        ),
    ):
        try:
            get(url, timeout=5, **asked)
        except requests.RequestException:
            continue


def test_faults_stay_with_their_request(server):
    """Whatever went wrong before, a request without a fault is answered rightly, on the same connection too."""
    right = {url: requests.get(url, timeout=5).content for url in urls(server)}
    server.faults = Faults.all(rate=0.5, slow=0.02, hang=0.02)
    good = 0
    with requests.Session() as client:
        for url in urls(server) * 100:
            try:
                body = client.get(url, timeout=5).content
            except requests.RequestException:
                assert server.requests[-1].fault
                continue
            if server.requests[-1].fault is None:
                good += 1
                assert right[url] == body

    assert good > 50
    assert 16 <= len({request.fault for request in server.requests if request.fault})


def drawn(seed, faults, count=400):
    """The faults of *count* requests in a row."""
    with FakeArxiv([a_record()], seed=seed, faults=faults) as server, requests.Session() as client:
        for number in range(count):
            client.get(server.oai_url if number % 2 else server.api_url, timeout=5)
        return [request.fault for request in server.requests]


def test_rate():
    """Faults come at the rate that was set, in an order that the seed decides."""
    names = ("429", "503-bare", "empty-page", "oai-error")
    first = drawn(1, Faults.only(*names, rate=0.2))
    hits = [name for name in first if name]

    assert first == drawn(1, Faults.only(*names, rate=0.2))
    assert first != drawn(2, Faults.only(*names, rate=0.2))
    assert 400 * 0.2 == pytest.approx(len(hits), abs=30)
    assert set(names) == set(hits)
    assert {"empty-page"} == {name for name in first[::2] if name} - {"429", "503-bare"}
    assert {"oai-error"} == {name for name in first[1::2] if name} - {"429", "503-bare"}


def test_no_faults():
    """Without faults there are none, and a fault that is not known is refused."""
    assert [None] * 40 == drawn(0, Faults.none(), 40)
    assert NAMES == Faults.all().names
    with pytest.raises(ValueError, match="no such fault: fire"):
        Faults.only("fire")


def test_down(server):
    """A server that is down refuses connections and breaks open ones; up again it has its old port and papers."""
    kept = HTTPConnection("127.0.0.1", server.port, timeout=5)
    kept.request("GET", "/oai?verb=Identify")
    assert b"Identify" in kept.getresponse().read()
    for _ in range(3):
        server.down()
        server.down()
        with pytest.raises(requests.ConnectionError, match="refused"):
            get(server.api_url)
        server.up()
        server.up()
        assert ALL[:10] == page(server)
    kept.sock.settimeout(5)
    assert b"" == kept.sock.recv(1)
    kept.close()


def test_down_in_the_middle(server):
    """An answer that is under way ends when the server goes down."""
    server.faults = Faults.only("slow", slow=5)
    connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", "/oai?verb=ListRecords&metadataPrefix=arXivRaw")
    answer = connection.getresponse()
    server.down()
    with pytest.raises((IncompleteRead, ConnectionResetError)):
        answer.read()
    connection.close()


def test_nobody_takes_the_port(server):
    """While the server is down its port stays its own."""
    server.down()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        assert server.port != other.getsockname()[1]
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", server.port))
