"""The nouns of people. Authors and participants are two kinds, and nothing here or elsewhere makes one of the other.

An **author** (`Person`) is a bibliographic fact: bylines that are taken for one person's.
A **participant** opted in: what they said of themselves (`Profile`), and what they allow (`Consents`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from catalogue.answers import SharedConcept
from catalogue.words import Community

Wish = Literal["collaborators", "mentor", "mentee", "feedback", "job", "hiring"]
"""What people seek of one another, and offer."""

WISHES: tuple[Wish, ...] = get_args(Wish)

COUNTERPART: dict[Wish, Wish] = {"mentor": "mentee", "mentee": "mentor", "job": "hiring", "hiring": "job"}
"""Who seeks the one is served by who seeks the other; everything else is served by its like."""

Aim = Literal["problem", "method", "bridge"]
"""Same problem; same method on another problem; same concept in another community's words."""

AIMS: tuple[Aim, ...] = get_args(Aim)

Purpose = Literal["found", "suggested", "contact", "feedback"]
"""What a participant can consent to; a field of `Consents` each."""

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An author: bylines taken for one person's."""

    id: str
    """``orcid:...`` or ``openreview:~...`` where a source says so, else made of the name: ``author:neel-nanda``."""
    names: tuple[str, ...]
    """As printed, the one to show first. A name that the person gave up is not among them."""
    papers: tuple[str, ...]
    """Ids of works, the newest first."""
    affiliations: tuple[str, ...] = ()
    """As printed on papers, the newest first: unreliable, and of a paper rather than of a person."""
    links: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name to show."""
        return self.names[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """What somebody wants to meet others for: weights that need not add up to anything."""

    problem: float = 1.0
    method: float = 0.5
    bridge: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What somebody says of themselves. Nothing is needed but one of papers, liked, concepts and text."""

    name: str = ""
    papers: tuple[str, ...] = ()
    """Ids of their own works, confirmed by them."""
    liked: tuple[str, ...] = ()
    """Ids of works that they like."""
    concepts: tuple[str, ...] = ()
    """Ids of glossary concepts."""
    text: str = ""
    """A paragraph on what they work on. Compared, never shown to anybody else."""
    community: Community | None = None
    affiliation: str = ""
    offers: tuple[Wish, ...] = ()
    """What they can be to others: who offers ``mentor`` would be one."""
    seeks: tuple[Wish, ...] = ()
    """Whom or what they look for."""
    known: tuple[str, ...] = ()
    """Names, or ids of participants, whom they know already."""
    excluded: tuple[str, ...] = ()
    """Names, or ids of participants, whom they do not want suggested. Told to nobody."""
    colleagues: bool = True
    """Whether people of the same affiliation may be suggested."""
    dial: Dial = field(default_factory=Dial)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to compare by."""
        return not (self.papers or self.liked or self.concepts or self.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents:
    """What a participant allows: each off until they turn it on."""

    found: bool = False
    """Other participants may find me by name and see my card."""
    suggested: bool = False
    """I may be suggested to others, with reasons made of my papers, likes and concepts."""
    contact: bool = False
    """Those to whom I said yes, and who said yes to me, see my contact."""
    feedback: bool = False
    """What I say of a meeting is kept, and counted for the organisers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who opted in."""

    id: str
    """Random, and so no guess."""
    profile: Profile
    consents: Consents = field(default_factory=Consents)
    contact: str = ""
    """How to reach them: shown after a mutual yes only, if they allow it."""
    changed: str = ""
    """UTC time of the last change, ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence of a paper, for one side of a suggestion; empty where the side has no paper to quote."""

    sentence: str = ""
    paper: str = ""
    """Id of the work."""
    title: str = ""
    own: bool = True
    """Whether the paper is theirs, rather than one that they like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why two people should meet, as one of them reads it."""

    aim: Aim
    yours: Quote = field(default_factory=Quote)
    theirs: Quote = field(default_factory=Quote)
    concepts: tuple[SharedConcept, ...] = ()
    """Shared ideas: `asked` is the reader's word, `found` the other's; the best to talk about first."""
    wishes: tuple[tuple[Wish, Wish], ...] = ()
    """What the reader seeks and what of the other's serves it."""
    opener: str = ""
    """A first sentence, made of both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMatch:
    """Somebody worth meeting."""

    id: str
    """Of the participant."""
    name: str
    score: float
    """Larger is better; comparable within one build only."""
    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A poster session or a break of an event."""

    event: str
    slug: str
    """What `Placement.session` says, for poster sessions; a break's own name otherwise."""
    title: str
    start: str
    """Local time, ISO 8601 to the minute: ``2025-12-07T11:30``."""
    end: str
    timezone: str
    """IANA name."""
    room: str = ""
    pause: bool = False
    """Whether it is a break: nobody presents, everybody is free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One stop of somebody's day: a poster to visit, somebody to talk to, or one's own poster to stand at."""

    start: str
    """Local time of the event, as in `Session`."""
    end: str
    timezone: str
    room: str
    what: Literal["poster", "person", "own"]
    paper: str = ""
    """Id of the work at whose poster it is; empty in a break."""
    poster: str = ""
    """The board, or the poster's number; empty in a break."""
    participant: str = ""
    """Id of the participant to talk to, if it is about one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Somebody's walk through the day."""

    meetings: tuple[Meeting, ...]
    """In order of time; no two at once."""
    left_out: tuple[str, ...] = ()
    """Ids of participants and works for whom no time was left."""
