"""What happened: one entry of the append-only review log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from studyapp.domain.card import Memory, State


class Rating(IntEnum):
    """How well a card was recalled, as FSRS and Anki number it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Evidence(IntEnum):
    """What kind of event an entry records; only some kinds say anything about memory."""

    REVIEW = 1
    """A self-rated recall of a due or new card."""
    RELEARN = 2
    """A self-rated recall within learning or relearning steps."""
    CRAM = 3
    """A filtered session: never moves the schedule."""
    TYPED = 4
    """A typed answer that was graded."""
    CHOICE = 5
    """A choice among options: guessing has a known rate."""
    MATCH = 6
    """A pair found in a matching game."""
    MANUAL = 7
    """A schedule set by hand; the outcome columns say what to."""
    VOID = 8
    """An undo: the entry named in ``voids`` no longer counts."""

    @property
    def moves_memory(self) -> bool:
        """Whether replaying such an entry changes stability and difficulty."""
        return self in (Evidence.REVIEW, Evidence.RELEARN, Evidence.TYPED)


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """One line of the log. Entries are only ever added, never changed.

    The outcome (``state``, ``step``, ``due``, ``due_day``) is what the schedule said at that
    moment under the options then in force; stability and difficulty are not stored here
    because replaying the log gives them.
    """

    id: str
    """UUIDv7, 32 hex digits."""
    card_id: int
    rating: Rating | None
    """None for MANUAL and VOID."""
    evidence: Evidence
    at: datetime
    """Aware UTC, whole milliseconds."""
    day: int
    """Study day of ``at`` on the learner's clock then (see ``domain.day``)."""
    duration_ms: int
    """Time from question to rating."""
    state_before: State
    state: State
    step: int | None
    due: datetime | None
    due_day: int | None
    voids: str | None = None
    imported: str | None = None
    """What another program wrote of it besides, for the way back."""
    snapshot: Memory | None = None
    """For a MANUAL entry that says where the card stood as a whole: replay starts anew there.
    An import leaves one, since no log tells what parameters another program used."""


def standing(entries: Iterable[ReviewEntry]) -> list[ReviewEntry]:
    """Return the entries that count, oldest first: no VOID entry and none that one names."""
    ordered = sorted(entries, key=lambda entry: entry.id)
    voided = {entry.voids for entry in ordered if entry.voids is not None}
    return [e for e in ordered if e.evidence is not Evidence.VOID and e.id not in voided]


def inert(entries: Iterable[ReviewEntry]) -> set[str]:
    """Return the ids of entries that a memory need not name as its newest one.

    Cramming moves nothing, so it leaves the whole row of a memory as it is; what takes a cram
    answer back does so too.
    """
    entries = list(entries)
    cram = {entry.id for entry in entries if entry.evidence is Evidence.CRAM}
    return cram | {entry.id for entry in entries if entry.voids in cram}
