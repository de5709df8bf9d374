"""The rules of the house that no linter knows: what DESIGN.md says of modules and functions."""

from __future__ import annotations

import ast
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("catalogue", "glossary", "index", "ingest", "people", "views")
ENTRIES = ("app.py", "cli.py")
MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts and "__pycache__" not in path.parts
)
SHEETS = sorted(
    path
    for package in PACKAGES
    for kind in ("*.js", "*.css")
    for path in (ROOT / package).rglob(kind)
    if not path.name.endswith(f".min{path.suffix}")
)
"""Our own scripts and style sheets; what others wrote is minified."""
DOCUMENTED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

MAX_MODULE = 300
MAX_FUNCTION = 50
MEDIAN_FUNCTION = 8
P90_FUNCTION = 25
MAX_ENTRY_BODY = 12

EVERY_MODULE = """
import sys
from importlib import import_module

opened = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        opened.append(str(arguments[0]))
    elif event in ("os.mkdir", "os.rename", "os.remove", "sqlite3.connect", "socket.connect"):
        opened.append(f"{event} {arguments[0]}")

sys.addaudithook(watch)
for name in sys.argv[1:]:
    import_module(name)
print("\\n".join(opened))
"""


def name_of(path):
    """The name by which *path* is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree(path):
    """What Python reads in *path*."""
    return ast.parse(path.read_text(encoding="utf-8"))


def docstring_lines(node):
    """How many lines the docstring of *node* takes."""
    if ast.get_docstring(node) is None:
        return 0
    return node.body[0].end_lineno - node.body[0].lineno + 1


def length(node):
    """Lines of a function without its docstring and decorators."""
    return node.end_lineno - node.lineno + 1 - docstring_lines(node)


def body_length(node):
    """Lines of a function's body without its docstring."""
    first = node.body[1:2] if docstring_lines(node) else node.body[:1]
    return node.end_lineno - first[0].lineno + 1 if first else 0


def functions(paths):
    """All functions of *paths*, with where they are."""
    return {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": node
        for path in paths
        for node in ast.walk(tree(path))
        if isinstance(node, FUNCTIONS)
    }


def imports(path):
    """The top-level packages that *path* imports, inside of functions too."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def test_there_is_something_to_check():
    """These tests look at the project, and not at an empty folder."""
    assert len(MODULES) > 50
    assert len(functions(MODULES)) > 300
    assert {".css", ".js"} == {path.suffix for path in SHEETS}


def test_app_is_thin():
    """The Streamlit entry configures, navigates and runs: no function, no logic, next to no lines."""
    app = ROOT / "app.py"

    assert len(app.read_text().splitlines()) < 30
    assert {} == functions([app])
    branches = (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Match)
    assert [] == [node for node in ast.walk(tree(app)) if isinstance(node, branches)]


def test_cli_is_thin():
    """A command parses, calls one function and prints; what it does is elsewhere."""
    found = functions([ROOT / "cli.py"])

    assert len(found) > 10
    assert [] == [where for where, node in found.items() if body_length(node) > MAX_ENTRY_BODY]


@pytest.mark.parametrize("entry", ENTRIES)
def test_entries_compose(entry):
    """Neither entry knows the database, the vectors, or anything below them."""
    forbidden = {"sqlalchemy", "faiss", "pandas", "numpy", "torch", "sentence_transformers", "alembic", "sqlite3"}

    assert set() == imports(ROOT / entry) & forbidden
    assert set() == imports(ROOT / entry) & {"index", "ingest", "glossary"}


def test_modules_are_short():
    """No module, script or style sheet is longer than one can hold in one's head."""
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in [*MODULES, *SHEETS]}

    assert {} == {name: lines for name, lines in lengths.items() if lines > MAX_MODULE}


def test_functions_are_short():
    """A function says one thing: none is long, most are very short."""
    lengths = {where: length(node) for where, node in functions([*MODULES, *(ROOT / one for one in ENTRIES)]).items()}

    assert {} == {where: lines for where, lines in lengths.items() if lines > MAX_FUNCTION}
    assert statistics.median(lengths.values()) <= MEDIAN_FUNCTION
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= P90_FUNCTION


@pytest.mark.parametrize("path", [*MODULES, *(ROOT / one for one in ENTRIES)], ids=lambda path: path.stem)
def test_docstrings(path):
    """Every module, and every class and function that others may use, says what it is."""
    found = tree(path)
    public = [node for node in found.body if isinstance(node, DOCUMENTED)]
    classes = [node for node in public if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    public += [method for one in classes for method in one.body if isinstance(method, FUNCTIONS)]
    silent = [node.name for node in public if not node.name.startswith("_") and not ast.get_docstring(node)]

    assert ast.get_docstring(found)
    assert [] == silent


def test_importing_does_nothing(tmp_path):
    """Nothing happens at import: no file is written, no database or net asked, and no setting is read."""
    names = [name_of(path) for path in MODULES] + ["cli"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COMMONS_")}
    environment |= {"HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
    environment |= {"COMMONS_PORT": "no port", "COMMONS_HOME": "/dev/null/none", "COMMONS_DATABASE_URL": "nonsense"}

    run = subprocess.run(
        [sys.executable, "-c", EVERY_MODULE, *names],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (run.returncode, run.stderr)
    assert "" == run.stdout.strip()
    assert [] == list(tmp_path.rglob("*"))
