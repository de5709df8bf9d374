"""A server's whole output, after a visit that names a word nobody else knows: the word is not in it."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import WAIT_MS, settled
from tests.browser.server import served
from tests.views.library import absorption, bridged, fill, many
from views.compose import read_for_glossary

pytestmark = pytest.mark.browser

MARK = "zebraquagga"

ADDRESSES = (
    f"search?q={MARK}",
    f"search?q=ti%3A%3A+%22{MARK}",
    f"paper?id=arxiv:{MARK}",
    f"concept?word={MARK}",
    f"meet?like=arxiv:{MARK}",
    f"{MARK}?q={MARK}",
)

BESIDE = (
    (f"feed.xml?q={MARK}", None),
    (f"feed.xml?q={MARK}&days={MARK}", None),
    (f"enter?{MARK}", f"key={MARK}"),
    (f"readyz?{MARK}", None),
    (f"_stcore/health?{MARK}", None),
    (f"_stcore/upload_file/{MARK}", None),
)


@pytest.fixture
def visited(tmp_path: Path, home: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """What a server wrote from its start to its end, with that visit between, and what it then said to Prometheus."""
    monkeypatch.setenv("COMMONS_ENCODER", "toy")
    read_for_glossary(fill([absorption(), bridged(), *many(5)]))
    monkeypatch.setenv("COMMONS_LOG", "json")
    log = tmp_path / "server.log"
    with served(home, log) as address:
        assert 200 == _ready(address)
        for path, body in BESIDE:
            ask(f"{address}/{path}", body)
        page = browser.new_page(user_agent=MARK)
        page.set_default_timeout(WAIT_MS)
        _browse(page, address)
        with urlopen(f"{address}/metrics", timeout=60) as answer:  # noqa: S310 - ours
            metrics = answer.read().decode()
        page.context.close()
    return log.read_text(), metrics


def ask(address: str, body: str | None = None) -> int:
    """Ask, with the word in every place that a request has; return the status."""
    headers = {"Cookie": f"commons_key={MARK}", "Referer": f"http://{MARK}/", "X-Forwarded-For": "198.51.100.7"}
    try:
        with urlopen(Request(address, body.encode() if body else None, headers), timeout=60) as answer:  # noqa: S310 - ours
            return answer.status
    except HTTPError as refused:
        return refused.code


def _ready(address: str) -> int:
    end = time.monotonic() + 120
    while (status := ask(f"{address}/readyz")) != 200 and time.monotonic() < end:
        time.sleep(0.3)
    return status


def _browse(page: Page, address: str) -> None:
    page.context.add_cookies([{"name": "commons_key", "value": MARK, "url": address}])
    for path in ADDRESSES:
        page.goto(f"{address}/{path}")
        page.wait_for_selector("h1")
        settled(page)
    for slug in ("translate", "prior"):
        page.goto(f"{address}/{slug}")
        page.locator("textarea").first.fill(f"{MARK} and feature absorption in sparse autoencoders")
        page.keyboard.press("Control+Enter")
        settled(page)


def test_nothing_of_what_was_asked(visited: tuple[str, str]):
    """Not in a line, not in a trace, not in what libraries print: neither words nor addresses, ids, cookies, agents."""
    log, metrics = visited
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    pages = {line["page"] for line in lines if line["event"] == "page"}
    routes = {(line["route"], line["status"]) for line in lines if line["event"] == "request"}

    assert MARK not in log + metrics
    assert "198.51.100.7" not in log + metrics
    assert 'commons_page_runs_total{outcome="ok",page="search"}' in metrics
    assert re.search(r"^commons_sessions_open [1-9]", metrics, re.MULTILINE)
    assert {"search", "paper", "concept", "meet", "translate", "prior"} <= pages
    assert {("/feed.xml", 200), ("/feed.xml", 400), ("/enter", 403)} <= routes
    assert ["serving", "stopped"] == [line["event"] for line in lines if line["event"] in {"serving", "stopped"}]
    others = [line for line in log.splitlines() if line.strip() and not line.startswith("{")]
    assert [] == [line for line in others if "URL: http://127.0.0.1" not in line and "You can now view" not in line]
