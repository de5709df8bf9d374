"""The document that every page begins as."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.testclient import TestClient

from views import brand, front
from views.navigation import modules

SHELL = Path(streamlit.__file__).with_name("static") / "index.html"
PATHS = ["", *(module.PAGE.slug for module in modules())]


@pytest.fixture(params=["", "/base"])
def below(request) -> str:
    """The base path that a server may have."""
    return request.param


@pytest.fixture
def client(below: str) -> TestClient:
    """Asks a server that has our document before all that is Streamlit's."""
    return TestClient(Starlette(routes=[*front.routes(below), Mount("/", PlainTextResponse("Streamlit's"))]))


@pytest.mark.parametrize("path", [*PATHS, "nonsense"])
def test_every_page_begins_with_it(client: TestClient, below: str, path: str):
    """Each page, and an address that none has, begins with our name, our style and our script."""
    got = client.get(f"{below}/{path}")

    assert got.headers["content-type"].startswith("text/html")
    assert f"<title>{brand.NAME}</title>" in got.text
    for name in ("app.css", "app.js"):
        assert (Path(front.__file__).with_name("assets") / name).read_text(encoding="utf-8") in got.text


@pytest.mark.parametrize(
    "path", ["favicon.png", "static/js/x.js", "_stcore/health", "oauth2callback", "manifest.json", "search/more"]
)
def test_the_rest_is_streamlits(client: TestClient, below: str, path: str):
    """Files, Streamlit's own addresses and the way back from a login are left alone."""
    assert "Streamlit's" == client.get(f"{below}/{path}").text


def test_nothing_of_streamlits_is_lost():
    """All that Streamlit's document loads, ours loads too, in the same order, and every file is there."""
    loads = re.compile(r'(?:src|href)="(\./static/[^"]+)"')
    before, after = (loads.findall(text) for text in (SHELL.read_text(encoding="utf-8"), front.document()[0]))

    assert before == after[: len(before)]
    assert set(before) < set(after)
    assert len(after) == len(set(after))
    assert [] == [file for file in after if not (SHELL.parent / file).exists()]


def test_it_is_sent_once(client: TestClient, below: str):
    """Who has the document is told so."""
    tag = client.get(f"{below}/").headers["etag"]
    again = client.get(f"{below}/about", headers={"If-None-Match": tag})

    assert (304, b"", "no-cache") == (again.status_code, again.content, again.headers["cache-control"])


def test_nothing_is_fetched_from_outside():
    """The document names no other host."""
    assert [] == re.findall(r"""(?:src|href)=["'](?:https?:)?//""", front.document()[0])
