"""Bylines taken for persons, and persons asked for."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.corrections import Corrections, Different, Hidden, Same
from catalogue.errors import AmbiguousPersonError, UnknownPersonError
from catalogue.records import Byline
from people.authors.joining import Signed
from people.authors.resolve import Authors, resolve

NONE = Corrections()

CROWD = [f"{given} {family}" for given, family in product(("Yang", "Wei", "Yu", "Bo"), ("Liu", "Wang", "Chen", "Li"))]
"""Names made of frequent parts: of each, more than two people are to be expected."""


def a_work(work: str, *names: str | Byline, **changes) -> Signed:
    """A work signed by *names*."""
    bylines = tuple(Byline(name=name) if isinstance(name, str) else name for name in names)
    return Signed(work=work, bylines=bylines, **changes)


def crowded(*papers: Signed) -> list[Signed]:
    """*papers*, among many by people of frequent names."""
    return [*papers, *(a_work(f"crowd:{at}", name) for at, name in enumerate(CROWD))]


def people(found: Authors, *works: str) -> list[str]:
    """The ids behind the first bylines of *works*."""
    return [person.id if (person := found.of(work)[0]) else "" for work in works]


def one(papers: list[Signed], *works: str, corrections: Corrections = NONE) -> bool:
    """Whether the first bylines of *works* are one person's."""
    found = resolve(papers, corrections)
    return len(set(people(found, *works))) == 1 and all(people(found, *works))


def test_a_rare_name():
    """A name that nobody else is likely to bear is one person's, whatever the papers are about."""
    assert one(crowded(a_work("a", "Ada Lovelace"), a_work("b", "Lovelace, Ada")), "a", "b")


def test_a_frequent_name():
    """Papers of a frequent name stay apart where nothing speaks for one person."""
    assert not one(crowded(a_work("a", "Yang Liu", "Ada Lovelace"), a_work("b", "Yang Liu", "Kurt Gödel")), "a", "b")


def test_a_shared_coauthor():
    """A co-author in common speaks for one person."""
    assert one(crowded(a_work("a", "Yang Liu", "Ada Lovelace"), a_work("b", "Yang Liu", "Ada Lovelace")), "a", "b")


def test_a_shared_coauthor_of_a_frequent_name():
    """A co-author whose name is frequent too says little."""
    assert not one(crowded(a_work("a", "Yang Liu", "Wei Wang"), a_work("b", "Yang Liu", "Wei Wang")), "a", "b")


def test_coauthors_who_wrote_together():
    """Co-authors of both who wrote together elsewhere speak for one person."""
    papers = [a_work("a", "Yang Liu", "Ada Lovelace"), a_work("b", "Yang Liu", "Kurt Gödel")]

    assert one(crowded(*papers, a_work("c", "Ada Lovelace", "Kurt Gödel")), "a", "b")


def test_two_on_one_paper():
    """Two bylines of one paper are two people, however rare the name and whatever else joins them."""
    papers = [a_work("a", "Ada Lovelace", "Ada Lovelace", "Kurt Gödel"), a_work("b", "Ada Lovelace", "Kurt Gödel")]

    first, second, _ = resolve(papers, NONE).of("a")

    assert first != second


@pytest.mark.parametrize(
    ("name", "other", "alone", "together"),
    [
        ("Tom McGrath", "Thomas McGrath", True, True),
        ("Geoffrey Hinton", "Geoffrey E. Hinton", True, True),
        ("A. Bietti", "Alberto Bietti", False, True),
        ("Yang Liu", "Yang A. Liu", False, True),
        ("Ada Lovelace", "Adam Lovelace", False, False),
    ],
)
def test_names_that_agree_in_part(name: str, other: str, *, alone: bool, together: bool):
    """An initial is not enough by itself; a middle name more or less is, unless the name is frequent."""
    apart = crowded(a_work("a", name, "Kurt Gödel"), a_work("b", other, "Emmy Noether"))
    joined = crowded(a_work("a", name, "Kurt Gödel"), a_work("b", other, "Kurt Gödel"))

    assert (alone, together) == (one(apart, "a", "b"), one(joined, "a", "b"))


def test_initials_of_several():
    """Initials that fit several people, and nothing else, are nobody's for sure."""
    papers = [a_work("a", "J. Smith"), a_work("b", "John Smith"), a_work("c", "Jane Smith")]

    found = resolve(papers, NONE)

    assert (None,) == found.of("a")
    with pytest.raises(AmbiguousPersonError, match="author:jane-smith"):
        found.find("J. Smith")


