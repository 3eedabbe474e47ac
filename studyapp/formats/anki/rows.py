"""Notes of a collection with their cards and log, in the order of the notes.

A row that makes no sense is left out with a problem, and what belongs to no note is counted.
"""

import hashlib
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import starmap
from typing import Any

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import NoteType, PackedCard, PackedNote, Problem
from studyapp.formats.anki import notes as shapes
from studyapp.formats.anki.base import guarded
from studyapp.formats.anki.learning import Learning, Mine, Odd, milliseconds

Shape = tuple[NoteType, NoteKind]
_NOTES = "select id, guid, mid, mod, tags, flds from notes not indexed order by id"
_MAX_GUID = 200
"""Characters. Anki's have ten, other programs' up to 64."""
_MAX_PROBLEMS = 1000
_MAX_MS = 250_000_000_000_000
_REMEDY = "Check the database in Anki and export again."
_DAMAGED = "some of its text is damaged and shows as �"
_MOST_AHEAD = 12_000_000
"""Characters read before anything is known of the cards of their notes."""
_BESIDES = 200
"""What a note takes besides its text, counted as characters."""
_Said = tuple[int, Note | None, str, tuple[str, ...], int, int, int]
"""Id, note, key of its type, fields, time of the last change, number, and how much is damaged.
Without a note, the key is why it cannot come in."""


def _unfit(ident: int, why: str, damaged: int = 0) -> _Said:
    return ident, None, why, (), 0, 0, damaged


def _size(said: _Said) -> int:
    return _BESIDES + sum(map(len, said[3]))


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
        self._counts: dict[str, int] = {}
        self._filtered = 0
        self._homeless = 0
        self._derived = 0
        self._unreported = 0

    def __iter__(self) -> Iterator[PackedNote]:
        """Give the notes in the order of their ids, with their cards and reviews."""
        with guarded(self._name):
            self.learning.start()
            yield from self._notes(self.learning.of, lambda: True)
            self.close()

    def joined(
        self, cards_of: Callable[[int], Mine], ready: Callable[[], bool]
    ) -> Iterator[PackedNote]:
        """Give the notes with cards that somebody else reads, note by note in their order.

        While those of the next are not ``ready``, notes are read ahead. Who reads the cards calls
        ``close`` in the end.
        """
        with guarded(self._name):
            self._base.execute("pragma cache_size = -2000")  # from one end to the other, once
            yield from self._notes(cards_of, ready)

    def cards(self) -> int:
        """Return how many cards the file lists."""
        with guarded(self._name):
            return self._count("cards")

    def tally(self) -> None:
        """Count now what ``close`` needs to know: there may be time to spare."""
        with guarded(self._name):
            self._count("revlog")

    def guids(self) -> Iterator[str]:
        """Give the identities of all notes."""
        with guarded(self._name):
            for row in self._base.execute("select id, guid from notes"):
                yield identity(*row)[0]

    def _count(self, table: str) -> int:
        if table not in self._counts:
            query = f"select count(*) from {table} not indexed"  # noqa: S608 - a name of ours
            self._counts[table] = int(self._base.execute(query).fetchone()[0])
        return self._counts[table]

    def _notes(
        self, cards_of: Callable[[int], Mine], ready: Callable[[], bool]
    ) -> Iterator[PackedNote]:
        read = starmap(self._read, enumerate(self._base.execute(_NOTES), 1))
        ahead: deque[_Said] = deque()
        taken = 0
        while True:
            while taken < _MOST_AHEAD and not ready():
                said = next(read, None)
                if said is None:
                    break
                ahead.append(said)
                taken += _size(said)
            following = ahead.popleft() if ahead else next(read, None)
            if following is None:
                return
            taken = max(0, taken - _size(following))
            note = self._with_cards(following, *cards_of(following[0]))
            if note is not None:
                yield note

    def _read(self, number: int, row: tuple[Any, ...]) -> _Said:
        """Return what a note says, before anything is known of its cards."""
        ident, given, model, modified, tags, text = row
        shape = self._shapes.get(model) if isinstance(model, int) else None
        if shape is None:
            return _unfit(ident, "its note type is not in the file")
        if not isinstance(text, str) or not isinstance(tags, str):
            return _unfit(ident, "it is no text")
        note_type, kind = shape
        damaged = 0
        if not (text.isascii() and tags.isascii()) or "\0" in text or "\0" in tags:
            (text, bad), (tags, worse) = _cleaned(text), _cleaned(tags)
            damaged = bad + worse
        fields = tuple(text.split("\x1f"))
        if len(fields) != len(note_type.fields):
            what = f"it has {len(fields)} fields and its note type {len(note_type.fields)}"
            return _unfit(ident, what, damaged)
        front, back = shapes.texts(note_type, kind, fields)
        guid, bad = identity(ident, given)
        note = Note(guid, kind, front, back, tuple(tags.split()))
        return (ident, note, note_type.key, fields, milliseconds(modified), number, damaged + bad)

    def _with_cards(
        self, said: _Said, cards: Sequence[PackedCard], odd: Odd | None
    ) -> PackedNote | None:
        ident, note, note_type, fields, modified, number, damaged = said
        where = f"note {ident}"
        for senseless in odd.broken if odd else ():
            self._problem(where, f"{counted(senseless, 'review')} left out as senseless")
        for _ in range(damaged):
            self._problem(where, _DAMAGED)
        if note is None:
            self._problem(where, note_type)
            return None
        if odd:
            self._tell(where, odd)
        return PackedNote(
            note,
            cards[0].deck if cards else self.learning.stray,
            cards,
            note_type,
            fields,
            ident if 0 < ident < _MAX_MS else 0,
            modified,
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
