"""What goes in and out: notes with their cards and reviews, as deck files of every kind hold them.

A package is read and written as a stream, note by note, so that a large one fits in little
memory. Cards, memories and reviews are plain tuples of integers, because there may be millions:
times are Unix milliseconds, days are study days counted from 1970-01-01.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple, Protocol, overload

from studyapp.domain.deck import DeckOptions
from studyapp.domain.note import Note


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """How one card of a note type looks: HTML with ``{{Field}}`` in it."""

    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type of Anki's, kept whole for the way back."""

    key: str
    """Its identity there: a number in decimal digits."""
    name: str
    cloze: bool
    """Whether one template makes a card of each deletion, rather than one of each template."""
    fields: tuple[str, ...]
    templates: tuple[CardTemplate, ...]
    css: str = ""
    kept: str = ""
    """JSON: all of it as an entry of Anki's ``models`` (schema 11); empty for one of ours."""


class PackedMemory(NamedTuple):
    """``domain.card.Memory`` as numbers, in its order."""

    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: int | None
    due_day: int | None
    last_review: int | None
    last_day: int | None
    first_day: int | None
    reps: int
    lapses: int


class PackedReview(NamedTuple):
    """One entry of a card's log, in the order of the log's columns; oldest first in its card.

    ``id`` and ``voids`` are ours (32 hex digits). ``id`` is empty where another program kept the
    log: there a card has one entry in a millisecond, which is its identity.
    """

    id: str
    rating: int | None
    evidence: int
    at: int
    day: int
    duration_ms: int
    state_before: int
    state: int
    step: int | None
    due: int | None
    due_day: int | None
    voids: str | None = None
    foreign: str | None = None
    """What the other program wrote besides (for Anki ``ivl,lastIvl,factor,type``), for the way
    back."""
    memory: PackedMemory | None = None
    """For a MANUAL entry that says where the card stood as a whole."""


class ForeignTable(Protocol):
    """The entries of all logs that another program kept whole, in a SQLite file of their own."""

    def begin(self, parse: Callable[[str], str]) -> None:
        """Begin to make it, beside everything else.

        ``parse`` turns a query of the entries (``at``, ``card``, ``rating``, ``duration`` and
        ``said``: numbers as in ``PackedReview``, but for a rating that is 0 where there is none;
        ``card`` as in ``ForeignLog``) into that of the rows that are wanted.
        """

    def file(self) -> Path:
        """Wait for it; return the file, in which the rows are the table ``entry``."""


class ForeignLog(Sequence[PackedReview]):
    """The log of a card of which another program kept every entry.

    Such a log mostly goes back as it came, and half a million entries of fourteen values each
    would only be made to be thrown away. So its entries lie in ``Package.foreign``, and are made
    for those who ask for them.
    """

    __slots__ = ("_entries", "_length", "_load", "card", "foreign")

    def __init__(
        self, card: int, length: int, foreign: str, load: Callable[[], Sequence[PackedReview]]
    ) -> None:
        self.card = card
        """The card's number in ``Package.foreign``."""
        self.foreign = foreign
        """What the other program wrote of the last entry, which says where the card stood."""
        self._length = length
        self._load = load
        self._entries: Sequence[PackedReview] | None = None

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> PackedReview: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[PackedReview]: ...

    def __getitem__(self, at: int | slice) -> PackedReview | Sequence[PackedReview]:
        if self._entries is None:
            self._entries = self._load()
        return self._entries[at]


class PackedCard(NamedTuple):
    """One card of a note: where it is, where it stands, what happened to it."""

    ordinal: int
    """0-based template, or the number of the cloze deletion minus one."""
    deck: str
    """Full name with ``::``."""
    position: int = 0
    """Order among new cards."""
    memory: PackedMemory | None = None
    """None for a card that is new."""
    queue: int = 0
    buried_until: int | None = None
    flag: int = 0
    reviews: Sequence[PackedReview] = ()
    modified: int = 0
    """Unix milliseconds of the last change of its memory; 0 where unknown."""
    foreign: str | None = None
    """What the other program wrote of where it stands, for the way back: kept with the log
    (``services.exchange.merge``). For Anki see ``formats.anki.kept``."""


class PackedNote(NamedTuple):
    """A note and all that belongs to it."""

    note: Note
    deck: str
    """Where new cards of it go; empty for the deck that the whole file goes to."""
    cards: Sequence[PackedCard] = ()
    """Empty where the file knows notes only: the note yields the cards it yields."""
    note_type: str = ""
    """Key of one of ``Package.note_types``; empty for a note of ours."""
    fields: tuple[str, ...] = ()
    """The fields of the note type as they are there (HTML); empty for a note of ours."""
    created: int = 0
    """Unix milliseconds; 0 where unknown."""
    modified: int = 0
    built: str = ""
    """Hash of the content as a source last gave it; empty where that is not known."""
    stale: bool = False
    where: str = ""
    """Where in the file it stands, for messages: ``line 7`` or ``note 1494…``."""
    number: int = 0
    """The how manieth of the file it is, from 1, where that says which id it gets; else 0."""


@dataclass(frozen=True, slots=True)
class PackedDeck:
    """A deck that is named in a package, with or without notes."""

    name: str
    description: str = ""
    options: str = ""
    """Key of one of ``Package.options``; empty for those of its parent or the defaults."""


@dataclass(frozen=True, slots=True)
class PackedOptions:
    """Deck options that several decks may share."""

    key: str
    name: str
    options: DeckOptions
    kept: str = ""
    """JSON: what another program said besides, for the way back."""


@dataclass(frozen=True, slots=True)
class PackedMedia:
    """A picture or recording, named as the notes name it."""

    name: str
    size: int
    """Bytes; what ``open`` gives is not believed to be as long."""
    open: Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True)
class Problem:
    """A part that was left out while the rest came in."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


@dataclass(slots=True)
class Package:
    """A deck file, opened. ``notes`` and ``media`` are read once, as they are asked for."""

    format: str
    """Name of the format, such as ``apkg``."""
    name: str
    """What to call the deck of notes that name none."""
    notes: Iterable[PackedNote]
    settled: bool = True
    """Whether guids are identities written in the file, rather than made from its texts."""
    scheduling: bool = False
    """Whether cards come with where they stand."""
    decks: Sequence[PackedDeck] = ()
    options: Sequence[PackedOptions] = ()
    note_types: Sequence[NoteType] = ()
    media: Iterable[PackedMedia] = ()
    foreign: ForeignTable | None = None
    """Where the entries of every ``ForeignLog`` lie; only for formats that ask for it."""
    total: int | None = None
    """Notes in it, for progress; None where that is not known beforehand."""
    problems: list[Problem] = field(default_factory=list)
    """Grows while notes and media are read."""
    remarks: list[str] = field(default_factory=list)
    """How the file was understood where it could be understood otherwise, such as columns."""
