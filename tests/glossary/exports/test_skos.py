"""The glossary as SKOS: whole, readable by others, and true to the integrity conditions of the SKOS Reference."""

from __future__ import annotations

import datetime as dt
import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx import DiGraph, Graph, connected_components, transitive_closure
from rdflib import DCTERMS, RDF, SKOS, URIRef
from rdflib import Graph as Triples
from rdflib import Literal as Text
from rdflib.compare import isomorphic

from catalogue.words import Change, Elsewhere
from glossary import book
from glossary.exports import skos
from glossary.exports.skos import OWN, XL
from tests.glossary.makers import a_bridge, a_concept, a_glossary, a_label

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's reader of JSON-LD uses it

SITE = "https://commons.example"
HEAD = a_concept(
    "head",
    "attention head",
    a_label("AH", kind="abbreviation", communities=("industry", "academia"), source="arxiv:1706.03762"),
    a_label("atention head", kind="hidden", field="nlp"),
    topics=("circuits", "roots"),
    prerequisites=("neuron",),
    key_papers=("doi:10.1038/nature05670",),
    contested="Whether it exists.",
    changes=(Change(date=dt.date(2026, 11, 22), what="First written."),),
    bridges=(
        a_bridge("neuron", "broadMatch", breaks="No spikes.", papers=("arxiv:1706.03762",)),
        a_bridge("ship", "falseFriend"),
    ),
    elsewhere=(Elsewhere(by="neuroscience", same=("grid cell",), near=("place field",)),),
)
GLOSSARY = a_glossary(HEAD, a_concept("neuron"), a_concept("ship"))


def here(path):
    """The name of something on the site."""
    return URIRef(f"{SITE}/{path}")


HEAD_IRI = here("concept?id=head")
NEURON_IRI = here("concept?id=neuron")


def read(text, form):
    """What others read in an export."""
    return Triples().parse(data=text, format=form)


def english(graph, subject, predicate):
    """The English texts that a graph gives for something."""
    found = list(graph.objects(subject, predicate))
    assert {"en"} >= {one.language for one in found}
    return sorted(map(str, found))


@pytest.mark.parametrize("form", skos.FORMATS)
def test_round_trip(form):
    """What others read is what was written, in every format, whatever they call the nodes without a name."""
    assert isomorphic(skos.graph(GLOSSARY, SITE), read(skos.dump(GLOSSARY, SITE, form), form))


def test_formats():
    """Turtle has prefixes, JSON-LD is JSON."""
    assert "@prefix skos: <http://www.w3.org/2004/02/skos/core#>" in skos.dump(GLOSSARY, SITE)
    assert json.loads(skos.dump(GLOSSARY, SITE, "json-ld"))


def test_concept():
    """A concept is there with its notation, definition, notes, sources and what it requires, in one scheme."""
    graph = skos.graph(GLOSSARY, SITE)

    assert (HEAD_IRI, RDF.type, SKOS.Concept) in graph
    assert (HEAD_IRI, SKOS.inScheme, here("glossary")) in graph
    assert (here("glossary"), RDF.type, SKOS.ConceptScheme) in graph
    assert (HEAD_IRI, SKOS.notation, Text("head")) in graph
    assert ["What head is."] == english(graph, HEAD_IRI, SKOS.definition)
    assert ["Beware.", "Do.", "Think."] == english(graph, HEAD_IRI, SKOS.scopeNote)
    assert ["Whether it exists."] == english(graph, HEAD_IRI, SKOS.editorialNote)
    assert ["2026-11-22: First written."] == english(graph, HEAD_IRI, SKOS.changeNote)
    assert [NEURON_IRI] == list(graph.objects(HEAD_IRI, DCTERMS.requires))
    assert [URIRef("https://doi.org/10.1038/nature05670")] == list(graph.objects(HEAD_IRI, DCTERMS.references))


def test_labels():
    """Each label is there by its kind, and as a resource that says who uses it and where that is shown."""
    graph = skos.graph(GLOSSARY, SITE)

    assert [["attention head"], ["AH"], ["atention head"]] == [
        english(graph, HEAD_IRI, SKOS[kind]) for kind in ("prefLabel", "altLabel", "hiddenLabel")
    ]
    [name] = graph.objects(HEAD_IRI, XL.altLabel)
    assert ["AH"] == english(graph, name, XL.literalForm)
    assert {"academia", "industry"} == {str(one) for one in graph.objects(name, OWN.community)}
    assert [URIRef("https://arxiv.org/abs/1706.03762")] == list(graph.objects(name, DCTERMS.source))
    [hidden] = graph.objects(HEAD_IRI, XL.hiddenLabel)
    assert [Text("nlp")] == list(graph.objects(hidden, OWN.field))


def test_elsewhere():
    """What papers elsewhere say is left out: to SKOS any word of a concept is a name for it."""
    graph = skos.graph(GLOSSARY, SITE)

    assert [] == [one for _, _, one in graph if "grid cell" in one or "place field" in one]


def test_bridges():
    """A bridge is stated once, and a statement beside it says where it breaks and what justifies it."""
    graph = skos.graph(GLOSSARY, SITE)

    assert [(HEAD_IRI, NEURON_IRI)] == list(graph.subject_objects(SKOS.broadMatch))
    [said] = graph.subjects(RDF.object, NEURON_IRI)
    assert (HEAD_IRI, SKOS.broadMatch) == (graph.value(said, RDF.subject), graph.value(said, RDF.predicate))
    assert ["No spikes."] == english(graph, said, SKOS.note)
    assert [URIRef("https://arxiv.org/abs/1706.03762")] == list(graph.objects(said, DCTERMS.source))


