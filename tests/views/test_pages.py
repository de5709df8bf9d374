"""Every page in every state, over a real catalogue and a real index."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from catalogue.settings import load_settings
from index import folder
from tests.makers import a_paper, ingest
from tests.views.conftest import Open, menu
from tests.views.library import HOSTILE, absorption, fill, hostile, many
from views import markup
from views.compose import open_services
from views.navigation import modules

SLUGS = [module.PAGE.slug for module in modules()]


def text(app: AppTest) -> str:
    """Everything that the page says, in Markdown without its escapes."""
    return markup_free(source(app))


def source(app: AppTest) -> str:
    """Everything that the page says, in Markdown as it is sent."""
    return "\n".join(element.value for kind in ("title", "header", "markdown") for element in app.get(kind))


def markup_free(shown: str) -> str:
    """*shown* without backslashes."""
    return shown.replace("\\", "")


def button(app: AppTest, label: str):
    """The first button with *label*."""
    return next(one for one in app.button if one.label == label)


def address(app: AppTest) -> dict[str, list[str]]:
    """What stands after the question mark."""
    return {name: value if isinstance(value, list) else [value] for name, value in app.query_params.items()}


def only(app: AppTest) -> str:
    """The one error that the page shows."""
    assert not app.exception
    assert len(app.error) == 1
    return app.error[0].value


@pytest.mark.parametrize("slug", SLUGS)
def test_empty_catalogue(open_page: Open, slug: str):
    """An empty library opens every page, and says what to do where something is missing."""
    app = open_page(slug)

    assert not app.exception
    assert app.title


@pytest.mark.parametrize("slug", SLUGS)
def test_hostile_texts_on_every_page(open_page: Open, slug: str):
    """Hostile texts are escaped wherever they are shown."""
    papers = hostile()
    fill(papers)
    ids = [paper.id for paper in papers]

    app = open_page(slug, q="hostile abstract", id=ids[0], list=",".join(ids))

    assert not app.exception
    assert "<script>" not in source(app)
    assert "](javascript" not in source(app)


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_hostile_titles(open_page: Open, place: int):
    """The page of a paper with a hostile title shows that title."""
    paper = hostile()[place]
    fill([paper])

    app = open_page("paper", id=paper.id)

    assert [markup.rich(paper.title)] == [title.value for title in app.title]


@pytest.mark.parametrize("slug", SLUGS)
def test_locked_settings(open_page: Open, slug: str, monkeypatch: pytest.MonkeyPatch):
    """A setting that cannot be right is one clear box on every page, and the menu stays."""
    monkeypatch.setenv("COMMONS_PORT", "none")

    app = open_page(slug)

    assert "COMMONS" in only(app)
    assert sum(module.PAGE.visible for module in modules()) == len(menu(app))


def test_damaged_catalogue(open_page: Open, home):
    """A file that is no database is one clear box."""
    home.mkdir()
    (home / "catalogue.sqlite").write_bytes(b"This is not a database, whatever its name says." * 100)

    assert "no database" in markup_free(only(open_page("about")))


def test_search_without_index(open_page: Open):
    """Without an index, search says which command makes one."""
    ingest(open_services(load_settings()).catalogue, absorption())

    assert "`commons index`" in only(open_page("search", q="anything"))


def test_search_with_a_corrupt_index(open_page: Open):
    """A damaged index is named, and the search box stays."""
    services = fill([absorption()])
    root = services.settings.home / "index"
    for file in (root / folder.current(root)).iterdir():
        if file.suffix == ".npy":
            file.write_bytes(b"broken")

    app = open_page("search", q="anything")

    assert only(app)
    assert ["anything"] == [field.value for field in app.text_input]


def test_search_unasked(open_page: Open):
    """The start page offers questions and topics, as links."""
    fill([absorption()])

    said = text(open_page("search"))

    assert "](search?q=feature%20absorption)" in said
    assert "](search?topic=sae-flaws)" in said


def test_one_hit(open_page: Open):
    """A hit shows title, authors, date, venue, session, reasons, its best sentence and its links."""
    fill([absorption()])

    app = open_page("search", q="feature absorption")
    said = text(app)

    assert not app.exception
    for part in (
        "## [A is for Absorption: Feature Splitting in Sparse Autoencoders](paper?id=arxiv:2409.14507)",
        "David Chanin, James Wilken-Smith, Tomáš Dulka, Hardik Bhatnagar et al.",
        "22 September 2024",
        "NeurIPS 2025",
        "neurips2025 · morning session · no. 12 · spotlight",
        ":primary-badge[matches your words]",
        ":primary[**feature**] :primary[**absorption**]",
        "[arXiv ↗](https://arxiv.org/abs/2409.14507)",
        "[OpenReview ↗](https://openreview.net/forum?id=abc)",
        "[Similar papers](search?like=arxiv:2409.14507)",
        "1 paper]",
    ):
        assert part in said
    assert "%" not in re.sub(r"\]\([^)]*\)", "", said)
    assert "@" in app.code[0].value


def test_many_hits(open_page: Open):
    """Ten hits at first, and ten more when asked."""
    fill(many(25))

    app = open_page("search", q="circuit")
    assert "The first 10 papers" in text(app)
    button(app, "Show 10 more").click().run()
    assert "The first 20 papers" in text(app)
    button(app, "Show 10 more").click().run()

    assert "25 papers]" in text(app)
    assert "Show 10 more" not in [one.label for one in app.button]


def test_no_hits(open_page: Open):
    """A filter that nothing passes says so and can be cleared."""
    fill([absorption()])

    app = open_page("search", q="absorption", since="2030")
    assert "Nothing passes these filters" in app.info[0].value
    button(app, "Clear filters").click().run()

    assert "A is for Absorption" in text(app)
    assert {"q": ["absorption"]} == address(app)


def test_nonsense_in_the_address(open_page: Open):
    """What makes no sense in the address is as if it were not there."""
    fill([absorption()])

    app = open_page("search", q="absorption", since="soon", mode="magic", topic="nothing-like-it", source="nobody")

    assert not app.exception
    assert "Nothing passes these filters" in app.info[0].value


def test_typing_changes_the_address(open_page: Open):
    """A question goes into the address, and a new one takes its place."""
    fill([absorption()])

    app = open_page("search", list="arxiv:2409.14507")
    app.text_input[0].set_value("feature absorption").run()

    assert {"q": ["feature absorption"], "list": ["arxiv:2409.14507"]} == address(app)
    assert "A is for Absorption" in text(app)


def test_filters_change_the_address(open_page: Open):
    """Choosing filters puts them into the address, and the address sets the filters."""
    fill([absorption(), *many(5)])

    app = open_page("search", q="circuit features")
    app.multiselect("filter-topic").set_value(["sae-flaws"]).run()
    app.selectbox("filter-since").set_value("2020").run()
    app.segmented_control("filter-mode").set_value("keyword").run()

    assert {"q": ["circuit features"], "topic": ["sae-flaws"], "since": ["2020"], "mode": ["keyword"]} == address(app)
    assert "1 paper]" in text(app)
    again = open_page("search", q="circuit features", topic="sae-flaws", since="2020", mode="keyword")
    assert ["sae-flaws"] == again.multiselect("filter-topic").value
    assert "keyword" == again.segmented_control("filter-mode").value


def test_a_topic_without_a_question(open_page: Open):
    """A topic alone lists its papers."""
    fill([absorption(), *many(3)])

    said = text(open_page("search", topic="sae-flaws"))

    assert "Flaws of sparse autoencoders" in said
    assert "1 paper, the most typical first" in said


def test_a_long_text_asks_for_related_work(open_page: Open):
    """A pasted abstract is taken for one, and the page says so."""
    fill([absorption(), *many(3)])

    app = open_page("search", q="sparse autoencoders split features into finer ones " * 10)

    assert "Related work" in text(app)
    assert "by likeness to your text of 70 words" in text(app)


def test_similar_papers(open_page: Open):
    """The neighbours of a paper have an address; an unknown paper has none."""
    fill([absorption(), *many(3)])

    assert "Papers like [A is for Absorption" in text(open_page("search", like="arxiv:2409.14507"))
    assert "no paper has the id" in markup_free(only(open_page("search", like="arxiv:0000.00000"))).lower()


def test_a_paper(open_page: Open):
    """A paper's page has everything: all authors, topics, texts, citation, neighbours and records."""
    fill([absorption(), *many(3)])

    app = open_page("paper", id="arxiv:2409.14507")
    said = text(app)

    for part in ("Ann Other", "[Flaws of sparse autoencoders](topic?id=sae-flaws)", "**In our words.** A latent"):
        assert part in said
    for part in ("**Abstract.** Sparse", "cs.CL, cs.AI", "Similar papers", "Circuit number", "`arxiv:2409.14507`"):
        assert part in said
    assert "@" in app.code[0].value
    assert "TY  -" in app.code[1].value


