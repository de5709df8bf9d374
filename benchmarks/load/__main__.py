"""How the site holds with hundreds of people on it.

    COMMONS_HOME=... .venv/bin/python -m benchmarks.load [--sessions 300] [--active 60] [--seconds 60]
    COMMONS_HOME=... .venv/bin/python -m benchmarks.load --pages

Server and clients share this machine: what the clients cost is printed, too. An interaction lasts from sending to the
end of the script's run, with everything that it draws received. Needs Chromium for typing and for ``--pages``.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
from pathlib import Path

from benchmarks.load import hall, pages
from catalogue.settings import load_settings


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=300, help="Open tabs.")
    parser.add_argument("--active", type=int, default=60, help="Of these, how many do one thing every ten seconds.")
    parser.add_argument("--seconds", type=int, default=60, help="How long they do.")
    parser.add_argument("--pages", action="store_true", help="Instead: the first view of every page in a browser.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commons-load-") as name:
        folder = Path(name)
        home = Path(shutil.copytree(load_settings().home, folder / "home"))  # a paper will be added
        if asked.pages:
            asyncio.run(pages.measure(home, folder))
        else:
            size = hall.Size(sessions=asked.sessions, active=asked.active, seconds=asked.seconds)
            asyncio.run(hall.measure(home, folder, size))


if __name__ == "__main__":
    main()
