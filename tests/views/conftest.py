"""Fixtures of the page tests: the toy encoder, fresh caches, and the app at any address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from lxml import html
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

APP = Path(__file__).parents[2] / "app.py"

Open = Callable[..., AppTest]


def menu(app: AppTest) -> dict[str, str]:
    """The menu of a page: what its links say, and where they lead."""
    drawn = next(one.proto.body for one in app.get("html") if "wordmark" in one.proto.body)
    [nav] = html.fragment_fromstring(drawn).iter("nav")
    return {link[-1].text: link.get("href") for link in nav.iter("a")}


@pytest.fixture(autouse=True, scope="session")
def _installed() -> Iterator[None]:
    """Look for components among the installed packages once; each `AppTest` does so anew, for a quarter of a second."""
    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(autouse=True)
def cookies(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The cookies of whoever reads the next page: AppTest has only a mock in their place."""
    held: dict[str, str] = {}
    monkeypatch.setattr(type(st.context), "cookies", held)
    monkeypatch.setattr(type(st.context), "ip_address", "127.0.0.1")
    return held


@pytest.fixture(autouse=True)
def _toy(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The toy encoder, and no services of another test's home."""
    monkeypatch.setenv("COMMONS_ENCODER", "toy")
    st.cache_resource.clear()


@pytest.fixture
def open_page() -> Open:
    """Opens a page as if its address had been typed: ``open_page("paper", id="arxiv:1")``."""

    def open_(slug: str, **params: str | list[str]) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=60)
        app._page_hash = calc_hash(slug)
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()

    return open_
