"""From what a person typed to a query, and back: fields, phrases, exclusions, years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from catalogue.answers import Query, Term, TermField
from catalogue.errors import QuestionError
from catalogue.records import first_day, last_day
from index.question.tokens import EXAMPLES, NAMES, Token, cut

RANKED = ("any", "title", "abstract")
"""Where the words that a paper must have also rank papers; a name says nothing of what a paper is about."""

LOWER = frozenset({"cond-mat", "physics"})
"""arXiv's archives whose categories are in lower case, as in ``cond-mat.dis-nn``; elsewhere it is ``cs.CL``."""

_DATE = r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_SPAN = re.compile(rf"(?P<since>{_DATE})?(?P<to>\.\.)?(?P<until>(?<=\.\.){_DATE})?\.?")
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)?(?:\.[a-z]+(?:-[a-z]+)?)?", re.IGNORECASE)
_SHORT = {field: min((name for name in NAMES if NAMES[name] == field), key=len) for field in NAMES.values()}


def read(query: Query) -> Query:
    """Take the syntax out of *query*'s text: terms, years and categories become filters beside those it has.

    Words of phrases, titles and abstracts stay in the text, in their place. Prose comes back as it is.

    Raises:
        QuestionError: The syntax is wrong, or there is nothing to look for.
    """
    tokens = cut(query.text)
    if all(token.plain for token in tokens):
        return query
    terms = tuple(_term(token) for token in tokens if not token.plain and token.field not in {"category", "year"})
    found = replace(
        query,
        text=" ".join(token.value for token in tokens if token.plain or _is_ranked(token)),
        terms=(*query.terms, *terms),
        categories=tuple(dict.fromkeys((*query.categories, *map(_category, _of(tokens, "category"))))),
    )
    for token in _of(tokens, "year"):
        found = _within(found, token)
    if not _asks(found):
        raise QuestionError(
            "the question only says what to leave out",
            'Say also what to look for, for example: "induction heads" -survey',
        )
    return found


def write(query: Query) -> str:
    """Write the text, terms, years and categories of *query* as `read` reads them."""
    written, words = [], query.text.split()
    for term in query.terms:
        if _ranks(term) and (place := _find(term.text.split(), words)) is not None:
            written += words[:place]
            words = words[place + len(term.text.split()) :]
        written.append(_written(term))
    years = f"{query.since}..{query.until}" if query.since != query.until else query.since
    filters = [*(f"cat:{one}" for one in query.categories), *([f"year:{years}"] if years else [])]
    return " ".join([*written, *words, *filters]) if written or filters else query.text


def _of(tokens: Iterable[Token], field: str) -> list[Token]:
    return [token for token in tokens if token.field == field]


def _term(token: Token) -> Term:
    field = cast("TermField", token.field or "any")
    return Term(text=token.value, field=field, phrase=token.quoted, excluded=token.excluded)


def _is_ranked(token: Token) -> bool:
    return token.field not in {"category", "year"} and _ranks(_term(token))


def _ranks(term: Term) -> bool:
    return term.field in RANKED and not term.excluded


def _category(token: Token) -> str:
    _refuse_excluded(token)
    if not _CATEGORY.fullmatch(token.value):
        raise QuestionError(f"{token.value} is no arXiv category", f"Write each as {EXAMPLES['category']}")
    archive, dot, subject = token.value.lower().partition(".")
    return archive + dot + (subject if archive in LOWER else subject.upper())


def _within(query: Query, token: Token) -> Query:
    """Narrow the dates of *query* to those of a ``year:`` token."""
    _refuse_excluded(token)
    if not (span := _SPAN.fullmatch(token.value)):
        raise QuestionError(f"{token.value} is no year or span of years", f"Write {EXAMPLES['year']}")
    since, until = span["since"] or "", span["until"] or ("" if span["to"] else span["since"])
    since = max(since, query.since, key=first_day) if query.since and since else since or query.since
    until = min(until, query.until, key=last_day) if query.until and until else until or query.until
    if since and until and first_day(since) > last_day(until):
        raise QuestionError(
            f"no paper is both from {since} or later and from {until} or earlier", f"Write {EXAMPLES['year']}"
        )
    return replace(query, since=since, until=until)


def _refuse_excluded(token: Token) -> None:
    if token.excluded:
        raise QuestionError(f"a {token.field} cannot be left out", f"Say what to keep: {EXAMPLES[token.field]}")


def _asks(query: Query) -> bool:
    """Whether there is anything to look for, or to choose from."""
    filters = (query.since, query.until, query.sources, query.categories, query.topics, query.more)
    return any((query.text, *filters, *(not term.excluded for term in query.terms)))


def _find(some: list[str], words: list[str]) -> int | None:
    """Return where *some* stand in *words*, one after the other."""
    places = range(len(words) - len(some) + 1)
    return next((place for place in places if words[place : place + len(some)] == some), None)


def _written(term: Term) -> str:
    name = "" if term.field == "any" else f"{_SHORT[term.field]}:"
    quote = '"' if term.phrase or len(term.text.split()) > 1 else ""
    return f"{'-' if term.excluded else ''}{name}{quote}{term.text}{quote}"
