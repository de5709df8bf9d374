"""The frame of every page: its name, the menu, and where the reader is in it."""

from __future__ import annotations

import pytest
import streamlit as st
from hypothesis import given, strategies
from lxml import html
from streamlit.testing.v1 import AppTest

from glossary.paths import paths
from tests.views.conftest import Open
from tests.views.library import absorption, fill
from views import brand
from views.components import frame
from views.navigation import modules

PAGES = {module.PAGE.slug: module.PAGE for module in modules()}
MENU = [page for page in PAGES.values() if page.visible]


def drawn(app: AppTest) -> html.HtmlElement:
    """All HTML of ours on a page, as one tree."""
    return html.fragments_fromstring("".join(["<div>", *(one.proto.body for one in app.get("html")), "</div>"]))[0]


@pytest.mark.parametrize("slug", ["home", "search", "concept", "about"])
def test_where_you_are(open_page: Open, slug: str):
    """A page of the menu is its current page; any other page marks the part that it belongs to, if any."""
    page = PAGES[slug]
    [nav] = drawn(open_page(slug)).xpath(".//nav[@aria-label='Main']")
    marked = {link.get("href"): link.get("aria-current") for link in nav.iter("a") if link.get("aria-current")}

    assert ({slug: "page"} if page.visible else {page.under: "true"} if page.under else {}) == marked


def test_every_part_is_in_the_menu():
    """What a page says that it is under is a page of the menu."""
    assert {page.under for page in PAGES.values()} - {""} <= {page.slug for page in MENU}


@pytest.mark.parametrize(
    ("slug", "params", "said"),
    [
        ("home", {}, brand.NAME),
        ("about", {}, f"About - {brand.NAME}"),
        ("concept", {"id": "superposition"}, f"superposition - {brand.NAME}"),
        ("paper", {"id": "arxiv:2409.14507"}, f"{absorption().title} - {brand.NAME}"),
        ("paper", {"id": "arxiv:2409.99999"}, f"Paper - {brand.NAME}"),
        ("start", {"path": "saes"}, f"{paths()['saes'].title} - {brand.NAME}"),
        ("search", {"q": "a  circuit"}, f"a circuit - {brand.NAME}"),
    ],
)
def test_the_name_in_the_tab(open_page: Open, monkeypatch, slug: str, params: dict[str, str], said: str):
    """The tab, a bookmark and a screen reader are told what this page is about, and of which site it is."""
    fill([absorption()])
    names: list[str] = []
    monkeypatch.setattr(st, "set_page_config", lambda **config: names.append(config["page_title"]))
    open_page(slug, **params)

    assert said == names[-1]


def test_the_foot_leads_to_pages(open_page: Open):
    """Every link below a page leads to a page, and takes along what the reader brought."""
    links = drawn(open_page("about", list="arxiv:2409.14507")).xpath(".//div[@class='commons-foot']//a/@href")

    assert {f"{slug}?list=arxiv:2409.14507" for slug in frame.FOOT} == set(links)
    assert frame.FOOT.keys() <= PAGES.keys()


@given(
    name=strategies.text(),
    titles=strategies.dictionaries(strategies.from_regex(r"[a-z]{1,8}", fullmatch=True), strategies.text(max_size=20)),
)
def test_names_are_text(name: str, titles: dict[str, str]):
    """Whatever a row of links is called, it is no markup."""
    row = html.fragment_fromstring(frame.listed(clean(name), {slug: clean(one) for slug, one in titles.items()}, ""))

    assert [clean(name), *map(clean, titles.values())] == [
        row.get("aria-label"),
        *(a.text or "" for a in row.iter("a")),
    ]


def clean(text: str) -> str:
    """*text* without what no HTML can hold."""
    return "".join(letter for letter in text if letter.isprintable())
