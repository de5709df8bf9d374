"""What every test gets: an environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
    monkeypatch.setenv("COMMONS_COURTESY_FOLDER", str(tmp_path / "turns"))
    monkeypatch.setenv("COMMONS_STALL_S", "60")  # on a slow machine too, what is new is there at once
    return tmp_path / "home"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The judged and real data beside the project; a test that asks for it is marked ``data``."""
    folder = Path(__file__).parents[1] / "../shared/data"
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}")
    return folder


@dataclass(frozen=True)
class Disk:
    """A real disk whose size a test sets."""

    path: Path

    def resize(self, size: str) -> None:
        """Make it as large as *size*, for example ``24m`` or a number of bytes."""
        mount("-o", f"remount,size={size}", str(self.path))


def mount(*arguments: str) -> int:
    """Run the system's mount; return its exit status."""
    command = [shutil.which("mount") or "mount", *arguments]
    return subprocess.run(command, check=False, capture_output=True).returncode


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Disk]]:
    """Mount disks of a given size."""
    mounted: list[Path] = []

    def make(size: str) -> Disk:
        folder = tmp_path / f"disk-{len(mounted)}"
        folder.mkdir()
        if os.geteuid() or mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)):
            pytest.skip("only root can mount a small disk, and not in every container")
        mounted.append(folder)
        return Disk(folder)

    yield make
    for folder in mounted:
        subprocess.run([shutil.which("umount") or "umount", "-l", str(folder)], check=True)


LONG = ("benchmarks/test_gate", "ingest/test_whole_sample", "ingest/test_interruption", "ingest/test_real_data")
"""Files of few tests that take minutes: begun last, as xdist would, they leave the other processor idle."""


@pytest.hookimpl(trylast=True)  # after the order was shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: next((place for place, name in enumerate(LONG) if name in str(item.path)), len(LONG)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """In CI a test that skips has failed: nothing there may be missing."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} skipped in CI: {call.excinfo.value if call.excinfo else report.longrepr}"
    return report
