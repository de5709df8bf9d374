"""Measure anew what the page "How search works" shows: run each of its commands, and keep what it prints.

    .venv/bin/python -m benchmarks.figures [SET...]

The first run embeds the papers of every set; `git diff` then shows what changed.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from views import figures

ROOT = Path(__file__).parents[1]


def main(names: list[str]) -> None:
    """Write the file of each of the sets *names*, or of all."""
    for name in names or figures.COMMANDS:
        with TemporaryDirectory() as out:
            printed = [_run(line.replace("OUT", out)) for line in figures.COMMANDS[name].splitlines()]
        (figures.HERE / f"{name}.json").write_bytes(printed[-1])
        print(f"wrote {name}.json")


def _run(command: str) -> bytes:
    """Run *command* in the project's folder with its own programs; return what it prints."""
    program, *arguments = shlex.split(command)
    tool = Path(sys.executable).parent / program
    return subprocess.run([tool, *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603


if __name__ == "__main__":
    main(sys.argv[1:])
