"""The forms of words: what makes "Auto-encoders" and "autoencoder" one, and where each stood in its text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_GLUE = re.compile(r"\s*[-/\u00ad\u2010\u2011\u2013]?\s*")
"""What may stand between the words of one term: space and one hyphen or stroke; not a comma, a bracket or a stop."""

_PREFIX = re.compile(
    "(?:anti|auto|co|counter|cross|de|hyper|inter|intra|meta|mono|multi|non|poly|post|pre|pseudo|re|self|semi|sub|super"
    rf"|trans|un){_GLUE.pattern}|(?:over|under)[-\u2010\u2011]",
    re.IGNORECASE,
)
"""They are written apart, hyphenated and joined; here they are always joined. "Over" and "under" apart are words."""

# Each folding is applied to labels and texts alike, so that one which goes too far ("noise", "noize") does no harm.
_FOLDINGS = (
    (re.compile(r"(?<=[a-z][a-z])ies$"), "y"),
    (re.compile(r"(ch|sh|ss|x)es?$"), r"\1"),
    (re.compile(r"(?<=[a-z0-9][a-rt-z0-9])(?<![ui])s$"), ""),
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e[dr]?|ing|ation|er)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})ys(?=(?:e[dr]?|ing|er)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})our(?=$|al|ed$|ing$)"), "or"),
    (re.compile(r"(?<=[a-z])ll(?=(?:ed|ing)$)"), "l"),
)
_IRREGULAR = {
    "analyses": "analysis",
    "atlases": "atlas",
    "axes": "axis",
    "bases": "basis",
    "biases": "bias",
    "criteria": "criterion",
    "foci": "focus",
    "hypotheses": "hypothesis",
    "indices": "index",
    "lenses": "lens",
    "loci": "locus",
    "matrices": "matrix",
    "phenomena": "phenomenon",
    "simplices": "simplex",
    "stimuli": "stimulus",
    "vertices": "vertex",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text."""

    form: str
    """Folded: equal forms are one word."""
    start: int
    end: int
    """Its place in the text, as a slice."""
    joined: bool
    """Whether only space or a hyphen is between it and the word before, so that one term may hold both."""


@lru_cache(maxsize=2**17)
def fold(word: str) -> str:
    """Return *word* as it is compared: no case, no accents, singular, American spelling.

    >>> fold("Localisations")
    'localization'
    """
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = plain.replace("\u2019", "'").removesuffix("'s")
    plain = _IRREGULAR.get(plain, plain)
    for pattern, replacement in _FOLDINGS:
        plain = pattern.sub(replacement, plain)
    return plain


def tokens(text: str) -> list[Token]:
    """Return the words of *text* in order, prefixes joined to what they stand before."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word, start = match[0], match.start()
        if found and _PREFIX.fullmatch(text, found[-1].start, start):
            before = found.pop()
            word, start = text[before.start : before.end] + word, before.start
        joined = bool(found) and _GLUE.fullmatch(text, found[-1].end, start) is not None
        found.append(Token(fold(word), start, match.end(), joined))
    return found


def key(text: str) -> str:
    """Return the words of *text*, folded, with single spaces: texts with one key are one term.

    >>> key("Sparse Auto-Encoders")
    'sparse autoencoder'
    """
    return " ".join(token.form for token in tokens(text))
