"""`commons ingest` over the net, and `commons harvest`: what is asked, and what happens when nobody answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.test_errors import fails
from tests.fakes.arxiv import FakeArxiv
from tests.fakes.openreview import VENUE
from tests.ingest.samples import a_record, another_field, write_lines

NOBODY = "http://127.0.0.1:1"
"""Where no service is."""


def recent(number, days=5, make=a_record):
    """A record that came in some days ago."""
    day = datetime.now(UTC) - timedelta(days=days)
    created = [{"version": "v1", "created": f"{day:%a, %d %b %Y %H:%M:%S} GMT"}]
    return make(number) | {"versions": created, "update_date": f"{day:%Y-%m-%d}"}


@pytest.fixture(autouse=True)
def haste(monkeypatch, tmp_path):
    """No pauses, no second try, and no service at all unless a test has one."""
    said = {"REQUEST_DELAY_S": 0, "REQUEST_TRIES": 1, "BACKOFF_S": 0, "COURTESY_FOLDER": tmp_path / "courtesy"}
    said |= {"ARXIV_API": f"{NOBODY}/api/query", "ARXIV_OAI": f"{NOBODY}/oai", "OPENREVIEW_API": NOBODY}
    for name, value in said.items():
        monkeypatch.setenv(f"COMMONS_{name}", str(value))


@pytest.fixture
def server():
    """An arXiv with four papers of these days, two of them of another field."""
    others = [recent(2, make=another_field), recent(4, days=2, make=another_field)]
    with FakeArxiv([recent(1), *others, recent(3, days=20)]) as fake:
        yield fake


@pytest.fixture
def reachable(server, monkeypatch):
    """Let both routes lead to it."""
    monkeypatch.setenv("COMMONS_ARXIV_API", server.api_url)
    monkeypatch.setenv("COMMONS_ARXIV_OAI", server.oai_url)


def ids(commons):
    """The ids of all papers that can be found."""
    return sorted(line.split(",")[0] for line in commons("export", "csv").out.splitlines()[1:] if ":" in line[:7])


def errors(said):
    """The lines that begin with error."""
    return [line for line in said.err.splitlines() if line.startswith("error: ")]


@pytest.mark.parametrize(("route", "overlap"), [("arxiv", "1 unchanged, 2 passed over"), ("oai", "1 passed over")])
def test_ingest(commons, reachable, route, overlap):
    """Each route brings the field's papers of the last weeks; again, it looks at the last days only."""
    assert "2 new, 2 passed over" in commons("ingest", route).err
    assert ["arxiv:2409.00001", "arxiv:2409.00003"] == ids(commons)
    assert f"{route}: {overlap}\n" == commons("ingest", route).err
    first, last = commons("status", "--json").json["runs"][::-1]
    assert ([4, 4], True, "finished") == (
        [sum(column) for column in zip(*first["account"]["queries"].values(), strict=True)],
        first["account"]["complete"],
        last["state"],
    )
    assert first["account"]["until"] == last["account"]["until"] == f"{datetime.now(UTC):%Y-%m-%d}"


@pytest.mark.parametrize("route", ["arxiv", "oai"])
def test_window(commons, reachable, route):
    """Days are options of both routes."""
    week = f"{datetime.now(UTC) - timedelta(days=10):%Y-%m-%d}"

    assert "1 new" in commons("ingest", route, "--until", week).err
    assert ["arxiv:2409.00003"] == ids(commons)
    assert "1 new, 2 passed over" in commons("ingest", route, "--since", week).err


def test_trial(commons, reachable, monkeypatch):
    """--max ends a trial after some papers; it counts as read for nothing."""
    monkeypatch.setenv("COMMONS_ARXIV_PAGE", "1")

    assert 0 == commons("ingest", "arxiv", "--max", 1).code
    (run,) = commons("status", "--json").json["runs"]
    assert ("finished", False) == (run["state"], run["account"]["complete"])


@pytest.mark.parametrize("route", ["arxiv", "oai"])
@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--since", "yesterday"], "--since yesterday is no day. Write it as 2024-09-23"),
        (["--since", "2999-01-01"], "is empty. Give --since a day before --until"),
        (["--until", "2024-9-1"], "--until 2024-9-1 is no day"),
    ],
)
def test_bad_window(commons, route, options, problem):
    """What is no day is refused before anybody is asked."""
    fails(commons("ingest", route, *options), problem)


@pytest.mark.parametrize("route", ["arxiv", "oai"])
def test_nobody_there(commons, filled, route):
    """When the service is down one line says so; status says it too, and with the command to run again."""
    fails(commons("ingest", route, "--since", "2024-09-01"), "127.0.0.1 gives no usable answer", "Try again later")

    (problem,) = commons("status", "--json").json["problems"]
    assert f"The last run of {route} is failed (127.0.0.1 gives no usable answer" in problem
    assert f"Run again: commons ingest {route} --since 2024-09-01" in problem


def found(commons):
    """Ids that a search finds, also of what it folds into another hit."""
    hits = commons("search", "sparse autoencoders", "--json").json["hits"]
    return {one for hit in hits for one in (hit["id"], *hit["also"])}


