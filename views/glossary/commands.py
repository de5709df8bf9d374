"""What each command of the glossary does."""

from __future__ import annotations

import sys
from pathlib import Path

from catalogue.errors import GlossaryError, SettingsError
from catalogue.settings import load_settings
from glossary import book
from glossary.access import Words
from glossary.exports import skos, sssom
from glossary.translate import audiences
from views import files
from views.glossary import payload, printed
from views.payload import print_json


def term(words: list[str], *, file: Path | None, json: bool) -> None:
    """Look words up.

    Raises:
        GlossaryError: None of them is known, and people read the answer; programs find empty lists.
    """
    asked = [*words, *(line.strip() for line in files.read(file).splitlines() if line.strip())] if file else words
    if not asked:
        raise SettingsError("no word was given", 'Name one: commons term "causal tracing"')
    known = Words(load_settings().home)
    found = [known.look_up(word) for word in asked]
    if json:
        print_json([payload.term(one, known) for one in found])
        return
    for one in found:
        printed.term(one, known)
    if not any(one.concepts for one in found):
        raise GlossaryError("the glossary has no such word", "See what it lacks: commons glossary candidates")


def translate(file: Path, *, to: str, json: bool) -> None:
    """Say a text in another community's words."""
    if to not in audiences():
        raise SettingsError(f"nobody is called {to!r}", f"Name one of: {', '.join(audiences())}")
    done = Words(load_settings().home).translate(files.read(file), to)
    if json:
        print_json(payload.translation(done))
    else:
        printed.translation(done)


def export_skos(form: str) -> None:
    """Write the glossary for programs that read vocabularies."""
    sys.stdout.write(skos.dump(book.load(), load_settings().site, form))


def export_sssom() -> None:
    """Write the bridges for programs that read mappings."""
    sys.stdout.write(sssom.dump(book.load(), load_settings().site))


def export_json() -> None:
    """Write every concept in the shape of `commons term --json`."""
    known = Words(load_settings().home)
    print_json([payload.concept(one, known) for one in known.glossary.concepts.values()])
