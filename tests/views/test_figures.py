"""The figures on the page are those that a command printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.evaluate import MEASURES, SYSTEMS
from views import figures
from views.pages import how

MEASURED = list(figures.load())


def test_every_file_is_shown():
    """Each file of figures is one of the sets, and each is read."""
    assert {file.stem for file in figures.HERE.glob("*.json")} == {one.name for one in MEASURED}
    assert "search-dev" in {one.name for one in MEASURED}


@pytest.mark.parametrize("one", MEASURED, ids=lambda one: one.name)
def test_figures(one: figures.Measured):
    """Every system and measure has its figure within its interval, and the page knows what the set asks."""
    assert set(SYSTEMS) == set(one.systems) == set(how.SYSTEMS)
    for measured in one.systems.values():
        assert set(MEASURES) == set(measured)
        assert all(0 <= figure.low <= figure.mean <= figure.high <= 1 for figure in measured.values())
    assert how.ABOUT[one.name]
    assert one.command.endswith("--json")


@pytest.mark.data
@pytest.mark.parametrize("command", figures.COMMANDS.values(), ids=figures.COMMANDS)
def test_the_judged_questions_are_where_the_command_says(shared_data: Path, command: str):
    """What each command reads is there, seen from the project."""
    read = [word for word in command.split() if word.startswith("../shared/data/")]

    assert read
    assert all(Path(word.replace("../shared/data", str(shared_data))).exists() for word in read)
