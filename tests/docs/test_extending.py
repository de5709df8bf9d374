"""docs/extending.md is followed literally: its files go into a copy of the project, its commands are given there."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`([\w/.-]+)`\n\n```\w+\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
BLOCKS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]
RUN, TEST = re.compile(r"((?:\w+=\w+ )*)\./run (?!test )(.*)"), re.compile(r"\./run test (.*)")

PARTS = ("catalogue", "glossary", "index", "ingest", "people", "views", "tests", "app.py", "cli.py", "pyproject.toml")

DRIVER = """
import json, os, sys
import cli
for environment, arguments in json.load(sys.stdin):
    os.environ.update(environment)
    sys.argv = ["commons", *arguments]
    print("<<<", flush=True)
    try:
        cli.main()
    except SystemExit as end:
        assert not end.code, (arguments, end.code)
    for name in environment:
        os.environ[name] = "toy"
"""
"""All commands in one process: each of its own would import everything anew."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project with the files of the page."""
    folder = tmp_path_factory.mktemp("extended")
    ignored = shutil.ignore_patterns("__pycache__", "browser", "fakes")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=ignored)
        else:
            shutil.copy(ROOT / part, folder / part)
    for name, text in FILES.items():
        assert not (folder / name).exists(), f"{name} is there already"
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def process(command, folder, given=""):
    """Run *command* in *folder*, where its own modules come first; return what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMONS_", "PYTEST_"))}
    settings = {"PYTHONPATH": str(folder), "COMMONS_HOME": str(folder / "home"), "COMMONS_ENCODER": "toy"}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}  # as they come, one after the other
    done = subprocess.run(command, cwd=folder, env=kept | settings, input=given, text=True, check=False, **streams)
    assert 0 == done.returncode, done.stdout
    return done.stdout


def test_every_line_is_followed():
    """The page has the four files, and every line of its commands is one that these tests give."""
    assert {"lines.py", "salmon-test.toml", "oldest.py", "letters.py", "test_oldest.py"} == {
        Path(name).name for name in FILES
    }
    assert [] == [line for line in COMMANDS if not (RUN.fullmatch(line) or TEST.fullmatch(line) or "printf" in line)]


def test_commands(copy):
    """The source takes in and rejects, the search finds it, the glossary knows the word, the encoder forgives."""
    (made,) = (line for line in COMMANDS if line.startswith("printf"))
    process(["/bin/sh", "-c", made], copy)
    (copy / "words.txt").write_text("We ran a salmon test.")
    given = [_parted(line) for line in COMMANDS if RUN.fullmatch(line)]
    given.insert(1, ({}, ["index"]))  # as the page says: before the search
    ingest, _, search, term, translate, _, misspelt = _said(copy, given)

    assert "lines: 1 new, 1 rejected" in ingest
    assert "line 2: these are not an arXiv id" in ingest
    assert "arxiv:1909.03368" in search
    assert "A check that runs an interpretability method where there is nothing to find" in term
    assert "salmon test" in translate
    assert "arxiv:1909.03368" in misspelt


def test_tests(copy):
    """The tests that the page names find what was added, and pass."""
    named = [found[1] for line in COMMANDS if (found := TEST.fullmatch(line))]
    options = ["-q", "-p", "no:cacheprovider"]
    said = [process([sys.executable, "-m", "pytest", *options, *shlex.split(one)], copy) for one in named]

    (passed,) = (int(re.search(r"(\d+) passed", one)[1]) for one in said)
    assert passed > 3 + 10  # the page's own three, and the contract


def _parted(line):
    environment, command = RUN.fullmatch(line).groups()
    return dict(one.split("=") for one in environment.split()), shlex.split(command)


def _said(folder, given):
    said = process([sys.executable, "-P", "-c", DRIVER], folder, json.dumps(given))
    return said.split("<<<\n")[1:]
