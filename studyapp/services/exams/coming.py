"""Which decks have an exam ahead, and in how many days: what the deck list shows."""

import json
from datetime import datetime

from studyapp.domain.day import from_ms, study_day
from studyapp.domain.exam import Kind
from studyapp.services.workspace import Workspace
from studyapp.storage import exams as stored
from studyapp.storage.engine import Connection


def coming(
    workspace: Workspace, connection: Connection, now: datetime, today: int
) -> list[tuple[str, int]]:
    """Return (deck, study days to its exam) for every deck that an exam ahead names."""
    found = []
    for row in stored.exams(connection, workspace.learner_id):
        at = from_ms(row.at)
        if row.ended_at is not None or at <= now:
            continue
        left = study_day(at, workspace.zone, workspace.rollover) - today
        for kind, name, _ in json.loads(row.payload)["parts"]:
            if kind == Kind.DECK:
                found.append((name, max(left, 0)))
    return found
