"""Asks a server again and again, politely, as a process of its own: ``python -m tests.ingest.web.asker URL TIMES``.

With the settings of the environment; by httpx and by requests in turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path

from catalogue.settings import Settings
from ingest.web.courtesy import Courtesy
from ingest.web.transports import client, session

ROOT = Path(__file__).parents[3]


def start(url, times, **settings):
    """Start the process."""
    said = {f"COMMONS_{name.upper()}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "tests.ingest.web.asker", url, str(times)]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | said, stderr=subprocess.PIPE, text=True)


def main(url, times):
    """Ask."""
    settings = Settings()
    courtesy = Courtesy(settings, "arxiv", lambda body: None)
    with client(settings, courtesy) as first, session(settings, courtesy) as second:
        for one in islice(cycle([first, second]), int(times)):
            one.get(url)


if __name__ == "__main__":
    main(*sys.argv[1:])
