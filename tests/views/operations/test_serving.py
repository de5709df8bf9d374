"""What the server changes in Streamlit when it starts."""

from __future__ import annotations

import pytest
from streamlit import config
from streamlit.runtime.app_session import AppSession

from views.operations import serving


@pytest.mark.parametrize(("watcher", "watched"), [("none", False), ("auto", True)])
def test_coming_back_watches_nothing(monkeypatch: pytest.MonkeyPatch, watcher: str, watched: bool):
    """Where no file is watched, a session that comes back watches none; whoever develops has theirs watched."""
    seen: list[str] = []
    monkeypatch.setattr(AppSession, "register_file_watchers", seen.append)
    monkeypatch.setattr(config, "get_option", {"server.fileWatcherType": watcher}.get)
    serving.unwatch()

    AppSession.register_file_watchers("a session")

    assert ["a session"] * watched == seen
