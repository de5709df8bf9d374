"""The language of ``search_query``: fields, phrases, ranges of dates, AND, OR, ANDNOT and brackets.

AND and ANDNOT bind more tightly than OR; words that merely stand side by side are joined by OR, as in Lucene.
A word or phrase is looked for as whole words, without case, punctuation being space; ``*`` at its end stands for
any ending. A field before a bracket holds for all in it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from math import inf

from tests.fakes.arxiv.records import name

KEYS = {
    "ti": "title",
    "abs": "abstract",
    "co": "comments",
    "jr": "journal-ref",
    "cat": "categories",
    "rn": "report-no",
    "id": "id",
}
FIELDS = ("au", *KEYS)
DATES = {"submittedDate": "published", "lastUpdatedDate": "updated"}
TOKEN = re.compile(
    r"\s*(?:(?P<bracket>[()])|(?P<operator>(?:ANDNOT|AND|OR)(?=[\s()]|$))|(?P<field>[A-Za-z]+):"
    r"|(?P<range>\[[^\]]*\])|(?P<phrase>\"[^\"]*\")|(?P<word>[^\s()\"\[\]:]+))"
)
RANGE = re.compile(r"\[\s*(\d{8}|\d{12}|\d{14}|\*)\s+TO\s+(\d{8}|\d{12}|\d{14}|\*)\s*\]")
SPACES = {code: " " for code in range(0x3100) if not chr(code).isalnum()}
"""Punctuation and space, of all alphabets that are written with spaces."""
FORMATS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
MINUTE = 59
"""What a bound in minutes leaves of its last one, in seconds."""


class QueryError(ValueError):
    """A query that cannot be read."""


class Term:
    """Words that must stand side by side in a field."""

    def __init__(self, field, text):
        if not (words := _words(text)):
            raise QueryError(f"no word in {text!r}")
        self.fields = FIELDS if field == "all" else (field,)
        self.needle = f" {words}{'' if text.endswith('*') else ' '}"

    def __call__(self, paper):
        """Tell whether they do in *paper*."""
        return any(self.needle in text_of(paper, field) for field in self.fields)

    def score(self, paper):
        """How often the words are there."""
        return sum(text_of(paper, field).count(self.needle) for field in self.fields)


class Category:
    """A category, or with ``*`` all that begin so."""

    def __init__(self, text):
        self.wanted, self.whole = text.lower().removesuffix("*"), not text.endswith("*")

    def __call__(self, paper):
        """Tell whether *paper* is in it, as its first category or a later one."""
        given = paper.record["categories"].lower().split()
        return self.wanted in given if self.whole else any(one.startswith(self.wanted) for one in given)

    def score(self, paper):
        """Being in a category says nothing of relevance."""
        return 0


class Between:
    """A range of dates, both ends included."""

    def __init__(self, axis, text):
        if not (bounds := RANGE.fullmatch(text)):
            raise QueryError(f"no range of dates: {text}")
        low, high = bounds.groups()
        self.axis = axis
        self.low = -inf if low == "*" else _date(low)
        self.high = inf if high == "*" else _date(high) + (MINUTE if len(high) == 12 else 0)

    def __call__(self, paper):
        """Tell whether the date of *paper* is in it."""
        return self.low <= getattr(paper, self.axis) <= self.high

    def score(self, paper):
        """A date says nothing of relevance."""
        return 0


class Every:
    """All *parts* hold, and none of *excluded*."""

    def __init__(self, parts, excluded):
        self.parts, self.excluded = parts, excluded

    def __call__(self, paper):
        """Tell whether it is so of *paper*."""
        return not any(part(paper) for part in self.excluded) and all(part(paper) for part in self.parts)

    def score(self, paper):
        """The sum of what is asked for."""
        return sum(part.score(paper) for part in self.parts)


class Some:
    """At least one of *parts* holds."""

    def __init__(self, parts):
        self.parts = parts

    def __call__(self, paper):
        """Tell whether it does of *paper*."""
        return any(part(paper) for part in self.parts)

    def score(self, paper):
        """The sum of what is asked for."""
        return sum(part.score(paper) for part in self.parts)


def parse(text):
    """Read *text*; the answer tells of a paper whether it matches, and has a score.

    Raises:
        QueryError: *text* cannot be read.
    """
    parser = _Parser(text)
    query = parser.some("all")
    if parser.kind:
        raise QueryError(f"cannot parse fragment: {parser.value}")
    return query


def window(query):
    """Return the ranges of dates that a match of *query* must be in."""
    if isinstance(query, Between):
        return [query]
    return [one for part in query.parts for one in window(part)] if isinstance(query, Every) else []


def text_of(paper, field):
    """A field of *paper* as its words between spaces."""
    if field not in paper.texts:
        paper.texts[field] = f" {_words(_raw(paper.record, field))} "
    return paper.texts[field]


def _words(text):
    return " ".join(text.lower().translate(SPACES).split())


def _raw(record, field):
    """What is searched in *field*: LaTeX as it stands, but for names, whose accents are letters."""
    if field == "au":
        return " ; ".join(map(name, record["authors_parsed"]))
    return record[KEYS[field]] or ""


def _date(digits):
    try:
        return datetime.strptime(digits, FORMATS[len(digits)]).replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise QueryError(f"no date: {digits}") from None


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, text):
        self._text, self._at = text, 0
        self.kind = self.value = None
        self._next()

    def _next(self):
        """Go on to the next token, whose kind is None at the end; return the value of the present one."""
        value = self.value
        if not self._text[self._at :].strip():
            self.kind = self.value = None
        elif found := TOKEN.match(self._text, self._at):
            self.kind, self.value, self._at = found.lastgroup, found[found.lastgroup], found.end()
        else:
            raise QueryError(f"cannot parse fragment: {self._text[self._at :]}")
        return value

    def some(self, field):
        """Alternatives: with OR between them, or nothing."""
        parts = [self._every(field)]
        while self.kind and self.value not in {")", "AND", "ANDNOT"}:
            if self.value == "OR" and self.kind == "operator":
                self._next()
            parts.append(self._every(field))
        return parts[0] if len(parts) == 1 else Some(parts)

    def _every(self, field):
        """Conditions with AND or ANDNOT between them."""
        parts, excluded = [self._factor(field)], []
        while self.kind == "operator" and self.value != "OR":
            goes_to = parts if self._next() == "AND" else excluded
            goes_to.append(self._factor(field))
        return parts[0] if len(parts) == 1 and not excluded else Every(parts, excluded)

    def _factor(self, field):
        """A bracket, or a term, with its field or without."""
        if self.kind == "field":
            field = self._next()
            if field not in (*FIELDS, "all", *DATES):
                raise QueryError(f"unknown field {field}")
        if self.value == "(" and self.kind == "bracket":
            return self._bracket(field)
        if self.kind not in {"word", "phrase", "range"} or (self.kind == "range") != (field in DATES):
            raise QueryError(f"cannot parse fragment: {self.value or 'the end of the query'}")
        if field in DATES:
            return Between(DATES[field], self._next())
        return Category(self._next().strip('"')) if field == "cat" else Term(field, self._next().strip('"'))

    def _bracket(self, field):
        self._next()
        inside = self.some(field)
        if self.value != ")":
            raise QueryError("a bracket is not closed")
        self._next()
        return inside
