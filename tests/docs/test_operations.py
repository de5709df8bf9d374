"""What docs/operations.md tells people to do can be done: its commands, settings, links and examples exist."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from catalogue.settings import Settings
from cli import app
from ingest.sources.openreview import ACCOUNT

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "operations.md"
EXAMPLES = sorted((DOCS / "examples").iterdir())
UNITS = [path for path in EXAMPLES if path.suffix in {".service", ".timer"}]
TEXT = {path: path.read_text(encoding="utf-8") for path in [PAGE, *EXAMPLES]}
COMMAND = re.compile(r"(?:^|[\s`=/])(?:\./run|commons) (?P<line>(?:--)?[a-z][^`'\n#]*)")
HEADINGS = re.findall(r"^#+ (.*)", TEXT[PAGE], re.MULTILINE)
INSTALLED = "/opt/interp-commons"


def commands(path):
    """The arguments of every `commons` in a page's code, or anywhere in an example."""
    text = TEXT[path]
    code = re.findall(r"^ *```(?:sh)?\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL) + re.findall(r"`([^`\n]+)`", text)
    lines = "\n".join(code) if path == PAGE else re.sub(r"^ *#.*", "", text, flags=re.MULTILINE)
    return sorted({match["line"].strip() for match in COMMAND.finditer(lines)})


def unit(path):
    """A unit's sections; systemd allows a key to stand several times."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    parser.read_string(TEXT[path])
    return {name: dict(parser[name]) for name in parser.sections()}


def understood(line):
    """Parse a command line as `commons` would; what is wrong raises, and nothing runs."""
    command, arguments = get_command(app), shlex.split(line)
    context = command.context_class(command, info_name="commons")
    while hasattr(command, "commands"):
        name, command, arguments = command.resolve_command(context, arguments)
    command.make_context(name, arguments, parent=context)


ALL = [(path, line) for path in TEXT for line in commands(path)]


@pytest.mark.parametrize(("path", "line"), ALL, ids=[f"{path.name}: {line}" for path, line in ALL])
def test_commands(path, line):
    """Every command that is shown exists, with these options."""
    understood(line)


def test_commands_are_found():
    """The page and each example that runs something name the command that all is about."""
    running = {path.name for path in TEXT if "harvest" in commands(path)}

    assert {"operations.md", "crontab", "github-actions.yml", "interp-commons-harvest.service"} == running


def test_settings():
    """Every variable that is named is a setting, or OpenReview's own."""
    known = {f"COMMONS_{name.upper()}" for name in Settings.model_fields} | set(ACCOUNT)
    named = {name for text in TEXT.values() for name in re.findall(r"\b(?:COMMONS|OPENREVIEW)_[A-Z_]+\b", text)}

    assert set() == named - known
    assert {"COMMONS_HOME", "COMMONS_HARVEST", "COMMONS_CONTACT", "COMMONS_COURTESY_FOLDER"} <= named


def test_links():
    """Every link leads somewhere, and every example is linked."""
    links = {link for link in re.findall(r"\]\(([^)]+)\)", TEXT[PAGE]) if not link.startswith("https://")}
    anchors = {f"#{re.sub('[^a-z -]', '', title.lower()).replace(' ', '-')}" for title in HEADINGS}

    assert set() == {link for link in links - anchors if not (DOCS / link).exists()}
    assert {f"examples/{path.name}" for path in EXAMPLES} <= links


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units(path, tmp_path):
    """A unit has its sections, and systemd takes it, where there is a systemd to ask."""
    said = unit(path)
    assert {"Unit", path.suffix[1:].capitalize()} == set(said) - {"Install"}
    assert ("Install" in said) == (said.get("Service", {}).get("Type") != "oneshot")  # those a timer starts

    if verify := shutil.which("systemd-analyze"):
        for each in UNITS:  # a timer is taken only beside its service, and a service only with its program
            (tmp_path / each.name).write_text(TEXT[each].replace(f"{INSTALLED}/.venv/bin/commons", "/bin/true"))
        found = subprocess.run(
            [verify, "verify", "--man=no", str(tmp_path / path.name)], capture_output=True, text=True, check=False
        )
        assert (0, "") == (found.returncode, found.stderr)


def test_the_timer():
    """A missed day is made up for; a stopped run is stopped as by Ctrl-C; the folder in /tmp is everybody's."""
    timer, service = (unit(DOCS / "examples" / f"interp-commons-harvest.{kind}") for kind in ("timer", "service"))

    assert "true" == timer["Timer"]["Persistent"]
    assert ("oneshot", "SIGINT") == (service["Service"]["Type"], service["Service"]["KillSignal"])
    assert "/tmp" == service["Service"]["ReadWritePaths"]  # noqa: S108 - where the turns are taken
    assert "PrivateTmp" not in service["Service"]


def test_the_crontab():
    """A line has five fields of time and a command; two runs never overlap."""
    lines = [line for line in TEXT[DOCS / "examples" / "crontab"].splitlines() if line and not line.startswith("#")]
    settings, jobs = [line for line in lines if re.match(r"\w+=", line)], [line for line in lines if line[0].isdigit()]

    assert len(lines) == len(settings) + len(jobs)
    assert [["*"] * 3] == [job.split()[2:5] for job in jobs]
    assert ["flock"] == [job.split()[5] for job in jobs]


def test_the_workflow():
    """The home is restored before the harvest and saved after it, whatever became of it; two never run at once."""
    workflow = yaml.safe_load(TEXT[DOCS / "examples" / "github-actions.yml"])
    steps = workflow["jobs"]["harvest"]["steps"]
    names = [step.get("uses", step.get("run", "")).split("@")[0] for step in steps]
    restore, harvest, save = (
        names.index(name) for name in ("actions/cache/restore", "./run harvest", "actions/cache/save")
    )

    assert restore < harvest < save
    assert steps[restore]["with"]["path"] == steps[save]["with"]["path"] == "home"
    assert steps[save]["with"]["key"].startswith(steps[restore]["with"]["restore-keys"])
    assert ("always()", "harvest") == (steps[save]["if"], workflow["concurrency"])
    assert "17 6 * * *" == workflow[True]["schedule"][0]["cron"]  # YAML 1.1 takes "on" for a truth
