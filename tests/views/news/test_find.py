"""What is new for somebody, over a real index."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.errors import NoIndexError, UnknownPaperError
from catalogue.settings import load_settings
from tests.makers import a_paper, ingest
from tests.views.library import absorption, fill
from tests.views.news.library import NEW, news
from views.asked import Asked
from views.compose import open_services
from views.news.find import find

ABSORBED, STEERED, CIRCUIT = NEW
WEEK = (absorption().id, CIRCUIT, STEERED, ABSORBED)
"""All that is new, the newest first."""


def ids(found):
    """The papers of an answer, in order."""
    return tuple(new.work.id for new in found.papers)


def test_nothing_asked(services):
    """Without a question all new papers come, the newest first, each with its first sentence."""
    found = find(services, Asked())

    assert WEEK == ids(found)
    assert (len(WEEK), 0) == (found.found, found.others)
    assert ("2024-09-16", "2024-09-22") == (found.days.since, found.days.until)
    assert "Attention heads add numbers." == found.papers[1].hit.why.sentence


def test_a_question(services):
    """A question brings the related ones, the closest first, each with its reasons; the others are counted."""
    found = find(services, Asked(q="feature absorption"))

    assert {ABSORBED, absorption().id} == set(ids(found)[:2])
    assert len(WEEK) == found.found + found.others
    assert all(new.hit.why.sentence and "absorption" in new.hit.why.words for new in found.papers[:2])
    assert {"matches your words"} == {new.sharing for new in found.papers}


def test_not_related(services):
    """What only the old papers are about brings nothing, however few new ones there are."""
    found = find(services, Asked(q="grokking of modular sums in training dynamics"))

    assert ((), len(WEEK)) == (ids(found), found.others)


def test_liked_papers(services):
    """Each liked paper brings what is like it, and is named; it is no news itself."""
    liked = ("arxiv:2301.00002", absorption().id)

    found = find(services, Asked(more=liked))

    near = {new.work.id: new.near.id for new in found.papers}
    assert (absorption().id, "arxiv:2301.00002") == (near[ABSORBED], near[CIRCUIT])
    assert absorption().id not in near
    assert {"shares the words"} == {new.sharing for new in found.papers}


def test_one_interest_does_not_blur_another(services):
    """Two liked papers on two matters bring the news of both first."""
    found = find(services, Asked(more=("arxiv:2301.00001", "arxiv:2301.00002")))

    assert {STEERED, CIRCUIT} == set(ids(found)[:2])


def test_a_paper_whose_neighbours_were_wanted(services):
    """A search for the neighbours of a paper can be followed, too."""
    assert STEERED == ids(find(services, Asked(like="arxiv:2301.00001")))[0]


def test_topics(services):
    """A topic is an interest, not a filter: nobody has sorted new papers."""
    found = find(services, Asked(topic=("steering",)))

    assert STEERED in ids(found)
    assert {"typical words"} == {new.sharing for new in found.papers}


def test_unknown_liked_papers(services):
    """A liked paper that is gone is passed over; where all are, that is said."""
    assert STEERED == ids(find(services, Asked(more=("arxiv:9999.99999", "arxiv:2301.00001"))))[0]
    with pytest.raises(UnknownPaperError, match=r"9999\.99999"):
        find(services, Asked(more=("arxiv:9999.99999",)))


def test_disliked_papers(services):
    """A disliked paper is not shown again."""
    assert ABSORBED not in ids(find(services, Asked(q="feature absorption", less=(ABSORBED,))))


def test_the_question_has_no_dates_of_its_own(services):
    """The years of a followed search do not count: what is new is new."""
    asked = Asked(q="feature absorption")

    assert ids(find(services, asked)) == ids(find(services, replace(asked, since="2020", until="2021")))


def test_windows(services):
    """The window is as wide as was asked, or begins on a day."""
    year = find(services, Asked(), days=1000, k=100)

    assert 34 == year.found == len(year.papers)
    assert (absorption().id,) == ids(find(services, Asked(), days=2))
    assert (absorption().id,) == ids(find(services, Asked(), since="2024-09-21"))


def test_as_many_as_wanted(services):
    """It brings as many as were wanted and says how many there are."""
    found = find(services, Asked(), k=2)

    assert (WEEK[:2], len(WEEK)) == (ids(found), found.found)


def test_filters(services):
    """Categories and sources narrow what is new."""
    assert (absorption().id,) == ids(find(services, Asked(category=("cs.CL",))))
    assert () == ids(find(services, Asked(source=("openreview",))))


@pytest.mark.parametrize("q", ["", "feature absorption"])
def test_withdrawn_papers(services, q):
    """A paper that was withdrawn is never news, even while the index still has it."""
    paper = next(one for one in news() if one.id == ABSORBED)
    ingest(services.catalogue, replace(paper, version=2, withdrawn=True))

    assert ABSORBED not in ids(find(services, Asked(q=q)))


def test_revised_papers(services):
    """A new version of an old paper is not new."""
    old = next(one for one in news() if one.id == "arxiv:2301.00000")
    revised = replace(old, version=2, updated="2024-09-22", abstract="All other words.")

    fill([revised])

    assert WEEK == ids(find(services, Asked()))


def test_an_old_library(home):
    """A library to which nothing came for years has the news of its last week."""
    services = fill([a_paper(submitted="2019-05-05"), a_paper(id="arxiv:1801.00001", title="Old", submitted="2018")])

    assert ("arxiv:2309.08600",) == ids(find(services, Asked()))


def test_nothing_is_indexed(home):
    """Without an index the error says which command makes one."""
    with pytest.raises(NoIndexError, match="commons index"):
        find(open_services(load_settings()), Asked())
