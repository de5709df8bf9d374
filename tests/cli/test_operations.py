"""`commons doctor`, `backup` and `restore`, and what jobs log."""

from __future__ import annotations

import json

import pytest

from people.participants.store import Participants
from views import terminal
from views.operations import logs


@pytest.fixture
def quiet(monkeypatch):
    """Jobs log in this process as they would in their own, and leave no trace in it."""
    monkeypatch.setattr(terminal.err, "quiet", False)
    monkeypatch.setenv("COMMONS_LOG", "json")
    monkeypatch.setattr(logs, "configure", lambda _form: None)


def test_doctor(commons, filled):
    """On a library in order it ends well; its document has a line for each thing that it looked at."""
    said = commons("doctor")
    assert (0, True) == (said.code, "ok     index: " in said.out)

    found = commons("doctor", "--json").json
    assert found["ok"]
    assert {"check", "state", "said", "remedy"} == set(found["checks"][0])


def test_doctor_finds_something(commons, home):
    """What is broken makes it end with 1, with what to do in the next line; as JSON too."""
    said = commons("doctor")
    assert 1 == said.code
    assert "broken catalogue: there is none" in said.out
    assert "Run: commons ingest starter" in said.out

    said = commons("doctor", "--json")
    assert (1, False) == (said.code, json.loads(said.out)["ok"])


def test_backup_and_restore(commons, filled, tmp_path, monkeypatch):
    """One command each; after `index` the status is what it was."""
    before = commons("status", "--json").json
    Participants.open(filled).engine.dispose()
    said = commons("backup", tmp_path / "b.tar.gz")
    assert (0, "") == (said.code, said.out)
    assert "Participants are not in it: --people takes them in" in said.err

    monkeypatch.setenv("COMMONS_HOME", str(tmp_path / "new"))
    found = commons("restore", tmp_path / "b.tar.gz", "--json").json
    assert (before["works"], "", False) == (found["works"], found["aside"], found["people_kept"])
    assert 0 == commons("index").code
    after = commons("status", "--json").json
    for one in (before, after):
        one["manifest"] |= {"built": "", "files": {}}
        one["mapped"] = ""
    assert before == after


def test_restore_refuses(commons, filled, tmp_path):
    """A library is not written over by accident, and the message says how to mean it."""
    made = commons("backup", tmp_path / "b.tar", "--people", "--json").json
    assert (False, (tmp_path / "b.tar").stat().st_size) == (made["people"], made["bytes"])

    said = commons("restore", tmp_path / "b.tar")
    assert (1, True) == (said.code, "add --replace" in said.err)
    said = commons("restore", tmp_path / "b.tar", "--replace")
    assert (0, True) == (said.code, "delete it when all is well" in said.err)


def test_jobs_log(commons, home, quiet, caplog):
    """With COMMONS_LOG=json a job says in fields what it would have told a person, and nothing else."""
    caplog.set_level("INFO")
    said = commons("ingest", "starter")
    failed = commons("ingest", "bibtex", "nowhere.bib")

    assert ((0, "", ""), (1, "", "")) == ((said.code, said.out, said.err), (failed.code, failed.out, failed.err))
    job, error = (record for record in caplog.records if record.name == "views.terminal")
    assert ("ingested", "starter", "finished") == (job.getMessage(), job.source, job.state)
    assert {"new"} == set(job.counts)
    assert ("failed", True) == (error.getMessage(), "nowhere.bib" in error.problem)


def test_a_job_in_json(process, home):
    """Every line on standard error is one JSON object then."""
    _, err = process("ingest", "starter", COMMONS_LOG="json").communicate(timeout=120)

    (line,) = map(json.loads, err.splitlines())
    assert ("ingested", "starter", "info") == (line["event"], line["source"], line["level"])
