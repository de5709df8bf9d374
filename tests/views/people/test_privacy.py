"""What an attacker tries on the pages and commands; docs/privacy.md lists it."""

from __future__ import annotations

import ast
import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
import time_machine
from sqlalchemy import text as sql
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from catalogue.errors import CommonsError
from catalogue.people import Consents, Profile
from catalogue.settings import load_settings
from cli import app as commons
from people.participants import keys
from people.participants.limits import PER_ADDRESS
from people.participants.store import Participants
from tests.views.conftest import Open
from tests.views.library import HOSTILE, fill, hold, workshop
from tests.views.test_pages import markup_free
from views import markup
from views.compose import open_services
from views.navigation import modules
from views.people import identity
from views.people.build import build
from views.routes import routes

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "privacy.md"
ALL = Consents(found=True, suggested=True, contact=True, feedback=True)
SLUGS = [module.PAGE.slug for module in modules()]


def profile(name, paper, **said):
    """A profile with a secret in each field that is for nobody else."""
    secret = f"SECRET-{name.split()[0].upper()}"
    return Profile(
        name=name,
        papers=(paper,),
        text=f"{secret} on feature absorption",
        known=(f"{secret}-KNOWN",),
        excluded=(f"{secret}-EXCLUDED",),
        community="academia",
        **said,
    )


@pytest.fixture
def come(cookies):
    """Says whose browser opens the next page: ``come(key)``, or ``come()`` for nobody in particular."""

    def come_(key=""):
        cookies.clear()
        if key:
            cookies[identity.COOKIE] = key

    return come_


@pytest.fixture
def services(home):
    """A library with a workshop."""
    return hold(fill(workshop()))


@pytest.fixture
def store(services):
    """The store of participants that the pages use."""
    opened = identity.participants(load_settings())
    yield opened
    opened.engine.dispose()


@pytest.fixture
def pair(services, store):
    """Ada and Bo, who are suggested to each other: each with their key."""
    joined = [
        store.join(profile("Ada Absorber", "arxiv:2601.00001"), ALL, "CONTACT-ADA"),
        store.join(profile("Bo Splitter", "arxiv:2601.00002"), ALL, "CONTACT-BO"),
    ]
    build(services, store)
    assert [joined[1][0].id] == [match.id for match in store.suggestions(joined[0][0].id)]
    return joined


def everything(app: AppTest) -> str:
    """All that is sent to the browser, in the words that it shows."""
    assert not app.exception
    sent = "\n".join(str(delta) for delta in app.main.children.values())
    shown = "\n".join(str(one.proto) for block in (app.main, app.sidebar) for one in block)
    return markup_free(f"{sent}\n{shown}\n{app.query_params}")


def shows(app: AppTest, *marks: str) -> list[str]:
    """Those of *marks* that are in what is sent to the browser."""
    sent = everything(app)
    return [mark for mark in marks if mark in sent]


SECRETS = ("SECRET-ADA", "SECRET-BO", "CONTACT-ADA", "CONTACT-BO")


def test_the_list_and_the_tests_agree():
    """Each attack of the list names tests that there are, and each test of this file stands in the list."""
    attacks = re.split(r"^(\d+)\. ", PAGE.read_text().partition("## An attacker's list")[2], flags=re.MULTILINE)[1:]
    named = [re.findall(r"`(tests/\S+\.py)::(test_\w+)`", attack) for attack in attacks[1::2]]

    assert [str(number) for number in range(1, len(named) + 1)] == attacks[::2]
    assert [] == [number for number, tests in enumerate(named, 1) if not tests]
    listed = {test for tests in named for test in tests}
    assert [] == [(file, test) for file, test in listed if f"def {test}(" not in (ROOT / file).read_text()]
    own = str(Path(__file__).relative_to(ROOT))
    here = {(own, name) for name in globals() if name.startswith("test_") and "agree" not in name}
    assert here == {(file, test) for file, test in listed if file == own}


def test_two_sessions_see_only_their_own(open_page: Open, pair, come):
    """Each of two browsers sees its own profile, however they take turns; one without a cookie sees none."""
    (ada, ada_key), (bo, bo_key) = pair
    for key, own, other in ((ada_key, "ADA", "BO"), (bo_key, "BO", "ADA"), (ada_key, "ADA", "BO")):
        come(key)
        page = open_page("me")
        assert [f"SECRET-{own}", f"CONTACT-{own}"] == shows(page, f"SECRET-{own}", f"CONTACT-{own}")
        assert [] == shows(page, f"SECRET-{other}", f"CONTACT-{other}", key, {"ADA": ada, "BO": bo}[other].id)

    come()
    assert [] == shows(open_page("me"), *SECRETS)


