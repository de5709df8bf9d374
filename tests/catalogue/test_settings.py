"""The settings and the environment."""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from catalogue.errors import SettingsError
from catalogue.settings import Settings, load_settings

ELSEWHERE = Path("/tmp/else")  # noqa: S108 (nothing is written)
BY_TYPE = {str: "else", int: 16, float: 0.5, Path: ELSEWHERE, Path | None: ELSEWHERE}
SAMPLES = {
    name: BY_TYPE[field.annotation] if field.annotation in BY_TYPE else get_args(field.annotation)[-1]
    for name, field in Settings.model_fields.items()
}
"""A value of each field that is not its default; of those that are one of some, the last."""


def documented():
    """Fields that are followed by a docstring."""
    (cls,) = ast.parse(textwrap.dedent(inspect.getsource(Settings))).body
    return {
        field.target.id
        for field, text in pairwise(cls.body)
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    }


def test_every_field_is_documented():
    """Every option says what it is for, and why its default is what it is."""
    assert set(Settings.model_fields) == documented()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_field_is_an_environment_variable(name, monkeypatch):
    """Every option is set by `COMMONS_` and its name."""
    monkeypatch.setenv(f"COMMONS_{name.upper()}", str(SAMPLES[name]))

    assert SAMPLES[name] == getattr(load_settings(), name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COMMONS_PORT", "many"),
        ("COMMONS_PORT", "0"),
        ("COMMONS_PORT", "65536"),
        ("COMMONS_BATCH_SIZE", "-1"),
        ("COMMONS_BUSY_TIMEOUT_S", "-1"),
        ("COMMONS_ENCODER_PRECISION", "float8"),
    ],
)
def test_bad_values(name, value, monkeypatch):
    """A value that cannot be right is refused with its variable, itself and a remedy in the message."""
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=rf"{name}='{value}'.*\. Correct or leave it out"):
        load_settings()


def test_overrides(monkeypatch):
    """What the command line says wins over the environment, and is named as it was said when it is wrong."""
    monkeypatch.setenv("COMMONS_PORT", "1")

    assert load_settings(port="2").port == 2
    with pytest.raises(SettingsError, match=r"--port='many'.*\. Correct or leave it out"):
        load_settings(port="many")


def test_settings_cannot_be_changed():
    """Settings are a value: what one part of the program sees, all see."""
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().port = 1


def test_home(home):
    """Everything lives in COMMONS_HOME, the catalogue too unless another database is named."""
    assert f"sqlite:///{home}/catalogue.sqlite" == load_settings().url


def test_database_url(monkeypatch):
    """COMMONS_DATABASE_URL names another database."""
    monkeypatch.setenv("COMMONS_DATABASE_URL", "postgresql://host/name")

    assert load_settings().url == "postgresql://host/name"
