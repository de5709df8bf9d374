"""Real records by the ten thousand over a bad line: both routes to arXiv end where a pass over the file ends."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import pytest

from catalogue.settings import Settings
from catalogue.store import Catalogue
from tests.fakes.arxiv import FakeArxiv, Faults, load

pytestmark = pytest.mark.data

ROOT = Path(__file__).parents[2]
KILLS = 4
EVERY = 5
"""Every fifth record of the sample: all of them, with as many kills, take four minutes and find the same."""
DELAY = 0.02
HASTE = {
    "REQUEST_DELAY_S": DELAY,
    "REQUEST_TIMEOUT_S": 8,
    "BACKOFF_S": 0.02,
    "BACKOFF_MAX_S": 0.1,
    "REST_S": 0.5,
}


@dataclass(frozen=True)
class Race:
    """Three ways from the same records to a catalogue."""

    server: FakeArxiv
    papers: dict[str, Future]
    """What each way ends with."""


@pytest.fixture(scope="module")
def race(tmp_path_factory):
    """Let all three run, the two over the net at the same time, so that they must take turns."""
    folder = tmp_path_factory.mktemp("race")
    whole = ROOT / "../shared/data/arxiv-snapshot-sample.jsonl.gz"
    if not whole.is_file():
        pytest.skip(f"there is no {whole}")
    sample = folder / "sample.jsonl.gz"
    with gzip.open(whole, "rb") as lines, gzip.open(sample, "wb", compresslevel=1) as some:
        some.writelines(islice(lines, None, None, EVERY))
    faults = Faults.all(0.2, hang=9, slow=1)
    with FakeArxiv(load(sample), faults=faults, seed=1) as server, ThreadPoolExecutor() as pool:
        urls = {"ARXIV_API": server.api_url, "ARXIV_OAI": server.oai_url, "COURTESY_FOLDER": folder / "turns"}
        ways = {route: pool.submit(_over_the_net, route, folder / route, urls) for route in ("arxiv", "oai")}
        ways["snapshot"] = pool.submit(_from_the_file, sample, folder / "snapshot")
        yield Race(server, ways)


@pytest.mark.parametrize("route", ["arxiv", "oai"])
def test_exactly_the_same(race, route):
    """With every fifth request going wrong and four kills at random moments, a route finds each paper of the field."""
    expected, found = race.papers["snapshot"].result(), race.papers[route].result()

    assert len(expected) > 700
    assert expected.keys() == found.keys()
    assert expected == found


def test_in_turns(race):
    """However many processes asked, and however they ended, no two requests began within the pause."""
    for way in race.papers.values():
        way.result()
    starts = sorted(request.started for request in race.server.requests)

    assert len(starts) > 30
    assert [] == [pair for pair in pairwise(starts) if pair[1] - pair[0] < 0.9 * DELAY]
    assert sum(request.fault is not None for request in race.server.requests) > 4


def _over_the_net(route, home, urls):
    command = [sys.executable, str(ROOT / "cli.py"), "ingest", route, "--since", "1991-08-14", "--until", "2026-11-22"]
    settings = {"HOME": home, **urls, **HASTE}
    environment = os.environ | {f"COMMONS_{name}": str(value) for name, value in settings.items()}
    dice, log = random.Random(route), home.with_suffix(".log")  # noqa: S311 - moments, no secrets
    for attempt in range(KILLS + 20):
        with log.open("a") as errors, subprocess.Popen(command, env=environment, stderr=errors) as process:
            try:
                if process.wait(dice.uniform(2, 12) if attempt < KILLS else None) == 0:
                    break
            except subprocess.TimeoutExpired:
                process.kill()
    else:
        pytest.fail(log.read_text()[-2000:])
    return _papers(home)


def _from_the_file(sample, home):
    command = [sys.executable, str(ROOT / "cli.py"), "ingest", "snapshot", str(sample)]
    subprocess.run(command, env=os.environ | {"COMMONS_HOME": str(home)}, check=True, capture_output=True)
    return _papers(home)


def _papers(home):
    catalogue = Catalogue.open(Settings(home=home))
    found = {work.id: (work.title, work.abstract) for work in catalogue.works()}
    catalogue.close()
    return found
