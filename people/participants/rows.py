"""From values to rows and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import RowMapping

from catalogue.people import Consents, Meeting, Participant, Profile, Reason, Wish
from catalogue.words import Community
from people.exclusions import same_name

PROFILES = TypeAdapter(Profile)
REASONS = TypeAdapter(Reason)
MEETINGS = TypeAdapter(Meeting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What others may read of a participant whom they found or were suggested."""

    id: str
    name: str
    community: Community | None
    affiliation: str
    papers: tuple[str, ...]
    """Ids of their own works."""
    offers: tuple[Wish, ...]
    seeks: tuple[Wish, ...]


def card(participant: Participant) -> Card:
    """Leave out all that is for nobody else: their paragraph, likes, exclusions and contact."""
    said = participant.profile
    return Card(
        id=participant.id,
        name=said.name,
        community=said.community,
        affiliation=said.affiliation,
        papers=said.papers,
        offers=said.offers,
        seeks=said.seeks,
    )


def participant(row: RowMapping) -> Participant:
    """Read a row of `participants`."""
    return Participant(
        id=row["id"],
        profile=PROFILES.validate_python(row["profile"]),
        consents=Consents(
            found=row["found"], suggested=row["suggested"], contact=row["contactable"], feedback=row["feedback"]
        ),
        contact=row["contact"],
        changed=row["changed"].isoformat(timespec="seconds"),
    )


def profile_row(profile: Profile) -> dict[str, Any]:
    """Return *profile* as JSON has it."""
    said: dict[str, Any] = PROFILES.dump_python(profile, mode="json")
    return said


def consent_row(consents: Consents) -> dict[str, bool]:
    """Return the columns of *consents*."""
    return {
        "found": consents.found,
        "suggested": consents.suggested,
        "contactable": consents.contact,
        "feedback": consents.feedback,
    }


def excludes(one: Participant, other: Participant) -> bool:
    """Whether *one* does not want *other* suggested, by id or by name."""
    return any(said == other.id or same_name(said, other.profile.name) for said in one.profile.excluded)


def may_meet(one: Participant, other: Participant) -> bool:
    """Whether both allow to be suggested, and neither excludes the other."""
    return one.consents.suggested and other.consents.suggested and not (excludes(one, other) or excludes(other, one))


def taken_back(before: Profile, now: Profile) -> bool:
    """Whether *now* says less than *before* of what reasons are made of."""
    parts = ((before.papers, now.papers), (before.liked, now.liked), (before.concepts, now.concepts))
    return before.text != now.text or any(set(was) - set(kept) for was, kept in parts)


def words(one: Participant) -> frozenset[str]:
    """Return every text that *one* has given."""
    said = [one.contact, *profile_row(one.profile).values()]
    return frozenset(
        text for part in said for text in (part if isinstance(part, list) else [part]) if isinstance(text, str)
    )
