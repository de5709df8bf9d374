"""Private links: from the fragment of an address to a cookie, and no further."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from contextlib import suppress
from datetime import timedelta

import pytest
import streamlit as st
import time_machine
from sqlalchemy import event
from starlette.applications import Starlette
from starlette.testclient import TestClient

from catalogue.errors import KeyRefusedError
from catalogue.people import Consents, Profile
from catalogue.settings import load_settings
from people.participants.limits import PER_ADDRESS, WINDOW_S
from views.people import identity
from views.routes import routes

HOST = "http://here.example"


@pytest.fixture
def store(home):
    """The store that the server uses."""
    opened = identity.participants(load_settings())
    yield opened
    opened.engine.dispose()


@pytest.fixture
def ada(store):
    """A participant and the key of their private link."""
    return store.join(Profile(name="Ada Lovelace"), Consents(), "ada@example.org")


def browse(host=HOST):
    """A client of a server that has only our routes, who follows no redirection."""
    return TestClient(Starlette(routes=routes()), base_url=host, follow_redirects=False)


def post(client, key, page="enter", **headers):
    """Post a form as our own page does."""
    said = {"Origin": str(client.base_url), **{name.replace("_", "-"): value for name, value in headers.items()}}
    return client.post(f"/{page}", data={"key": key}, headers=said)


def test_a_private_link(store, ada):
    """The key is traded for a cookie that scripts cannot read and other sites do not send, and the profile opens."""
    _, key = ada

    answer = post(browse(), key)

    assert (303, "/me") == (answer.status_code, answer.headers["location"])
    seconds = 180 * 24 * 3600
    expected = f"commons_key={key}; HttpOnly; Max-Age={seconds}; Path=/; SameSite=lax"
    assert expected == answer.headers["set-cookie"]


def test_pasted(store, ada):
    """The whole address may be pasted in place of the key."""
    assert 303 == post(browse(), f"  {HOST}/enter#{ada[1]}\n").status_code


@pytest.mark.parametrize(
    ("site", "host", "headers"),
    [
        ("", "https://here.example", {}),
        ("", HOST, {"X_Forwarded_Proto": "https"}),
        ("https://here.example", HOST, {}),
    ],
)
def test_over_https(ada, monkeypatch, site, host, headers):
    """Where the site is reached over https, the cookie is sent over nothing else."""
    if site:
        monkeypatch.setenv("COMMONS_SITE", site)

    answer = post(browse(host), ada[1], Sec_Fetch_Site="same-origin", **headers)

    assert "; Secure" in answer.headers["set-cookie"]


def test_below_a_base_path(store, ada, monkeypatch):
    """Below a base path the cookie is for that path only."""
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "/app/"}.__getitem__)

    answer = post(browse(), ada[1], "app/enter")

    assert (303, "/app/me") == (answer.status_code, answer.headers["location"])
    assert "Path=/app;" in answer.headers["set-cookie"]


def test_the_page(home):
    """The page needs nothing else, runs only its own script, is in no frame and no cache, and works without script."""
    answer = browse().get("/enter")

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'sha256-" in policy
    assert ["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"] == policy.split("; ")[3:]
    for tag in ("script", "style"):
        [inner] = re.findall(f"<{tag}>(.*?)</{tag}>", answer.text, re.DOTALL)
        assert base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode() in policy
    said = [answer.headers[name] for name in ("cache-control", "referrer-policy", "x-frame-options")]
    assert ["no-store", "same-origin", "DENY"] == said
    assert [] == re.findall(r"(?:src|href)=\"(?:https?:)?//", answer.text)
    assert '<form id="open" method="post" action="enter"' in answer.text
    assert "location.hash" in answer.text
    assert 200 == browse().head("/enter").status_code


@pytest.mark.parametrize("key", ["", "x", "A" * 43, "A" * 100_000, "<script>alert(1)</script>", "é", "%00", "#"])
def test_a_wrong_link(store, ada, key):
    """A link that opens nothing is answered with what to do, in the same words whatever was wrong, and no cookie."""
    answer = post(browse(), key)

    assert 403 == answer.status_code
    assert "This private link opens nothing. Use the newest one" in answer.text
    assert "set-cookie" not in answer.headers
    assert post(browse(), "B" * 43).text == answer.text
    assert 'name="key"' in answer.text


def test_bodies_that_are_no_form(store):
    """What is no form is refused as a wrong link is, however it is made."""
    for content in (b"", b"\xff\xfe\x00", b"key", b"key=" + b"%" * 999, b"a=b&" * 400):
        answer = browse().post("/enter", content=content, headers={"Origin": HOST})
        assert 403 == answer.status_code


def test_a_new_link_ends_the_old_one(store, ada):
    """A link that was replaced, or whose owner left, opens nothing when it is used again."""
    person, old = ada
    new = store.rekey(person.id)
    assert (403, 303) == (post(browse(), old).status_code, post(browse(), new).status_code)

    store.leave(person.id)

    assert 403 == post(browse(), new).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://here.example.evil.example"},
        {"Origin": HOST, "Sec-Fetch-Site": "cross-site"},
        {"Origin": HOST, "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
@pytest.mark.parametrize("page", ["enter", "leave-session"])
def test_from_another_site(store, ada, page, headers):
    """Another site's page can neither put a browser into a profile nor take it out."""
    answer = browse().post(f"/{page}", data={"key": ada[1]}, headers=headers)

    assert 403 == answer.status_code
    assert "set-cookie" not in answer.headers
    assert "This was not sent from this page" in answer.text