def test_harvest(commons, reachable):
    """All sources run and the index is brought up to date: what came in can be searched."""
    said = commons("harvest")

    assert (0, []) == (said.code, errors(said))
    assert ["oai", "arxiv", "index"] == [line.split(":")[0] for line in said.err.splitlines()]
    assert 2 == len(found(commons))
    assert [] == commons("status", "--json").json["problems"]


def test_harvest_again(commons, reachable, server):
    """The next night brings what is new, what changed and what was taken back."""
    commons("harvest")
    server.put(recent(4, days=1))
    server.withdraw("2409.00003", datetime.now(UTC) - timedelta(hours=1))

    said = commons("harvest")

    assert "oai: 1 new, 1 withdrawn" in said.err
    assert ["arxiv:2409.00001", "arxiv:2409.00004"] == ids(commons)
    assert {"arxiv:2409.00001", "arxiv:2409.00004"} == found(commons)
    assert {"works": 2, "withdrawn": 1}.items() <= commons("status", "--json").json.items()


def test_status_tells(commons, reachable):
    """Status says of a run what was asked, what was announced and got, and what came of it; also for people."""
    commons("ingest", "arxiv")

    said = commons("status").out

    assert all(text in said for text in ("run 1: arxiv", "finished in", "new 2", "passed over 2", "computing 4 of 4"))
    assert "withdrawn: 0; waiting for review: " in said


def test_everything_is_down(commons, filled, monkeypatch):
    """With every service down there is a line for each source and status 1; what one has is indexed and answers on."""
    monkeypatch.setenv("COMMONS_HARVEST", f"oai arxiv openreview:{VENUE}")

    said = commons("harvest")

    assert (1, "") == (said.code, said.out)
    assert ["error: oai", "error: arxiv", f"error: openreview {VENUE}"] == [
        line.split(": 127.0.0.1")[0] for line in errors(said)
    ]
    assert 4 == len(said.err.splitlines())
    assert "the index was up to date" in said.err.splitlines()[-1]
    assert commons("search", "feature absorption", "--json").json["hits"]


def test_one_is_down(commons, server, monkeypatch):
    """A source that fails does not keep those behind it from running; the status is 1 all the same."""
    monkeypatch.setenv("COMMONS_HARVEST", "arxiv oai")
    monkeypatch.setenv("COMMONS_ARXIV_OAI", server.oai_url)

    said = commons("harvest")

    assert 1 == said.code
    assert ["error: arxiv"] == [line.split(": 127.0.0.1")[0] for line in errors(said)]
    assert "oai: 2 new" in said.err
    assert 2 == len(found(commons))


def test_nothing_to_index(commons):
    """Where nothing ever came in there is nothing to index, and only the sources complain."""
    said = commons("harvest")

    assert (1, 2) == (said.code, len(said.err.splitlines()))


def test_only(commons, reachable):
    """Only some of the sources may be run, and without the index."""
    said = commons("harvest", "--only", "arxiv", "--no-index")

    assert (0, ["arxiv"]) == (said.code, [line.split(":")[0] for line in said.err.splitlines()])


def test_only_a_stranger(commons):
    """A source that is not configured is named."""
    fails(commons("harvest", "--only", "gopher"), "gopher is not among the harvested sources", "COMMONS_HARVEST")


@pytest.mark.parametrize("harvest", ["gopher", "openreview", "oai:x"])
def test_bad_configuration(commons, monkeypatch, harvest):
    """So is what cannot be understood, before anything runs."""
    monkeypatch.setenv("COMMONS_HARVEST", f"starter {harvest}")

    fails(commons("harvest"), "COMMONS_HARVEST", harvest.partition(":")[0])
    assert [] == commons("status", "--json").json["runs"]


def test_two_routes_at_once(commons, process, reachable):
    """Two processes that ask arXiv along two routes at once take turns, and bring each paper once."""
    both = [process("ingest", route, COMMONS_BUSY_TIMEOUT_S="60") for route in ("arxiv", "oai")]
    said = [one.communicate(timeout=120)[1] for one in both]

    assert [0, 0] == [one.returncode for one in both], said
    assert ["arxiv:2409.00001", "arxiv:2409.00003"] == ids(commons)
    assert 2 == sum(run["counts"].get("new", 0) for run in commons("status", "--json").json["runs"])


def test_the_same_at_once(commons, process, tmp_path):
    """A process that would read what another one is reading is refused in one line, and nothing is read twice."""
    path = write_lines(tmp_path / "s.jsonl", *map(a_record, range(900)))
    both = [process("ingest", "snapshot", path, COMMONS_BUSY_TIMEOUT_S="60") for _ in range(2)]
    said = [one.communicate(timeout=120)[1] for one in both]

    refused = [err for one, err in zip(both, said, strict=True) if one.returncode]
    assert len(refused) < 2, said
    assert all(err.startswith("error: another process is ingesting snapshot into") for err in refused)
    status = commons("status", "--json").json
    assert (900, 900) == (status["works"], sum(run["counts"].get("new", 0) for run in status["runs"]))
