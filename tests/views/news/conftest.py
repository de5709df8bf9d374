"""A library with news, served to every test of them."""

from __future__ import annotations

import pytest

from tests.views.library import fill
from tests.views.news.library import news
from views.compose import Services


@pytest.fixture
def services(home) -> Services:
    """What answers over that library."""
    return fill(news())
