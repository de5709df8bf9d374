"""The glossary in memory: concepts by id and by word, and bridges from both ends."""

from __future__ import annotations

from functools import partial

import pytest

from catalogue.errors import GlossaryError
from catalogue.words import Source
from glossary import book, read
from tests.glossary.makers import a_bridge, a_concept, a_glossary, a_label, a_text


def seen(glossary, concept_id):
    """The links of a concept, as pairs of the other one and what it is."""
    return [(link.there.id, link.relation) for link in glossary.links(concept_id)]


def test_by_id():
    """A concept is found by its id; an unknown one is refused with what to do."""
    glossary = a_glossary(a_concept("head"))

    assert "head" == glossary["head"].id
    with pytest.raises(GlossaryError, match="there is no concept 'tail'") as refused:
        glossary["tail"]
    assert "commons term" in refused.value.remedy


def test_words():
    """A word is found in any of its forms, with each concept that it is a word for."""
    glossary = a_glossary(
        a_concept("autoencoder", "auto-encoder", "AE"), a_concept("other", "another", "Auto Encoders")
    )

    assert {"autoencoder", "ae", "another"} == set(glossary.words)
    assert ["autoencoder", "other"] == [concept.id for _, concept in glossary.words["autoencoder"]]
    assert {"autoencoder": ("autoencoder", "other")} == {
        word: tuple(concept.id for concept in concepts) for word, concepts in glossary.many_sensed.items()
    }


def test_one_sense():
    """Two forms of a word in one concept are not two senses."""
    assert {} == a_glossary(a_concept("autoencoder", "autoencoder", "auto-encoder")).many_sensed


@pytest.mark.parametrize(
    ("relation", "back"),
    [
        ("exactMatch", "exactMatch"),
        ("closeMatch", "closeMatch"),
        ("relatedMatch", "relatedMatch"),
        ("falseFriend", "falseFriend"),
        ("broadMatch", "narrowMatch"),
        ("narrowMatch", "broadMatch"),
    ],
)
def test_both_ends(relation, back):
    """A bridge is seen from both ends: broader from one is narrower from the other, all else is the same."""
    glossary = a_glossary(a_concept("a", bridges=(a_bridge("b", relation),)), a_concept("b"), a_concept("c"))

    assert ([("b", relation)], [("a", back)], []) == tuple(seen(glossary, one) for one in "abc")
    [here], [there] = glossary.links("a"), glossary.links("b")
    assert here.bridge is there.bridge
    assert here.written_at is there.written_at is glossary["a"]


def test_one_step():
    """The bridges of a neighbour are not one's own, not even of two that mean exactly the same."""
    a, b = (a_concept(one, bridges=(a_bridge(to, "exactMatch"),)) for one, to in ("ab", "bc"))
    glossary = a_glossary(a, b, a_concept("c"))

    assert ([("b", "exactMatch")], [("b", "exactMatch")]) == (seen(glossary, "a"), seen(glossary, "c"))


def test_bridges():
    """Every bridge is listed once, from the end where it is written."""
    a = a_concept("a", bridges=(a_bridge("b", "broadMatch"), a_bridge("c")))
    glossary = a_glossary(a_concept("b"), a, a_concept("c", bridges=(a_bridge("b"),)))

    assert [("a", "broadMatch", "b"), ("a", "closeMatch", "c"), ("c", "closeMatch", "b")] == sorted(
        (link.here.id, link.relation, link.there.id) for link in glossary.bridges()
    )


@pytest.mark.parametrize(
    ("one", "other", "crosses"),
    [
        ({"communities": ("academia",)}, {"communities": ("industry",)}, True),
        ({"communities": ("academia", "industry")}, {"communities": ("industry",)}, False),
        ({"communities": ("academia",)}, {"communities": ("academia",), "field": "nlp"}, True),
        ({"field": "neuroscience"}, {"field": "physics"}, True),
        ({"field": "neuroscience"}, {"field": "neuroscience"}, False),
        ({"communities": ("academia",)}, {}, False),
        ({}, {}, False),
    ],
)
def test_crossing(one, other, crosses):
    """A bridge crosses where the fields differ, or where communities are known and none is shared; from either end."""
    labels = a_label("a", kind="preferred", **one), a_label("b", kind="preferred", **other)
    glossary = a_glossary(a_concept("a", labels[0], bridges=(a_bridge("b"),)), a_concept("b", labels[1]))

    assert {crosses} == {link.crosses for end in "ab" for link in glossary.links(end)}


def test_leads_to():
    """A concept leads to those that need it."""
    glossary = a_glossary(
        a_concept("a"), a_concept("b", prerequisites=("a",)), a_concept("c", prerequisites=("a", "b"))
    )

    assert [["b", "c"], ["c"], []] == [[one.id for one in glossary.leads_to(needed)] for needed in "abc"]


def test_digest():
    """The digest does not depend on the order of concepts, and changes with anything that they say."""
    a, b = a_concept("a"), a_concept("b")
    digests = [
        a_glossary(*concepts).digest
        for concepts in ((a, b), (b, a), (a,), (a, a_concept("b", contested="Yes.")), (a, a_concept("b", "c")))
    ]

    assert digests[0] == digests[1]
    assert 4 == len(set(digests))


def test_counts():
    """Everything is counted once."""
    glossary = a_glossary(
        a_concept("a", "a", "shared", a_label("missspelt", kind="hidden"), bridges=(a_bridge("b", "falseFriend"),)),
        a_concept("b", a_label("b", field="physics"), "shared", bridges=(a_bridge("c"),)),
        a_concept("c", a_label("c", field="physics")),
        sources=(Source(id="arxiv:1", title="A"),),
    )

    assert {
        "concepts": 3,
        "labels": 6,
        "bridges": 2,
        "crossing": 1,
        "false_friends": 1,
        "many_sensed": 1,
        "sources": 1,
    } == glossary.counts()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of files in place of the real glossary, read anew before and after."""
    (tmp_path / "terms").mkdir()
    (tmp_path / "sources.toml").write_text('["arxiv:2309.08600"]\ntitle = "Sparse"\n')
    monkeypatch.setattr(read, "entries", partial(read.entries, tmp_path / "terms"))
    monkeypatch.setattr(read, "sources", partial(read.sources, tmp_path / "sources.toml"))
    book.load.cache_clear()
    yield tmp_path / "terms"
    book.load.cache_clear()


def test_load(folder):
    """The glossary is read once."""
    (folder / "head.toml").write_text(a_text("head", introduced='"arxiv:2309.08600"'))

    glossary = book.load()

    assert (["head"], "Sparse") == (list(glossary.concepts), glossary.sources["arxiv:2309.08600"].title)
    assert book.load() is glossary


def test_load_broken(folder):
    """A glossary with mistakes is refused with all of them; corrected, it is read at the next question."""
    (folder / "head.toml").write_text(a_text("head", topics="[]"))
    (folder / "tail.toml").write_text(a_text("tail", kind='"thing"'))

    with pytest.raises(GlossaryError) as refused:
        book.load()

    assert "Correct these lines" == refused.value.remedy
    assert ["head.toml:4", "tail.toml:2"] == sorted(
        line.removeprefix("glossary/terms/").partition(": ")[0] for line in refused.value.problem.splitlines()[1:]
    )
    (folder / "tail.toml").unlink()
    (folder / "head.toml").write_text(a_text("head"))
    assert ["head"] == list(book.load().concepts)
