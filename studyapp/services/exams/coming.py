"""Which decks have an exam ahead, and in how many days: what the deck list shows."""

import json
from datetime import datetime
from typing import NamedTuple

from studyapp.domain.day import from_ms, study_day
from studyapp.domain.deck import is_within
from studyapp.domain.exam import Kind, is_tagged
from studyapp.services.workspace import Workspace
from studyapp.storage import exams as stored
from studyapp.storage.engine import Connection


class Asked(NamedTuple):
    """A deck that an exam ahead asks about."""

    deck: str
    whole: bool
    """With its subdecks: the exam names the deck, and not a tag of cards in it."""
    left: int
    """Study days to the exam."""

    def touches(self, name: str) -> bool:
        """Whether cards in the deck ``name`` or below it are asked."""
        return is_within(self.deck, name) or (self.whole and is_within(name, self.deck))


def coming(workspace: Workspace, connection: Connection, now: datetime, today: int) -> list[Asked]:
    """Return the decks that exams ahead name, or whose cards have a tag that they name."""
    found = []
    tagged: set[tuple[str, str]] | None = None
    for row in stored.exams(connection, workspace.learner_id):
        at = from_ms(row.at)
        if row.ended_at is not None or at <= now:
            continue
        left = study_day(at, workspace.zone, workspace.rollover) - today
        for kind, name, _ in json.loads(row.payload)["parts"]:
            decks = {name}
            if kind == Kind.TAG:
                if tagged is None:
                    tagged = stored.tagged(connection)
                decks = {deck for deck, tags in tagged if is_tagged(tags.split(), name)}
            found += [Asked(deck, kind == Kind.DECK, max(left, 0)) for deck in decks]
    return found
