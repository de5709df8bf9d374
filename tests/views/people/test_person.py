"""The page of an author, and authors as the pages know them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from catalogue import programme
from catalogue.formats import bibtex, ris, table
from catalogue.people import Session
from catalogue.records import Byline, Placement
from catalogue.settings import load_settings
from tests.makers import a_paper, ingest
from tests.views.conftest import Open
from tests.views.library import absorption, fill
from tests.views.test_pages import only, source, text
from views.asked import Asked
from views.compose import Services, open_services, read_for_glossary
from views.markup import WORD_JOINER
from views.news import feed
from views.people.authors import authors

FORMER, NOW = "Jane Doe", "John Doe"


def two(name: str = "Yang Liu", **changes) -> list:
    """Two papers of a name, and so many people with its parts that they may well be two people's."""
    crowd = [f"{given} {family}" for given in ("Yang", "Wei", "Yu", "Bo") for family in ("Liu", "Wang", "Chen", "Li")]
    return [
        a_paper(id="arxiv:2401.00001", title="One thing", authors=(name, "Ada Lovelace"), submitted="2024", **changes),
        a_paper(id="arxiv:2501.00001", title="Another thing", authors=(name, "Kurt Gödel"), submitted="2025"),
        *(a_paper(id=f"arxiv:2301.{at:05}", title=f"Paper {at}", authors=(one,)) for at, one in enumerate(crowd)),
    ]


def an_event(services: Services) -> None:
    """A programme with one session."""
    session = Session(
        event="neurips2025",
        slug="morning",
        title="Morning posters",
        start="2025-12-07T11:30",
        end="2025-12-07T12:30",
        timezone="America/Los_Angeles",
    )
    programme.write(services.catalogue, "neurips2025", [session])


def test_an_author(open_page: Open):
    """The page has name, papers, ideas, co-authors as links, and the poster at the event; it says what it is."""
    services = fill([absorption(), a_paper(id="arxiv:1", title="Chess", authors=("David Chanin", "Ann Other"))])
    read_for_glossary(services)
    an_event(services)

    app = open_page("person", id="author:david-chanin")

    shown = text(app)
    assert "David Chanin" == app.title[0].value
    assert "2 papers here" in shown
    assert "neurips2025 · morning session · no. 12 · spotlight" in shown
    assert "[feature absorption](concept?id=feature-absorption)" in shown
    assert "[Ann Other](person?id=author:ann-other) :gray[:small[2]]" in shown
    assert "[Chess](paper?id=arxiv:1)" in shown
    assert "a bibliography, no profile" in shown
    assert "(privacy)" in shown


def test_by_name(open_page: Open):
    """A name in the address leads to the only author of that name."""
    fill([absorption()])

    assert "Tomáš Dulka" == open_page("person", id="dulka, tomas").title[0].value


def test_another_event(open_page: Open):
    """What was presented at another event than the latest is no poster to visit."""
    services = fill([a_paper(authors=("Ada Lovelace",), placements=(Placement(event="icml2024", session="x"),))])
    an_event(services)

    assert "Posters" not in text(open_page("person", id="Ada Lovelace"))


def test_several_of_a_name(open_page: Open):
    """An ambiguous name lists who may be meant, with papers that tell them apart; each page names the others."""
    fill(two())

    listed, alone = open_page("person", id="Yang Liu"), open_page("person", id="author:yang-liu:arxiv:2401.00001")

    assert "3 authors may be meant" == listed.title[0].value
    assert "[Yang Liu](person?id=author:yang-liu:arxiv:2501.00001)" in text(listed)
    assert "1 paper, with Kurt Gödel" in text(listed)
    assert "[Another thing](paper?id=arxiv:2501.00001)" in text(listed)
    assert "2 other authors sign with this name" in alone.info[0].value
    assert "Another thing" not in text(alone)


def test_nobody(open_page: Open):
    """A name that nobody has is not repeated; part of a name finds authors."""
    fill([absorption()])
    app = open_page("person", id="Grace Hopper")

    assert "No such author" == app.title[0].value
    assert "Hopper" not in text(app)
    app.text_input[0].set_value("chan").run()
    assert "[David Chanin](person?id=author:david-chanin)" in text(app)
    app.text_input[0].set_value("zuse").run()
    assert "Nobody's name has these words" in text(app)


def test_links_from_a_paper(open_page: Open):
    """The names on a paper lead to their pages."""
    fill([absorption()])

    assert "[David Chanin](person?id=author:david-chanin), [James" in text(open_page("paper", id="arxiv:2409.14507"))


