"""Which records are one work: properties, and the hard cases of real life."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.identity import Doubt, RecordFacts, author_key, fold, group, title_key
from catalogue.records import SOURCE_PRECEDENCE
from tests.catalogue.formats.strategies import one_line

TITLES = ("Toy models of superposition", "Sparse autoencoders find features", "A circuit for everything")
NAMES = ("Neel Nanda", "Ada Lovelace", "Grace Hopper", "Kurt Gödel")


def a_record(key, paper_id, *titles, authors=(), source="", aliases=()):
    """Facts of one record; the source is what the id begins with."""
    return RecordFacts(
        key=key,
        paper_id=paper_id,
        source=source or {"arxiv": "arxiv", "openreview": "programme"}.get(paper_id.split(":")[0], "bibtex"),
        title_keys=frozenset(map(title_key, titles or TITLES[:1])),
        author_keys=frozenset(map(author_key, authors)),
        aliases=frozenset(aliases),
    )


@st.composite
def facts(draw):
    """Lists of records that share titles, authors and ids more often than real ones do."""
    ids = st.sampled_from(("arxiv:1", "arxiv:2", "arxiv:3", "openreview:a", "openreview:b", "doi:x", "doi:y"))
    keys = draw(st.lists(st.tuples(ids, st.sampled_from(SOURCE_PRECEDENCE)), max_size=8, unique=True))
    return [
        RecordFacts(
            key=number,
            paper_id=paper_id,
            source=source,
            title_keys=frozenset(map(title_key, draw(st.sets(st.sampled_from(TITLES), min_size=1, max_size=2)))),
            author_keys=frozenset(map(author_key, draw(st.sets(st.sampled_from(NAMES), max_size=3)))),
            aliases=draw(st.frozensets(ids, max_size=1)),
        )
        for number, (paper_id, source) in enumerate(keys)
    ]


def members(works, records):
    """Records by work."""
    return {work: [record for record in records if works[record.key] == work] for work in works.values()}


@given(facts().flatmap(lambda records: st.tuples(st.just(records), st.permutations(records))))
def test_order_does_not_matter(orders):
    """Records are grouped alike in whatever order they were ingested."""
    first, second = orders

    assert group(first) == group(second)


@given(facts())
def test_keys_do_not_matter(records):
    """Nor do the keys that the store happened to give them."""
    renumbered = [
        RecordFacts(**{name: getattr(record, name) for name in record.__slots__ if name != "key"}, key=-record.key)
        for record in records
    ]

    works, doubts = group(records)

    assert ({-key: work for key, work in works.items()}, doubts) == group(renumbered)


@given(facts())
def test_every_record_has_a_work(records):
    """Every record belongs to exactly one work."""
    works, _ = group(records)

    assert {record.key for record in records} == set(works)


@given(facts())
def test_authority_names_the_work(records):
    """A work's id is that of its most authoritative record."""
    works, _ = group(records)

    for work, found in members(works, records).items():
        assert work == min(found, key=lambda one: (SOURCE_PRECEDENCE.index(one.source), one.paper_id)).paper_id


@given(facts())
def test_one_id_is_one_work(records):
    """Records under the same id are always one work."""
    works, _ = group(records)

    for one, other in combinations(records, 2):
        assert one.paper_id != other.paper_id or works[one.key] == works[other.key]


@given(facts())
def test_doubts_are_between_works(records):
    """A doubt names two different works, each of which exists, and each pair once."""
    works, doubts = group(records)

    for doubt in doubts:
        assert doubt.work_id < doubt.other_id
        assert {doubt.work_id, doubt.other_id} <= set(works.values())
    assert len(doubts) == len({(doubt.work_id, doubt.other_id) for doubt in doubts})


@given(facts())
def test_nothing_alike_is_silent(records):
    """Two records of one title are one work or a doubt, never apart without a word."""
    works, doubts = group(records)
    doubted = {(doubt.work_id, doubt.other_id) for doubt in doubts}

    for one, other in combinations(records, 2):
        pair = tuple(sorted((works[one.key], works[other.key])))
        if one.title_keys & other.title_keys:
            assert pair[0] == pair[1] or pair in doubted


@given(facts())
def test_grouping_is_settled(records):
    """Records of different works that nobody doubts have neither a title nor an id in common."""
    works, doubts = group(records)
    doubted = {(doubt.work_id, doubt.other_id) for doubt in doubts}

    for one, other in combinations(records, 2):
        pair = tuple(sorted((works[one.key], works[other.key])))
        if pair[0] != pair[1] and pair not in doubted:
            assert not {one.paper_id, *one.aliases} & {other.paper_id, *other.aliases}


@given(facts())
def test_a_source_tells_its_papers_apart(records):
    """Two papers of one source are never one work: the source knows its own."""
    works, _ = group(records)

    for found in members(works, records).values():
        for one, other in combinations(found, 2):
            assert one.source != other.source or one.paper_id == other.paper_id


def test_arxiv_and_workshop():
    """The paper on arXiv and in a workshop's programme is one work, though the programme shortens first names."""
    arxiv = a_record(1, "arxiv:2209.1", authors=["Nelson Elhage", "Tristan Hume", "Neel Nanda"])
    poster = a_record(2, "openreview:a", "Toy Models of Superposition!", authors=["Elhage, N.", "N. Nanda"])

    assert ({1: "arxiv:2209.1", 2: "arxiv:2209.1"}, []) == group([arxiv, poster])


