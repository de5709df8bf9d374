"""The fake arXiv as a process: ``python -m tests.fakes.arxiv FILE --rate 0.2`` prints its two URLs as JSON."""

from __future__ import annotations

import argparse
import gc
import json
import signal
import sys

from tests.fakes.arxiv.faults import NAMES, Faults
from tests.fakes.arxiv.records import load
from tests.fakes.arxiv.server import FakeArxiv

ENDS = {signal.SIGINT, signal.SIGTERM}


def main():
    """Serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", help="a snapshot, .jsonl.gz")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--now", help="where the server's clock stands; the machine's clock if not given")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=0.0, help="the share of requests that go wrong")
    parser.add_argument("--fault", action="append", choices=NAMES, help="one kind of fault; all of them if not given")
    parser.add_argument("--retry-after", type=int, default=0)
    parser.add_argument("--hang", type=float, default=Faults.hang)
    said = parser.parse_args()
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)  # in all threads, or one of them would die of it
    faults = Faults(tuple(said.fault or NAMES), said.rate, retry_after=said.retry_after, hang=said.hang)
    with FakeArxiv(load(said.file), clock=said.now, faults=faults, seed=said.seed, port=said.port) as server:
        server.archive.view().between("published")
        gc.freeze()  # the records stay; to look through them for garbage takes longer than a page
        sys.stdout.write(json.dumps({"api_url": server.api_url, "oai_url": server.oai_url}) + "\n")
        sys.stdout.flush()
        signal.sigwait(ENDS)


if __name__ == "__main__":
    main()
