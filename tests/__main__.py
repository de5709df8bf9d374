"""All gates: `./run test`. With arguments, only pytest, which gets them: `./run test tests/index -k search`."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
GATES = {
    "format": ("ruff", "format", "--check", "--quiet", "."),
    "lint": ("ruff", "check", "--quiet", "."),
    "types": ("mypy",),
    "imports": ("lint-imports", "--no-cache"),
    "docs": ("python", "-m", "docs.generate", "--check"),
    "tests": ("pytest", "--numprocesses=3", "--dist=loadfile", "--no-loadscope-reorder"),
}
"""Three processes for the tests: browsers and waiting leave a quarter of two cores idle. A file to each in turn: what a
file sets up is set up once."""


def main(arguments: list[str]) -> int:
    """Run every gate, each whatever the others said; return how many failed."""
    gates = {"tests": ("pytest", *arguments)} if arguments else GATES
    failed = [name for name, gate in gates.items() if not _passes(name, gate)]
    print(f"failed: {', '.join(failed)}" if failed else "all gates passed")  # noqa: T201
    return len(failed)


def _passes(name: str, gate: tuple[str, ...]) -> bool:
    start = time.monotonic()
    tool = Path(sys.executable).parent / gate[0]
    done = subprocess.run([tool, *gate[1:]], cwd=ROOT, check=False)
    print(f"{name}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s")  # noqa: T201
    sys.stdout.flush()
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
