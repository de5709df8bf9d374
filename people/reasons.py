"""Why two people should meet, in words and quotes, as each of them reads it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from catalogue.answers import SharedConcept
from catalogue.people import Aim, Quote, Reason
from people.common import Common, in_common, papers
from people.interests import Bridges, Interests, Piece
from people.opener import opener
from people.wishes import Wishes

SHOWN = 5
"""Shared ideas in a reason: more than anybody reads."""

Closest = Callable[[str, str, Collection[tuple[str, str]]], tuple[str, str]]
"""Given two works' ids, and pairs of words for one idea that their sentences had best have: the closest two sentences.

Both ids are the same where one side has no paper: then either sentence will do.
"""


def reason(
    one: Interests, other: Interests, aim: Aim, bridges: Bridges, closest: Closest, *, wishes: Wishes = ()
) -> Reason:
    """Say to *one* why they should meet *other*.

    Args:
        one: The reader.
        other: Whom to meet.
        aim: What for, as `people.match.Scores.aim` says of the pair.
        bridges: How the glossary's concepts are related.
        closest: Where the quotes come from.
        wishes: What the reader seeks and what of the other's serves it (`people.wishes.served`).
    """
    return both(one, other, aim, bridges, closest, wishes=(wishes, ()))[0]


def both(
    one: Interests,
    other: Interests,
    aim: Aim,
    bridges: Bridges,
    closest: Closest,
    *,
    wishes: tuple[Wishes, Wishes] = ((), ()),
) -> tuple[Reason, Reason]:
    """Say to *one* and to *other* why they should meet; the quotes are looked for once. See `reason`."""
    ideas = in_common(one, other, aim, bridges)[:SHOWN]
    mine, theirs = papers(one, other, ideas[0] if ideas else None)
    yours, others = _quotes(mine, theirs, ideas, closest)
    turned = [each.turned for each in ideas]
    return _told(aim, yours, others, ideas, wishes[0]), _told(aim, others, yours, turned, wishes[1])


def _told(aim: Aim, yours: Quote, theirs: Quote, ideas: list[Common], wishes: Wishes) -> Reason:
    return Reason(
        aim=aim,
        yours=yours,
        theirs=theirs,
        concepts=tuple(_shared(each) for each in ideas),
        wishes=wishes,
        opener=opener(aim, yours, theirs, ideas[0] if ideas else None),
    )


def _shared(each: Common) -> SharedConcept:
    return SharedConcept(id=each.other.concept, asked=each.one.word, found=each.other.word, relation=each.relation)


def _quotes(mine: Piece | None, theirs: Piece | None, ideas: list[Common], closest: Closest) -> tuple[Quote, Quote]:
    """Quote both papers; of one only, a sentence that says most of the ideas."""
    words = [(each.one.word, each.other.word) for each in ideas]
    if mine and theirs:
        first, second = closest(mine.paper, theirs.paper, words)
        return _quote(mine, first), _quote(theirs, second)
    if mine:
        return _quote(mine, closest(mine.paper, mine.paper, [(word, word) for word, _ in words])[0]), Quote()
    if theirs:
        return Quote(), _quote(theirs, closest(theirs.paper, theirs.paper, [(word, word) for _, word in words])[1])
    return Quote(), Quote()


def _quote(piece: Piece, sentence: str) -> Quote:
    return Quote(sentence=sentence, paper=piece.paper, title=piece.title, own=piece.own)
