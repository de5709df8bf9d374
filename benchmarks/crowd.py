"""A workshop that never was: participants drawn from the authors of a real programme, matched as a real build does.

A profile is somebody's workshop papers and their past papers in the snapshot, found by name: namesakes are not told
apart here, which does not matter to the matching. Nobody has said what they are, so communities are drawn, one for each
workshop paper, shared by most of its authors. Some exclude somebody, some know somebody, some want no colleagues.

    COMMONS_HOME=/tmp/crowd .venv/bin/python -m benchmarks.crowd ../shared/data [--people 400] [--seeds 3]

COMMONS_HOME is made a home of its own at the first run (embedding some 2,700 papers takes minutes) and used again; its
participants are thrown away. It prints what `commons people build` prints. More people than the programme has authors
are drawn by mixing the papers of two.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from catalogue.identity import fold
from catalogue.people import Consents, Profile
from catalogue.records import Work
from catalogue.settings import Settings, load_settings
from catalogue.words import COMMUNITIES, Community
from people.participants.base import FILE
from people.participants.store import Participants
from views import commands
from views.compose import Services, open_services
from views.people import printed
from views.people.build import build

PROGRAMME, SESSIONS = "programme-neurips2025.jsonl", "programme-neurips2025-sessions.csv"
SNAPSHOT = "arxiv-snapshot-sample.jsonl.gz"
EVENT, BEGIN = "neurips2025", "2025-12"

MOST = 20
"""Papers of a profile, the newest: what people confirm of a longer list."""

SHARED = 0.7
"""Share of a paper's authors who are of the paper's community."""

SILENT = 0.1
"""Share of people who do not say their community."""

NAMING = 0.1
"""Share of people who exclude somebody, of those who know somebody, and of those who want no colleagues."""

LABS = 40
"""Affiliations, drawn as communities are."""


def main(data: Path, people: int, seeds: int) -> None:
    """Build once for each seed, and print what came of it."""
    settings = load_settings()
    services = _services(settings, data)
    papers = _papers(services.catalogue.works())
    for seed in range(seeds):
        (settings.home / FILE).unlink(missing_ok=True)
        store = Participants.open(settings.home)
        for profile in _profiles(papers, people, random.Random(seed)):  # noqa: S311 - no secret
            store.join(profile, Consents(suggested=True))
        print(f"seed {seed}")
        printed.account(build(services, store))


def _services(settings: Settings, data: Path) -> Services:
    """Open the home, filled at first use with the programme and its authors' past papers."""
    services = open_services(settings)
    if not services.catalogue.count():
        settings.home.mkdir(parents=True, exist_ok=True)
        past = settings.home / "past.jsonl"
        past.write_text("".join(_past(data)), encoding="utf-8")
        commands.ingest("programme", {"file": data / PROGRAMME, "sessions": data / SESSIONS}, restart=False)
        commands.ingest("snapshot", {"file": past, "all": True}, restart=False)
        commands.index(rebuild=False)
    return services


def _past(data: Path) -> Iterator[str]:
    """Yield the records of the snapshot that name an author of the programme."""
    with (data / PROGRAMME).open(encoding="utf-8") as lines:
        names = {fold(name) for line in lines for name in json.loads(line)["authors"]}
    with gzip.open(data / SNAPSHOT, "rt", encoding="utf-8") as records:
        for record in records:
            parsed = json.loads(record).get("authors_parsed") or ()
            if any(fold(f"{given} {family}") in names for family, given, *_ in parsed):
                yield record


def _papers(works: Sequence[Work]) -> dict[str, list[Work]]:
    """Return the papers of each author of the programme, by name: those of the workshop, then the newest before it."""
    presented = [work for work in works if any(place.event == EVENT for place in work.placements)]
    names = {fold(byline.name): byline.name for work in presented for byline in work.authors}
    found: defaultdict[str, list[Work]] = defaultdict(list)
    past = sorted((work for work in works if "" < work.submitted < BEGIN), key=lambda one: one.submitted, reverse=True)
    for work in dict.fromkeys((*presented, *past)):
        for byline in work.authors:
            if name := names.get(fold(byline.name)):
                found[name].append(work)
    return {name: listed[:MOST] for name, listed in sorted(found.items())}


def _profiles(papers: Mapping[str, list[Work]], people: int, draw: random.Random) -> list[Profile]:
    """Draw *people* of the authors; mixtures of two once there are no more."""
    names = draw.sample(sorted(papers), min(people, len(papers)))
    drawn = {name: papers[name] for name in names}
    while len(drawn) < people:
        one, other = draw.sample(names, 2)
        drawn[f"{one} {other} {len(drawn)}"] = [*papers[one][::2], *papers[other][::2]]
    groups: dict[str, int] = {}
    return [_profile(name, own, groups, list(drawn), draw) for name, own in drawn.items()]


def _profile(name: str, own: list[Work], groups: dict[str, int], names: list[str], draw: random.Random) -> Profile:
    shared = groups.setdefault(own[0].id, draw.randrange(LABS))
    group = shared if draw.random() < SHARED else draw.randrange(LABS)
    said: Community | None = COMMUNITIES[group % len(COMMUNITIES)]
    return Profile(
        name=name,
        papers=tuple(work.id for work in own),
        community=None if draw.random() < SILENT else said,
        affiliation=f"Laboratory {group}",
        excluded=(draw.choice(names),) if draw.random() < NAMING else (),
        known=(draw.choice(names),) if draw.random() < NAMING else (),
        colleagues=draw.random() >= NAMING,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--seeds", type=int, default=3)
    main(**vars(parser.parse_args()))
