"""An OpenReview on a real socket: groups, notes and logins as API 2 and API 1 answer them, and all that goes wrong.

What it says is shaped as openreview-py 2.9 reads it and as people report it in public:
ChallengeRequiredError and RateLimitError are of 2026.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

VENUE = "NeurIPS.cc/2025/Workshop/MechInterp"
TITLE = "NeurIPS 2025 Workshop MechInterp"
DAY = 86_400_000
"""Milliseconds."""
SUBMITTED = 1_756_000_000_000
"""24 August 2025."""


def a_note(number: int = 1, at: str = VENUE, **content: Any) -> dict[str, Any]:
    """Make a note of API 2, as an accepted poster is, with *content* changed; a content of None is hidden."""
    said = {
        "title": f"Sparse autoencoders find\n feature {number}",
        "authors": ["Ada Lovelace", "Kurt Gödel"],
        "authorids": ["~Ada_Lovelace1", "kurt@example.org"],
        "abstract": f"We look into activation {number}.\nIt is sparse.",
        "TLDR": "It is sparse.",
        "keywords": ["Sparse Autoencoders"],
        "pdf": f"/pdf/{number:040x}.pdf",
        "venue": f"{TITLE} Poster",
        "venueid": at,
    } | content
    made = {"id": f"note{number:06}", "forum": f"note{number:06}", "number": number, "license": "CC BY 4.0"}
    made |= {"cdate": SUBMITTED, "tcdate": SUBMITTED, "mdate": SUBMITTED + 90 * DAY, "tmdate": SUBMITTED + 90 * DAY}
    made |= {"domain": VENUE, "invitations": [f"{VENUE}/-/Submission"], "readers": ["everyone"], "signatures": []}
    made |= {"pdate": SUBMITTED + 30 * DAY} if at == VENUE else {}
    wrapped = {name: {"readers": [VENUE]} if value is None else {"value": value} for name, value in said.items()}
    return made | {"content": wrapped}


def withdrawn(note: dict[str, Any], state: str = "Withdrawn") -> dict[str, Any]:
    """Take *note* back, as OpenReview does: the venue's names change, the authors' are hidden."""
    changes = {
        "venue": {"value": f"{TITLE} {state.replace('_', ' ')} Submission"},
        "venueid": {"value": f"{VENUE}/{state}_Submission"},
        "authors": {"readers": [VENUE]},
        "authorids": {"readers": [VENUE]},
    }
    return note | {"content": note["content"] | changes}


def as_old(note: dict[str, Any]) -> dict[str, Any]:
    """Say *note* as API 1 does: plain values, one invitation, no licence."""
    content = {name: value["value"] for name, value in note["content"].items() if "value" in value}
    kept = {name: value for name, value in note.items() if name not in {"license", "domain", "invitations"}}
    return kept | {"content": content, "invitation": f"{VENUE}/-/Blind_Submission"}


def error(status: int, name: str, message: str) -> tuple[int, bytes, dict[str, str]]:
    """Make an answer of OpenReview's kind that says what went wrong."""
    said = {"name": name, "message": message, "status": status, "details": {"reqId": "2026-08-31-4689127"}}
    return status, json.dumps(said).encode(), {"Content-Type": "application/json; charset=utf-8"}


