"""Decks: named with ``::`` between levels, and the options their cards are studied under."""

from dataclasses import dataclass, field
from enum import StrEnum

from studyapp.domain.note import Note

SEPARATOR = "::"


def parents(name: str) -> tuple[str, ...]:
    """Return the names of the decks above ``name``, outermost first."""
    parts = name.split(SEPARATOR)
    return tuple(SEPARATOR.join(parts[:depth]) for depth in range(1, len(parts)))


def leaf(name: str) -> str:
    """Return the last level of a deck name."""
    return name.rsplit(SEPARATOR, 1)[-1]


def tree_key(name: str) -> list[tuple[str, str]]:
    """Return what sorts decks as people do, blind to case, with subdecks below their parent."""
    return [(part.casefold(), part) for part in name.split(SEPARATOR)]


def is_within(name: str, root: str) -> bool:
    """Whether ``name`` is ``root`` or one of its subdecks."""
    return name == root or name.startswith(root + SEPARATOR)


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """A note and the full name of the deck it belongs in."""

    deck: str
    note: Note


@dataclass(frozen=True, slots=True)
class ParsedDeck:
    """What a source or a deck file gives: notes in order, each with its deck."""

    name: str
    notes: tuple[ParsedNote, ...]
    key: str = ""
    """Identity of the origin; empty when the guids in the file are authoritative."""


class NewOrder(StrEnum):
    """The order in which new cards are introduced."""

    ADDED = "added"
    RANDOM = "random"


class ReviewOrder(StrEnum):
    """The order in which due cards are shown."""

    DUE = "due"
    RANDOM = "random"
    WEAKEST = "weakest"
    """Lowest recall probability first."""


class LeechAction(StrEnum):
    """What happens to a card that keeps being forgotten."""

    SUSPEND = "suspend"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class DeckOptions:
    """How the cards of a deck are scheduled. The defaults need no visit."""

    desired_retention: float = 0.9
    """Recall probability at which a review falls due, 0.70 to 0.99."""
    learning_steps: tuple[int, ...] = (60, 600)
    """Seconds between the first looks at a new card."""
    relearning_steps: tuple[int, ...] = (600,)
    """Seconds before a forgotten card returns to review."""
    new_per_day: int = 20
    reviews_per_day: int = 200
    maximum_interval: int = 36500
    """Days."""
    leech_threshold: int = 8
    """Lapses; 0 turns leeches off."""
    leech_action: LeechAction = LeechAction.SUSPEND
    new_order: NewOrder = NewOrder.ADDED
    review_order: ReviewOrder = ReviewOrder.DUE
    bury_siblings: bool = True
    fuzz: bool = True
    """Spread intervals a little so that cards learned together do not stay together."""
    parameters: tuple[float, ...] = field(default=())
    """The 21 parameters of FSRS-6; empty for the defaults."""
