"""Home: where the box sends its readers, what the page they reach says of it, and what the day brings."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import time_machine
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from catalogue.errors import CatalogueError
from catalogue.settings import load_settings
from tests.makers import a_paper, ingest
from tests.views.conftest import Open
from tests.views.library import HOSTILE, absorption, fill, hold, living_in, workshop
from tests.views.test_pages import address, button, only, source, text
from views.compose import open_services
from views.navigation import modules
from views.pages import prior
from views.pages.home import DOORS, NEW, PAPER

ABSTRACT = "We find that sparse autoencoders split features, and measure how often they do so in language models. " * 6
GROKKING = a_paper(
    id=PAPER, title="Progress measures for grokking", authors=("Neel Nanda", "Lawrence Chan"), submitted="2023-01-12"
)
NOON = "2026-12-06T12:00:00-08:00"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two papers and an event, made once."""
    folder = tmp_path_factory.mktemp("home")
    with living_in(folder):
        hold(fill([GROKKING, absorption(), *workshop()])).catalogue.close()
    return folder


@pytest.fixture
def library(shelf: Path, home: Path) -> None:
    """That home as this test's own."""
    shutil.copytree(shelf, home)


def asked(app: AppTest, typed: str) -> AppTest:
    """Type into the box and press Enter."""
    return app.text_input[0].set_value(typed).run()


def onward(app: AppTest, slug: str, **params: str) -> AppTest:
    """Open another page in the same session, as a link does."""
    app._page_hash = calc_hash(slug)
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def test_the_front(library: None, open_page: Open):
    """A box, an example of each kind of thing that it understands, three doors, and the newest papers."""
    app = open_page("home")
    said = text(app)

    assert not app.exception
    assert ["Papers, words and people of mechanistic interpretability"] == [title.value for title in app.title]
    for example in (
        "[how do I find which heads matter for a task](search?q=how%20do%20I%20find",
        "[causal tracing](concept?id=causal-tracing&asked=causal%20tracing)",
        "[Neel Nanda](person?id=Neel%20Nanda&asked=Neel%20Nanda)",
        "[2301.05217](paper?id=arxiv:2301.05217&asked=2301.05217)",
        "[an abstract](prior)",
    ):
        assert example in said
    assert "The newest papers" in [header.value for header in app.header]
    assert "[Feature splitting in sparse autoencoders](paper?id=" in said


def test_doors():
    """Each door leads to pages that there are."""
    assert {slug for door in DOORS for slug, _ in door.ways} <= {module.PAGE.slug for module in modules()}


def test_few_new_papers(open_page: Open):
    """Some of the newest are named, and of what is truly new the page says so."""
    with time_machine.travel("2026-01-07"):
        fill(a_paper(id=f"arxiv:2601.{place:05}", title=f"Paper {place}", submitted="2026-01-05") for place in range(9))
        app = open_page("home")

    assert NEW == len(re.findall(r"### \[Paper", text(app)))
    assert ["New this week"] == [header.value for header in app.header]
    assert "material/event" not in text(app)
    assert "9 papers, 30 December 2025 to 5 January 2026." in text(app)


@pytest.mark.parametrize(
    ("typed", "said", "link"),
    [
        ("What is causal tracing?", "a word of the glossary", "concept?id=causal-tracing&asked="),
        ("Neel Nanda", "an author's name", "person?id=author:neel-nanda&asked=Neel%20Nanda"),
        ("2409.14507", "a paper of this library", "paper?id=arxiv:2409.14507&asked=2409.14507"),
        ("how do heads move things", "a question to the papers", "search?q=how%20do%20heads%20move%20things)"),
        (ABSTRACT, "an idea or an abstract", "prior?asked=text)"),
    ],
)
def test_the_box(library: None, open_page: Open, typed: str, said: str, link: str):
    """What is typed is taken for something, and the page goes there; the link is for a browser that does not."""
    app = asked(open_page("home", list=PAPER), typed)

    assert not app.exception
    assert f"Taken for {said}." in text(app)
    assert "[Go on](" + link.replace(")", f"&list={PAPER})") in text(app)
    assert any("pushState" in part.proto.body for part in app.get("html"))
    assert {"list": [PAPER]} == address(app)


def test_home_again(library: None, open_page: Open):
    """Back from where it led, the front is what it was."""
    app = onward(asked(open_page("home"), "SAE"), "home")

    assert "Taken for" not in text(app)
    assert "## :material/search: Papers" in text(app)


def test_nothing_typed(library: None, open_page: Open):
    """An empty box sends nobody anywhere."""
    app = asked(open_page("home"), "   ")

    assert "Taken for" not in text(app)


@pytest.mark.parametrize(
    ("slug", "params", "said"),
    [
        ("concept", {"id": "causal-tracing"}, "Taken for a word of the glossary."),
        ("person", {"id": "Neel Nanda"}, "Taken for an author's name."),
        ("paper", {"id": "arxiv:2409.14507"}, "Taken for a paper of this library."),
    ],
)
def test_what_it_was_taken_for(library: None, open_page: Open, slug: str, params: dict[str, str], said: str):
    """The page that is reached says what the words were taken for, with the search as a way out."""
    shown = text(open_page(slug, asked="what I typed", list=PAPER, **params))

    assert said in shown
    assert f"[Search the papers for “what I typed” instead](search?q=what%20I%20typed&list={PAPER})" in shown
    assert "Taken for" not in text(open_page(slug, **params))


