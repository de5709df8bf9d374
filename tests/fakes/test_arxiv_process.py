"""The fake arXiv as a process of its own, over the whole real sample."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from gzip import compress
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import etree

from tests.fakes.arxiv import load
from tests.fakes.arxiv.asking import feed, get, pages
from tests.ingest.samples import a_record, as_lines

ROOT = Path(__file__).parents[2]
PAGED = 4 * 28
"""Quarters whose papers are all looked at: of all years they would take too long."""
SAMPLE = "arxiv-snapshot-sample.jsonl.gz"
TAGS = ("id", "title", "summary")
ENTRY = "{http://www.w3.org/2005/Atom}entry"
GIGABYTE = 2**20
"""In kilobytes."""
QUARTERS = (
    "[{0}01010000 TO {0}03312359]",
    "[{0}04010000 TO {0}06302359]",
    "[{0}07010000 TO {0}09302359]",
    "[{0}10010000 TO {0}12312359]",
)


@contextmanager
def process(*arguments):
    """The server as a process: its number, and the URLs that it prints."""
    command = [sys.executable, "-m", "tests.fakes.arxiv", *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield SimpleNamespace(pid=server.pid, **json.loads(server.stdout.readline()))
        finally:
            server.send_signal(signal.SIGTERM)
            assert 0 == server.wait(timeout=10)


def find(server, query, **asked):
    """Title and abstract by id on one page of what a query finds, and how long it takes in seconds."""
    began = time.monotonic()
    asked = {"search_query": query, "sortBy": "submittedDate", "max_results": 2000} | asked
    answer = get(server.api_url, timeout=60, **asked)
    seconds = time.monotonic() - began
    entries = [
        [entry.findtext(f"{{*}}{tag}") for tag in TAGS] for entry in etree.fromstring(answer.content).iter(ENTRY)
    ]
    return {said.rpartition("/abs/")[2].rpartition("v")[0]: texts(*rest) for said, *rest in entries}, seconds


def texts(*said):
    """Texts without their lines."""
    return tuple(" ".join(text.split()) for text in said)


def test_process(tmp_path):
    """The process prints its two URLs as JSON, serves the file with the clock and faults of its options, and ends."""
    file = tmp_path / "two.jsonl.gz"
    file.write_bytes(compress(as_lines([a_record(1), a_record(2)])))
    options = ("--now", "2024-09-24", "--rate", 1, "--fault", "429", "--retry-after", 3, "--seed", 1)
    with process(file) as right, process(file, *options) as wrong:
        assert ["2409.00002", "2409.00001"] == [*find(right, "ti:sparse")[0]]
        assert [["2409.00001", "2409.00002"]] == [*pages(right, metadataPrefix="arXiv")]
        refused = get(wrong.oai_url)
        assert (429, "3") == (refused.status_code, refused.headers["Retry-After"])


@pytest.fixture(scope="module")
def real(shared_data):
    """A process with all 103,780 real records."""
    began = time.monotonic()
    with process(shared_data / SAMPLE) as server:
        assert time.monotonic() - began < 30
        yield server


@pytest.mark.data
def test_speed(real):
    """A page of 2,000 of a window of dates takes less than half a second, unless others take the machine."""
    query = "cat:cs.* AND submittedDate:[202507010000 TO 202512312359]"
    pages = [find(real, query, start=start) for start in range(0, 8000, 2000)]

    assert [2000] * 4 == [len(ids) for ids, _ in pages]
    assert 8000 == len({one for ids, _ in pages for one in ids})
    assert min(seconds for _, seconds in pages) < 0.5


@pytest.mark.data
def test_all_come_out(real, shared_data):
    """Every real record comes out of both interfaces once and whole, whatever gaps it has; little memory is needed."""
    records = {one["id"]: texts(one["title"], one["abstract"]) for one in load(shared_data / SAMPLE)}
    quarters = [f"submittedDate:{quarter.format(year)}" for year in range(1993, 2027) for quarter in QUARTERS]
    found = [one for query in quarters[:PAGED] for one in everything(real, query)]
    harvested = [one for page in pages(real, metadataPrefix="arXivRaw") for one in page]
    totals = [feed(real, search_query=query, max_results=0).header.total_results for query in quarters]

    assert len(records) == len(harvested) == sum(totals)
    assert len(found) == sum(totals[:PAGED]) > 20_000
    assert [] == [number for number, said in found if records[number] != said]
    assert sorted(records) == sorted(harvested)
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{real.pid}/status").read_text())
    assert int(peak[1]) < 1.5 * GIGABYTE


def everything(server, query):
    """All that a query finds, page by page."""
    for start in range(0, 30_000, 2000):
        page, _ = find(server, query, start=start)
        yield from page.items()
        if len(page) < 2000:
            return