def test_a_window_left_open(open_page: Open, pair, store, come):
    """A window that somebody left open shows nothing any more once a new link was made elsewhere, or they left."""
    (ada, key), (bo, bo_key) = pair
    come(key)
    page = open_page("me")
    store.rekey(ada.id)
    assert [] == shows(page.run(), *SECRETS)

    page = AppTest.from_function(_whose, default_timeout=30)
    page.session_state["participant_digest"] = "0" * 64
    come()
    assert "nobody" == _said(page)
    page.session_state["participant_digest"] = keys.digest(bo_key)
    assert "Bo Splitter" == _said(page)
    store.leave(bo.id)
    assert "nobody" == _said(page)


def _whose():
    import streamlit  # noqa: PLC0415

    from catalogue.settings import load_settings  # noqa: PLC0415
    from views.people import identity  # noqa: PLC0415

    found = identity.me(identity.participants(load_settings()))
    streamlit.text(found.profile.name if found else "nobody")


def test_guessed_cookies(pair, come, monkeypatch):
    """A cookie that opens nothing is as none, is counted once in each session, and ends in waiting, as links do."""
    come("W" * 43)
    page = AppTest.from_function(_whose, default_timeout=30)
    assert ["nobody", "nobody"] == [_said(page), _said(page)]
    assert 1 == len(identity.guesses()._wrong)

    for _ in range(PER_ADDRESS - 1):
        identity.guesses().wrong("127.0.0.1")
    come(pair[0][1])
    assert "nobody" == _said(AppTest.from_function(_whose, default_timeout=30))
    monkeypatch.setattr(type(st.context), "ip_address", "203.0.113.6")
    assert "Ada Absorber" == _said(AppTest.from_function(_whose, default_timeout=30))


def _said(page):
    [said] = page.run().text
    return said.value


def test_logins_are_their_own(store, pair):
    """Who is logged in is the participant who joined with that issuer and subject, and nobody before they joined."""
    store.join(Profile(name="Cy Cortex"), ALL, login=("https://issuer.example", "7"))
    said = {"is_logged_in": True, "iss": "https://issuer.example", "sub": "7", "email": "ada@example.org"}
    changes = [{}, {"sub": "8"}, {"iss": "https://evil.example"}, {"is_logged_in": False}, {"sub": ""}]

    found = []
    for change in changes:
        page = AppTest.from_function(_whose, default_timeout=30)
        page.user = said | change
        found.append(_said(page))

    assert ["Cy Cortex", *["nobody"] * 4] == found


def test_pages_show_what_consents_cover(open_page: Open, pair, store, come):
    """Who is suggested is shown without paragraph, exclusions and contact; the contact comes after both said yes."""
    (ada, key), (bo, _) = pair
    come(key)
    page = open_page("meet")
    assert ["Bo Splitter"] == shows(page, "Bo Splitter", *SECRETS)

    store.answer(ada.id, bo.id, True)
    assert ["Bo Splitter"] == shows(page.run(), "Bo Splitter", *SECRETS)
    store.answer(bo.id, ada.id, True)
    assert ["Bo Splitter", "CONTACT-BO"] == shows(page.run(), "Bo Splitter", *SECRETS)
    assert ["Bo Splitter"] == shows(open_page("plan"), "Bo Splitter", *SECRETS)

    store.consent(bo.id, replace(ALL, contact=False))
    assert ["Bo Splitter"] == shows(page.run(), "Bo Splitter", *SECRETS)
    store.consent(bo.id, Consents())
    assert [] == shows(page.run(), *SECRETS)
    assert () == store.suggestions(ada.id)


def test_logged_out(open_page: Open, pair):
    """Without a cookie no page shows anything of participants, whatever its address says."""
    (ada, ada_key), (bo, bo_key) = pair

    for slug in SLUGS:
        page = open_page(slug, id=ada.id, q="absorption", list=bo.id, session=ada.id, person=bo.id)
        assert (slug, []) == (slug, shows(page, *SECRETS, ada_key, bo_key))


def test_commands_and_exports(pair, home, tmp_path):
    """What the commands print and export, and what the feed says, has nothing of a participant."""
    ids = [joined[0].id for joined in pair]
    said = []
    for command in (
        ["status"],
        ["status", "--json"],
        ["search", "absorption", "--json"],
        ["meet", "Ada Absorber", "--json"],
        ["meet", ids[0]],
        ["export", "bibtex", "arxiv:2601.00001"],
        ["export", "ics", "Ada Absorber"],
        ["export", "ics", ids[1]],
        ["people", "report"],
    ):
        ran = CliRunner().invoke(commons, command)
        assert ran.exception is None or isinstance(ran.exception, SystemExit | CommonsError)
        said.append(ran.output.replace(command[-1], ""))
    client = TestClient(Starlette(routes=routes()), raise_server_exceptions=False)
    said += [client.get(address).text for address in ("/feed.xml?q=absorption", "/enter")]

    assert any("absorption" in one for one in said)
    assert [] == [mark for mark in (*SECRETS, *ids) if mark in "\n".join(said)]


