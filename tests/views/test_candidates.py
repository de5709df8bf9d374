"""The page of what the glossary may lack: shown as nobody's reviewed word, and only shown."""

from __future__ import annotations

import pytest

from catalogue.settings import load_settings
from glossary.candidates.store import FILE
from tests.makers import a_paper, ingest
from tests.views.conftest import Open
from tests.views.library import HOSTILE
from tests.views.test_pages import only, source, text
from views.compose import Services, open_services
from views.glossary import curation
from views.glossary.curation import UNREVIEWED
from views.pages.candidates import SHOWN

ABSTRACT = "We see the green probe. A quantum vole index (QVX) is low."
JOINED = "The logit lens, also known as purple glass, is old. An induction head (logit lens) is not."


def library(*abstracts: str, joined: str = JOINED) -> Services:
    """A library in which three papers each say one of *abstracts*, and one joins words."""
    services = open_services(load_settings())
    papers = [
        a_paper(
            id=f"arxiv:24{month}.{number:05}",
            title=f"Paper {number} of {month}",
            abstract=abstract,
            submitted=f"2024-{month}",
        )
        for number, abstract in enumerate(abstracts or (ABSTRACT,), 1)
        for month in ("01", "02", "03")
    ]
    ingest(services.catalogue, *papers, a_paper(id="arxiv:2501.00001", abstract=joined))
    return services


def test_shown(open_page: Open):
    """Each candidate is marked as unreviewed, with counts, a sentence, and the papers; known words lead to concepts."""
    library()

    app = open_page("candidates")

    assert not app.exception
    assert [UNREVIEWED] == [box.value for box in app.warning]
    assert ["Candidates"] == [title.value for title in app.title]
    said = text(app)
    assert 4 == said.count(":orange-badge[unreviewed]")
    assert "**green probe** :orange-badge[unreviewed] :gray[:small[3 papers, C-value 3]]" in said
    assert "We see the :primary[**green**] :primary[**probe**]." in said
    assert (
        "[Paper 1 of 03](paper?id=arxiv:2403.00001) :gray[March 2024] · [arxiv:2402.00001](paper?id=arxiv:2402.00001)"
        in said
    )
    assert "**[induction head](concept?id=induction-head) / [logit lens](concept?id=logit-lens)**" in said
    assert "**[logit lens](concept?id=logit-lens) / purple glass**" in said


def test_read_only(open_page: Open):
    """Nothing can be decided on the page: it has no accounts, and says how to do it instead."""
    library()

    app = open_page("candidates")

    assert [] == [*app.button, *app.checkbox, *app.text_input]
    assert "`commons glossary accept`" in source(app)


def test_decided(open_page: Open):
    """What was decided is not shown, and neither is it anywhere in the glossary."""
    services = library()
    curation.decide(services, curation.find(services, ["term:green-probe"]), "accept")

    assert "**green probe**" not in text(open_page("candidates"))
    [info] = open_page("glossary", word="green probe").info
    assert "No word like that" in info.value


def test_nothing_waits(open_page: Open):
    """Where nothing waits for a decision, the page says so."""
    services = library()
    curation.decide(services, list(curation.suggestions(services)), "reject")

    assert "Nothing waits for a decision" in text(open_page("candidates"))


def test_one_reading_for_all_visitors(open_page: Open, home):
    """The papers are read for the first visitor; the next ones get what was found."""
    library()
    open_page("candidates")
    written = (home / FILE).stat().st_mtime_ns

    open_page("candidates")

    assert written == (home / FILE).stat().st_mtime_ns


def test_many(open_page: Open):
    """Of many candidates the first are shown, and how to list them all."""
    library(*(f"We see the {word}ing probe." for word in map("q{}x".format, "abcdefghijklmnopqrstuvwxyz")))

    said = text(open_page("candidates"))

    assert "Frequent terms (26)" in said
    assert SHOWN == said.count("probe** :orange-badge")
    assert "`commons glossary candidates --kind term -k 26`" in said


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts(open_page: Open, hostile: str):
    """A sentence that means harm is shown as text."""
    library(f"The green probe: {hostile}", joined=f"The logit lens, also known as purple glass: {hostile}")

    app = open_page("candidates")

    assert not app.exception
    assert "green" in source(app)
    assert "<script>" not in source(app)
    assert "](javascript" not in source(app)


def test_trouble(open_page: Open, home):
    """Decisions that cannot be read are one clear box."""
    library()
    (home / "decisions.sqlite").write_bytes(b"no database" * 100)

    assert "decisions" in only(open_page("candidates"))
