"""Notes of a collection with their cards and log, in the order of the notes.

A row that makes no sense is left out with a problem, and what belongs to no note is counted.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import NoteType, PackedCard, PackedNote, Problem
from studyapp.formats.anki import notes as shapes
from studyapp.formats.anki.base import guarded
from studyapp.formats.anki.learning import Learning, Mine, Odd, milliseconds

Shape = tuple[NoteType, NoteKind]
_NOTES = "select id, guid, mid, mod, tags, flds from notes order by id"
_MAX_GUID = 200
"""Characters. Anki's have ten, other programs' up to 64."""
_MAX_PROBLEMS = 1000
_MAX_MS = 250_000_000_000_000
_REMEDY = "Check the database in Anki and export again."
_DAMAGED = "some of its text is damaged and shows as �"


class _UnfitError(Exception):
    """A note that cannot come in; says why."""


class Rows:
    """Reads the notes of one collection."""

    def __init__(
        self,
        base: sqlite3.Connection,
        name: str,
        shapes_: dict[int, Shape],
        learning: Learning,
        problems: list[Problem],
        remarks: list[str],
    ) -> None:
        """``name`` is the package, for messages."""
        self._base = base
        self._name = name
        self._shapes = shapes_
        self.learning = learning
        self.problems = problems
        self.remarks = remarks
        self._filtered = 0
        self._homeless = 0
        self._derived = 0
        self._unreported = 0

    def __iter__(self) -> Iterator[PackedNote]:
        """Give the notes in the order of their ids, with their cards and reviews."""
        with guarded(self._name):
            self.learning.start()
            yield from self._notes(self.learning.of)
            self.close()

    def joined(self, cards_of: Callable[[int], Mine]) -> Iterator[PackedNote]:
        """Give the notes with cards that somebody else reads, note by note in their order.

        Who does calls ``close`` in the end.
        """
        with guarded(self._name):
            self._base.execute("pragma cache_size = -2000")  # from one end to the other, once
            yield from self._notes(cards_of)

    def cards(self) -> int:
        """Return how many cards the file lists."""
        with guarded(self._name):
            return self._count("cards")

    def guids(self) -> Iterator[str]:
        """Give the identities of all notes."""
        with guarded(self._name):
            for row in self._base.execute("select id, guid from notes"):
                yield identity(*row)[0]

    def _count(self, table: str) -> int:
        query = f"select count(id) from {table}"  # noqa: S608 - a name of ours
        return int(self._base.execute(query).fetchone()[0])

    def _notes(self, cards_of: Callable[[int], Mine]) -> Iterator[PackedNote]:
        for number, row in enumerate(self._base.execute(_NOTES), 1):
            ident = row[0]
            cards, odd = cards_of(ident)
            for senseless in odd.broken if odd else ():
                reviews = counted(senseless, "review")
                self._problem(f"note {ident}", f"{reviews} left out as senseless")
            try:
                yield self._note(number, row, cards, odd)
            except _UnfitError as error:
                self._problem(f"note {ident}", str(error))

    def _note(
        self, number: int, row: tuple[Any, ...], cards: Sequence[PackedCard], odd: Odd | None
    ) -> PackedNote:
        ident, given, model, modified, tags, text = row
        where = f"note {ident}"
        shape = self._shapes.get(model) if isinstance(model, int) else None
        if shape is None:
            raise _UnfitError("its note type is not in the file")
        if not isinstance(text, str) or not isinstance(tags, str):
            raise _UnfitError("it is no text")
        note_type, kind = shape
        if not (text.isascii() and tags.isascii()) or "\0" in text or "\0" in tags:
            text, tags = self._clean(where, text), self._clean(where, tags)
        fields = tuple(text.split("\x1f"))
        if len(fields) != len(note_type.fields):
            raise _UnfitError(
                f"it has {len(fields)} fields and its note type {len(note_type.fields)}"
            )
        if odd:
            self._tell(where, odd)
        front, back = shapes.texts(note_type, kind, fields)
        guid, damaged = identity(ident, given)
        if damaged:
            self._problem(where, _DAMAGED)
        return PackedNote(
            Note(guid, kind, front, back, tuple(tags.split())),
            cards[0].deck if cards else self.learning.stray,
            cards,
            note_type.key,
            fields,
            ident if 0 < ident < _MAX_MS else 0,
            milliseconds(modified),
            "",
            False,
            where,
            number,
        )

    def _tell(self, where: str, odd: Odd) -> None:
        for each in odd.problems:
            self._problem(where, each)
        self._filtered += odd.filtered
        self._homeless += odd.homeless
        self._derived += odd.derived

    def _clean(self, where: str, text: str) -> str:
        found, damaged = _cleaned(text)
        if damaged:
            self._problem(where, _DAMAGED)
        return found

    def _problem(self, where: str, what: str) -> None:
        if len(self.problems) < _MAX_PROBLEMS:
            self.problems.append(Problem(where, what, _REMEDY))
        else:
            self._unreported += 1

    def close(self, cards: int = 0, entries: int = 0) -> None:
        """Say what can only be said at the end.

        So many cards and log entries were read elsewhere that belong to notes.
        """
        cards_left = self._count("cards") - self.learning.cards - cards
        log_left = self._count("revlog") - self.learning.entries - entries
        for left, what, owner in ((cards_left, "card", "note"), (log_left, "review", "card")):
            if left > 0:
                self._problem("", f"{counted(left, what)} left out that no {owner} in it has")
        if self._unreported:
            self.problems.append(Problem("", f"{counted(self._unreported, 'more problem')}"))
        told = (
            (self._filtered, "taken back from filtered decks to their own"),
            (self._homeless, f"whose deck is not in the file: to {self.learning.stray}"),
            (
                self._derived,
                "scheduled by SM-2 only: memory worked out from interval and ease",
            ),
        )
        self.remarks.extend(f"{counted(many, 'card')} {what}" for many, what in told if many)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def identity(ident: int, given: object) -> tuple[str, bool]:
    """Return the guid of a note, and whether it was damaged.

    One that is none or too long for an index is made.
    """
    guid, damaged = _cleaned(given) if isinstance(given, str) else ("", False)
    if len(guid) > _MAX_GUID:
        return hashlib.sha256(guid.encode()).hexdigest(), damaged
    return guid or str(ident), damaged


def _cleaned(text: str) -> tuple[str, bool]:
    """Return text that can be stored, and whether there were bytes in it that are not UTF-8.

    NUL is left out without a word.
    """
    damaged = False
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            damaged = True
            text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text.replace("\0", "") if "\0" in text else text, damaged