def test_a_bare_paper(open_page: Open):
    """A paper of which only the title is known says what is not."""
    fill([a_paper(id="doi:10.1/bare", title="Only a title", authors=())])

    said = text(open_page("paper", id="doi:10.1/bare"))

    assert "authors unknown" in said
    assert "No abstract is known" in said


def test_a_paper_that_is_not_indexed(open_page: Open):
    """Without an index a paper is shown, with the problem where its neighbours would be."""
    ingest(open_services(load_settings()).catalogue, absorption())

    app = open_page("paper", id="arxiv:2409.14507")

    assert "`commons index`" in only(app)
    assert "A is for Absorption" in app.title[0].value
    assert "Where this comes from" in text(app)


def test_an_unknown_paper(open_page: Open):
    """An unknown id is named; a missing one leads to the search."""
    fill([absorption()])

    unknown, unnamed = open_page("paper", id="arxiv:0000.00000"), open_page("paper")

    assert "no paper with the id arxiv:0000.00000" in text(unknown)
    assert "[Search for a paper](search)" in text(unknown)
    assert ["No paper chosen"] == [title.value for title in unnamed.title]


def test_about(open_page: Open):
    """About says what there is, from where, what is missing, and what is doubtful."""
    twin = {"title": "Exactly the same long title", "abstract": ""}
    fill(
        [
            absorption(),
            a_paper(id="arxiv:1", authors=("Ada One",), **twin),
            a_paper(id="doi:1", source="bibtex", **twin),
        ]
    )

    app = open_page("about")
    said = text(app)

    assert not app.exception
    assert "**3 papers**" in said
    assert "What is missing" in said
    assert "Perhaps the same work" in said
    assert "was built on" in said
    assert ["finished"] == list(app.dataframe[0].value["Outcome"])


def test_about_says_what_is_stale(open_page: Open):
    """Papers that came after the index are a problem with a remedy."""
    services = fill([absorption()])
    ingest(services.catalogue, *many(2))

    assert "commons index" in markup_free(open_page("about").warning[0].value)


def test_a_new_index_is_noticed(open_page: Open):
    """A page that is open sees a new index at its next run."""
    fill([absorption()])
    app = open_page("search", q="circuit")
    assert "Circuit number" not in text(app)

    fill(many(2))

    assert "Circuit number" in text(app.run())
