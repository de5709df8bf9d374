"""How we say things: dates, sources, authors, reasons. Plain words, no scores dressed up as percentages."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from catalogue.answers import SharedConcept, Shift, Why
from catalogue.people import Meeting, Session
from catalogue.records import Byline, Placement

SOURCES = {
    "arxiv": "arXiv",
    "snapshot": "arXiv's snapshot",
    "oai": "arXiv's changes",
    "openreview": "OpenReview",
    "review": "a person's review",
    "programme": "workshop programme",
    "bibtex": "imported bibliography",
    "starter": "starter bibliography",
}
"""Where a record comes from, as a reader says it."""

SITES = {
    "arxiv.org": "arXiv",
    "openreview.net": "OpenReview",
    "doi.org": "DOI",
    "alignmentforum.org": "Alignment Forum",
    "lesswrong.com": "LessWrong",
    "transformer-circuits.pub": "Transformer Circuits",
    "distill.pub": "Distill",
    "aclanthology.org": "ACL Anthology",
    "github.com": "GitHub",
}
"""Where a link leads to; any other site is called by its host."""

MODES = {"hybrid": "both", "keyword": "words", "meaning": "meaning"}
"""Which rankers answer."""

NEARNESS = {
    "exactMatch": "the same as",
    "closeMatch": "close to",
    "narrowMatch": "narrower than",
    "broadMatch": "broader than",
    "relatedMatch": "related to",
}
"""What a word of another community is to the word that was asked; false friends are not searched."""

NEAR = 20
"""Up to this rank a paper is called close in meaning: about what a reader looks through."""

FIRST_AUTHORS = 4
"""Authors named before "et al."."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def count(number: int, one: str, many: str = "") -> str:
    """Say how many: ``1 paper``, ``1,200 papers``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def date(iso: str) -> str:
    """Say a date of reduced precision: ``23 September 2024``, ``September 2024``, ``2024``."""
    year, month, day = [*iso.split("-"), "", ""][:3]
    if not (month.isdigit() and 1 <= int(month) <= len(_MONTHS)):
        return year
    return " ".join(filter(None, [day.lstrip("0"), _MONTHS[int(month) - 1], year]))


def span(when: Session | Meeting) -> str:
    """Say from when until when, by the clocks of the place: ``11:30 to 12:30``."""
    return f"{when.start[11:16]} to {when.end[11:16]}"


def source(name: str) -> str:
    """Name a source."""
    return SOURCES.get(name, name)


def site(url: str) -> str:
    """Name the site of *url*."""
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    return SITES.get(host, host)


def authors(bylines: Sequence[Byline], most: int = FIRST_AUTHORS) -> str:
    """Name the first authors, and say when there are more."""
    names = [byline.name for byline in bylines]
    if len(names) <= most + 1:  # "et al." for a single name saves nothing
        return ", ".join(names)
    return f"{', '.join(names[:most])} et al."


def placement(place: Placement) -> str:
    """Say where a paper is presented: ``neurips2025 · morning poster session · no. 12 · spotlight``.

    OpenReview knows no sessions, only whether a paper is a poster or a talk.
    """
    session = place.session or place.category or "not presented in a session"
    session = session if "session" in session else f"{session} session"
    number = f"no. {place.number}" if place.number is not None else ""
    return " · ".join(filter(None, [place.event, session, number, "spotlight" if place.spotlight else ""]))


def reasons(why: Why, *, sharing: str) -> list[tuple[str, str]]:
    """Say why a paper was found, the words first: pairs of a reason and what it is about.

    Args:
        why: The reasons.
        sharing: What sharing words means here, for example ``matches your words``.
    """
    found = []
    if why.words:
        found.append((sharing, ", ".join(why.words)))
    if why.meaning and why.meaning.rank <= NEAR:
        found.append(("close in meaning", ""))
    if others := bridged(why):
        found.append(("in other words", ", ".join(others)))
    return found


def bridged(why: Why) -> list[str]:
    """Return the words of other communities that the paper has and that its shared ideas do not say already."""
    said = " ".join(one.found.casefold() for one in why.concepts)
    return [word for word in why.bridged if word.casefold() not in said]


def idea(one: SharedConcept) -> str:
    """Say how near a paper's idea is to that of the question: ``same idea``, ``close idea``, ``broader idea``."""
    return f"{NEARNESS[one.relation].removeprefix('the ').split()[0]} idea"


def shift(one: Shift) -> str:
    """Say what likes and dislikes moved: ``towards steering, refusal; away from vision``."""
    said = (("towards", one.toward), ("away from", one.away))
    return "; ".join(f"{way} {', '.join(words)}" for way, words in said if words)


def ranks(why: Why) -> str:
    """Say where each ranker put the paper: ``by words 3rd, by meaning 1st``."""
    said = [("by words", why.keyword), ("by meaning", why.meaning)]
    return ", ".join(f"{_ordinal(signal.rank)} {how}" for how, signal in said if signal)


def _ordinal(rank: int) -> str:
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"
