"""The candidates of a home and what was decided on them. No Streamlit: pages and commands use it."""

from __future__ import annotations

from catalogue.errors import GlossaryError
from glossary.candidates.candidate import Candidate, Kind
from glossary.candidates.collect import collect
from glossary.candidates.decisions import Decision, Decisions, Verdict
from glossary.candidates.store import LAYOUT, kept
from glossary.evidence.collect import Progress
from views import wording
from views.compose import Services, evidence_stamp

UNREVIEWED = "What follows was found by a program in the papers. Nobody has reviewed it, and it is not in the glossary."

TITLES: dict[Kind, str] = {
    "term": "Frequent terms",
    "abbreviation": "Abbreviations",
    "pair": "Words that may mean the same",
}
"""Over the candidates of each kind."""

SCORES: dict[Kind, str] = {
    "term": "C-value {:,g}",
    "abbreviation": "spelt out in {:,g}",
    "pair": "strength {:g}",
}
"""What orders the candidates of each kind."""


def suggestions(services: Services, progress: Progress = lambda _: None) -> tuple[Candidate, ...]:
    """Return every candidate, decided or not; reads the corpus, for half a minute, only where it has changed.

    Raises:
        GlossaryError: The glossary breaks its rules.
        StorageError: The disk is full or may not be written.
    """
    stamp = evidence_stamp(services) | {"layout": LAYOUT}
    return kept(
        services.settings.home,
        stamp,
        lambda: collect(services.catalogue.works(), services.words.glossary, progress),
    )


def undecided(services: Services, progress: Progress = lambda _: None) -> list[Candidate]:
    """Return the candidates that wait for a decision, those put off for later last. Raises as `suggestions`."""
    made = decisions(services)
    waiting = [one for one in suggestions(services, progress) if one.id not in made or made[one.id].verdict == "later"]
    return sorted(waiting, key=lambda one: one.id in made)


def decisions(services: Services) -> dict[str, Decision]:
    """Return what was decided, by the candidate's id, the newest first. Raises `StorageError` if unreadable."""
    return Decisions(services.settings.home).all()


def find(services: Services, ids: list[str], progress: Progress = lambda _: None) -> list[Candidate]:
    """Return the candidates of these ids, decided or not.

    Raises:
        GlossaryError: One of them is no candidate.
    """
    known = {one.id: one for one in suggestions(services, progress)}
    for candidate_id in ids:
        if candidate_id not in known:
            raise GlossaryError(f"no candidate has the id {candidate_id!r}", "List them: commons glossary candidates")
    return [known[candidate_id] for candidate_id in ids]


def decide(services: Services, candidates: list[Candidate], verdict: Verdict) -> None:
    """Note a decision for good. Raises `StorageError` if it cannot be."""
    Decisions(services.settings.home).decide(candidates, verdict)


def facts(one: Candidate) -> str:
    """Say how many papers show a candidate, and what it is ordered by: ``284 papers, C-value 271``."""
    return f"{wording.count(one.count, 'paper')}, {SCORES[one.kind].format(one.score)}"
