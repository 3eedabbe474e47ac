"""A self-test that can be left at any moment: kept after each answer, found again later.

The same one may be open in two windows. Each remembers the last change that it knows of, and every
change gets a later time than the one before, even if the clock stands still. So a window that was
overtaken is told, and cannot overwrite what the other stored.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from studyapp.domain.day import from_ms, to_ms
from studyapp.domain.selftest import Mode
from studyapp.errors import ElsewhereError
from studyapp.services.workspace import Workspace
from studyapp.storage import selftest as stored
from studyapp.storage.engine import Connection, reading, writing


@dataclass(frozen=True, slots=True)
class Sitting:
    """One self-test as it is stored."""

    id: int
    mode: Mode
    deck: str
    wishes: Mapping[str, Any]
    """The mode's own settings, as JSON values."""
    state: Mapping[str, Any]
    """The mode's own state, as JSON values."""
    started_at: datetime
    updated_at: datetime
    ended_at: datetime | None
    asked: int
    correct: int
    score: float | None
    """0 to 1 for tests; seconds for games against the clock."""
    duration_ms: int


def begin(
    workspace: Workspace,
    mode: Mode,
    deck: str,
    wishes: Mapping[str, Any],
    state: Mapping[str, Any],
    *,
    apart: Iterable[str] = (),
) -> int:
    """Store a new sitting; one of the same mode and deck that was left is given up for it.

    A mode of several ways keeps each of them: ``apart`` names the wishes that tell the ways
    apart, and only what was left of the same way is given up.
    """
    way = {wish: wishes[wish] for wish in apart}
    now = to_ms(workspace.now())
    values = {
        "mode": int(mode),
        "deck": deck,
        "wishes": json.dumps(wishes),
        "state": json.dumps(state),
        "started_at": now,
        "updated_at": now,
        "asked": 0,
        "correct": 0,
        "duration_ms": 0,
    }
    with writing(workspace.engine) as connection:
        for row in stored.sittings(connection, workspace.learner_id, int(mode), ended=False):
            if row.deck == deck and is_way(json.loads(row.wishes), way):
                stored.forget(connection, row.id)
                values["updated_at"] = now = max(now, row.updated_at + 1)  # its id may come again
        begun = stored.begin(connection, workspace.learner_id, values)
    workspace.sittings[begun] = frozenset([now])
    return begun


def keep(
    workspace: Workspace,
    connection: Connection,
    sitting_id: int,
    state: Mapping[str, Any],
    *,
    asked: int = 0,
    correct: int = 0,
    duration_ms: int = 0,
    ended: bool = False,
    score: float | None = None,
    reopened: bool = False,
) -> None:
    """Store where a sitting stands, in the transaction that stores the answer.

    One that ended may be kept again when a verdict was overridden: its end stays what it was.
    ``reopened`` opens one that had ended: its last answer was taken back.
    Raises ``ElsewhereError`` if another window changed it.
    """
    now = _overtake(workspace, connection, sitting_id)
    values = {
        "state": json.dumps(state),
        "updated_at": now,
        "asked": asked,
        "correct": correct,
        "duration_ms": duration_ms,
    }
    if ended:
        values["ended_at"] = to_ms(workspace.now())
    if score is not None:
        values["score"] = score
    if reopened:
        values |= {"ended_at": None, "score": None}
    stored.keep(connection, sitting_id, values)


def _overtake(workspace: Workspace, connection: Connection, sitting_id: int) -> int:
    """Return the time of the next change, if the last one is known here.

    The last one stays known beside the next: whether that is stored is not known before the
    transaction has ended.
    """
    last = stored.changed(connection, sitting_id)
    if last is None:
        raise ElsewhereError("another window gave it up for a new one", over=True)
    if last.updated_at not in workspace.sittings.get(sitting_id, ()):
        over = last.ended_at is not None
        done = "handed in" if last.mode == Mode.TEST else "ended"
        what = f"was already {done} in" if over else "went on in"
        raise ElsewhereError(f"this self-test {what} another window", over=over)
    now = max(to_ms(workspace.now()), int(last.updated_at) + 1)
    workspace.sittings[sitting_id] = frozenset([last.updated_at, now])
    return now


def take_up(workspace: Workspace, sitting: Sitting) -> Sitting:
    """Return a sitting that is kept from here on as it was read."""
    workspace.sittings[sitting.id] = frozenset([to_ms(sitting.updated_at)])
    return sitting


def left(workspace: Workspace, mode: Mode, deck: str, **way: Any) -> Sitting | None:
    """Return the sitting of this mode and deck that was left; ``way`` names wishes it must have."""
    for sitting in every_left(workspace, mode, deck):
        if is_way(sitting.wishes, way):
            return take_up(workspace, sitting)
    return None


def is_way(wishes: Mapping[str, Any], way: Mapping[str, Any]) -> bool:
    """Whether these wishes, as they were read, have all that ``way`` names."""
    return all(wishes.get(wish) == value for wish, value in way.items())


def every_left(workspace: Workspace, mode: Mode, deck: str) -> tuple[Sitting, ...]:
    """Return the sittings of this mode and deck that were left, newest first."""
    with reading(workspace.engine) as connection:
        rows = stored.sittings(connection, workspace.learner_id, int(mode), ended=False)
    return tuple(_sitting(row) for row in reversed(rows) if row.deck == deck)


def ended(workspace: Workspace, mode: Mode, deck: str | None = None) -> tuple[Sitting, ...]:
    """Return the sittings of a mode that came to their end, oldest first."""
    with reading(workspace.engine) as connection:
        rows = stored.sittings(connection, workspace.learner_id, int(mode), ended=True)
    return tuple(_sitting(row) for row in rows if deck is None or row.deck == deck)


def _sitting(row: Any) -> Sitting:
    return Sitting(
        row.id,
        Mode(row.mode),
        row.deck,
        json.loads(row.wishes),
        json.loads(row.state),
        from_ms(row.started_at),
        from_ms(row.updated_at),
        None if row.ended_at is None else from_ms(row.ended_at),
        row.asked,
        row.correct,
        row.score,
        row.duration_ms,
    )
