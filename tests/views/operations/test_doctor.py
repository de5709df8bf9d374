"""What `commons doctor` finds, and what it says to do about it."""

from __future__ import annotations

import os
import shutil
import socket
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import time_machine

from catalogue.settings import load_settings
from views import serve
from views.operations import doctor, library, machine
from views.operations.finding import Finding


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    """A user's folder and a project's folder without secrets, and a port that is free."""
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setattr(serve, "ROOT", tmp_path / "project")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("COMMONS_PORT", str(probe.getsockname()[1]))


def found(check: str) -> list[Finding]:
    """What the whole examination says of one thing that is not in order."""
    return [one for one in doctor.examine() if one.check == check and one.state != "ok"]


def only(check: str) -> tuple[str, str, str]:
    """The one thing that is wrong with it."""
    (one,) = found(check)
    return one.state, one.said, one.remedy


def test_all_is_well(services):
    """On a machine in order it finds every part, and nothing broken."""
    services.catalogue.close()
    seen = {one.check: one for one in doctor.examine()}

    parts = {"python", "clock", "home", "disk", "turns", "site", "people", "port", "catalogue", "model", "index", "map"}
    assert parts == set(seen)
    assert {"map"} == {one.check for one in seen.values() if one.state != "ok"}
    assert [] == [one for one in doctor.examine() if one.state != "ok" and not one.remedy]


def test_it_changes_nothing():
    """On an empty machine it makes no home and no catalogue, and says how to begin."""
    states = {one.check: one for one in doctor.examine()}

    assert not load_settings().home.exists()
    assert "Run: commons ingest starter" == states["catalogue"].remedy
    assert "broken" == states["home"].state == states["catalogue"].state == states["index"].state


def test_a_misspelt_setting(monkeypatch):
    """A variable that nobody reads is named, with the one that was likely meant."""
    monkeypatch.setenv("COMMONS_HOEM", "/somewhere")

    assert ("warning", "COMMONS_HOEM is no setting", "Write COMMONS_HOME, or leave it out") == only("settings")


def test_a_setting_that_cannot_be(monkeypatch):
    """A value that cannot be right is broken; nothing else can be looked at then."""
    monkeypatch.setenv("COMMONS_BATCH_SIZE", "many")

    state, said, remedy = only("settings")
    assert ("broken", True, "Correct or leave it out") == (state, "COMMONS_BATCH_SIZE" in said, remedy)


def test_the_clock(services):
    """A clock that was never set is noticed."""
    with time_machine.travel("1970-01-01T00:00:10Z"):
        (told,) = (one for one in machine.clock(services.settings) if one.state == "broken")

    assert "Set the clock, best of all by NTP" == told.remedy


@pytest.mark.parametrize(("free", "state"), [(10**6, "broken"), (10**8 * 5, "warning")])
def test_little_room(services, monkeypatch, free, state):
    """A disk that is nearly full is told before it is."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**9, 10**9 - free, free))

    assert state == only("disk")[0]


def test_a_home_that_cannot_be_written(services, monkeypatch):
    """So is a home of somebody else's."""

    def refused(**_where):
        raise PermissionError(13, "Permission denied", "home")

    monkeypatch.setattr(machine.tempfile, "TemporaryFile", refused)

    assert ("broken", "home Permission denied", "Check the permissions") == only("home")


@pytest.mark.parametrize(
    ("site", "host", "state", "remedy"),
    [
        ("nowhere", "127.0.0.1", "broken", "Set COMMONS_SITE to https://"),
        ("http://127.0.0.1:8501", "0.0.0.0", "warning", "Set COMMONS_SITE to the address"),  # noqa: S104 - only a name
        ("http://commons.example", "127.0.0.1", "warning", "Serve it over https"),
    ],
)
def test_the_site(services, monkeypatch, site, host, state, remedy):  # noqa: PLR0917 - a table
    """An address that readers cannot use, or should not, is told."""
    monkeypatch.setenv("COMMONS_SITE", site)
    monkeypatch.setenv("COMMONS_HOST", host)
    monkeypatch.setenv("COMMONS_CONTACT", "me@commons.example")
    (told,) = (one for one in machine.site(load_settings()) if one.state != "ok")

    assert (state, True) == (told.state, told.remedy.startswith(remedy))


SECRETS = """
[auth]
redirect_uri = "{site}/oauth2callback"
cookie_secret = "{secret}"
client_id = "commons"
client_secret = "s3cret"
server_metadata_url = "https://login.example/.well-known/openid-configuration"
"""


