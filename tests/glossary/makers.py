"""Small glossaries for tests: a default for every field, and only what matters to a test is said in it."""

from __future__ import annotations

from typing import Any

from catalogue.words import Bridge, Concept, Explanation, Label, Source
from glossary.book import Glossary
from glossary.matcher import Matcher, Mention

CHANGES = """
[[changes]]
date = 2026-11-22
what = "First written."
"""


def a_label(text: str, **changes: Any) -> Label:
    """Make a label."""
    return Label(text=text, **changes)


def a_bridge(to: str, relation: str = "closeMatch", **changes: Any) -> Bridge:
    """Make a bridge."""
    said = {"breaks": f"It is not quite {to}."} | changes
    return Bridge(to=to, relation=relation, **said)  # type: ignore[arg-type]


def a_concept(concept_id: str, *labels: str | Label, **changes: Any) -> Concept:
    """Make a concept; without labels its id is its name, and of *labels* that are plain text the first is preferred."""
    made = [
        label if isinstance(label, Label) else a_label(label) for label in labels or (concept_id.replace("-", " "),)
    ]
    if not any(label.kind == "preferred" for label in made):
        first = made[0]
        made[0] = Label(**{name: getattr(first, name) for name in Label.__slots__} | {"kind": "preferred"})
    said: dict[str, Any] = {
        "definition": f"What {concept_id} is.",
        "kind": "idea",
        "level": "core",
        "topics": ("circuits",),
        "explanation": Explanation(intuition="Think.", practice="Do.", traps="Beware."),
    }
    return Concept(id=concept_id, labels=tuple(made), **said | changes)


def a_glossary(*concepts: Concept, sources: tuple[Source, ...] = ()) -> Glossary:
    """Make a glossary of *concepts*, unchecked."""
    return Glossary(concepts, {source.id: source for source in sources})


def scan(glossary: Glossary, text: str, *, lenient: bool = False) -> list[Mention]:
    """Find what *text* mentions."""
    return Matcher(glossary).scan(text, lenient=lenient)


def found(glossary: Glossary, text: str, *, lenient: bool = False) -> list[tuple[str, str]]:
    """Find what *text* mentions: each place as it is printed, and the id of its concept."""
    return [(text[one.start : one.end], one.concept) for one in scan(glossary, text, lenient=lenient)]


def a_text(name: str = "attention head", *more: str, **fields: str) -> str:
    """Write the file of a concept that breaks no rule, fields as TOML: two lines for its label from line 11 on.

    *more* are tables, from line 14 on.
    """
    said = {
        "definition": f'"One {name}."',
        "kind": '"idea"',
        "level": '"core"',
        "topics": '["circuits"]',
    } | fields
    head = "\n".join(f"{key} = {value}" for key, value in said.items())
    explained = '[explanation]\nintuition = "Think."\npractice = "Do."\ntraps = "Beware."'
    label = f'[[labels]]\ntext = "{name}"\nkind = "preferred"'
    return "\n\n".join([head, explained, label, *more]) + "\n" + CHANGES
