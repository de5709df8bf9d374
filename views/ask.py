"""One box for everything: what somebody typed is a paper, a word, a name, a text of their own, or a question.

When it is not certain what the words are, they are searched for: a search is never wrong, and leads on from there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Literal

from rich.markup import escape

from catalogue import named
from catalogue.errors import CommonsError
from catalogue.identity import fold
from catalogue.people import Person
from catalogue.words import Concept
from glossary.access import Words
from glossary.forms import key
from glossary.lookup import senses
from index.question.spelling import english
from people.authors.names import parse
from views import finding, links, payload, terminal
from views.asked import LONG, MAX_TEXT
from views.compose import Services
from views.opened import ready
from views.people.authors import authors

Kind = Literal["paper", "concept", "person", "text", "search"]

PAGES: Mapping[Kind, str] = {
    "paper": "paper",
    "concept": "concept",
    "person": "person",
    "text": "prior",
    "search": links.SEARCH,
}
"""The page that answers each kind, by its slug."""

SAID: Mapping[Kind, str] = {
    "paper": "Taken for a paper of this library.",
    "concept": "Taken for a word of the glossary.",
    "person": "Taken for an author's name.",
    "text": "Taken for an idea or an abstract.",
    "search": "Taken for a question to the papers.",
}
"""What each kind was taken for, as the page says it."""

WORDS = 8
"""Words of a question that is nothing but "what is" and a term."""

INFLECTED = 3
"""Words of a term that is also found in another form; longer ones take longer and are seldom one."""

TITLE = 4
"""Words from which what is both a title and a word of the glossary is the title: "Toy Models of Superposition"."""

_QUESTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"what(?:['\u2019]?s| is| are| was| were)(?: meant by| called)? (?P<what>.+)",
        r"what do(?:es)? \w+ (?:mean by|call) (?P<what>.+)",
        r"what do(?:es)? (?P<what>.+?) (?:mean|stand for|refer to)",
        r"(?:please )?(?:define|explain) (?P<what>.+)",
        r"(?:the )?(?:meaning|definition) of (?P<what>.+)",
        r"(?:another|other) (?:word|name|term)s? for (?P<what>.+)",
        r"synonyms? (?:of|for) (?P<what>.+)",
        r"(?P<what>.+?),? (?:meaning|definition|explained)",
    )
)
"""How people ask what a word means."""

_ARTICLE = re.compile(r"^(?:the|an?) (?=.)", re.IGNORECASE)
_WHO = re.compile(r"who(?:['\u2019]?s| is) (?P<who>.+)", re.IGNORECASE)
_TERM = re.compile(r"[^\W_](?:[^\":]*[^\W_)])?")
"""What may be a word of the glossary: no phrase in quotation marks, no field and no minus of the search syntax."""
_NAME = re.compile(r"[^\W\d_][^\W\d_.,'\u2019-]*(?:[ .,'\u2019-]+[^\W\d_]+){0,5}\.?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where what was asked is answered."""

    kind: Kind
    page: str
    """Slug."""
    params: links.Params
    """What stands after the question mark; never an abstract."""
    said: str
    """What the words were taken for: a sentence."""
    otherwise: str
    """Address of the search for the same words; empty where it is the search already."""


def where(services: Services, text: str) -> Destination:
    """Say which page answers *text*.

    Raises:
        CatalogueError: The catalogue cannot be read.
        GlossaryError: A file of the glossary breaks a rule.
    """
    asked = " ".join(text.encode(errors="replace").decode().replace("\0", " ").split())
    first, second = (_title, _word) if len(asked.split()) >= TITLE else (_word, _title)
    for take in (_text, _paper, first, second, _name):
        if found := take(services, asked):
            return found
    return _found("search", asked, {"q": asked[:MAX_TEXT]})


def _found(kind: Kind, asked: str, params: links.Params) -> Destination:
    otherwise = "" if kind == "search" else links.href(links.SEARCH, {"q": asked[:MAX_TEXT]})
    return Destination(kind=kind, page=PAGES[kind], params=params, said=SAID[kind], otherwise=otherwise)


def _text(_: Services, asked: str) -> Destination | None:
    return _found("text", asked, {}) if len(asked.split()) > LONG else None


def _paper(services: Services, asked: str) -> Destination | None:
    paper = finding.paper(services, asked)
    return _found("paper", asked, {"id": paper}) if paper else None


def _word(services: Services, asked: str) -> Destination | None:
    bare = asked.rstrip("?!. ")
    said = _questioned(bare)
    word = _ARTICLE.sub("", said or bare)
    concepts = _senses(services.words, word)
    if said and not concepts and len(word.split()) <= INFLECTED and _TERM.fullmatch(word):
        concepts = services.words.look_up(word).concepts  # also in another form: "what is ablating"
    if not concepts or (bare.istitle() and _author(services, bare)):
        return None
    only = {"id": concepts[0].id} if len(concepts) == 1 else {"word": word}
    return _found("concept", asked, only)


def _questioned(asked: str) -> str:
    """Return the word whose meaning is asked for; nothing if it is no such question."""
    if len(asked.split()) > WORDS:
        return ""
    match = next(filter(None, (pattern.fullmatch(asked) for pattern in _QUESTIONS)), None)
    return match["what"].strip('?!. "\u201c\u201d') if match else ""


def _senses(words: Words, word: str) -> tuple[Concept, ...]:
    """Return what a word of the glossary means; nothing for a word of the language that is also an abbreviation."""
    form = key(word)
    uses = words.glossary.words.get(form, ()) if _TERM.fullmatch(word) else ()
    short = all(label.kind == "abbreviation" or label.text.isupper() for label, _ in uses)
    cased = word.isupper() or word in {label.text for label, _ in uses}
    return () if not uses or (short and not cased and fold(word) in english()) else senses(words.glossary, form)


def _title(services: Services, asked: str) -> Destination | None:
    works = named.titled(services.catalogue, asked)
    return _found("paper", asked, {"id": works[0]}) if len(works) == 1 else None


def _name(services: Services, asked: str) -> Destination | None:
    bare = asked.rstrip("?! ")
    match = _WHO.fullmatch(bare)
    name = match["who"] if match else bare
    known = key(name) in services.words.glossary.words
    person = None if known else _author(services, name)
    return _found("person", asked, {"id": person.id}) if person else None


def _author(services: Services, name: str) -> Person | None:
    """Return the one author whose name this is; nobody where a word of the language may be meant."""
    if not _NAME.fullmatch(name) or fold(name.rstrip(".")) in english():
        return None
    with suppress(CommonsError):  # the page that needs the index says what is wrong
        if services.searcher.index().authors.rows(name.rsplit(maxsplit=1)[-1]).size:  # most words are nobody's
            people = authors(services).candidates(name)
            return people[0] if len(people) == 1 and _signs(people[0], name) else None
    return None


def _signs(person: Person, name: str) -> bool:
    """Say whether *name* is a name of theirs as it stands, or is written as a name is."""
    words = name.split()
    exact = parse(name).key in {parse(one).key for one in person.names}
    return exact or len(words) == 1 or all(word[0].isupper() for word in words)


def ask(text: str, *, json: bool) -> None:
    """Print where *text* is answered, and the address.

    Raises what `where` raises.
    """
    services = ready()
    found = where(services, text)
    address = f"{services.settings.site.rstrip('/')}/{links.href(found.page, found.params)}"
    if json:
        payload.print_json({"asked": text, **asdict(found), "address": address})
    else:
        terminal.out.print(escape(found.said), highlight=False)
        terminal.out.print(escape(address), highlight=False, soft_wrap=True)