@pytest.mark.parametrize(
    ("mode", "site", "secret", "checks"),
    [
        (0o600, "https://commons.example", "x" * 64, []),
        (0o644, "https://commons.example", "x" * 64, ["secrets"]),
        (0o600, "https://commons.example", "short", ["login"]),
        (0o600, "http://127.0.0.1:8501", "x" * 64, ["login"]),
    ],
)
def test_the_login(services, monkeypatch, mode, site, secret, checks):  # noqa: PLR0917 - a table
    """Secrets are its owner's alone, the cookie's is long, and the provider sends readers back to the site."""
    monkeypatch.setenv("COMMONS_SITE", "https://commons.example")
    file = serve.ROOT / ".streamlit" / "secrets.toml"
    file.parent.mkdir(parents=True)
    file.write_text(SECRETS.format(site=site, secret=secret))
    file.chmod(mode)
    told = list(machine.secrets(load_settings()))

    assert checks == [one.check for one in told if one.state == "broken"]
    assert "s3cret" not in str(told)


def test_the_file_of_participants(services):
    """Nobody else may read it."""
    file = services.settings.home / "people.sqlite"
    file.touch(mode=0o644)
    os.chmod(file, 0o644)  # noqa: PTH101 - whatever the umask; that is the mistake
    assert ("broken", f"Run: chmod 600 {file}") == only("people")[::2]

    file.chmod(0o600)
    assert [] == found("people")


def test_a_port_that_is_taken(services, monkeypatch):
    """Another program on the port is broken."""
    monkeypatch.setattr(machine, "ANSWERS_S", 0.2)
    with socket.socket() as other:
        other.bind(("127.0.0.1", load_settings().port))
        other.listen()

        assert "broken" == only("port")[0]


@pytest.mark.parametrize(
    ("harm", "check", "remedy"),
    [
        (lambda home: (home / "catalogue.sqlite").write_bytes(b"x" * 5000), "catalogue", "Restore it"),
        (lambda home: _spoil(home / "catalogue.sqlite"), "catalogue", "Restore it"),
        (lambda home: shutil.rmtree(home / "index"), "index", "Run: commons index"),
        (lambda home: next(home.glob("index/*/papers.parquet")).unlink(), "index", "Run: commons index --rebuild"),
        (lambda home: (home / "evidence.sqlite").unlink(), "library", "Run: commons index"),
    ],
    ids=["no database", "a damaged page", "no index", "a file is missing", "no evidence"],
)
def test_what_is_damaged(services, harm, check, remedy):
    """Each kind of damage is found once, and has its remedy."""
    services.catalogue.close()
    harm(services.settings.home)

    assert only(check)[2].startswith(remedy)


def _spoil(file: Path) -> None:
    """Overwrite pages in the middle."""
    with file.open("r+b") as stream:
        stream.seek(8192)
        stream.write(b"\xff" * 16384)


@pytest.mark.model
def test_another_model(services, monkeypatch):
    """A model that is not the pinned one is found."""
    services.catalogue.close()
    monkeypatch.setenv("COMMONS_ENCODER", "minilm")
    monkeypatch.setenv("COMMONS_ENCODER_DIGEST", "0" * 64)

    assert ("broken", True) == (only("index")[0], "weights" in only("index")[1])


def test_what_a_restore_left(services):
    """Folders that a restore kept aside are not forgotten."""
    (services.settings.home / "before-20261123T000000Z").mkdir()

    assert "rm -r" in only("home")[2]


def test_the_net_is_only_asked_when_told(services, monkeypatch):
    """Without --online nothing is sent; with it, a service that is down is said to be."""
    monkeypatch.setenv("COMMONS_ARXIV_OAI", "http://127.0.0.1:1/oai")
    assert [] == found("arxiv")

    (told,) = (one for one in doctor.examine(online=True) if one.check == "arxiv")
    assert ("broken", True) == (told.state, "no usable answer" in told.said)


class Late(BaseHTTPRequestHandler):
    """A service whose clock stands an hour behind."""

    def do_GET(self):
        """Answer anything."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<OAI-PMH/>")

    def date_time_string(self, _timestamp=None):
        """Say the time of an hour ago."""
        return formatdate(time.time() - 3600, usegmt=True)

    def log_message(self, *_arguments):
        """Be silent."""


def test_the_clock_beside_arxivs(services, monkeypatch):
    """A clock that is far off the service's is found: logins fail with it."""
    with HTTPServer(("127.0.0.1", 0), Late) as server:
        Thread(target=server.handle_request).start()
        monkeypatch.setenv("COMMONS_ARXIV_OAI", f"http://127.0.0.1:{server.server_port}/oai")
        told = [(one.check, one.state) for one in library.arxiv(load_settings())]

    assert [("arxiv", "ok"), ("clock", "broken")] == told
