"""What is looked at of the machine: Python, settings, clock, disk, permissions, port."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rapidfuzz.process import extractOne

from catalogue.errors import SettingsError
from catalogue.settings import Settings
from views import serve
from views.operations.archive import PEOPLE
from views.operations.finding import Examinations, Finding, broken, ok, warning
from views.operations.restore import ASIDE, STAGE

PYTHON = (3, 11)
NEEDED, WANTED = 100_000_000, 1_000_000_000
"""Bytes: below the first nothing can be written for long, below the second an index may not fit beside the old one."""

EARLIEST = datetime(2026, 11, 1, tzinfo=UTC)
"""Before this project was; a clock that says so was never set."""

NO_OPTIONS = {"COMMONS_CHROMIUM"}
"""Variables of the tests."""

OTHERS = 0o077
"""Permissions of everybody but the owner."""

ANSWERS_S = 10.0
"""How long the app may take to say that it lives, on a machine that is busy."""

SHORTEST_SECRET = 32


def environment() -> Iterator[Finding]:
    """Look at the interpreter, and for misspelt settings."""
    said = sys.version.partition(" ")[0]
    if sys.version_info < PYTHON:
        yield broken("python", f"{said} is too old", "Install Python 3.11 or newer")
    else:
        yield ok("python", said)
    known = {f"COMMONS_{name.upper()}" for name in Settings.model_fields}
    for name in sorted(name for name in os.environ if name.startswith("COMMONS_") and name not in known | NO_OPTIONS):
        meant = extractOne(name, sorted(known))
        yield warning("settings", f"{name} is no setting", f"Write {meant[0]}, or leave it out")


def clock(_settings: Settings) -> Iterator[Finding]:
    """Look at the clock, and whether time zones are known."""
    now = datetime.now(UTC)
    if now < EARLIEST:
        yield broken("clock", f"it says {now:%Y-%m-%d %H:%M} UTC", "Set the clock, best of all by NTP")
    try:
        ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:
        yield broken("clock", "this machine knows no time zones", "Install tzdata, with pip or as the system's package")
    else:
        yield ok("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def home(settings: Settings) -> Iterator[Finding]:
    """Look whether the home can be written, and has room."""
    if not settings.home.is_dir():
        yield broken("home", f"there is no folder {settings.home}", "Run: commons ingest starter, or set COMMONS_HOME")
        return
    with tempfile.TemporaryFile(dir=settings.home):
        yield ok("home", str(settings.home))
    free = shutil.disk_usage(settings.home).free
    said = f"{free / 1e9:.1f} GB are free"
    if free < NEEDED:
        yield broken("disk", said, "Free some space: nothing can be stored soon")
    elif free < WANTED:
        yield warning("disk", said, "Free some space: a new index is written beside the old one")
    else:
        yield ok("disk", said)
    for left in sorted([*settings.home.glob(f"{STAGE}*"), *settings.home.glob(f"{ASIDE}*")]):
        yield warning("home", f"{left.name} is left from a restore", f"Delete it when all is well: rm -r {left}")


def turns(settings: Settings) -> Iterator[Finding]:
    """Look whether harvests can take turns."""
    settings.courtesy_folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.courtesy_folder):
        yield ok("turns", str(settings.courtesy_folder))


def site(settings: Settings) -> Iterator[Finding]:
    """Look whether readers are told the right address."""
    said = urlsplit(settings.site)
    if said.scheme not in {"http", "https"} or not said.netloc:
        yield broken("site", f"{settings.site} is no address", "Set COMMONS_SITE to https:// and the site's name")
    elif _here(said.hostname) and not _here(settings.host):
        remedy = "Set COMMONS_SITE to the address that readers use: feeds, calendars and private links name it"
        yield warning("site", f"others can reach {settings.host}, but are told {settings.site}", remedy)
    elif said.scheme == "http" and not _here(said.hostname):
        yield warning("site", f"{settings.site} is not encrypted", "Serve it over https: private links are keys")
    else:
        yield ok("site", settings.site)
    if not _here(said.hostname) and not settings.contact:
        yield warning("contact", "nobody is named", "Set COMMONS_CONTACT: services write to it instead of blocking you")


def secrets(settings: Settings) -> Iterator[Finding]:
    """Look at the files that the login's secrets are in."""
    found = [folder / ".streamlit" / "secrets.toml" for folder in (serve.ROOT, Path.home())]
    for file in filter(Path.is_file, found):
        if file.stat().st_mode & OTHERS:
            yield broken("secrets", f"others can read {file}", f"Run: chmod 600 {file}")
        yield from _login(file, settings)


def _login(file: Path, settings: Settings) -> Iterator[Finding]:
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8")).get("auth", {})
    except ValueError:
        yield broken("login", f"{file} is no TOML", "Correct it as docs/operations.md shows it")
        return
    if said and len(str(said.get("cookie_secret", ""))) < SHORTEST_SECRET:
        yield broken(
            "login", "cookie_secret is short", "Run: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    back = f"{settings.site.rstrip('/')}/oauth2callback"
    if said and said.get("redirect_uri") != back:
        yield broken(
            "login", "redirect_uri is not below COMMONS_SITE", f"Set both, there and at the provider, to {back}"
        )
    elif said:
        yield ok("login", str(file))


def participants(settings: Settings) -> Iterator[Finding]:
    """Look who can read the file of participants."""
    file = settings.home / PEOPLE
    if not file.exists():
        yield ok("people", "nobody has joined yet")
    elif file.stat().st_mode & OTHERS:
        yield broken("people", f"others can read {file}", f"Run: chmod 600 {file}")
    else:
        yield ok("people", "readable by their file's owner only")


def port(settings: Settings) -> Iterator[Finding]:
    """Look whether the app can listen, or already does."""
    where = f"{settings.host}:{settings.port}"
    try:
        serve.check(settings)
    except SettingsError as error:
        if _alive(settings):
            yield ok("port", f"the app is serving on {where}")
        else:
            yield broken("port", error.problem, error.remedy)
    else:
        yield ok("port", f"{where} is free")


def _alive(settings: Settings) -> bool:
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound
    try:
        with urlopen(f"http://{host}:{settings.port}/healthz", timeout=ANSWERS_S) as answer:
            return bool(answer.read() == b'{"alive":true}')
    except OSError:
        return False


def _here(host: str | None) -> bool:
    if host in {None, "", "localhost"}:
        return True
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return False


MACHINE: Examinations = {
    "clock": clock,
    "home": home,
    "turns": turns,
    "site": site,
    "secrets": secrets,
    "people": participants,
    "port": port,
}