def test_middle_names_that_contradict():
    """Somebody in between joins at most one of two people whose middle names contradict each other."""
    papers = [
        a_work(work, name, "Kurt Gödel") for work, name in zip("abc", ("J A Day", "Jo B Day", "Jo Day"), strict=True)
    ]

    found = people(resolve(papers, NONE), "a", "b", "c")

    assert found[0] != found[1]


def test_ids_of_a_source():
    """One id is one person, whatever the name; two ids are two, however rare the name."""
    orcid, other = "0000-0002-1825-0097", "0000-0001-5109-3700"
    papers = [
        a_work("a", Byline(name="Ada Lovelace", person_id=orcid), year="2020"),
        a_work("b", Byline(name="Ada King", person_id=orcid), year="2024"),
        a_work("c", Byline(name="Ada King", person_id=other)),
    ]

    found = resolve(papers, NONE)

    assert [f"orcid:{orcid}"] * 2 + [f"orcid:{other}"] == people(found, "a", "b", "c")
    assert ("Ada King", "Ada Lovelace") == found.find(orcid).names
    assert (f"https://orcid.org/{orcid}",) == found.find(orcid).links


def test_ids_of_two_sources():
    """An ORCID and an OpenReview profile do not contradict each other; either finds the person."""
    papers = [
        a_work("a", Byline(name="Ada Lovelace", person_id="0000-0002-1825-0097")),
        a_work("b", Byline(name="Ada Lovelace", person_id="~Ada_Lovelace1")),
    ]

    found = resolve(papers, NONE)

    assert ["orcid:0000-0002-1825-0097"] * 2 == people(found, "a", "b")
    assert found.find("~Ada_Lovelace1") == found.find("openreview:~Ada_Lovelace1") == found.find("Ada Lovelace")


def test_corrected_to_the_same():
    """A correction joins what no rule would, on its papers only."""
    papers = [a_work("a", "Ada Byron"), a_work("b", "Ada Lovelace"), a_work("c", "Ada Byron")]
    same = Same(names=("Ada Byron", "Ada Lovelace"), papers=("a", "b"))

    first, second, _ = people(resolve(papers, Corrections(same=(same,))), "a", "b", "c")

    assert first == second
    assert one(papers, "a", "b", "c", corrections=Corrections(same=(Same(names=("Ada Byron", "Ada Lovelace")),)))


def test_corrected_to_different():
    """A correction keeps apart what every rule would join, and joins what is on one of its sides."""
    papers = [a_work(work, "Ada Lovelace", "Kurt Gödel") for work in "abcd"]
    different = Different(names=("ada lovelace",), papers=(("a", "b"), ("c",)))

    first, second, third, _ = people(resolve(papers, Corrections(different=(different,))), *"abcd")

    assert first == second
    assert first != third


def test_a_correction_by_another_id():
    """A correction may name a work by any id of it."""
    papers = [a_work("a", "Ada Lovelace", also=("x",)), a_work("b", "Ada Lovelace")]
    different = Different(names=("Ada Lovelace",), papers=(("x",), ("b",)))

    assert not one(papers, "a", "b", corrections=Corrections(different=(different,)))


def test_hidden():
    """Who hides is behind no byline, among no co-authors, and not found under any name."""
    papers = [a_work("a", "Grace Hopper", "Kurt Gödel"), a_work("b", "Grace Hopper")]

    found = resolve(papers, Corrections(hidden=(Hidden(name="Hopper, Grace"),)))

    assert [None] == [*found.of("b")]
    assert set() == found.coauthors("author:kurt-godel")
    assert [] == found.search("grace", 5)
    with pytest.raises(UnknownPersonError) as caught:
        found.find("Grace Hopper")
    assert "Hopper" not in str(caught.value)


def test_one_of_a_name_hidden():
    """Who hides by papers leaves others of the name alone."""
    papers = crowded(a_work("a", "Yang Liu", "Ada Lovelace"), a_work("b", "Yang Liu", "Kurt Gödel"))

    found = resolve(papers, Corrections(hidden=(Hidden(name="Yang Liu", papers=("a",)),)))

    assert found.of("a")[0] is None
    assert found.of("b")[0] is not None


@pytest.mark.parametrize(
    "said", ["Neel Nanda", "nanda, neel", "N. Nanda", "Nanda", "author:neel-nanda", " neel nanda "]
)
def test_find(said: str):
    """Somebody is found by name in any spelling, by initials, by family name, by id."""
    found = resolve([a_work("a", "Neel Nanda"), a_work("b", "Kurt Gödel")], NONE)

    assert "author:neel-nanda" == found.find(said).id


