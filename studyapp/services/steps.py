"""What a session has done, step by step, and how each is taken back."""

from collections.abc import Callable
from dataclasses import dataclass

from studyapp.domain.card import Memory
from studyapp.domain.review import Rating
from studyapp.scheduling.queue import QueueCard
from studyapp.services.views import Act, CardView


@dataclass(slots=True)
class Step:
    """One thing done in the session and how to take it back."""

    did: Rating | Act
    card_id: int
    undo: Callable[[], QueueCard]
    """Takes it back and returns the card as it is to be shown again."""
    answered: "Given | None" = None
    hid: bool = False
    """Whether it hid the card, so that another took its place within the limits of the day."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the summary counts of one rating."""

    rating: Rating
    was_new: bool
    duration_ms: int


def queue_card(card: CardView, memory: Memory) -> QueueCard:
    """Return a card as the queue knows it."""
    return QueueCard(card.id, card.family, 0, memory.state, memory.due, memory.due_day)
