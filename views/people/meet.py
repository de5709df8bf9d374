"""For somebody alone, without any participant: posters worth a visit, who presents them, and a walk through the day."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue import programme
from catalogue.errors import ProfileError
from catalogue.people import Profile
from views.compose import Services
from views.people import plan, posters
from views.people.plan import Day
from views.people.posters import Poster


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Posters and a day."""

    profile: Profile
    posters: tuple[Poster, ...]
    """The best first."""
    day: Day


def walk(services: Services, profile: Profile, k: int, event: str = "") -> Walk:
    """Choose *k* posters of *event*, by default the latest one, and plan the walk to them.

    Raises:
        ProfileError: The profile says nothing to compare by.
        NoProgrammeError: No event is known.
        VectorIndexError: There is no index to compare by.
        EncoderError: The model cannot be loaded.
    """
    event = event or programme.current(services.catalogue)
    if profile.empty:
        raise ProfileError("the profile says nothing to compare by", "Name papers, concepts or a paragraph in it")
    hung = posters.presented(services, event)
    found = posters.worth(services, profile, k, hung)
    own = posters.own(services, hung, profile)
    openers = {one.work.id: one.why.opener for one in found}
    day = plan.my_day(services, event, list(openers), hung=hung, own=own, openers=openers)
    return Walk(profile=profile, posters=tuple(found), day=day)