@pytest.mark.parametrize("said", ["", "  ", "Neel Nobody", "author:", "author:nobody", "12", "Kurt Nanda"])
def test_find_nobody(said: str):
    """What fits nobody is an error."""
    with pytest.raises(UnknownPersonError):
        resolve([a_work("a", "Neel Nanda")], NONE).find(said)


def test_near_names():
    """An unknown name is answered with near ones."""
    with pytest.raises(UnknownPersonError, match="Near it: Neel Nanda"):
        resolve([a_work("a", "Neel Nanda"), a_work("b", "Kurt Gödel")], NONE).find("Neal Nanda")


def test_several_of_a_name():
    """People of one name are told apart by their first papers, and listed with their papers."""
    papers = crowded(a_work("x:2", "Yang Liu", year="2025"), a_work("x:1", "Yang Liu", year="2024"))

    found = resolve(papers, NONE)

    assert {"author:yang-liu:x:1", "author:yang-liu:x:2"} < {person.id for person in found.candidates("Yang Liu")}
    with pytest.raises(AmbiguousPersonError, match=r"author:yang-liu:x:1 \(Yang Liu: x:1\)"):
        found.find("author:yang-liu")
    assert ("x:2",) == found.find("author:yang-liu:x:2").papers


def test_the_same_id_after_more_papers():
    """Somebody keeps their id when later papers come, theirs or a namesake's."""
    first = crowded(a_work("x:1", "Yang Liu", "Ada Lovelace", year="2024"))
    later = [a_work("x:2", "Yang Liu", "Ada Lovelace", year="2025"), a_work("x:3", "Yang Liu", year="2026")]

    assert people(resolve(first, NONE), "x:1") == people(resolve([*first, *later], NONE), "x:1")


def test_what_is_known_of_somebody():
    """Papers and affiliations are those of their bylines, the newest first; the name is the one printed most."""
    papers = [
        a_work("a", Byline(name="ADA LOVELACE", affiliation="London"), year="2020"),
        a_work("b", "Ada Lovelace", year="2021"),
        a_work("c", Byline(name="Ada Lovelace", affiliation="Turin"), "Kurt Gödel", year="2022"),
    ]

    person = resolve(papers, NONE).find("Ada Lovelace")

    assert (("c", "b", "a"), ("Turin", "London")) == (person.papers, person.affiliations)
    assert ("Ada Lovelace", "ADA LOVELACE") == person.names


def test_search():
    """Every word begins one of a name; who has most papers comes first."""
    papers = [a_work("a", "Neel Nanda"), a_work("b", "Neel Desai"), a_work("c", "Neel Desai"), a_work("d", "Nan Neil")]

    found = resolve(papers, NONE)

    assert ["Neel Desai", "Neel Nanda"] == [person.name for person in found.search("née", 5)]
    assert ["Neel Nanda"] == [person.name for person in found.search("nan neel", 5)]
    assert ["Neel Desai"] == [person.name for person in found.search("n", 1)]
    assert [] == found.search("?", 5)


def test_coauthors():
    """Co-authors are those on somebody's papers, without themselves; nobody's are none."""
    found = resolve([a_work("a", "Ada Lovelace", "Kurt Gödel"), a_work("b", "Ada Lovelace", "Emmy Noether")], NONE)

    assert {"author:kurt-godel", "author:emmy-noether"} == found.coauthors("author:ada-lovelace")
    assert set() == found.coauthors("author:nobody")


def test_a_work_that_is_not_there():
    """An unknown work has no bylines."""
    assert () == resolve([], NONE).of("a")


PAPERS = st.lists(
    st.lists(st.sampled_from([*CROWD[:6], "Y. Liu", "Yang A. Liu", "Ada Lovelace", "A. Lovelace", ""]), max_size=4),
    max_size=8,
)


@given(PAPERS, st.randoms(use_true_random=False))
def test_the_order_of_papers(bylines: list[list[str]], shuffler):
    """In whatever order papers come, the people are the same; nobody is on a paper twice, or twice behind a byline."""
    papers = [a_work(f"x:{at}", *names, year=str(2020 + at % 3)) for at, names in enumerate(bylines)]
    shuffled = papers.copy()
    shuffler.shuffle(shuffled)

    found, again = resolve(papers, NONE), resolve(shuffled, NONE)

    assert found.people == again.people
    for paper in papers:
        behind = [person for person in found.of(paper.work) if person]
        assert len(paper.bylines) == len(found.of(paper.work))
        assert len(behind) == len(set(behind))
        assert found.of(paper.work) == again.of(paper.work)
    for person in found.people:
        assert set(person.papers) == {paper.work for paper in papers if person in found.of(paper.work)}
        assert found.find(person.id) == person