def test_false_friends():
    """A false friend has a property of our own: to SKOS it would be a match."""
    graph = skos.graph(GLOSSARY, SITE)

    assert [(HEAD_IRI, here("concept?id=ship"))] == list(graph.subject_objects(OWN.falseFriend))
    assert 1 == len([one for _, one, _ in graph if str(one).startswith(str(SKOS)) and str(one).endswith("Match")])


def test_topics():
    """A topic is a collection of its concepts."""
    graph = skos.graph(GLOSSARY, SITE)

    assert (here("glossary?topic=roots"), RDF.type, SKOS.Collection) in graph
    assert [HEAD_IRI] == list(graph.objects(here("glossary?topic=roots"), SKOS.member))
    assert 3 == len(list(graph.objects(here("glossary?topic=circuits"), SKOS.member)))


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1))
def test_any_text(text):
    """Whatever a curator writes is read back as it was."""
    glossary = a_glossary(a_concept("head", text, definition=text, contested=text))

    for form in skos.FORMATS:
        graph = read(skos.dump(glossary, SITE, form), form)
        assert [[text]] * 3 == [
            english(graph, HEAD_IRI, one) for one in (SKOS.definition, SKOS.prefLabel, SKOS.editorialNote)
        ]


def s13(graph):
    """S13: preferred, alternative and hidden labels are pairwise disjoint."""
    kinds = [set(graph.subject_objects(kind)) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
    return [one for first, second in combinations(kinds, 2) for one in first & second]


def s14(graph):
    """S14: no resource has more than one preferred label in a language."""
    seen = [(subject, label.language) for subject, label in graph.subject_objects(SKOS.prefLabel)]
    return [one for one in set(seen) if seen.count(one) > 1]


def _broader(graph):
    found = DiGraph(graph.subject_objects(SKOS.broadMatch))
    found.add_edges_from((there, here) for here, there in graph.subject_objects(SKOS.narrowMatch))
    return found


def s27(graph):
    """S27: what is related is not broader, in any number of steps; relatedMatch and broadMatch are kinds of these."""
    above = transitive_closure(_broader(graph))
    return [
        pair
        for pair in graph.subject_objects(SKOS.relatedMatch)
        if above.has_edge(*pair) or above.has_edge(*pair[::-1])
    ]


def s46(graph):
    """S46: exactMatch, which is symmetric and transitive, is disjoint from broadMatch, narrowMatch and relatedMatch."""
    group = {
        one: number
        for number, same in enumerate(connected_components(Graph(graph.subject_objects(SKOS.exactMatch))))
        for one in same
    }
    looser = (*_broader(graph).edges, *graph.subject_objects(SKOS.relatedMatch))
    return [(one, other) for one, other in looser if one in group and group[one] == group.get(other)]


CONDITIONS = [s13, s14, s27, s46]


@pytest.mark.parametrize(
    ("condition", "broken"),
    [
        (s13, a_glossary(a_concept("a", "word", a_label("word", kind="hidden")))),
        (s14, a_glossary(a_concept("a", a_label("b", kind="preferred"), a_label("c", kind="preferred")))),
        (
            s27,
            a_glossary(
                a_concept("a", bridges=(a_bridge("b", "broadMatch"), a_bridge("c", "relatedMatch"))),
                a_concept("b"),
                a_concept("c", bridges=(a_bridge("b", "narrowMatch"),)),
            ),
        ),
        (
            s46,
            a_glossary(
                a_concept("a", bridges=(a_bridge("b", "exactMatch"), a_bridge("c", "narrowMatch"))),
                a_concept("b"),
                a_concept("c", bridges=(a_bridge("b", "exactMatch"),)),
            ),
        ),
    ],
)
def test_conditions_can_fail(condition, broken):
    """Each condition sees a glossary that breaks it, and only it does."""
    graph = skos.graph(broken, SITE)

    assert [condition] == [one for one in CONDITIONS if one(graph)]


@pytest.fixture(scope="module")
def real():
    """The real glossary as others read it."""
    return read(skos.dump(book.load(), SITE, "json-ld"), "json-ld")


@pytest.mark.parametrize("condition", CONDITIONS)
def test_integrity(real, condition):
    """The integrity conditions hold of the real glossary."""
    assert [] == condition(real)


def test_kinds(real):
    """S9, S37: nothing is a concept and a scheme, or a concept and a collection."""
    kinds = [set(real.subjects(RDF.type, kind)) for kind in (SKOS.Concept, SKOS.ConceptScheme, SKOS.Collection)]

    assert all(kinds)
    assert not any(one & other for one, other in combinations(kinds, 2))


def test_counts(real):
    """Every concept, label and bridge of the real glossary arrives."""
    counts = book.load().counts()
    matches = [one for _, one, _ in real if str(one).startswith(str(SKOS)) and str(one).endswith("Match")]

    assert {name: counts[name] for name in ("concepts", "labels", "bridges", "false_friends")} == {
        "concepts": len(set(real.subjects(RDF.type, SKOS.Concept))),
        "labels": len(set(real.subjects(RDF.type, XL.Label))),
        "bridges": len(set(real.subjects(RDF.type, RDF.Statement))),
        "false_friends": len(list(real.subject_objects(OWN.falseFriend))),
    }
    assert counts["bridges"] == len(matches) + counts["false_friends"]


def test_names(real):
    """Every name is fit to be one: what it points to exists, and it has no character that must be escaped."""
    names = {term for triple in real for term in triple if isinstance(term, URIRef)}
    concepts = set(real.subjects(RDF.type, SKOS.Concept))

    assert [] == [one for one in names if set(one) & set('<>" {}|\\^`')]
    assert {one for _, one in real.subject_objects(DCTERMS.requires)} <= concepts
    assert {one for _, one in real.subject_objects(RDF.object)} <= concepts
    assert {one for _, one in real.subject_objects(SKOS.member)} == concepts
