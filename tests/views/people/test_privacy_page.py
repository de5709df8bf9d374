"""The privacy page, and the ways in and out of one's own profile."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from catalogue.people import Consents, Profile
from catalogue.settings import load_settings
from tests.views.conftest import Open
from tests.views.test_pages import text
from views.people import identity


def test_the_page(open_page: Open, monkeypatch: pytest.MonkeyPatch):
    """The page says what docs/privacy.md says, and after how many days this site forgets; attacks are folded away."""
    monkeypatch.setenv("COMMONS_PEOPLE_DAYS", "30")

    page = open_page("privacy")

    assert not page.exception
    assert ["Privacy"] == [title.value for title in page.title]
    assert "nothing for 30 days is deleted" in text(page)
    assert "Delete me" in text(page)
    assert ["What an attacker might try, and the tests against it"] == [one.label for one in page.expander]
    assert "Guess the id of a participant" in page.expander[0].markdown[0].value


def test_private_links(monkeypatch: pytest.MonkeyPatch):
    """A private link names the site's own address where one is set."""
    monkeypatch.setenv("COMMONS_SITE", "https://commons.example/app/")

    assert "https://commons.example/app/enter#KEY" == identity.private_link(load_settings(), "KEY")


@pytest.mark.parametrize("page", ["me", "", "paper?id=arxiv:1"])
def test_private_links_where_no_address_is_set(monkeypatch: pytest.MonkeyPatch, page):
    """Elsewhere it names the address that the page is read at, below its base path."""
    monkeypatch.setattr(type(identity.st.context), "url", f"http://here.example/app/{page}")

    assert "http://here.example/app/enter#KEY" == identity.private_link(load_settings(), "KEY")


def _page():
    import streamlit  # noqa: PLC0415

    from catalogue.people import Consents, Profile  # noqa: PLC0415
    from catalogue.settings import load_settings  # noqa: PLC0415
    from views.people import identity  # noqa: PLC0415

    found = identity.me(identity.participants(load_settings()))
    streamlit.text(found.profile.name if found else "nobody")
    identity.sign_out() if found else identity.sign_in()
    if streamlit.button("Join"):
        profile = Profile(name="Ada")
        identity.remember(identity.participants(load_settings()).join(profile, Consents())[1])
        streamlit.rerun()
    if found and streamlit.button("New link"):
        identity.participants(load_settings()).rekey(found.id)
        streamlit.rerun()


def who(page: AppTest) -> str:
    """Who the page takes its reader for."""
    assert not page.exception
    [said] = page.text
    return said.value


def press(page: AppTest, label: str) -> AppTest:
    """Press the button of that label."""
    return next(one for one in page.button if one.label == label).click().run()


def test_a_session_that_joins(home):
    """Who joins is known for the rest of their session, until they forget themselves."""
    page = AppTest.from_function(_page, default_timeout=30).run()
    assert "nobody" == who(page)
    assert "Open your private link, or [paste it](enter)" in page.markdown[0].value

    assert "Ada" == who(press(page, "Join"))

    assert "nobody" == who(press(page, "Forget me in this window"))


def test_a_session_whose_link_was_replaced(home):
    """A new link ends every session that the old one, or the joining, began."""
    page = AppTest.from_function(_page, default_timeout=30).run()
    press(page, "Join")

    assert "nobody" == who(press(page, "New link"))


def test_forgetting_a_cookie(home, cookies: dict[str, str]):
    """Who is known by a cookie is shown where their browser forgets them."""
    _, key = identity.participants(load_settings()).join(Profile(name="Ada"), Consents())
    cookies[identity.COOKIE] = key

    page = AppTest.from_function(_page, default_timeout=30).run()

    assert "Ada" == who(page)
    assert ["[Forget me in this browser](enter)"] == [one.value for one in page.markdown]


def test_signing_out(home):
    """Who is logged in can sign out."""
    store = identity.participants(load_settings())
    store.join(Profile(name="Ada"), Consents(), login=("https://issuer.example", "7"))
    page = AppTest.from_function(_page, default_timeout=30)
    page.user = {"is_logged_in": True, "iss": "https://issuer.example", "sub": "7"}

    assert "Ada" == who(page.run())
    assert "nobody" == who(press(page, "Sign out").run())
