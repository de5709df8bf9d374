"""The server, really started."""

from __future__ import annotations

import signal
import socket
import time
from urllib.request import urlopen

import pytest

PATIENCE_S = 90


@pytest.fixture
def port():
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url):
    """What the server answers, as soon as it does."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urlopen(url, timeout=5) as answer:  # noqa: S310 (http, and ours)
                return answer.status, answer.read()
        except OSError:  # nobody listens yet, or nobody answers yet
            assert time.monotonic() < deadline, f"nobody answers at {url}"
            time.sleep(0.2)


def stop(server):
    """Ask it to end, as a service manager does; its output."""
    server.send_signal(signal.SIGTERM)
    return server.communicate(timeout=20)


def test_prepare(commons, process, home, port):
    """On an empty home it fills the catalogue, builds the index, answers, and stops when it is asked to."""
    server = process("serve", "--prepare", "--port", port)

    assert (200, b"ok") == get(f"http://127.0.0.1:{port}/_stcore/health")
    status, page = get(f"http://127.0.0.1:{port}/")
    assert (200, True) == (status, b"<html" in page)
    _, said = stop(server)

    assert "Traceback" not in said
    assert "starter: " in said
    found = commons("status", "--json").json
    assert found["works"] == found["records"]["starter"] == found["manifest"]["papers"] >= 300
    assert [] == found["problems"]


def test_stopped_while_it_prepares(process, home, port):
    """Who stops it before it serves does not wait; the next start goes on."""
    server = process("serve", "--prepare", "--port", port)
    deadline = time.monotonic() + PATIENCE_S
    while not (home / "catalogue.sqlite").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    _, said = stop(server)

    assert (130, False) == (server.returncode, "Traceback" in said)


def test_prepared_already(commons, process, filled, port):
    """On a home that is ready it changes nothing; nobody but this machine is listened to."""
    before = commons("status", "--json").json
    server = process("serve", "--prepare", "--port", port)

    assert 200 == get(f"http://127.0.0.1:{port}/_stcore/health")[0]
    bound = {line.split()[1] for line in _listening(server.pid) if line.split()[1].endswith(f":{port:04X}")}
    out, said = stop(server)

    assert {f"0100007F:{port:04X}"} == bound
    assert "starter" not in said
    assert f"http://127.0.0.1:{port}" in out + said
    assert before == commons("status", "--json").json


def _listening(pid):
    """The listening lines of the kernel's table of connections, as the process sees it."""
    for table in ("tcp", "tcp6"):
        with open(f"/proc/{pid}/net/{table}", encoding="ascii") as file:  # noqa: PTH123 (a pseudo-file)
            yield from (line for line in file.readlines()[1:] if line.split()[3] == "0A")
