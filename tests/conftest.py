"""What every test gets: an environment of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A slow machine is no failure; all else is as hypothesis has it, its profile for CI included.
settings.register_profile("commons", settings(), deadline=None)
settings.load_profile("commons")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`COMMONS_HOME` in a fresh folder, and no other setting of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("COMMONS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COMMONS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The judged and real data beside the project; a test that asks for it is marked ``data``."""
    folder = Path(__file__).parents[1] / "../shared/data"
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """In CI a test that skips has failed: nothing there may be missing."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} skipped in CI: {call.excinfo.value if call.excinfo else report.longrepr}"
    return report
