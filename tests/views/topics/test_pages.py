"""The pages of topics in every state, and the links to and from them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from glossary.lists import key_topics, topics
from tests.makers import ingest
from tests.views.conftest import Open
from tests.views.library import HOSTILE, absorption
from tests.views.test_pages import source, text
from tests.views.topics.conftest import OPEN
from views import markup
from views.topics import papers
from views.topics.page import NEWEST

EVERY = list(dict.fromkeys([*key_topics(), *topics()]))


def html(app) -> str:
    """What the page says in HTML."""
    return "\n".join(one.proto.body for one in app.get("html"))


def test_topics(services, open_page: Open):
    """The list has the key topics as cards and the whole tree, each with its number of papers, as links."""
    app = open_page("topics")

    assert not app.exception
    assert ["Topics"] == [one.value for one in app.title]
    said, tree = text(app), html(app)
    for key in key_topics().values():
        assert f"### [{key.label}](topic?id={key.id})" in said
    for one in topics().values():
        assert f'href="topic?id={one.id}"' in tree
        assert one.about in tree
    number = len(papers.by_topic(services)["circuits"])
    assert f"<p>{number} papers · " in tree.partition("topic?id=circuits")[2]


def test_the_list_goes_along(services, open_page: Open):
    """Links to topics take the reading list along, escaped where they are HTML."""
    app = open_page("topics", list="arxiv:2409.14507")

    assert 'href="topic?id=probing&amp;list=arxiv:2409.14507"' in html(app)
    assert "](topic?id=causality&list=arxiv:2409.14507)" in source(app)


@pytest.mark.parametrize("slug", ["topics", "topic"])
def test_an_empty_library(open_page: Open, slug: str):
    """Without papers the pages open, and say how to get some."""
    app = open_page(slug, id="causality")

    assert not app.exception
    said = text(app) + "".join(one.value for one in app.info)
    assert "No paper of this library belongs to" in said
    assert "`commons index`" in said


@pytest.mark.parametrize("part", range(3))
def test_every_topic(services, open_page: Open, part: int):
    """The page of every topic opens, without an error, and leads on."""
    app = open_page("topic")

    for one in EVERY[part::3]:
        app.query_params["id"] = one
        app.run()
        assert not app.exception, one
        assert not app.error, one
        assert [markup.plain((key_topics().get(one) or topics()[one]).label)] == [each.value for each in app.title]
        said = source(app)
        assert "](search?q=" in said
        assert "](field?by=topic" in said
        assert "](new?topic=" in said
        assert "](glossary?topic=" in said


def test_a_topic(services, open_page: Open):
    """A topic quotes open problems, names its authors and posters as links, and shows what its trend is a share of."""
    app = open_page("topic", id="sparse-autoencoders")

    said = text(app)
    assert f"> “{OPEN}”" in said
    assert "[Sparse autoencoders and feature absorption](paper?id=arxiv:2602.00001)" in said
    assert "[Ada Absorber](person?id=author:ada-absorber) :gray[:small[2 papers, 2026]]" in said
    assert "- **1** [Feature absorption in sparse autoencoders](paper?id=arxiv:2601.00001)" in said
    assert re.search(r"\| 2026 \| \d \| \d \| \d+%", said)
    assert "[sparse autoencoder](concept?id=sparse-autoencoder)" in said
    assert "[Sparse autoencoders and their flaws](topic?id=saes-and-flaws)" in said


@pytest.mark.parametrize("topic_id", ["", "nonsense", "<b>x</b>", "../etc"])
def test_no_such_topic(services, open_page: Open, topic_id: str):
    """An unknown topic leads to those that there are, and does not repeat what was asked."""
    app = open_page("topic", id=topic_id)

    assert not app.exception
    assert ["No such topic" if topic_id else "No topic chosen"] == [one.value for one in app.title]
    assert "[Causal abstraction](topic?id=causal-abstraction)" in text(app)
    assert not topic_id or topic_id not in text(app)


def test_without_evidence(services, open_page: Open, home: Path):
    """Where the papers have not been read for the glossary, a topic has the papers that people put there."""
    (home / "evidence.sqlite").unlink()

    app = open_page("topic", id="sae-flaws")

    assert not app.exception
    assert not app.error
    assert "A is for Absorption" in text(app)


def test_hostile_papers(services, open_page: Open):
    """Titles and names of strangers are shown as they are, and do nothing."""
    app = open_page("topic", id="probing")

    assert not app.exception
    assert "<script>" not in source(app) + html(app)
    shown = [one for one in HOSTILE if f"[{markup.rich(one)}](paper?id=web:evil.example/" in source(app)]
    assert len(shown) >= NEWEST


def test_links_from_a_paper(services, open_page: Open):
    """A paper leads to its topics, also those that nobody said, what it is most about first; a concept to its own."""
    said = text(open_page("paper", id="arxiv:2409.14507"))

    assert "Topics:] [Flaws of sparse autoencoders](topic?id=sae-flaws) · [Sparse autoencoders and dict" in said
    assert "](topic?id=causal-methods)" in text(open_page("concept", id="causal-tracing"))


def test_a_withdrawn_paper(services, open_page: Open):
    """A withdrawn paper keeps the topics that people gave it."""
    ingest(services.catalogue, replace(absorption(), withdrawn=True, version=2))

    assert "Topics:] [Flaws of sparse autoencoders](topic?id=sae-flaws)" in text(
        open_page("paper", id="arxiv:2409.14507")
    )


@pytest.mark.parametrize(("topic_id", "some"), [("probing", True), ("lenses", False)])
def test_taken_along(services, open_page: Open, topic_id: str, some: bool):
    """The papers of a topic are taken along from its page; a topic without papers has nothing to take."""
    app = open_page("topic", id=topic_id)

    assert [True] * some == [one.proto.popover.label == "Take along" for one in app.get("popover")]
