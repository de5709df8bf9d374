"""The map's data and script, as a browser asks for them."""

from __future__ import annotations

import json

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.makers import a_paper, ingest
from tests.views.library import fill, many
from views.field import drawing
from views.field.route import addresses, routes
from views.services import services as opened


@pytest.fixture
def client(services) -> TestClient:
    """Asks over a library with a map."""
    return TestClient(Starlette(routes=routes("")))


def test_the_document(client):
    """The data is columns of one length, whose regions, posters and groups name rows that there are."""
    answer = client.get("/map.json")
    said = answer.json()
    size = len(said["ids"])

    assert (200, "application/json") == (answer.status_code, answer.headers["content-type"])
    for column in ("titles", "bylines", "years", "x", "y"):
        assert size == len(said[column])
    assert max(map(abs, said["x"] + said["y"])) <= said["grain"]
    for colouring in said["by"]:
        assert size == len(colouring["of"])
        assert size == sum(group["papers"] for group in colouring["groups"])
        for group in colouring["groups"]:
            assert group["colour"] in said["colours"]["light"]
            assert group["colour"] in said["colours"]["dark"]
    assert {row for region in said["regions"] for row in region["typical"]} | set(said["posters"]) <= set(range(size))
    assert said["regions"]


def test_kept_by_the_browser(client):
    """An address with its version is kept for good, one without is asked again and answered with a word."""
    first = client.get("/map.json")
    again = client.get("/map.json", headers={"If-None-Match": first.headers["etag"]})
    known = client.get("/" + addresses(opened())["data"])

    assert ("no-cache", 304, b"") == (first.headers["cache-control"], again.status_code, again.content)
    assert "immutable" in known.headers["cache-control"]
    assert first.content == known.content


def test_a_wrong_version_is_not_kept(client):
    """An address of an older map gives today's, but not for good."""
    assert "no-cache" == client.get("/map.json?v=old").headers["cache-control"]


def test_packed(client):
    """Whoever takes gzip gets it, under a tag of its own; whoever does not gets the same plain."""
    packed, plain = (client.get("/map.json", headers={"Accept-Encoding": said}) for said in ("gzip", "identity"))

    assert ("gzip", "Accept-Encoding") == (packed.headers["content-encoding"], packed.headers["vary"])
    assert "content-encoding" not in plain.headers
    assert packed.headers["etag"] != plain.headers["etag"]
    assert json.loads(plain.content) == packed.json()
    assert int(packed.headers["content-length"]) < len(plain.content) / 2


def test_another_map_has_another_address(client):
    """When the library changes, so do address and tag."""
    before, tag = addresses(opened()), client.get("/map.json").headers["etag"]

    ingest(opened().catalogue, a_paper(id="arxiv:2700.00001", title="A new circuit"))

    assert before["data"] != addresses(opened())["data"]
    assert before["script"] == addresses(opened())["script"]
    assert tag != client.get("/map.json").headers["etag"]


def test_the_script(client):
    """What draws the map comes whole, and as JavaScript."""
    answer = client.get("/map.js")

    assert (200, "text/javascript; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    assert drawing.script() == answer.text
    assert "window.commonsField" in answer.text


def test_no_map_yet(home):
    """Without a map, or without an index, the data is a sentence on what to do, and worth asking again."""
    client = TestClient(Starlette(routes=routes("")))
    empty = client.get("/map.json")
    fill(many(3))
    unmapped = client.get("/map.json")

    for answer in (empty, unmapped):
        assert (503, "60") == (answer.status_code, answer.headers["retry-after"])
        assert "Run: commons index" in answer.text


def test_below_a_base_path():
    """The addresses lie beside the pages."""
    assert {"/app/map.json", "/app/map.js"} == {route.path for route in routes("/app")}
