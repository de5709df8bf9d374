"""A private link in a real browser: its key is sent to the server once, in the body of a form."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from catalogue.people import Consents, Profile
from people.participants.store import Participants
from tests.browser.conftest import WAIT_MS
from tests.browser.server import served
from tests.views.library import absorption, fill

pytestmark = pytest.mark.browser


def test_the_key_stays_in_the_fragment(browser: Browser, home, tmp_path, monkeypatch):
    """Opening a link shows the profile; its key is in no address, Referer, storage, script or log."""
    monkeypatch.setenv("COMMONS_ENCODER", "toy")
    fill([absorption()])
    store = Participants.open(home)
    _, key = store.join(Profile(name="Ada Lovelace", text="Looms."), Consents(), "ada@example.org")
    store.engine.dispose()
    asked = []

    with served(home, tmp_path / "server.log") as address:
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - Playwright marks what it is given
        page.goto(f"{address}/enter#{key}")
        page.wait_for_url(f"{address}/me")
        expect(page.get_by_text("Ada Lovelace").first).to_be_visible()
        held = page.evaluate("[document.cookie, location.href, JSON.stringify({...localStorage, ...sessionStorage})]")
        [cookie] = [one for one in context.cookies() if one["name"] == "commons_key"]
        page.goto(f"{address}/enter")
        expect(page.get_by_role("button", name="Forget me in this browser")).to_be_visible()
        page.get_by_role("button", name="Forget me in this browser").click()
        page.wait_for_url(f"{address}/")
        left = [one["name"] for one in context.cookies()]
        context.close()

    assert (key, True, "Lax") == (cookie["value"], cookie["httpOnly"], cookie["sameSite"])
    sent = [request for request in asked if key in (request.post_data or "")]
    assert [("POST", f"{address}/enter")] == [(request.method, request.url) for request in sent]
    addresses = [text for request in asked for text in (request.url, request.headers.get("referer", ""))]
    assert [] == [text for text in [*addresses, *held] if key in text]
    assert key not in (tmp_path / "server.log").read_text()
    assert "commons_key" not in left