@pytest.mark.parametrize("slug", ["search", "glossary", "home"])
def test_no_line_elsewhere(library: None, open_page: Open, slug: str):
    """A page to which the box sends nobody, and the search, say nothing of the kind."""
    assert "Taken for" not in text(open_page(slug, asked="SAE"))


@pytest.mark.parametrize("hostile", HOSTILE[::4])
def test_hostile_words(library: None, open_page: Open, hostile: str):
    """Whatever was typed, or stands in the address, is shown as text."""
    for app in (asked(open_page("home"), hostile), open_page("concept", id="causal-tracing", asked=hostile)):
        assert not app.exception
        assert "<script>" not in source(app)
        assert "](javascript" not in source(app)


def test_an_abstract_waits_in_the_session(library: None, open_page: Open):
    """A pasted abstract is compared on the page for that, is in no address, and can be searched for instead."""
    app = onward(asked(open_page("home"), ABSTRACT), "prior", asked="text")

    assert ABSTRACT.strip() == app.text_area[0].value
    assert "In your words" in [header.value for header in app.header]
    assert {"asked": ["text"]} == address(app)
    assert "[Search the papers for it instead, with the text in the address](search?q=We%20find" in text(app)


def test_an_abstract_is_gone_with_its_page(library: None, open_page: Open):
    """Who reloads finds no text any more, and is told what to do."""
    app = open_page("prior", asked="text")

    assert ["Your text was only in the page that you had open, and is gone. Paste it again below."] == [
        info.value for info in app.info
    ]
    assert "Your text" not in "".join(info.value for info in open_page("prior").info)


def test_a_very_long_text(library: None, open_page: Open):
    """What is longer than a page takes is cut, and the search instead of it has an address that browsers take."""
    app = onward(asked(open_page("home"), "word " * 4000), "prior", asked="text")

    assert not app.exception
    assert len(app.text_area[0].value) < prior.MOST
    assert len(max(re.findall(r"search\?q=[^)]*", source(app)), key=len)) < 10_000


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-12-01", ["**workshop2026** is on 6 December 2026.", "[My plan](plan?event=workshop2026)"]),
        (
            "2026-12-06T01:00:00-08:00",
            ["## Today: workshop2026", "**Next:** [The morning]", "10:00 to 11:00 · Hall C", "**Then:** The lunch"],
        ),
        (
            "2026-12-06T10:30:00-08:00",
            ["**On now:** [The morning](programme?event=workshop2026&session=morning)", "**Next:** The lunch"],
        ),
        ("2026-12-06T20:30:00+00:00", ["**Next:** [The afternoon]", "times of America/Los Angeles"]),
        ("2026-12-06T11:30:00-08:00", [":material/coffee: **On now:** The lunch", "**Next:** [The afternoon]"]),
        ("2026-12-06T14:30:00-08:00", ["**On now:** [The afternoon]"]),
        ("2026-12-06T23:00:00-08:00", ["was on 6 December 2026. [Its posters](programme?event=workshop2026)"]),
        ("2027-02-01", ["**workshop2026** was on 6 December 2026."]),
    ],
)
def test_the_event(library: None, open_page: Open, moment: str, expected: list[str]):
    """On the day what is on now and next, by the clocks of the event; before and after it one line."""
    with time_machine.travel(moment, tick=False):
        said = text(open_page("home"))

    for part in expected:
        assert part in said
    assert ("Today:" in said) == ("T" in moment and "23:00" not in moment)


def test_an_old_address(library: None, open_page: Open):
    """A question in the address of the root is answered there, as before there was a home page."""
    app = open_page("home", q="absorption")

    assert ["Results"] == [title.value for title in app.title]
    assert "## [A is for Absorption" in text(app)


def test_an_empty_library(open_page: Open):
    """Where there is nothing at all, the page says what to run; the words of the glossary are there all the same."""
    app = open_page("home")

    assert "Run: `commons serve --prepare`" in only(app)
    assert "[causal tracing](concept?id=causal-tracing" in text(app)
    assert "2301" not in text(app)


def test_nothing_indexed(open_page: Open):
    """Where papers are there but no index, the page says that."""
    ingest(open_services(load_settings()).catalogue, absorption())

    assert "Run: `commons index`" in only(open_page("home"))


def test_the_button(library: None, open_page: Open):
    """The button beside the box is there for those whose keyboard has no Enter; alone it sends nobody anywhere."""
    app = button(open_page("home"), "Ask").click().run()

    assert not app.exception
    assert "Taken for" not in text(app)


def test_what_cannot_be_asked(library: None, open_page: Open, monkeypatch: pytest.MonkeyPatch):
    """What goes wrong on the way is said in place, and does not stand in the way of the next question."""

    def locked(*_: object) -> None:
        raise CatalogueError("it is locked", "Try again")

    app = open_page("home")
    with monkeypatch.context() as patch:
        patch.setattr("views.ask.where", locked)
        assert "It is locked" in only(asked(app, "SAE"))

    assert "Taken for a word of the glossary." in text(asked(app, "SAEs"))
