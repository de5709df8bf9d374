"""Signing in with OpenID Connect, in a real browser, at a real provider of our own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from catalogue.people import Consents, Profile
from people.participants.store import Participants
from tests.browser.conftest import WAIT_MS
from tests.browser.server import free_port, served
from tests.fakes.oidc import FakeProvider
from tests.views.library import absorption, fill

pytestmark = pytest.mark.browser


@pytest.fixture
def provider():
    """A provider that logs everybody in."""
    with FakeProvider() as running:
        yield running


@pytest.fixture
def address(home, provider, tmp_path, monkeypatch):
    """The address of an app whose secrets name the provider."""
    monkeypatch.setenv("COMMONS_ENCODER", "toy")
    fill([absorption()])
    port, secrets = free_port(), tmp_path / "secrets.toml"
    secrets.write_text(provider.secrets(f"http://127.0.0.1:{port}"))
    with served(home, tmp_path / "server.log", port=port, secrets=secrets) as url:
        yield url


def signed_in(browser: Browser, address: str) -> Page:
    """The page of one's profile in a fresh browser that has signed in."""
    page = browser.new_context().new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(f"{address}/me")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/me")
    return page


def test_a_login_is_a_profile(browser: Browser, provider: FakeProvider, address: str, home):
    """Who signs in opens the profile that joined with that login, and nobody else's; signing out closes it."""
    store = Participants.open(home)
    store.join(Profile(name="Ada Lovelace", text="Looms."), Consents(), login=(provider.issuer, "ada"))
    store.engine.dispose()

    provider.subject = "ada"
    page = signed_in(browser, address)
    expect(page.get_by_text("You are signed in as Ada Lovelace")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/me")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Ada Lovelace")).to_have_count(0)

    provider.subject = "eve"
    other = signed_in(browser, address)
    expect(other.get_by_role("button", name="Keep my profile")).to_be_visible()
    expect(other.get_by_text("Ada Lovelace")).to_have_count(0)
    for one in (page, other):
        one.context.close()