def test_an_author_page_knows_no_participants(open_page: Open, services, store, come):
    """The page of an author is the same, byte for byte, whether its person takes part or not."""
    before = everything(open_page("person", id="author:ada-absorber"))

    store.join(profile("Ada Absorber", "arxiv:2601.00001"), ALL, "CONTACT-ADA")

    assert before == everything(open_page("person", id="author:ada-absorber"))
    assert "Ada Absorber" in before


def test_nothing_is_left_in_the_home(open_page: Open, pair, store, home, come):
    """After somebody was built for, shown and suggested, and left, no file of the whole home names them."""
    (ada, key), (bo, bo_key) = pair
    store.answer(ada.id, bo.id, True)
    for one in (key, bo_key):
        come(one)
        for slug in ("me", "meet", "plan") if "plan" in SLUGS else ("me", "meet"):
            assert not open_page(slug).exception
    marks = ("SECRET-BO", "CONTACT-BO", bo.id)
    assert list(marks) == _in(home, *marks)

    store.leave(bo.id)
    assert [] == _in(home, *marks)
    build(open_services(load_settings()), store)

    assert [] == _in(home, *marks)
    assert "SECRET-ADA" in _in(home, "SECRET-ADA")


def _in(home, *marks):
    files = [file.read_bytes() for file in home.rglob("*") if file.is_file()]
    return [mark for mark in marks if any(mark.encode() in content for content in files)]


def test_errors_and_logs(pair, store, caplog, home):
    """An error of the file, as it is shown or logged with all its causes, has no word of what participants say."""
    caplog.set_level(logging.DEBUG)
    ada = pair[0][0]
    with store.writing() as connection:
        connection.execute(sql("DROP TABLE facts"))

    with pytest.raises(CommonsError) as caught:
        store.save(ada.id, Profile(name="SECRET-NEW", text="SECRET-NEW"), "SECRET-NEW")
    with pytest.raises(CommonsError) as at_joining:
        store.join(Profile(name="SECRET-NEW"), ALL, "SECRET-NEW")

    said = [text for error in (caught.value, at_joining.value) for text in _causes(error)]
    said += [f"{record.getMessage()} {record.exc_text}" for record in caplog.records]
    assert len(said) > 2
    assert [] == [one for one in said if "SECRET" in one or "CONTACT" in one]


def _causes(error):
    return [str(error), *_causes(error.__cause__ or error.__context__)] if error else []


def test_old_profiles(services, come, home):
    """Whoever changed nothing for the days of the setting is deleted as soon as anybody reads a page."""
    with time_machine.travel("2026-01-01T12:00Z"):
        store = Participants.open(home)
        store.join(Profile(name="SECRET-OLD"), ALL)
        store.engine.dispose()
    assert ["SECRET-OLD"] == _in(home, "SECRET-OLD")

    assert "nobody" == _said(AppTest.from_function(_whose, default_timeout=30))

    assert [] == _in(home, "SECRET-OLD")


CACHES = {"cache_data", "cache_resource", "cache", "lru_cache"}
PRIVATE = re.compile(r"\b(?:Participant|Profile|Consents|PersonMatch|Card|Suggestion|Tally|store|me)\b")


def test_nothing_of_participants_is_cached():
    """No cache, which all sessions would share, takes or gives anything of a participant."""
    suspects = []
    for file in [*(ROOT / "views").rglob("*.py"), *(ROOT / "people").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef) and any(_caches(one) for one in node.decorator_list):
                signature = f"{ast.unparse(node.args)} {ast.unparse(node.returns) if node.returns else ''}"
                if PRIVATE.search(signature):
                    suspects.append(f"{file.name} {node.name}")

    assert [] == suspects


def _caches(decorator: ast.expr) -> bool:
    return bool(CACHES & set(re.findall(r"\w+", ast.unparse(decorator))))


def test_hostile_names(open_page: Open, services, store, come):
    """Names, affiliations and contacts that are code are shown as text, to their owners and to others."""
    ada, key = store.join(profile("Ada Absorber", "arxiv:2601.00001"), ALL, "CONTACT-ADA")
    for hostile in HOSTILE[:4]:
        said = replace(profile("x", "arxiv:2601.00002"), name=hostile, affiliation=hostile)
        other, other_key = store.join(said, ALL, hostile)
        store.answer(ada.id, other.id, True)
        store.answer(other.id, ada.id, True)
    build(services, store)

    come(key)
    page = open_page("meet")
    come(other_key)
    own = open_page("me")

    for app, shown in ((page, HOSTILE[:4]), (own, HOSTILE[3:4])):
        assert not app.exception
        markdown = "\n".join(element.value for element in app.markdown)
        assert [] == [hostile for hostile in shown if markup.plain(hostile) not in markdown]
        assert [] == re.findall(r"(?<!\\)(?:<(?:script|img)|\]\(javascript|!\[)", markdown)
