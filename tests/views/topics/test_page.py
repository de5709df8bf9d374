"""What the page of a topic says, before anything draws it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from catalogue.errors import GlossaryError
from catalogue.records import Placement
from catalogue.settings import load_settings
from glossary.lists import key_topics, topics
from tests.makers import a_paper, ingest
from tests.views.library import EVENT, absorption, fill, hold, workshop
from tests.views.topics.conftest import OPEN, about_saes
from views.compose import open_services, read_for_glossary
from views.people.authors import authors
from views.topics import page, papers
from views.topics.trend import Year, percent, said, telling, trend

EVERY = list(dict.fromkeys([*key_topics(), *topics()]))


def test_a_topic(services):
    """A topic has its ideas, words, papers, open problems, authors and posters."""
    found = page.read(services, "saes-and-flaws")

    assert found.key
    assert ("sparse-autoencoders", "sae-flaws") == tuple(one.id for one in found.parts)
    assert {"arxiv:2409.14507", "arxiv:2602.00001", "arxiv:2601.00001", "arxiv:2601.00002"} <= set(found.papers)
    assert "sparse-autoencoder" in [one.id for one in found.central]
    assert len(found.central) == page.CENTRAL
    assert found.speech
    assert "arxiv:2409.14507" in [work.id for work in found.key_papers]
    assert [OPEN] == [one.sentence for one in found.problems]
    assert {"Ada Absorber": 2, "Bo Splitter": 1}.items() <= {
        one.person.name: one.papers for one in found.writers
    }.items()
    assert EVENT == found.event
    assert [("morning", 1), ("afternoon", 2)] == [(one.place.session, one.place.number) for one in found.posters]


@pytest.mark.parametrize("topic_id", EVERY)
def test_every_topic(services, topic_id: str):
    """Every topic can be read; its numbers add up to the library's, and what is newest is in order."""
    found, works = page.read(services, topic_id), services.catalogue.works()

    assert found.label
    assert found.central
    assert len(set(found.papers)) == len(found.papers) == sum(one.papers for one in found.trend) + found.undated
    years = {one.year: one for one in found.trend}
    assert all(0 <= one.papers <= one.of for one in years.values())
    assert {year: one.of for year, one in years.items()} == {
        year: sum(work.year == year for work in works) for year in years
    }
    assert [work.id for work in found.newest if work.id not in found.papers] == []
    assert all(one.submitted >= other.submitted for one, other in pairwise(found.newest))
    assert all(one.papers >= other.papers for one, other in pairwise(found.writers))
    assert {one.paper for one in found.problems} <= set(found.papers)
    assert {one.work.id for one in found.posters} <= set(found.papers)


def test_a_group(services):
    """A key topic of several parts has the papers of all; each part says to which key topic it belongs."""
    known = papers.by_topic(services)

    for key in key_topics().values():
        assert set(page.read(services, key.id).papers) == {paper for part in key.topics for paper in known[part]}
    assert "saes-and-flaws" == page.read(services, "sae-flaws").part_of.id
    assert page.read(services, "benchmarks").part_of is None


def test_an_unknown_topic(services):
    """There is no page of a topic that there is not, and the error says how to see them all."""
    with pytest.raises(GlossaryError, match=r"no topic 'nonsense'.* commons topics"):
        page.read(services, "nonsense")


def test_an_empty_library():
    """Without papers a topic has its ideas and says what they rest on; it has no trend, no event and nobody."""
    found = page.read(open_services(load_settings()), "causality")

    assert found.central
    assert found.missing
    assert ((), (), (), (), (), "", ()) == (
        found.papers,
        found.key_papers,
        found.trend,
        found.problems,
        found.writers,
        found.event,
        found.posters,
    )


def test_before_the_papers_are_read():
    """Before the glossary's evidence is there, a topic has the papers that people put into it."""
    services = fill([absorption(), about_saes()])

    assert {"sae-flaws": ("arxiv:2409.14507",)} == {
        one: some for one, some in papers.by_topic(services).items() if some
    }
    assert {"arxiv:2409.14507": "sae-flaws"} == papers.topic_of(services)


def test_after_a_change(services):
    """What came since is sorted too, once it is read; what was withdrawn is in no topic."""
    before = set(papers.by_topic(services)["sparse-autoencoders"])

    ingest(services.catalogue, about_saes(id="arxiv:2603.00009", title="A sparse autoencoder more"))
    ingest(services.catalogue, about_saes(withdrawn=True, version=2))
    read_for_glossary(services)

    assert before - {"arxiv:2602.00001"} | {"arxiv:2603.00009"} == set(papers.by_topic(services)["sparse-autoencoders"])


def test_who_hides(opened, home):
    """Whoever asked to be left out is not among those who work on a topic."""
    (home / "authors.toml").write_text('[[hidden]]\nname = "Hy Hidden"\n')

    named = [one.person.name for one in page.read(opened(), "sparse-autoencoders").writers]

    assert "Ada Absorber" in named
    assert "Hy Hidden" not in named


def test_people_are_counted_once(services):
    """Somebody's papers on a topic are counted as their page counts them."""
    found = page.read(services, "sparse-autoencoders")

    for one in found.writers:
        mine = set(authors(services).find(one.person.id).papers) & set(found.papers)
        years = sorted(services.catalogue.get(work).year for work in mine)
        assert (len(mine), years[0], years[-1]) == (one.papers, one.first, one.last)


def test_posters_of_another_event():
    """Papers of another event, and papers that are not presented, are no posters to visit."""
    old = a_paper(id="arxiv:1", title="Sparse autoencoders, old", placements=(Placement(event="old", session="x"),))
    unseen = about_saes(placements=(Placement(event=EVENT, number=77),))
    services = hold(fill([*workshop(), old, unseen]))
    read_for_glossary(services)

    found = page.read(services, "sparse-autoencoders")

    assert {"arxiv:1", "arxiv:2602.00001"} <= set(found.papers)
    assert {"arxiv:2601.00001", "arxiv:2601.00002"} == {one.work.id for one in found.posters}


def test_entries(services):
    """A list says the same of a topic as its page."""
    for one in page.entries(services, [*key_topics().values(), *topics().values()]):
        whole = page.read(services, one.topic.id)
        assert (len(whole.papers), whole.concepts, whole.trend) == (one.papers, one.concepts, one.trend)


def test_trend():
    """Years run from the first of the topic to the last of the library, those without a paper among them."""
    dates = {"a": "2020-05", "b": "2022", "c": "", "d": "2023-01-01", "e": "2019"}

    assert (
        Year(year="2020", papers=1, of=1),
        Year(year="2021", papers=0, of=0),
        Year(year="2022", papers=1, of=1),
        Year(year="2023", papers=0, of=1),
    ) == trend(["a", "b", "c"], dates)
    assert () == trend(["c"], dates)
    assert () == trend([], {})


def test_said():
    """Shares are said of the last two years with papers enough, small ones with a digit more."""
    years = [
        Year(year=str(2020 + place), papers=papers, of=of)
        for place, (papers, of) in enumerate([(1, 30), (9, 40), (3, 4)])
    ]

    assert ["2020", "2021"] == [one.year for one in telling(years)]
    assert "3.3% of the papers of 2020, 22% of 2021" == said(years)
    assert "3.3% of the papers of 2020" == said(years[:1])
    assert "" == said(years[2:])
    assert "0%" == percent(Year(year="2020", papers=0, of=0))
