"""docs/operations.md takes a bare server to a running site: its steps are followed as they stand there.

What only a server of one's own has is stood in for: packages, users, certificates, and systemd, which here starts what
the units say. The project, its settings, the papers, the site, the backup and what the doctor says are real.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.browser.server import free_port
from tests.cli.test_harvest import recent
from tests.fakes.arxiv.server import FakeArxiv

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
STEPS = PAGE.split("## A site in twenty minutes\n")[1].split("\n### ")[0]
BLOCKS = [textwrap.dedent(block) for block in re.findall(r"^ *```sh\n(.*?)^ *```", STEPS, re.MULTILINE | re.DOTALL)]
FOLDERS = ("/opt/", "/etc/", "/var/", "/usr/local/")

NOTHING = "#!/bin/sh\n"
STAND_INS = {
    **dict.fromkeys(("apt-get", "useradd", "certbot", "nginx"), NOTHING),
    "runuser": '#!/bin/sh\nshift 3\nexec "$@"\n',
    "install": """import os, sys
said, kept = sys.argv[1:], []
while said:
    kept += [said.pop(0)] if said[0] not in ("-o", "-g") else said.pop(0) and said.pop(0) and []
os.execv("/usr/bin/install", ["install", *kept])
""",
    "git": """import sys
from tests.docs.test_twenty_minutes import project
project(sys.argv[3])
""",
    "systemctl": """import sys
from tests.docs.test_twenty_minutes import systemctl
systemctl(*sys.argv[1:])
""",
}


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A bare machine: its root folder. What it started ends with it."""
    root = tmp_path / "machine"
    for folder in ("etc/systemd/system", "etc/nginx/conf.d", "usr/local/bin", "var", "opt", "stand-ins"):
        (root / folder).mkdir(parents=True)
    for name, script in STAND_INS.items():
        put(root / "stand-ins" / name, script if script.startswith("#!") else by_python(script))
    path = f"{root}/usr/local/bin:{root}/stand-ins:{os.environ['PATH']}"
    monkeypatch.setenv("PATH", path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("MACHINE", str(root))
    monkeypatch.delenv("COMMONS_HOME")
    yield root
    if (root / "server").exists():
        os.kill(int((root / "server").read_text()), signal.SIGTERM)


def by_python(script: str) -> str:
    """A shell script that has our interpreter run *script*: the path of the interpreter may have spaces."""
    return f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(script)} "$@"\n'


def put(file: Path, text: str) -> None:
    """Write a program."""
    file.write_text(text)
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def project(target: str) -> None:
    """Stand in for `git clone`: the working tree, with what `run` would have installed."""
    folder = Path(target)
    kept = shutil.ignore_patterns(".*", "__pycache__", "tests", "benchmarks", "*.egg-info", "screenshots")
    shutil.copytree(ROOT, folder, ignore=kept, dirs_exist_ok=True)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit", ignore=shutil.ignore_patterns("secrets.toml"))
    here = Path(sys.prefix)
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "lib").symlink_to(here / "lib")
    shutil.copy(here / "pyvenv.cfg", folder / ".venv" / "pyvenv.cfg")
    (folder / ".venv" / "bin" / "python").symlink_to(here / "bin" / "python")
    put(folder / ".venv" / "bin" / "commons", f'#!/bin/sh\ncd {folder}\nexec {folder}/.venv/bin/python -m cli "$@"\n')
    said = (folder / "requirements.lock").read_bytes() + (folder / "pyproject.toml").read_bytes() + target.encode()
    checksum = subprocess.run(["/usr/bin/cksum"], input=said, capture_output=True, check=True).stdout
    (folder / ".venv" / "requirements.lock.installed").write_bytes(checksum)


def systemctl(verb: str, *said: str) -> None:
    """Stand in for systemd: start what the named services say, with their environment.

    Timers wait for their time, and what runs is not started again: it would be the same, some seconds later.
    """
    root = Path(os.environ["MACHINE"])
    for name in (one for one in said if one.endswith(".service") and verb in {"enable", "start"}):
        unit = (root / "etc/systemd/system" / name).read_text()
        values = dict(re.findall(r"(\w+=)(.*)", unit))
        setting = dict(one.split("=", 1) for one in values["Environment="].split())
        setting |= dict(line.split("=", 1) for line in (root / "etc/interp-commons.env").read_text().splitlines())
        command = values["ExecStart="].replace("%%", "%")
        run = {"shell": True, "env": os.environ | setting, "cwd": values["WorkingDirectory="]}
        if values.get("Type=") == "oneshot":
            subprocess.run(command, check=True, **run)
            continue
        with (root / "server.log").open("ab") as log:
            server = subprocess.Popen(f"exec {command}", stdout=log, stderr=log, start_new_session=True, **run)
        (root / "server").write_text(str(server.pid))


def follow(block: str, root: Path, port: int) -> str:
    """Run a block of the page on that machine; return what it printed."""
    for folder in FOLDERS:
        block = re.sub(rf"(?<![\w.]){folder}", f"{root}{folder}", block)
    block = block.replace("127.0.0.1:8501", f"127.0.0.1:{port}").replace("REPOSITORY", shlex.quote(str(ROOT)))
    done = subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", block], capture_output=True, text=True, cwd=root, check=False
    )
    assert 0 == done.returncode, f"{block}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def test_from_a_bare_server(machine, monkeypatch):
    """Followed step by step, the page ends at a site that answers, with papers, a login and a backup."""
    port = free_port()
    settings = {"ENCODER": "toy", "PORT": port, "REQUEST_DELAY_S": 0, "HARVEST": "oai"}
    with FakeArxiv([recent(1), recent(3, days=20)]) as arxiv:
        for name, value in (settings | {"ARXIV_OAI": arxiv.oai_url}).items():
            monkeypatch.setenv(f"COMMONS_{name}", str(value))
        outcomes = []
        for block in BLOCKS:
            if "examples/" in block:
                _relocate(machine)
            outcomes.append(follow(block, machine, port))

    ready = json.loads(outcomes[4])
    assert ready["ready"]
    assert ready["papers"] > 537
    doctor = outcomes[-1]
    assert "broken" not in doctor
    assert f"the app is serving on 127.0.0.1:{port}" in doctor
    assert "ok     login" in doctor
    assert re.search(r"-rw-------.* \w{3}\.tar\.gz", doctor)
    assert 0o600 == (machine / "etc/interp-commons.env").stat().st_mode & 0o777
    with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        assert 200 == answer.status
    assert "commons.example" in (machine / "etc/nginx/conf.d/interp-commons.conf").read_text()
    assert '"event": "serving"' in (machine / "server.log").read_text()


def _relocate(root: Path) -> None:
    """Let the examples name this machine's folders."""
    for unit in (root / "opt/interp-commons/docs/examples").glob("*.service"):
        text = unit.read_text()
        if str(root) not in text:
            unit.write_text(re.sub(r"(?<![\w.])/(opt|etc|var)/", rf"{root}/\1/", text))


def test_there_are_steps():
    """Every step of the page has commands."""
    assert len(re.findall(r"^\d+\. \*\*", STEPS, re.MULTILINE)) == len(BLOCKS) == 8
