"""All gates: `./run test`. With arguments, only pytest, which gets them: `./run test tests/index -k search`."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECKS = {
    "format": ("ruff", "format", "--check", "--quiet", "."),
    "lint": ("ruff", "check", "--quiet", "."),
    "imports": ("lint-imports", "--no-cache"),
    "docs": ("python", "-m", "docs.generate", "--check"),
    "types": ("mypy",),
}
"""Gates that run one after another beside the tests; each says what it has to say when it has ended."""

TESTS = ("pytest", "--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder")
"""Two processes for the tests, a file to each in turn: what a file sets up is set up once."""


def main(arguments: list[str]) -> int:
    """Run every gate, each whatever the others said; return how many failed."""
    with ThreadPoolExecutor(1) as beside:
        checks = [(name, beside.submit(_passes, name, check)) for name, check in CHECKS.items() if not arguments]
        tests = _passes("tests", ("pytest", *arguments) if arguments else TESTS, aloud=True)
    failed = [name for name, passed in checks if not passed.result()] + ["tests"] * (not tests)
    print(f"failed: {', '.join(failed)}" if failed else "all gates passed")  # noqa: T201
    return len(failed)


def _passes(name: str, gate: tuple[str, ...], *, aloud: bool = False) -> bool:
    """Say whether a gate passes, and what it says: while it runs if it is *aloud*, or else in one piece."""
    start = time.monotonic()
    command = [Path(sys.executable).parent / gate[0], *gate[1:]]
    done = subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        text=True,
        stdout=None if aloud else subprocess.PIPE,
        stderr=None if aloud else subprocess.STDOUT,
    )
    verdict = "passed" if done.returncode == 0 else "FAILED"
    print(f"\n{done.stdout or ''}{name}: {verdict} in {time.monotonic() - start:.0f} s", flush=True)  # noqa: T201
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
