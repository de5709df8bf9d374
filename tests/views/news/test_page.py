"""The page of what is new, at any address."""

from __future__ import annotations

import pytest

from tests.makers import a_paper
from tests.views.library import absorption, fill
from tests.views.news.library import NEW

ABSORBED, STEERED, CIRCUIT = NEW


def said(app):
    """Everything that the page says in words, without escapes."""
    assert not app.exception
    return "\n".join(element.value for element in [*app.title, *app.markdown, *app.info]).replace("\\", "")


def shown(app):
    """The papers that the page shows, in order."""
    lines = [element.value for element in app.markdown if element.value.startswith("## [")]
    return [line.partition("(paper?id=")[2].rstrip(")") for line in lines]


def address(app):
    """The feed's address."""
    return app.code[-1].value


def test_all_that_is_new(open_page, services):
    """Without a question the newest papers come, with the days that they are of."""
    app = open_page("new")

    assert [absorption().id, CIRCUIT, STEERED, ABSORBED] == shown(app)
    assert "4 new papers, 16 September 2024 to 22 September 2024, the newest first" in said(app)
    assert "http://127.0.0.1:8501/feed.xml" == address(app)


def test_a_followed_search(open_page, services):
    """The address of a search is the address of its news and of its feed."""
    app = open_page("new", q="feature absorption", category=["cs.CL", "cs.AI"], days="30")

    assert [absorption().id] == shown(app)
    assert ":gray[Only of] cs.CL, cs.AI" in said(app)
    assert "matches your words" in said(app)
    assert address(app).endswith("/feed.xml?q=feature%20absorption&category=cs.CL&category=cs.AI&days=30")
    assert "feature absorption" == app.text_input[0].value


def test_what_is_not_related(open_page, services):
    """What is as new but not related is a number and a link to all of it."""
    app = open_page("new", q="grokking of modular sums in training dynamics", days="30", source="arxiv")

    assert [] == shown(app)
    assert "Nothing that came in these days is close to this. [Look back 90 days]" in said(app)
    assert "4 other new papers are not close to this.] [Show all](new?source=arxiv&days=30)" in said(app)


def test_no_news_at_all(open_page, services):
    """Where no paper came within the longest window, the page says what to try."""
    app = open_page("new", source="openreview", days="90")

    assert "No paper came in these days. Ask in other words, or drop a filter." in said(app)


def test_liked_papers(open_page, services):
    """Liked papers are named, and so is the one that each paper is like."""
    app = open_page("new", more=["arxiv:2301.00001", "arxiv:2301.00002"])

    assert {STEERED, CIRCUIT} == set(shown(app)[:2])
    assert 2 <= said(app).count("Like [") <= 1 + len(shown(app))
    assert "[forget them](new)" in said(app)


def test_a_liked_paper_that_is_not_there(open_page, services):
    """A mistyped id is one clear box."""
    app = open_page("new", more="arxiv:9999.99999")

    assert not app.exception
    assert "9999" in app.error[0].value


def test_the_reading_list(open_page, services):
    """The reading list becomes the question by one button, which then is gone."""
    app = open_page("new", list="arxiv:2301.00001", days="30")
    app.button(key="mine").click().run()

    assert ["arxiv:2301.00001"] == _values(app, "more")
    assert ["30"] == _values(app, "days")
    assert [] == [button for button in app.button if button.key == "mine"]


def test_topics_and_windows(open_page, services):
    """Topics and the window are chosen on the page and live in the address."""
    app = open_page("new")
    app.multiselect[0].select("steering").run()
    app.segmented_control[0].set_value(90).run()

    assert (["steering"], ["90"]) == (_values(app, "topic"), _values(app, "days"))
    assert "Steering and representation engineering :gray[·] [forget](new?days=90)" in said(app)


def _values(app, name):
    """What the address has under *name*."""
    value = app.query_params[name]
    return value if isinstance(value, list) else [value]


def test_more_of_them(open_page, home):
    """Ten come at once, and ten more at a time."""
    fill(a_paper(id=f"arxiv:2409.{n:05}", title=f"Paper {n}", submitted="2024-09-20") for n in range(12))
    app = open_page("new")

    assert 10 == len(shown(app))
    app.button(key="more").click().run()
    assert 12 == len(shown(app))


@pytest.mark.parametrize("days", ["x", "-1", "8", ""])
def test_days_that_make_no_sense(open_page, services, days):
    """A window that the page does not offer is as if it were not there."""
    app = open_page("new", days=days)

    assert 7 == app.segmented_control[0].value
    assert 4 == len(shown(app))