def test_renamed_between_versions():
    """A paper that was renamed is recognised by the title of any of its versions."""
    arxiv = a_record(1, "arxiv:1", "The new title of it", "The old title of it", authors=["Ada Lovelace"])
    poster = a_record(2, "openreview:a", "The old title of it", authors=["Ada Lovelace"])

    assert ({1: "arxiv:1", 2: "arxiv:1"}, []) == group([arxiv, poster])


def test_shared_doi():
    """Records that give each other's id are one work, whatever their titles."""
    arxiv = a_record(1, "arxiv:1", "One title of many", aliases=["doi:10.1/x"])
    other = a_record(2, "doi:10.1/x", "Ein anderer Titel")

    assert ({1: "arxiv:1", 2: "arxiv:1"}, []) == group([arxiv, other])


@pytest.mark.parametrize(
    ("authors", "reason"),
    [
        (["Ada Lovelace"], "same title, but only 0 authors in common"),
        ([], "same title, but one record names no authors"),
    ],
)
def test_same_title_only(authors, reason):
    """Two papers with one title, or a record without authors, stay apart and are reported."""
    arxiv = a_record(1, "arxiv:1", authors=["Neel Nanda"])
    other = a_record(2, "openreview:a", authors=authors)
    doubt = Doubt(work_id="arxiv:1", other_id="openreview:a", reason=reason)

    assert ({1: "arxiv:1", 2: "openreview:a"}, [doubt]) == group([arxiv, other])


def test_rivals():
    """A poster that could be either of two arXiv papers is neither, and all three are reported."""
    authors = ["Ada Lovelace"]
    records = [a_record(1, "arxiv:1", authors=authors), a_record(2, "arxiv:2", authors=authors)]

    works, doubts = group([*records, a_record(3, "openreview:a", authors=authors)])

    assert {1: "arxiv:1", 2: "arxiv:2", 3: "openreview:a"} == works
    assert [("arxiv:1", "arxiv:2"), ("arxiv:1", "openreview:a"), ("arxiv:2", "openreview:a")] == [
        (doubt.work_id, doubt.other_id) for doubt in doubts
    ]


def test_a_name_of_two_papers():
    """A record that is like two arXiv papers in different ways is neither, and in doubt about both."""
    authors = ["Ada Lovelace"]
    first = a_record(1, "arxiv:1", TITLES[0], authors=authors)
    second = a_record(2, "arxiv:2", TITLES[1], authors=authors)
    poster = a_record(3, "openreview:a", TITLES[0], TITLES[1], authors=authors)

    works, doubts = group([first, second, poster])

    assert {1: "arxiv:1", 2: "arxiv:2", 3: "openreview:a"} == works
    assert ["arxiv:1", "arxiv:2"] == [doubt.work_id for doubt in doubts]


def test_an_id_is_surer_than_a_title():
    """A record that names one paper's id is that paper, even if another one has its title."""
    authors = ["Ada Lovelace"]
    first = a_record(1, "arxiv:1", TITLES[0], authors=authors, aliases=["openreview:a"])
    second = a_record(2, "arxiv:2", TITLES[1], authors=authors)
    poster = a_record(3, "openreview:a", TITLES[1], authors=authors)

    works, doubts = group([first, second, poster])

    assert {1: "arxiv:1", 2: "arxiv:2", 3: "arxiv:1"} == works
    assert [("arxiv:1", "arxiv:2")] == [(doubt.work_id, doubt.other_id) for doubt in doubts]


def test_short_titles_say_nothing():
    """Records are not compared by titles such as "Errata"."""
    records = [a_record(1, "arxiv:1", "Errata"), a_record(2, "openreview:a", "Errata")]

    assert ({1: "arxiv:1", 2: "openreview:a"}, []) == group(records)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Toy Models of Superposition", "Toy  models of superposition."),
        ("Représentations distribuées", r"Repr\'esentations distribu\'ees"),
        (r"Learning $\ell_1$-sparse codes", "Learning \u2113\u2081-sparse codes"),
        (r"$\epsilon$-greedy circuits", "\u03b5-greedy circuits"),
        (r"On $\mathbb{R}^n$", "On R^n"),
        ("In-context learning", "In\u2011Context Learning"),
        (r"\emph{Emergent} worlds", "Emergent worlds"),
        ("Straße", r"Stra{\ss}e"),
    ],
)
def test_titles_that_agree(one, other):
    """Case, accents, punctuation and LaTeX do not make a different title."""
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Neel Nanda", "Nanda, N."),
        ("Kurt Gödel", r"G{\"o}del, K."),
        ("Søren Ørsted", "Orsted, S."),
        ("Laurens van der Maaten", "van der Maaten, L."),
        ("Adam Smith Jr.", "Smith, Jr., Adam"),
        ("ADA LOVELACE", "ada lovelace"),
    ],
)
def test_names_that_agree(one, other):
    """Order, initials, accents and suffixes do not make a different author."""
    assert author_key(one) == author_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Neel Nanda", "Anna Nanda"), ("Yang Liu", "Yang Li"), ("王小明", "李小明")]
)
def test_names_that_differ(one, other):
    """Another surname or initial is another author."""
    assert author_key(one) != author_key(other)


@pytest.mark.parametrize("name", ["", " ", "42", "Jr."])
def test_no_name(name):
    """What is no name matches nobody."""
    assert author_key(name) == ""


@given(st.text())
def test_folding_settles(text):
    """Folding twice is folding once, and keys are made of folded letters only."""
    assert fold(text) == fold(fold(text))
    assert title_key(text) == one_line(title_key(text))
