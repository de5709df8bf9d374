"""What the glossary's commands print with ``--json``; the shape is a contract (docs/cli.md)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from catalogue.errors import NoEvidenceError
from catalogue.words import Concept
from glossary.access import Words
from glossary.lookup import Lookup
from glossary.translate import Translation

QUOTES = 3
"""Sentences of the corpus printed for each concept."""


def term(found: Lookup, words: Words) -> dict[str, Any]:
    """Shape what a word led to."""
    return {
        "word": found.word,
        "concepts": [concept(one, words) for one in found.concepts],
        "near": [{"id": one.id, "label": one.name} for one in found.near],
    }


def concept(one: Concept, words: Words) -> dict[str, Any]:
    """Shape a concept with its bridges and its evidence."""
    fields = asdict(one)
    kept = ("definition", "kind", "level", "topics", "explanation", "prerequisites", "introduced", "key_papers")
    return {
        "id": one.id,
        "label": one.name,
        **{name: fields[name] for name in (*kept, "contested", "rivals", "yardstick")},
        "labels": [_label(label) for label in fields["labels"] if label["kind"] != "hidden"],
        "bridges": [
            {
                "to": link.there.id,
                "label": link.there.name,
                "relation": link.relation,
                "note": link.bridge.breaks,
                "papers": list(link.bridge.papers),
            }
            for link in words.glossary.links(one.id)
        ],
        "elsewhere": fields["elsewhere"],
        "evidence": _evidence(one, words),
    }


def translation(done: Translation) -> dict[str, Any]:
    """Shape a translation: the annotated text, what to search for, and every known word."""
    return {
        "to": done.to,
        "text": done.text,
        "annotated": done.annotated,
        "vocabulary": list(done.vocabulary),
        "words": [
            {
                "start": word.mention.start,
                "end": word.mention.end,
                "text": word.printed,
                "concept": word.mention.concept,
                "shared": word.shared,
                "equivalents": [asdict(one) for one in word.equivalents],
                "warnings": [asdict(one) for one in word.warnings],
            }
            for word in done.words
        ],
    }


def _label(label: dict[str, Any]) -> dict[str, Any]:
    return {name: label[name] for name in ("text", "kind", "communities", "field", "period", "source")}


def _evidence(one: Concept, words: Words) -> dict[str, Any] | None:
    """Shape what the corpus says of *one*; nothing where it has not been read yet."""
    evidence = words.evidence
    try:
        uses = evidence.uses(one.id)
        quotes = evidence.quotes(one.id, QUOTES)
    except NoEvidenceError:
        return None
    return {
        "labels": {
            label: {"papers": use.papers, "by_year": use.by_year, "first": use.first, "first_paper": use.first_paper}
            for label, use in uses.items()
        },
        "quotes": [{"label": one.label, "paper": one.paper, "sentence": one.sentence} for one in quotes],
    }
