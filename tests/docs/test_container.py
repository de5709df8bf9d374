"""The Containerfile, as far as it can be followed without an engine: what it copies, runs, exposes and asks exists."""

from __future__ import annotations

import fnmatch
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from threading import Thread

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from uvicorn import Config, Server

from catalogue.settings import Settings
from tests.browser.server import free_port

ROOT = Path(__file__).parents[2]
LINES = re.sub(r"^#.*\n", "", (ROOT / "Containerfile").read_text(), flags=re.MULTILINE).replace("\\\n", " ")
STEPS = [tuple(line.split(None, 1)) for line in LINES.splitlines() if line.strip()]


def of(instruction: str) -> list[str]:
    """The arguments of every such instruction, in order."""
    return [argument for name, argument in STEPS if name == instruction]


def copied(path: str) -> bool:
    """Whether a file is given to the engine: the last line of .dockerignore that matches decides."""
    kept = True
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern, keep = line.removeprefix("!"), line.startswith("!")
        if pattern and not pattern.startswith("#") and _matches(path, pattern):
            kept = keep
    return kept


def _matches(path: str, pattern: str) -> bool:
    parts = Path(path).parts
    heads = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    if pattern.startswith("**/"):
        return any(fnmatch.fnmatch(part, pattern[3:]) for part in parts)
    return any(fnmatch.fnmatch(head, pattern) for head in heads)


def test_what_is_copied():
    """Everything that is packaged is in the image; nothing of a developer's, and nothing that is secret."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = [one.removesuffix("*") for one in project["tool"]["setuptools"]["packages"]["find"]["include"]]
    needed = [f"{package}/__init__.py" for package in packages] + ["app.py", "cli.py", ".streamlit/config.toml"]
    needed += ["README.md", "LICENSE", "pyproject.toml", "requirements.lock", "glossary/terms/probing.toml"]

    assert [] == [path for path in needed if not (copied(path) and (ROOT / path).exists())]
    kept_out = [".git/config", ".venv/bin/python", ".streamlit/secrets.toml", "tests/conftest.py", "home/people.sqlite"]
    assert [] == [path for path in (*kept_out, "views/__pycache__/x.pyc", "docs/screenshots/a.png") if copied(path)]


def test_it_runs_without_rights():
    """The last user is not root, owns the volume, and is made before it is used."""
    (user,) = of("USER")
    making = next(command for command in of("RUN") if "useradd" in command)

    assert user.isdigit()
    assert int(user) > 0
    assert f"--uid {user}" in making
    assert of("VOLUME") == ["/data"] == re.findall(r"--home-dir (\S+) --create-home", making)
    assert "--skel /nowhere" in making  # what the system puts into a home else makes a restore refuse it
    names = [name for name, _ in STEPS]
    assert max(place for place, name in enumerate(names) if name == "RUN") < names.index("USER") < names.index("CMD")


def test_its_settings():
    """Every variable is a setting, with a value that it takes; the port is the one that is asked."""
    said = dict(one.split("=", 1) for one in of("ENV")[0].split())
    ours = {name.removeprefix("COMMONS_").lower(): value for name, value in said.items() if "COMMONS_" in name}
    made = Settings(**ours)

    assert set(ours) <= set(Settings.model_fields)
    assert (Path("/data"), "0.0.0.0", "json") == (made.home, made.host, made.log)  # noqa: S104 - in a container
    assert [str(made.port)] == of("EXPOSE")
    assert f":{made.port}/readyz" in of("HEALTHCHECK")[0]
    assert ["commons", "serve", "--prepare"] == json.loads(of("CMD")[-1])


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1), (None, 1)])
def test_the_health_check(status, code):
    """The command says yes to a server that is ready, and no to one that is not or does not answer."""
    port = free_port()
    command = json.loads(of("HEALTHCHECK")[0].split("CMD", 1)[1])
    command = [sys.executable if one == "python" else one.replace("8501", str(port)) for one in command]
    if not status:
        assert code == subprocess.run(command, check=False, capture_output=True).returncode
        return
    app = Starlette(routes=[Route("/readyz", lambda _request: JSONResponse({}, status))])
    server = Server(Config(app, port=port, log_config=None, ws="none", lifespan="off"))
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.02)
        assert code == subprocess.run(command, check=False, capture_output=True).returncode
    finally:
        server.should_exit = True
        thread.join()