def test_hidden(open_page: Open, home: Path):
    """Who hides has no page and is no co-author; their name stays on their papers, without a link."""
    home.mkdir()
    (home / "authors.toml").write_text('[[hidden]]\nname = "David Chanin"\n', encoding="utf-8")
    fill([absorption()])

    assert "No such author" == open_page("person", id="author:david-chanin").title[0].value
    assert "author:david" not in text(open_page("person", id="Ann Other"))
    assert "David Chanin, [James" in text(open_page("paper", id="arxiv:2409.14507"))


def renamed(home: Path) -> Services:
    """A library in which somebody has another name now."""
    home.mkdir()
    (home / "authors.toml").write_text(f'[[renamed]]\nfrom = "{FORMER}"\nto = "{NOW}"\n', encoding="utf-8")
    papers = [
        a_paper(id="arxiv:1", title="Circuits", authors=(FORMER, "Ann Other"), submitted="2025-11-20"),
        a_paper(id="arxiv:2", title="More circuits", authors=(NOW,), submitted="2025-11-21"),
    ]
    return fill(papers)


def test_no_page_has_a_former_name(open_page: Open, home: Path):
    """A former name is on no page, and typing it leads nowhere."""
    renamed(home)
    pages = [("person", {"id": one}) for one in (NOW, "Ann Other", FORMER, "author:jane-doe")]
    pages += [("search", {"q": asked}) for asked in ("circuits", "au:doe")]
    pages += [("paper", {"id": "arxiv:1"}), ("list", {"list": "arxiv:1,arxiv:2"}), ("new", {})]

    for slug, params in pages:
        app = open_page(slug, **params)
        shown = source(app) + "".join(element.value for element in app.code)
        assert not app.exception
        assert "Jane" not in shown, (slug, params)


def test_no_export_has_a_former_name(home: Path):
    """Neither exports, nor the feed, nor the index have a former name; the present one finds all papers."""
    services = renamed(home)
    works = services.catalogue.works()

    exports = [
        bibtex.dump(works),
        ris.dump(works),
        table.dump(works),
        str(list(services.searcher.index().papers.authors)),
    ]
    exports.append(feed.write(services, Asked(), days=30, site="https://example.org").decode())

    assert [False] * 5 == ["Jane" in one or not ("John" in one or "<feed" in one) for one in exports]
    assert ("arxiv:2", "arxiv:1") == authors(services).find(NOW).papers


def test_ids_of_any_record():
    """A name has the id and the affiliation that any record of the work gives it, but two of one name have neither."""
    services = open_services(load_settings())
    known = [
        Byline(name="ANN OTHER", person_id="~Ann_Other1", affiliation="ETH"),
        Byline(name="Bo Li", person_id="~B1"),
    ]
    same = {"title": "One work in two repositories"}
    ingest(
        services.catalogue,
        a_paper(id="arxiv:1", authors=("Bo Li", "Ann Other", "Bo Li"), **same),
        a_paper(id="openreview:x", source="openreview", authors=known, **same),
    )

    first, second, third = authors(services).of("arxiv:1")

    assert ("openreview:~Ann_Other1", ("ETH",)) == (second.id, second.affiliations)
    assert ["author:bo-li:arxiv:1:1", "author:bo-li:arxiv:1:3"] == [first.id, third.id]


def test_made_once(home: Path):
    """The authors are made once for many at a time, and again when a paper came or a correction changed."""
    services = fill([absorption()])
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(authors, [services] * 8))
    ingest(services.catalogue, a_paper(id="arxiv:1", authors=("Ada Lovelace",)))
    later = authors(services)
    (home / "authors.toml").write_text('[[hidden]]\nname = "Ada Lovelace"\n', encoding="utf-8")

    assert 1 == len(made)
    assert "author:ada-lovelace" == later.find("Ada Lovelace").id
    assert [] == authors(services).search("lovelace", 1)


def test_topics_tell_people_apart():
    """What papers are about, as the glossary sees it, counts once its evidence is read."""
    about = "Sparse autoencoders split features: feature absorption, feature splitting and dead latents."
    services = open_services(load_settings())
    works = [("Yang Liu", about), ("Yang Liu", about), ("Yang Wang", ""), ("Wei Liu", ""), ("Wei Wang", "")]
    papers = [
        a_paper(id=f"arxiv:{at}", title=f"Paper {at}", authors=(name,), abstract=abstract)
        for at, (name, abstract) in enumerate(works)
    ]
    ingest(services.catalogue, *papers)
    before = len(authors(services).candidates("Yang Liu"))
    read_for_glossary(services)

    assert (2, 1) == (before, len(authors(services).candidates("Yang Liu")))


def test_a_broken_file(open_page: Open, home: Path):
    """Broken corrections are an error in place, with file and line."""
    home.mkdir()
    fill([absorption()])
    (home / "authors.toml").write_text("[[hidden]]\n", encoding="utf-8")

    assert "authors.toml:1: hidden.0.name: field required" in only(open_page("person", id="x")).replace(
        "\\", ""
    ).replace(WORD_JOINER, "")
