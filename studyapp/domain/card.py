"""What is asked, and where it stands in a learner's memory."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class State(IntEnum):
    """Where a card is in its life."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class Queue(IntEnum):
    """Whether a card may be shown at all; independent of its state."""

    ACTIVE = 0
    BURIED = 1
    """Hidden until the next study day."""
    SUSPENDED = 2
    """Hidden until the learner says otherwise."""
    SIBLING = 3
    """Hidden until the next study day because a sibling was shown; by another program."""


class Flag(IntEnum):
    """Coloured marks a learner puts on cards, numbered as in Anki."""

    NONE = 0
    RED = 1
    ORANGE = 2
    GREEN = 3
    BLUE = 4
    PINK = 5
    TURQUOISE = 6
    PURPLE = 7


@dataclass(frozen=True, slots=True)
class Memory:
    """Where one card stands for one learner: exactly what replaying its log gives.

    A sub-day step sets ``due`` and leaves ``due_day`` None; an interval of a day or more sets
    both, and then the day decides, so that a change of time zone never moves a card.
    """

    state: State = State.NEW
    step: int | None = None
    stability: float | None = None
    """Days until recall falls to 90%."""
    difficulty: float | None = None
    """1 (easy) to 10 (hard)."""
    due: datetime | None = None
    due_day: int | None = None
    last_review: datetime | None = None
    last_day: int | None = None
    first_day: int | None = None
    """Study day of the first entry: counts against the limit of new cards."""
    reps: int = 0
    lapses: int = 0

    def is_due(self, now: datetime, today: int) -> bool:
        """Whether a card that has been seen should be shown now."""
        if self.state is State.NEW:
            return False
        if self.due_day is not None:
            return self.due_day <= today
        return self.due is not None and self.due <= now


@dataclass(frozen=True, slots=True)
class Placed:
    """A card without its text and memory: enough to put it back where it was."""

    id: int
    deck_id: int
    ordinal: int
    family: int
    position: int
    queue: int
    buried_until: int | None
    flag: int


@dataclass(frozen=True, slots=True)
class Card:
    """One question of a note. Notes with several cards yield siblings."""

    id: int
    note_id: int
    deck_id: int
    ordinal: int
    """0-based template number, or the number of the cloze deletion minus one."""
    position: int
    """Order among new cards."""
    memory: Memory
    queue: Queue = Queue.ACTIVE
    buried_until: int | None = None
    """First study day on which a buried card shows again."""
    flag: Flag = Flag.NONE

    def hidden(self, today: int) -> bool:
        """Whether the queue leaves this card out on study day ``today``."""
        if self.queue in (Queue.BURIED, Queue.SIBLING):
            return self.buried_until is None or today < self.buried_until
        return self.queue is Queue.SUSPENDED
