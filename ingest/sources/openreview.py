"""A workshop's accepted papers, from OpenReview: many of them are nowhere else."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import requests

from catalogue.errors import IncompleteError, RecordError, ServiceDownError, ServiceRefusedError
from catalogue.runs import Account
from catalogue.settings import Settings
from catalogue.store import Incoming
from ingest import openreview as notes
from ingest.sources import Chunk, ReadWhole, Source
from ingest.web.courtesy import Courtesy
from ingest.web.transports import session

PAGE = 1000
"""Notes in one answer: the most that OpenReview gives."""

OLD_API = "https://api.openreview.net"
"""API 1, which keeps the venues up to about 2023."""

ACCOUNT = ("OPENREVIEW_USERNAME", "OPENREVIEW_PASSWORD")
"""The variables that openreview-py itself reads."""

_LOG_IN = f"Set {' and '.join(ACCOUNT)} to those of an account"
_REFUSALS = {
    "ChallengeRequiredError": ("OpenReview wants a person or an account to ask for {venue}", _LOG_IN),
    "ForbiddenError": ("OpenReview does not let everybody read {venue}", f"{_LOG_IN} that may"),
    "NotFoundError": ("OpenReview has no venue {venue}", "Copy its id from its address, openreview.net/group?id=..."),
}
"""Problem and remedy, by the name that OpenReview gives to a refusal."""


@dataclass(frozen=True, kw_only=True)
class OpenReview(ReadWhole):
    """Asks for one venue."""

    venue: str
    event: str
    day: str
    """On which it is asked, ISO 8601."""
    settings: Settings
    old_api: str = OLD_API
    name = "openreview"
    size = None
    selective = False

    @property
    def target(self) -> str:
        """The venue's id."""
        return self.venue

    @property
    def options(self) -> Mapping[str, Any]:
        """What decides the outcome."""
        return {"event": self.event}

    def fingerprint(self) -> str:
        """Identify the day too: new papers come anywhere among the ids, so that a stopped run is soon out of date."""
        return f"{self.venue} {self.day}"

    def fetch(self, position: str) -> Iterator[Chunk]:
        """Yield pages of notes, by id.

        Raises:
            ServiceDownError: OpenReview gives no usable answer.
            ServiceRefusedError: It has no such venue, or does not show it to everybody.
            IncompleteError: It gives fewer notes than it announced, or none of an accepted paper.
        """
        try:
            yield from self._pages(position)
        except ServiceRefusedError as error:
            raise _explained(error, self.venue) from None
        except (LookupError, TypeError, AttributeError) as error:
            raise ServiceDownError(
                f"OpenReview's answer has another shape than openreview-py knows ({error!r})",
                "Try again later; if it stays so, update openreview-py",
            ) from error

    def parse(self, data: bytes) -> Iterator[Incoming | RecordError]:
        """Read one page."""
        return notes.parse(data, self.venue, self.event)

    def _pages(self, position: str) -> Iterator[Chunk]:
        courtesy = Courtesy(self.settings, "openreview", notes.check)
        client, venues = self._open(session(self.settings, courtesy))
        seen, count, after = json.loads(position or "[0, null, null]")
        accepted, known = bool(position), set()
        while count is None or seen < count:
            page, count = _page(client, venues, after, count)
            fresh = [vars(note) for note in page if note.id not in known]
            if not fresh:
                break
            known |= {note["id"] for note in fresh}
            accepted = accepted or any(notes.is_accepted(note, self.venue) for note in fresh)
            place, seen, after = f"notes from {seen + 1} on", seen + len(fresh), page[-1].id
            yield Chunk(
                data=json.dumps({"notes": fresh}).encode(),
                place=place,
                position=json.dumps([seen, count, after]),
                done=seen,
                account=self._account(seen, count, courtesy.troubles),
            )
        self._insist(accepted, seen, count)

    def _open(self, polite: requests.Session) -> tuple[Any, list[str]]:
        """Find the API that has the venue, and the ids under which it keeps accepted papers and those that left it."""
        import openreview  # noqa: PLC0415 - a fifth of a second that other commands do not spend

        client = _client(openreview.api.OpenReviewClient, self.settings.openreview_api, polite)
        group = client.get_group(self.venue)
        if group.domain is None:
            return _client(openreview.Client, self.old_api, polite), [self.venue]
        ids = [(group.content or {}).get(f"{state.lower()}_venue_id", {}).get("value") for state in notes.TAKEN_BACK]
        return client, [self.venue, *filter(None, ids)]

    def _account(self, seen: int, count: int, troubles: Mapping[str, int]) -> Account:
        """Tell what came; a venue has no window of days."""
        queries = {self.venue: [count, seen]}
        return Account(since="", until="", queries=queries, troubles=dict(troubles), complete=seen >= count)

    def _insist(self, accepted: bool, seen: int, count: int) -> None:
        if seen < count:
            raise IncompleteError(
                f"OpenReview announced {count} notes of {self.venue} and gave {seen}", "Run the same command again"
            )
        if not accepted:
            raise IncompleteError(
                f"{self.venue} shows no accepted paper", "Check the id, or wait until its decisions are public"
            )


def source(venue: str, *, event: str = "", settings: Settings) -> Source:
    """Take in the accepted papers of the workshop VENUE (such as NeurIPS.cc/2025/Workshop/MechInterp) from OpenReview.

    --event names the event; by default VENUE does: neurips2025. OpenReview often wants an account for this:
    set OPENREVIEW_USERNAME and OPENREVIEW_PASSWORD.
    """
    venue = venue.strip().strip("/")
    day = datetime.now(UTC).date().isoformat()
    return OpenReview(venue=venue, event=event or notes.event_of(venue), day=day, settings=settings)


def _page(client: Any, venues: list[str], after: str | None, count: int | None) -> tuple[list[Any], int]:  # noqa: ANN401
    """Return the notes behind the one called *after*, and how many there are in all, which only the first page says."""
    query = {"content": {"venueid": ",".join(venues)}, "sort": "id", "limit": PAGE, "after": after}
    return (client.get_notes(**query), count) if count is not None else client.get_notes(**query, with_count=True)


def _client(api: Callable[..., Any], url: str, polite: requests.Session) -> Any:  # noqa: ANN401 - it ships no types
    """Open openreview-py's client over a *polite* session; its own repeats requests at will and prints to stdout."""
    client = api(baseurl=url, token="none")  # noqa: S106 - any token keeps it from logging in before the session is ours
    client.token, client.session = None, polite
    client.headers = {"Accept": "application/json"}
    if any(account := [os.environ.get(name, "") for name in ACCOUNT]):
        _log_in(client, *account)
    return client


def _log_in(client: Any, username: str, password: str) -> None:  # noqa: ANN401
    from openreview import MfaRequiredException  # noqa: PLC0415

    try:
        client.login_user(username, password)
    except MfaRequiredException:
        raise ServiceRefusedError(
            "OpenReview asks for a second factor to log in", f"Set {' and '.join(ACCOUNT)} to an account without one"
        ) from None
    except ServiceRefusedError:
        raise ServiceRefusedError(
            "OpenReview does not log this account in", f"Correct {' and '.join(ACCOUNT)}, or unset both"
        ) from None


def _explained(error: ServiceRefusedError, venue: str) -> ServiceRefusedError:
    """Say what a refusal means, where OpenReview names it."""
    said = next((said for name, said in _REFUSALS.items() if name in error.problem), None)
    return ServiceRefusedError(said[0].format(venue=venue), said[1]) if said else error