def test_by_script_of_nobody(store, ada):
    """A post without a word on where it comes from is refused."""
    assert 403 == browse().post("/enter", data={"key": ada[1]}).status_code


def test_anothers_link(store, ada):
    """A browser that opens a profile is not put into another by a link; it has to forget the first one before."""
    _, other = store.join(Profile(name="Eve"), Consents())
    client = browse()
    client.cookies.set(identity.COOKIE, ada[1])

    answer = post(client, other)
    assert 409 == answer.status_code
    assert "set-cookie" not in answer.headers
    assert "Let it forget that one" in answer.text
    assert 303 == post(client, ada[1]).status_code

    left = post(client, "", "leave-session")
    assert (303, "/") == (left.status_code, left.headers["location"])
    assert "Max-Age=0" in left.headers["set-cookie"]
    client.cookies.clear()
    assert 303 == post(client, other).status_code


def test_an_old_cookie_is_in_nobodys_way(store, ada):
    """A cookie that opens nothing any more does not keep a browser from a new link."""
    client = browse()
    client.cookies.set(identity.COOKIE, ada[1])
    new = store.rekey(ada[0].id)

    assert 303 == post(client, new).status_code


def test_forgetting_is_offered_where_there_is_something_to_forget(store, ada):
    """The button stands on the page only in a browser that has a cookie."""
    client = browse()
    assert "Forget me" not in client.get("/enter").text
    client.cookies.set(identity.COOKIE, ada[1])

    assert "Forget me" in client.get("/enter").text


def test_too_many_guesses(store, ada):
    """After too many wrong links not even the right one opens anything, until some time has passed."""
    with time_machine.travel("2026-12-06T10:00Z", tick=False) as clock:
        client = browse()
        for _ in range(PER_ADDRESS):
            post(client, "A" * 43)

        answer = post(client, ada[1])
        assert 429 == answer.status_code
        assert "Wait ten minutes" in answer.text
        clock.shift(timedelta(seconds=WINDOW_S + 1))
        assert 303 == post(client, ada[1]).status_code


def test_a_key_is_looked_up_by_its_hash_alone(store, ada):
    """A near miss, a far one and the right key ask the very same question of the store: time tells nothing of a key."""
    key, asked = ada[1], []

    @event.listens_for(store.engine, "before_cursor_execute")
    def _note(_connection, _cursor, statement, parameters, *_):
        asked.append((statement, tuple(map(len, parameters))))

    for one in (key, key[:-1] + ("A" if key[-1] != "A" else "B"), "Z" * 43):
        with suppress(KeyRefusedError):
            store.by_key(one)

    one, *others = [asked[place : place + 2] for place in range(0, len(asked), 2)]
    assert [one, one] == others
    assert (64,) == one[1][1]


def test_a_key_is_in_no_address_log_or_error(store, ada, caplog):
    """Neither answers nor logs repeat a key, right or wrong, and a key in an address does nothing."""
    caplog.set_level(logging.DEBUG)
    _, key = ada
    answers = [post(browse(), key), post(browse(), "W" * 43), browse().get(f"/enter?key={key}")]

    shown = [answer.text + str(answer.headers.get("location", "")) for answer in answers]
    assert [] == [secret for secret in (key, "W" * 43) for text in shown if secret in text]
    assert "set-cookie" not in answers[2].headers
    logged = [f"{record.getMessage()} {record.exc_text}" for record in caplog.records if record.name != "httpx2"]
    assert [] == [line for line in logged if key in line or "W" * 43 in line]


def test_the_store_fails(store, ada, home):
    """If the participants' file cannot be used, the answer is a sentence that names no parameter of it."""
    store.engine.dispose()
    (home / "people.sqlite").write_bytes(b"no database " * 1000)

    answer = post(browse(), ada[1])

    assert 503 == answer.status_code
    assert "the file of participants" in answer.text
    assert ada[1] not in answer.text
