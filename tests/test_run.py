"""The script that installs and starts everything, with a Python that only writes down what it is asked."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ("bash", "cat", "chmod", "cksum", "cp", "dirname", "env", "flock", "id", "mkdir", "rm", "sleep", "touch")

PYTHON = """#!/usr/bin/env bash
# Writes down where it runs and with what arguments, and does what matters of them.
printf '%s|' "$PWD" "$@" >>"$RECORD"
printf '\\n' >>"$RECORD"
case $* in
    "-c import sys, venv"*) exit "${NO_PYTHON:-0}" ;;
    "-c import pip") exit 0 ;;
    "-m venv --clear "*) rm -rf "${@: -1}" && mkdir -p "${@: -1}/bin" && cp "$0" "${@: -1}/bin/python" ;;
    "-m pip "*) sleep "${PIP_TAKES:-0}"; exit "${PIP_SAYS:-0}" ;;
    *"-m cli"*) exit "${CLI_SAYS:-0}" ;;
esac
"""


class Box:
    """A copy of the script in a folder with spaces, and a computer with nothing else on it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "my  projects" / "interp commons"
        self.elsewhere = folder / "else where"
        self.record = folder / "record"
        tools = folder / "tools"
        for made in (self.root, self.elsewhere, tools):
            made.mkdir(parents=True)
        shutil.copy(ROOT / "run", self.root)
        for name in ("pyproject.toml", "requirements.lock", "requirements-test.lock"):
            (self.root / name).write_text(f"# {name}\n")
        for name in TOOLS:
            (tools / name).symlink_to(shutil.which(name))
        for name in ("python3.11", "python3.12", "python3.13", "python3"):
            (tools / name).write_text(PYTHON)
            (tools / name).chmod(0o755)
        self.environment = {"PATH": str(tools), "RECORD": str(self.record), "HOME": str(folder)}

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start the script from another folder than its own."""
        return subprocess.Popen(
            [os.path.relpath(self.root / "run", self.elsewhere), *arguments],
            cwd=self.elsewhere,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Run it; return its status and what it said on standard error."""
        self.record.unlink(missing_ok=True)
        with self.start(*arguments, **environment) as process:
            _, said = process.communicate(timeout=30)
        return process.returncode, said

    @property
    def asked(self) -> list[list[str]]:
        """What Python was asked, each time: its folder and arguments, but for questions about itself."""
        calls = [line.split("|")[:-1] for line in self.record.read_text().splitlines()]
        return [call for call in calls if call[1] != "-c"]

    @property
    def installs(self) -> list[str]:
        """What was made or installed, in order."""
        return [call[2] if call[2] != "pip" else call[-1] for call in self.asked if call[2] in {"venv", "pip"}]


@pytest.fixture
def box(tmp_path):
    """A computer on which nothing was installed yet."""
    return Box(tmp_path)


@pytest.fixture
def installed(box):
    """A computer on which everything was installed before."""
    assert (0, 2) == ((first := box.run("status"))[0], len(first[1].split("Installing")))
    return box


def test_syntax():
    """Bash can read the script, and everybody may run it."""
    subprocess.run([shutil.which("bash"), "-n", ROOT / "run"], check=True)
    assert os.access(ROOT / "run", os.X_OK)


def test_first_run(box):
    """The first run makes an environment, installs the locked packages and this project, and serves."""
    status, said = box.run()

    lock, venv = str(box.root / "requirements.lock"), str(box.root / ".venv")
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    assert (0, True) == (status, "Installing into .venv" in said)
    assert [
        ["-m", "venv", "--clear", venv],
        [*pip, "--requirement", lock],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(box.root)],
        ["-P", "-m", "cli", "serve", "--prepare"],
    ] == [call[1:] for call in box.asked]
    assert not (box.root / ".venv/installing").exists()


def test_second_run(installed):
    """The second run installs nothing and passes on what it was given, in the folder where it was given."""
    status, said = installed.run("search", "feature  absorption", "-k", "3", "", "*")

    assert (0, "") == (status, said)
    assert [[str(installed.elsewhere), "-P", "-m", "cli", "search", "feature  absorption", "-k", "3", "", "*"]] == (
        installed.asked
    )


def test_status(installed):
    """The command's status is the script's."""
    assert (7, "") == installed.run("status", CLI_SAYS="7")


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_update(installed, name):
    """When the lock or the project has changed, it installs again, into the same environment."""
    (installed.root / name).write_text("# changed\n")

    status, _ = installed.run("status")

    assert (0, [str(installed.root / "requirements.lock"), str(installed.root)]) == (status, installed.installs)
    assert (0, "") == installed.run("status")


def test_moved(installed, tmp_path):
    """A project that was moved installs itself again: an environment knows where it is."""
    installed.root = installed.root.rename(tmp_path / "moved")

    assert 0 == installed.run("status")[0]
    assert [str(installed.root / "requirements.lock"), str(installed.root)] == installed.installs


def test_interrupted(installed):
    """An install that was interrupted starts over with a fresh environment, however whole the old one looks."""
    half_written = installed.root / ".venv/lib"
    half_written.mkdir()
    (installed.root / ".venv/installing").touch()

    assert 0 == installed.run("status")[0]
    assert "venv" == installed.installs[0]
    assert not half_written.exists()
    assert (0, "") == installed.run("status")


def test_pip_fails(box):
    """When pip fails, one line says what to do, nothing is started, and the next run starts over."""
    status, said = box.run("status", PIP_SAYS="1")

    assert (1, True) == (status, said.splitlines()[-1].startswith("error: pip could not install everything. Check"))
    assert [] == [call for call in box.asked if "cli" in call]
    assert 0 == box.run("status")[0]
    assert "venv" == box.installs[0]


def test_no_python(box):
    """Without a Python that will do, one line says which one is needed."""
    status, said = box.run("status", NO_PYTHON="1")

    assert (1, "error: Python 3.11 or newer with its venv module is needed.") == (
        status,
        said.splitlines()[-1].partition(" On Debian")[0],
    )
    assert not (box.root / ".venv").exists()


def test_two_first_runs(box):
    """Two first runs at once install once: the second waits for the first."""
    with box.start("status", PIP_TAKES="0.5") as one, box.start("status", PIP_TAKES="0.5") as other:
        one.communicate(timeout=30)
        other.communicate(timeout=30)

    assert (0, 0) == (one.returncode, other.returncode)
    assert ["venv", str(box.root / "requirements.lock"), str(box.root)] == box.installs
    assert 2 == sum("cli" in call for call in box.asked)


def test_the_tests(box):
    """`./run test` installs what the tests need as well, and passes its arguments on, in the project's folder."""
    status, _ = box.run("test", "tests/index", "-k", "a b", COMMONS_CHROMIUM="true")

    assert 0 == status
    assert [str(box.root), "-m", "tests", "tests/index", "-k", "a b"] == box.asked[-1]
    assert str(box.root / "requirements-test.lock") == box.installs[1]
    box.run("status")
    assert [] == box.installs
