"""The glossary as SKOS (https://www.w3.org/TR/skos-reference/), its labels also as SKOS-XL, to say who uses them.

Labels and the notes on bridges are blank nodes: with an address each, rdflib takes ten times as long to write them.
"""

from __future__ import annotations

from rdflib import DCTERMS, RDF, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

from catalogue.words import Concept, Label, LabelKind
from glossary.book import Glossary, Link
from glossary.exports import names
from glossary.lists import topics

XL = Namespace("http://www.w3.org/2008/05/skos-xl#")
OWN = Namespace(names.OWN)
LANGUAGE = "en"

_PROPERTIES: dict[LabelKind, str] = {
    "preferred": "prefLabel",
    "alternate": "altLabel",
    "abbreviation": "altLabel",
    "hidden": "hiddenLabel",
}

FORMATS = {"turtle": "turtle", "json-ld": "json-ld"}


def dump(glossary: Glossary, site: str, form: str = "turtle") -> str:
    """Serialise *glossary*, its concepts addressed at *site*, as ``turtle`` or ``json-ld``."""
    return graph(glossary, site).serialize(format=FORMATS[form])


def graph(glossary: Glossary, site: str) -> Graph:
    """Return *glossary* as triples."""
    made = Graph()
    for prefix, namespace in (("skos", SKOS), ("skosxl", XL), ("dcterms", DCTERMS), ("commons", OWN)):
        made.bind(prefix, namespace)
    scheme = URIRef(f"{site.rstrip('/')}/glossary")
    made.add((scheme, RDF.type, SKOS.ConceptScheme))
    made.add((scheme, DCTERMS.title, Literal("Interp Commons glossary", LANGUAGE)))
    made.add((scheme, DCTERMS.license, URIRef(names.LICENCE)))
    for concept in glossary.concepts.values():
        _concept(made, concept, scheme, site)
    for link in glossary.bridges():
        _bridge(made, link, site)
    _topics(made, glossary, site)
    return made


def _concept(made: Graph, concept: Concept, scheme: URIRef, site: str) -> None:
    node = URIRef(names.concept(site, concept.id))
    made.add((node, RDF.type, SKOS.Concept))
    made.add((node, SKOS.inScheme, scheme))
    made.add((node, SKOS.notation, Literal(concept.id)))
    made.add((node, SKOS.definition, Literal(concept.definition, LANGUAGE)))
    for text in (concept.explanation.intuition, concept.explanation.practice, concept.explanation.traps):
        made.add((node, SKOS.scopeNote, Literal(text.strip(), LANGUAGE)))
    if concept.contested:
        made.add((node, SKOS.editorialNote, Literal(concept.contested, LANGUAGE)))
    for change in concept.changes:
        made.add((node, SKOS.changeNote, Literal(f"{change.date}: {change.what}", LANGUAGE)))
    for needed in concept.prerequisites:
        made.add((node, DCTERMS.requires, URIRef(names.concept(site, needed))))
    for paper in concept.key_papers:
        made.add((node, DCTERMS.references, URIRef(names.source(paper))))
    for place, label in enumerate(concept.labels):
        _label(made, node, label, BNode(f"{concept.id}-label-{place}"))


def _label(made: Graph, node: URIRef, label: Label, name: BNode) -> None:
    kind = _PROPERTIES[label.kind]
    text = Literal(label.text, LANGUAGE)
    made.add((node, SKOS[kind], text))
    made.add((node, XL[kind], name))
    made.add((name, RDF.type, XL.Label))
    made.add((name, XL.literalForm, text))
    made.add((name, OWN.field, Literal(label.field)))
    for community in label.communities:
        made.add((name, OWN.community, Literal(community)))
    if label.source:
        made.add((name, DCTERMS.source, URIRef(names.source(label.source))))


def _bridge(made: Graph, link: Link, site: str) -> None:
    """State the relation, and beside it, as a reified statement, where it breaks and what justifies it."""
    here, there = (URIRef(names.concept(site, one.id)) for one in (link.here, link.there))
    relation = OWN.falseFriend if link.relation == "falseFriend" else SKOS[link.relation]
    made.add((here, relation, there))
    said = BNode(f"{link.here.id}-bridge-{link.there.id}")
    facts = ((RDF.subject, here), (RDF.predicate, relation), (RDF.object, there))
    for predicate, value in ((RDF.type, RDF.Statement), *facts):
        made.add((said, predicate, value))
    made.add((said, SKOS.note, Literal(link.bridge.breaks, LANGUAGE)))
    made.add((said, DCTERMS.created, Literal(link.bridge.date, datatype=XSD.date)))
    for paper in link.bridge.papers:
        made.add((said, DCTERMS.source, URIRef(names.source(paper))))


def _topics(made: Graph, glossary: Glossary, site: str) -> None:
    for topic in topics().values():
        node = URIRef(f"{site.rstrip('/')}/glossary?topic={topic.id}")
        made.add((node, RDF.type, SKOS.Collection))
        made.add((node, SKOS.prefLabel, Literal(topic.label, LANGUAGE)))
        for concept in glossary.concepts.values():
            if topic.id in concept.topics:
                made.add((node, SKOS.member, URIRef(names.concept(site, concept.id))))
