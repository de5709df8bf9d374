"""Everything that is stored of somebody, for themselves to read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from catalogue.people import Participant
from people.participants import rows
from people.participants.base import seen
from people.participants.schema import answers, meetings, paragraphs, participants, seats, suggestions, verdicts


def everything(connection: Connection, person: Participant) -> dict[str, Any]:
    """Return it as JSON has it; of others only what *person* may know now."""
    own = _rows(connection, participants, "id", person.id)[0]
    return {
        "id": person.id,
        "private_link": "kept as a hash only",
        "login": "kept as a hash only" if own["login"] else None,
        "profile": rows.profile_row(person.profile),
        "consents": asdict(person.consents),
        "contact": person.contact,
        "created": own["created"].isoformat(timespec="seconds"),
        "changed": person.changed,
        "answers": _about(connection, answers, "one", person, "other"),
        "feedback": _about(connection, verdicts, "giver", person, "about"),
        "suggestions": _about(connection, suggestions, "reader", person, "other"),
        "meetings": [_nameless(row) for row in _about(connection, meetings, "participant", person, "other")],
        "table": [{"concept": row["concept"]} for row in _rows(connection, seats, "participant", person.id)],
        "paragraph": [
            {"model": row["weights"], "vector": np.frombuffer(row["vector"], dtype=np.float32).tolist()}
            for row in _rows(connection, paragraphs, "participant", person.id)
        ],
    }


def _rows(connection: Connection, table: Table, column: str, person: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(sa.select(table).where(table.c[column] == person)).mappings()]


def _about(connection: Connection, table: Table, column: str, person: Participant, other: str) -> list[dict[str, Any]]:
    """Return what *person* said of others, and what was made with them as long as they may be known; without ids."""
    told = []
    for row in _rows(connection, table, column, person.id):
        both = seen(connection, person.id, row[other]) if row[other] else None
        if both or table in (answers, verdicts):
            about = {"about": both[1].profile.name if both else None}
            told.append(about | {name: value for name, value in row.items() if name not in (column, other)})
    return told


def _nameless(row: dict[str, Any]) -> dict[str, Any]:
    """Return a meeting without the other's id."""
    return row | {"meeting": {name: value for name, value in row["meeting"].items() if name != "participant"}}
