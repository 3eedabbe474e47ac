"""What services hand to the command line and the screens: frozen values, never entities.

All text in here comes from outside and is shown only through the terminal border
(``tui.safe`` and ``cli.output``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from studyapp.domain.card import Flag, Memory, Placed, Queue
from studyapp.domain.generated import Generated, Standing
from studyapp.domain.media import named
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.domain.review import Rating
from studyapp.sources.account import LineFate
from studyapp.sources.parsed import ParsedSource


@dataclass(frozen=True, slots=True)
class Counts:
    """Cards waiting, after the limits of the day."""

    new: int = 0
    learning: int = 0
    due: int = 0

    @property
    def total(self) -> int:
        """All that could be studied now."""
        return self.new + self.learning + self.due

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.new + other.new, self.learning + other.learning, self.due + other.due)


@dataclass(frozen=True, slots=True)
class DeckRow:
    """One deck of the tree, in tree order; counts and cards include its subdecks."""

    id: int
    name: str
    """Full name with ``::``."""
    depth: int
    has_children: bool
    cards: int
    counts: Counts
    exam_in: int | None = None
    """Study days to the next exam that covers it or a deck below it."""


@dataclass(frozen=True, slots=True)
class CardView:
    """A card with everything a screen or a script shows of it."""

    id: int
    guid: str
    """Identity of its note."""
    note_id: int
    deck: str
    kind: NoteKind
    question: str
    """Markdown, with the deletion blanked for cloze cards."""
    answer: str
    """Markdown, with the deletion filled in and bold for cloze cards."""
    front: str
    """The note's field as stored, for editing."""
    back: str
    tags: tuple[str, ...]
    source: Source | None
    memory: Memory
    queue: Queue
    flag: Flag
    retrievability: float | None
    """Recall probability now; None for new cards."""
    leech: bool = False
    generated: Generated | None = None
    """Where a generated card comes from: category, hint, accepted answers, paragraph, links."""
    stale: bool = False
    """Whether its source changed and the learner has not looked yet."""
    family: int = 0
    """Shared by siblings."""

    @property
    def media(self) -> tuple[str, ...]:
        """Names of the pictures and recordings on either side."""
        return named(f"{self.question}\n{self.answer}")


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of another program's note, as Markdown."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class MediaView:
    """A picture or recording that a card names."""

    name: str
    size: int | None
    """Bytes; None for one that is not in the collection."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A generated note to keep, edit or drop. ``note.standing`` says what became of it so far."""

    note_id: int
    deck: str
    note: Note
    stale: bool
    """Whether its source changed and the learner has not looked yet."""


@dataclass(frozen=True, slots=True)
class Stood:
    """A generated note and its cards as they stood at one moment, to come back to."""

    offer: Offer
    cards: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What one rating would do."""

    rating: Rating
    interval: timedelta
    due: datetime
    label: str
    """Short, for a button: ``<1m``, ``10m``, ``3d``, ``1.2mo``, ``2.5y``."""


@dataclass(frozen=True, slots=True)
class StudyCard:
    """The card on the table: content, the four outcomes, and what is left."""

    card: CardView
    previews: Mapping[Rating, Preview]
    counts: Counts
    """Waiting in this session, this card included."""
    siblings_buried: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """What a rating did, already durable."""

    card_id: int
    rating: Rating
    memory: Memory
    became_leech: bool = False
    warning: str = ""
    """For example that the clock is behind the last review."""


class Act(Enum):
    """What a session does with a card besides rating it."""

    BURY = "bury"
    SUSPEND = "suspend"
    FLAG = "flag"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """The end of a session, or the state of it so far."""

    answered: int
    """Ratings given and not undone."""
    again: int
    cards: int
    """Distinct cards."""
    new: int
    """Cards seen for the first time."""
    seconds: float
    """Sum of answer times."""
    by_rating: Mapping[Rating, int]
    next_due: datetime | None
    """When the next learning step falls due, if one is waiting later today."""
    tomorrow: int
    """Cards already due on the next study day."""


@dataclass(frozen=True, slots=True)
class BuiltSource:
    """What building did with one source."""

    parsed: ParsedSource
    added: int
    updated: int
    unchanged: int
    missing: int
    """Notes of earlier builds that the source no longer has; they are kept."""
    unsure: tuple[str, ...]
    """Matches that were ambiguous: reported, not guessed."""
    line_fates: tuple[LineFate, ...]

    @property
    def offered(self) -> int:
        """Generated notes that wait for the learner to pick them."""
        notes = (entry.note for entry in self.parsed.deck.notes)
        return sum(note.standing is Standing.OFFERED for note in notes)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What ``build`` did."""

    sources: tuple[BuiltSource, ...]
    decks: Mapping[str, int]
    """Cards for each deck that the sources name."""
    written: tuple[str, ...] = ()
    """Deck files written with ``--out``."""
    skipped: tuple[str, ...] = ()
    """Files of a named folder that were left out, and why."""
    backups: tuple[str, ...] = ()
    """Where deck files are kept that said something else before ``--out`` wrote in their place."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something ``check`` found, and what to do."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The state of a collection's file and content."""

    path: str
    notes: int
    cards: int
    reviews: int
    problems: tuple[Problem, ...]
    repaired: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems
