"""The schema: content (deck, note, card) apart from learning (memory, review_log).

Enums are explicit small integers, times are 64-bit Unix milliseconds UTC, study days are plain
integers, ids of the log are UUIDv7 in hex: all of it means the same on SQLite and PostgreSQL.
"""

from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Text,
)
from sqlmodel import Field, SQLModel

CLUSTERED = {"sqlite_with_rowid": False}
"""Rows live in the tree of their primary key: a rating then touches one page less a table."""

Key = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in a column declared INTEGER."""


def _foreign(
    target: str, *, primary: bool = False, null: bool = False, after: str | None = None
) -> Column[int]:
    """Return a reference; ``after`` is what happens to the row when the other one is deleted."""
    reference = ForeignKey(target, ondelete=after)
    return Column(Key, reference, primary_key=primary, nullable=null, autoincrement=False)


def _big(*, null: bool = False) -> Column[int]:
    return Column(BigInteger, nullable=null)


def _small(default: int | None = None, *, null: bool = False) -> Column[int]:
    return Column(SmallInteger, nullable=null, default=default)


def _text(default: str | None = "") -> Column[str]:
    return Column(Text, nullable=False, default=default)


class Record(SQLModel):
    """Base of all tables."""


class OptionsRecord(Record, table=True):
    """A set of deck options, shared by the decks that name it; ``payload`` is JSON."""

    __tablename__: ClassVar[Any] = "deck_options"

    id: int | None = Field(default=None, sa_column=Column(Key, primary_key=True))
    name: str = Field(sa_column=_text())
    payload: str = Field(sa_column=_text())
    kept: str = Field(default="", sa_column=_text())
    """JSON of what another program said besides, for the way back."""


class DeckRecord(Record, table=True):
    """A deck; its full name carries the tree."""

    __tablename__: ClassVar[Any] = "deck"

    id: int | None = Field(default=None, sa_column=Column(Key, primary_key=True))
    guid: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    name: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    options_id: int | None = Field(default=None, sa_column=_foreign("deck_options.id", null=True))
    created_at: int = Field(sa_column=_big())
    description: str = Field(default="", sa_column=_text())


class SourceRecord(Record, table=True):
    """A document that notes were built from."""

    __tablename__: ClassVar[Any] = "source"

    id: int | None = Field(default=None, sa_column=Column(Key, primary_key=True))
    key: str = Field(sa_column=Column(String(255), nullable=False, unique=True))
    path: str = Field(sa_column=_text())
    title: str = Field(sa_column=_text())
    layout: str = Field(sa_column=_text())
    built_at: int = Field(sa_column=_big())


class NoteRecord(Record, table=True):
    """Content. ``source_hash`` is the content as last built: a difference means a hand edit."""

    __tablename__: ClassVar[Any] = "note"
    __table_args__ = (Index("ix_note_source", "source_id"),)

    id: int | None = Field(default=None, sa_column=Column(Key, primary_key=True))
    guid: str = Field(sa_column=Column(String(255), nullable=False, unique=True))
    kind: int = Field(sa_column=_small())
    front: str = Field(sa_column=_text())
    back: str = Field(sa_column=_text())
    tags: str = Field(default="", sa_column=_text())
    source_id: int | None = Field(default=None, sa_column=_foreign("source.id", null=True))
    source_path: str = Field(default="", sa_column=_text())
    first_line: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    last_line: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    section: str = Field(default="", sa_column=_text())
    source_hash: str = Field(default="", sa_column=Column(String(64), nullable=False))
    details: str = Field(default="", sa_column=_text())
    """JSON of ``domain.generated.Generated``; empty for notes that were not generated."""
    standing: int = Field(default=0, sa_column=_small(0))
    stale: int = Field(default=0, sa_column=_small(0))
    """1 when its source changed and the learner has not looked yet."""
    created_at: int = Field(sa_column=_big())
    modified_at: int = Field(sa_column=_big())


class NoteTypeRecord(Record, table=True):
    """A note type of another program; ``payload`` is JSON of ``domain.package.NoteType``."""

    __tablename__: ClassVar[Any] = "note_type"

    id: int | None = Field(default=None, sa_column=Column(Key, primary_key=True))
    key: str = Field(sa_column=Column(String(255), nullable=False, unique=True))
    payload: str = Field(sa_column=_text())


class OriginRecord(Record, table=True):
    """What another program's note said, byte for byte: the way back for what nobody edited."""

    __tablename__: ClassVar[Any] = "note_origin"
    __table_args__ = CLUSTERED

    note_id: int = Field(sa_column=_foreign("note.id", primary=True))
    note_type_id: int = Field(sa_column=_foreign("note_type.id"))
    fields: str = Field(sa_column=_text())
    """Joined by the unit separator (U+001F), as in Anki; empty where they say what front and
    back say, character for character."""
    text_sum: int = Field(sa_column=_big())
    """CRC-32 of front and back when they were made of the fields: who edits them changes it."""


class MediaRecord(Record, table=True):
    """A picture or recording that notes name; the file is stored under its hash."""

    __tablename__: ClassVar[Any] = "media"

    id: int | None = Field(default=None, sa_column=Column(Key, primary_key=True))
    name: str = Field(sa_column=Column(String(255), nullable=False, unique=True))
    sha256: str = Field(sa_column=Column(String(64), nullable=False))
    size: int = Field(sa_column=_big())


class CardRecord(Record, table=True):
    """One question of a note."""

    __tablename__: ClassVar[Any] = "card"
    __table_args__ = (
        Index("ux_card_note", "note_id", "ordinal", unique=True),
        Index("ix_card_deck", "deck_id", "position"),
    )

    id: int | None = Field(default=None, sa_column=Column(Key, primary_key=True))
    note_id: int = Field(sa_column=_foreign("note.id"))
    deck_id: int = Field(sa_column=_foreign("deck.id"))
    ordinal: int = Field(sa_column=Column(Integer, nullable=False))
    family: int = Field(sa_column=_big())
    """Cards that share it are siblings: those of one note, or of notes that say the same."""
    position: int = Field(sa_column=_big())


class LearnerRecord(Record, table=True):
    """Who studies; a single user never meets the word."""

    __tablename__: ClassVar[Any] = "learner"

    id: int | None = Field(default=None, sa_column=Column(Key, primary_key=True))
    guid: str = Field(sa_column=Column(String(64), nullable=False, unique=True))
    name: str = Field(sa_column=_text())
    high_water_day: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))


class MemoryRecord(Record, table=True):
    """Where a card stands for a learner: what replaying the log gives, plus the queue."""

    __tablename__: ClassVar[Any] = "memory"
    __table_args__ = CLUSTERED
    """No index on what is due: reading all of it takes 10 ms for 100,000 cards, and an index on
    a column that every rating changes would be two more pages to write each time."""

    learner_id: int = Field(sa_column=_foreign("learner.id", primary=True))
    card_id: int = Field(sa_column=_foreign("card.id", primary=True))
    state: int = Field(default=0, sa_column=_small(0))
    step: int | None = Field(default=None, sa_column=_small(null=True))
    stability: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    difficulty: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    due: int | None = Field(default=None, sa_column=_big(null=True))
    due_day: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    last_review: int | None = Field(default=None, sa_column=_big(null=True))
    last_day: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    first_day: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    reps: int = Field(default=0, sa_column=Column(Integer, nullable=False, default=0))
    lapses: int = Field(default=0, sa_column=Column(Integer, nullable=False, default=0))
    queue: int = Field(default=0, sa_column=_small(0))
    buried_until: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    flag: int = Field(default=0, sa_column=_small(0))
    log_id: str | None = Field(default=None, sa_column=Column(String(32), nullable=True))
    """The newest entry of the log that this row accounts for."""