@dataclass
class FakeOpenReview:
    """Serves while it is entered; everything may be changed meanwhile."""

    notes: list[dict[str, Any]] = field(default_factory=list)
    old: bool = False
    """Whether the venue is on API 1."""
    challenge: bool = False
    """Whether guests are asked whether they are human."""
    private: bool = False
    account: tuple[str, str] = ("ada@example.org", "secret")
    second_factor: bool = False
    ignores_filter: bool = False
    """Whether it gives all notes, whatever was asked for."""
    repeats: bool = False
    """Whether it gives the first page again and again."""
    page: int = 1000
    """The most notes that it gives at once."""
    faults: list[str] = field(default_factory=list)
    """What the next requests for notes meet, one after the other."""
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    """Path, query and user agent of every request."""

    def __enter__(self) -> Self:
        """Listen."""
        fake = self

        class Handler(BaseHTTPRequestHandler):
            """Passes requests on to the fake."""

            def do_GET(self) -> None:
                """Answer a question."""
                fake.answer(self)

            def do_POST(self) -> None:
                """Answer a login."""
                fake.answer(self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening: from now on connections are refused."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def api(self) -> str:
        """API 2's address."""
        return f"http://127.0.0.1:{self._server.server_port}/v2"

    @property
    def old_api(self) -> str:
        """API 1's address."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Say what OpenReview would, or do what the next fault is."""
        url = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        self.asked.append((url.path, query, handler.headers.get("User-Agent", "")))
        _, api, what = url.path.split("/")
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        answers: dict[str, Callable[[], tuple[int, bytes, dict[str, str]]]] = {
            "login": lambda: self._login(json.loads(body)),
            "groups": lambda: self._group(query["id"]),
            "notes": lambda: self._notes(api, query, known=bool(handler.headers.get("Authorization"))),
        }
        fault = self.faults.pop(0) if what == "notes" and self.faults else ""
        status, said, headers = answers[what]()
        FAULTS[fault](handler, status, said, headers)

    def _login(self, account: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        if self.account != (account["id"], account["password"]):
            return error(400, "Error", "Invalid username or password")
        if self.second_factor:
            return ok({"mfaPending": True, "mfaPendingToken": "pending", "mfaMethods": ["totp"]})
        return ok({"token": "a.token.", "user": {"id": account["id"], "profile": {"id": "~Ada_Lovelace1"}}})

    def _group(self, venue: str) -> tuple[int, bytes, dict[str, str]]:
        if venue != VENUE:
            return error(404, "NotFoundError", f"Group Not Found: {venue}")
        states = {
            f"{state.lower()}_venue_id": f"{VENUE}/{state}_Submission" for state in ("Withdrawn", "Desk_Rejected")
        }
        content = {"subtitle": TITLE, "submission_venue_id": f"{VENUE}/Submission"} | states
        group = {"id": VENUE, "members": [], "readers": ["everyone"]}
        if not self.old:
            group |= {"domain": VENUE, "content": {name: {"value": value} for name, value in content.items()}}
        return ok({"groups": [group], "count": 1})

    def _notes(self, api: str, query: dict[str, str], *, known: bool) -> tuple[int, bytes, dict[str, str]]:
        if self.challenge and not known:
            return error(403, "ChallengeRequiredError", "Challenge verification is required")
        if self.private and not known:
            return error(403, "ForbiddenError", "You don't have permission to read these notes")
        wanted = query["content.venueid"].split(",") if api == "v2" else [query["content.venueid"]]
        found = sorted(self.notes, key=lambda note: note["id"]) if self.old == (api == "v1") else []
        found = [note for note in found if self.ignores_filter or note["content"]["venueid"]["value"] in wanted]
        count, limit = len(found), min(int(query.get("limit", 1000)), self.page)
        after = "" if self.repeats else query.get("after", "")
        found = [note for note in found if note["id"] > after][int(query.get("offset", 0)) :][:limit]
        said = {"notes": [as_old(note) for note in found] if api == "v1" else found}
        return ok(said | ({"count": count} if api == "v1" or query.get("count") == "true" else {}))


def ok(said: dict[str, Any]) -> tuple[int, bytes, dict[str, str]]:
    """Make a good answer."""
    return 200, json.dumps(said).encode(), {"Content-Type": "application/json; charset=utf-8"}


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    """Send an answer whole."""
    handler.send_response(status)
    for name, value in (headers | {"Content-Length": str(len(body))}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def _throttle(handler: BaseHTTPRequestHandler, *_: Any) -> None:
    status, body, headers = error(429, "RateLimitError", "Too many requests: You have made 37 requests")
    send(handler, status, body, headers | {"Retry-After": "0"})


def _reset(handler: BaseHTTPRequestHandler, *_: Any) -> None:
    """Close the connection so that the other side gets a reset."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def _truncate(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    send(handler, status, body[: len(body) // 2], headers)


def _hang(handler: BaseHTTPRequestHandler, *_: Any) -> None:
    time.sleep(1)


FAULTS: dict[str, Callable[..., None]] = {
    "": send,
    "429": _throttle,
    "500": lambda handler, *_: send(handler, *error(500, "InternalServerError", "Internal server error")),
    "503": lambda handler, *_: send(handler, 503, b"upstream connect error", {"Content-Type": "text/plain"}),
    "html": lambda handler, *_: send(handler, 200, b"<html>Maintenance</html>", {"Content-Type": "text/html"}),
    "reset": _reset,
    "truncated": _truncate,
    "hang": _hang,
    "none": lambda handler, *_: send(handler, *ok({"notes": [], "count": 3})),
    "null": lambda handler, *_: send(handler, *ok({"notes": [None], "count": 1})),
    "other": lambda handler, *_: send(handler, *ok({"message": "Welcome"})),
}
"""What can happen to an answer, by name."""
