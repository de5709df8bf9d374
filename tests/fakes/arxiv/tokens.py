"""Resumption tokens: where a list goes on.

As on arXiv (oaipmh/processors/resume.py) a token carries the request itself and goes on from the last day that was
sent. Where arXiv counts the papers of that day, ours names the last one, so that a paper that changes in the meantime
shifts nobody out of the list; and it carries the counts that OAI-PMH allows and what it needs to expire.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from urllib.parse import parse_qsl, quote, unquote, urlencode

from tests.fakes.arxiv.taxonomy import is_in


@dataclass(frozen=True)
class Place:
    """A request for a list, and how far it has come."""

    verb: str
    prefix: str
    first: str
    """The day from which to go on."""
    last: str
    set: str = ""
    behind: str = ""
    """The last paper of the first day that was sent already."""
    cursor: int = 0
    """How many papers were sent in all."""
    expires: float = 0.0
    batch: int = 0
    """Tokens of an older batch have been declared invalid."""

    def after(self, sent, **fields):
        """The place behind the papers *sent*."""
        return replace(self, first=sent[-1].datestamp, behind=sent[-1].id, cursor=self.cursor + len(sent), **fields)

    def holds(self, paper):
        """Tell whether *paper* is in the set and still to come."""
        to_come = (paper.datestamp, paper.id) > (self.first, self.behind)
        return to_come and (not self.set or is_in(paper.record["categories"], self.set))

    def write(self):
        """This place as a token."""
        return quote(urlencode(asdict(self)))


def read(token):
    """Read the place that *token* stands for.

    Raises:
        ValueError: It is none of ours.
    """
    said = dict(parse_qsl(unquote(token), keep_blank_values=True))
    try:
        numbers = {key: int(said.pop(key)) for key in ("cursor", "batch")}
        return Place(**said | numbers | {"expires": float(said["expires"])})
    except (KeyError, TypeError) as error:
        raise ValueError(token) from error