class LogRecord(Record, table=True):
    """The append-only review log. ``checksum`` finds what ``integrity_check`` cannot."""

    __tablename__: ClassVar[Any] = "review_log"
    __table_args__ = (
        PrimaryKeyConstraint("learner_id", "card_id", "id"),
        CLUSTERED,
    )
    """A card's entries lie together, for replay and undo; no other order is kept."""

    id: str = Field(sa_column=Column(String(32), nullable=False))
    learner_id: int = Field(sa_column=_foreign("learner.id"))
    card_id: int = Field(sa_column=_foreign("card.id"))
    rating: int | None = Field(default=None, sa_column=_small(null=True))
    evidence: int = Field(sa_column=_small())
    at: int = Field(sa_column=_big())
    day: int = Field(sa_column=Column(Integer, nullable=False))
    duration_ms: int = Field(sa_column=_big())
    state_before: int = Field(sa_column=_small())
    state: int = Field(sa_column=_small())
    step: int | None = Field(default=None, sa_column=_small(null=True))
    due: int | None = Field(default=None, sa_column=_big(null=True))
    due_day: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    voids: str | None = Field(default=None, sa_column=Column(String(32), nullable=True))
    imported: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """What another program wrote of it besides, for the way back."""
    snapshot: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """Where the card stood as a whole, for a MANUAL entry that says so."""
    checksum: int = Field(sa_column=_big())


class SittingRecord(Record, table=True):
    """One self-test, left or ended: what was wished, where it stands, how it came out."""

    __tablename__: ClassVar[Any] = "sitting"
    __table_args__ = (Index("ix_sitting_mode", "learner_id", "mode"),)

    id: int | None = Field(default=None, sa_column=Column(Key, primary_key=True))
    learner_id: int = Field(sa_column=_foreign("learner.id"))
    mode: int = Field(sa_column=_small())
    """A ``domain.selftest.Mode``."""
    deck: str = Field(sa_column=_text())
    """Full name of the deck that was chosen."""
    wishes: str = Field(sa_column=_text())
    """JSON of the mode's own settings."""
    state: str = Field(sa_column=_text())
    """JSON of the mode's own state machine, enough to go on at the same question."""
    started_at: int = Field(sa_column=_big())
    updated_at: int = Field(sa_column=_big())
    ended_at: int | None = Field(default=None, sa_column=_big(null=True))
    asked: int = Field(default=0, sa_column=Column(Integer, nullable=False, default=0))
    correct: int = Field(default=0, sa_column=Column(Integer, nullable=False, default=0))
    score: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    """0 to 1 for tests; seconds for games against the clock."""
    duration_ms: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, default=0))


class ConfusionRecord(Record, table=True):
    """One answer to a card that belongs to another. Rows are only ever added."""

    __tablename__: ClassVar[Any] = "confusion"

    id: str = Field(sa_column=Column(String(32), primary_key=True))
    learner_id: int = Field(sa_column=_foreign("learner.id"))
    card_id: int = Field(sa_column=_foreign("card.id", after="CASCADE"))
    other_id: int = Field(sa_column=_foreign("card.id", after="CASCADE"))
    evidence: int = Field(sa_column=_small())
    at: int = Field(sa_column=_big())


class ExamRecord(Record, table=True):
    """An exam with a date; ``payload`` is JSON of what it covers and the time there is."""

    __tablename__: ClassVar[Any] = "exam"

    id: int | None = Field(default=None, sa_column=Column(Key, primary_key=True))
    learner_id: int = Field(sa_column=_foreign("learner.id"))
    name: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    at: int = Field(sa_column=_big())
    payload: str = Field(sa_column=_text())
    created_at: int = Field(sa_column=_big())
    ended_at: int | None = Field(default=None, sa_column=_big(null=True))
    mark: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    """What it really came to, 0 to 1."""


class ExamDayRecord(Record, table=True):
    """What was expected of an exam on one study day before it, 0 to 1, and the time spent."""

    __tablename__: ClassVar[Any] = "exam_day"
    __table_args__ = CLUSTERED

    exam_id: int = Field(sa_column=_foreign("exam.id", primary=True, after="CASCADE"))
    day: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    expected: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    low: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    high: float | None = Field(default=None, sa_column=Column(Double, nullable=True))
    minutes: float | None = Field(default=None, sa_column=Column(Double, nullable=True))


class SettingRecord(Record, table=True):
    """Small facts about the collection itself, such as whether the samples were offered."""

    __tablename__: ClassVar[Any] = "setting"

    key: str = Field(sa_column=Column(String(64), primary_key=True))
    value: str = Field(sa_column=_text())


metadata = SQLModel.metadata
