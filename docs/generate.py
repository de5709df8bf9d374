"""Write the pages that are made from code: `.venv/bin/python -m docs.generate`; with --check, only compare.

`docs/settings.md` comes from `catalogue/settings.py`, `docs/cli.md` from the commands' own help, and `docs/privacy.md`
is what the app's page says.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from typer.main import get_command

from cli import app

ROOT = Path(__file__).parent.parent
SHAPES = Path(__file__).parent / "shapes.md"


def settings_page() -> str:
    """Every setting with its default and the reason for it."""
    tree = ast.parse((ROOT / "catalogue" / "settings.py").read_text())
    fields = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
    lines = ["# Settings", "", "Environment variables. This page is made from `catalogue/settings.py`.", ""]
    for field, reason in pairwise(fields):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(reason, ast.Expr):
            kind, default = ast.unparse(field.annotation), ast.unparse(field.value) if field.value else ""
            text = " ".join(str(ast.literal_eval(reason.value)).split())
            lines += [f"## `COMMONS_{field.target.id.upper()}`", "", text, "", f"`{kind}`, default `{default}`", ""]
    return "\n".join(lines)


def cli_page() -> str:
    """The help of every command, and the shapes of what `--json` prints."""
    head = ["# The command line", "", "This page is made from the commands' own help and `docs/shapes.md`.", ""]
    return "\n".join([*head, *_helps(get_command(app), "commons"), SHAPES.read_text()])


def privacy_page() -> str:
    """What the page of the app draws."""
    head, _, rest = (ROOT / "views" / "people" / "privacy.md").read_text().partition("\n")
    return f"{head}\n\nThis page is made from `views/people/privacy.md`.\n{rest}"


def _helps(command: Any, name: str, parent: Any = None) -> Iterator[str]:  # noqa: ANN401 - Typer hides its types
    context = command.context_class(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
    inner = getattr(command, "commands", {})
    if not inner:
        yield from (f"## `{context.command_path}`", "", "```", command.get_help(context).rstrip(), "```", "")
    for child, one in inner.items():
        yield from _helps(one, child, context)


def main(*, check: bool) -> int:
    """Write the pages, or say which of them are out of date."""
    pages = {"settings.md": settings_page(), "cli.md": cli_page(), "privacy.md": privacy_page()}
    drifted = [name for name, text in pages.items() if not _is(name, text)]
    for name in drifted if not check else []:
        (ROOT / "docs" / name).write_text(pages[name])
    if check and drifted:
        print(f"out of date: {', '.join(drifted)}. Run: .venv/bin/python -m docs.generate")
    return len(drifted) if check else 0


def _is(name: str, text: str) -> bool:
    path = ROOT / "docs" / name
    return path.exists() and path.read_text() == text


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
