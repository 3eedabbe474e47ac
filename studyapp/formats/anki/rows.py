"""Notes, cards and log of a collection, read side by side in the order of the notes.

SQLite sorts; three cursors go forward together, so that no more than one note is in memory. A
row that makes no sense is left out with a problem, and what belongs to no note is counted.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import NoteType, PackedCard, PackedNote, PackedReview, Problem
from studyapp.formats.anki import kept
from studyapp.formats.anki import notes as shapes
from studyapp.formats.anki.base import guarded, opened
from studyapp.formats.anki.schedule import CardRow, Home, Scheduled, buried

Shape = tuple[NoteType, NoteKind]
_NOTES = "select id, guid, mid, mod, tags, flds from notes order by id"
_CARDS = (
    "select id, ifnull(cast(nid as integer), 0), did, ord, mod, type, queue, due, ivl, factor,"
    " reps, lapses, left, odue, odid, flags, data from cards order by 2, 4, 1"
)
_LOG = (
    "select c.id, r.id, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type"
    " from revlog r cross join cards c on c.id = r.cid"
    " order by ifnull(cast(c.nid as integer), 0), c.ord, c.id, r.id"
)
_MAX_GUID = 200
"""Characters. Anki's have ten, other programs' up to 64."""
_MAX_CARDS = 10_000
"""Of one note."""
_MAX_REVIEWS = 100_000
"""Of one card."""
_MAX_PROBLEMS = 1000
_MAX_SECONDS = 250_000_000_000
_REMEDY = "Check the database in Anki and export again."


class _UnfitError(Exception):
    """A note that cannot come in; says why."""


class Rows:
    """Reads the notes of one collection."""

    def __init__(
        self,
        base: sqlite3.Connection,
        path: Path,
        name: str,
        shapes_: dict[int, Shape],
        homes: dict[int, Home],
        scheduled: Scheduled,
        today: int,
        problems: list[Problem],
        remarks: list[str],
    ) -> None:
        """``homes`` knows a deck for every id, and under 0 one for cards whose deck is gone.

        ``path`` is that of ``base``; ``name`` is the package, for messages.
        """
        self._base = base
        self._path = path
        self._name = name
        self._shapes = shapes_
        self._homes = homes
        self._scheduled = scheduled
        self._today = today
        self.problems = problems
        self.remarks = remarks
        self._filtered = 0
        self._homeless = 0
        self._unreported = 0

    def __getstate__(self) -> dict[str, Any]:
        """Leave behind what cannot go to another process, and what was said here already."""
        return {**vars(self), "_base": None, "problems": [], "remarks": []}

    @contextmanager
    def reopened(self) -> Iterator[None]:
        """Open the collection once more, in another process. Raises ``FormatError``."""
        with opened(self._path, self._name) as self._base:
            yield

    def __iter__(self) -> Iterator[PackedNote]:
        """Give the notes in the order of their ids, with their cards and reviews."""
        with guarded(self._name):
            yield from self._notes()

    def _notes(self) -> Iterator[PackedNote]:
        cards_left, log_left = [
            self._base.execute(f"select count(id) from {table}").fetchone()[0]  # noqa: S608
            for table in ("cards", "revlog")
        ]
        cards = map(CardRow._make, self._base.execute(_CARDS))
        logs = groupby(self._base.execute(_LOG), key=itemgetter(0))
        card = next(cards, None)
        log = next(logs, None)
        for row in self._base.execute(_NOTES):
            ident = row[0]
            mine: list[tuple[CardRow, list[PackedReview]]] = []
            while card is not None and card.nid <= ident:
                belongs = card.nid == ident and len(mine) < _MAX_CARDS
                entries: list[PackedReview] = []
                if log is not None and log[0] == card.id:
                    if belongs:
                        given = islice(log[1], _MAX_REVIEWS)
                        entries, broken = self._scheduled.reviews(given)
                        log_left -= len(entries) + broken
                        if broken:
                            reviews = counted(broken, "review")
                            self._problem(f"note {ident}", f"{reviews} left out as senseless")
                    log = next(logs, None)
                if belongs:
                    mine.append((card, entries))
                    cards_left -= 1
                card = next(cards, None)
            try:
                yield self._note(row, mine)
            except _UnfitError as error:
                self._problem(f"note {ident}", str(error))
        self._close(cards_left, log_left)

    def _note(
        self, row: tuple[Any, ...], mine: list[tuple[CardRow, list[PackedReview]]]
    ) -> PackedNote:
        ident, guid, model, modified, tags, text = row
        where = f"note {ident}"
        shape = self._shapes.get(model) if isinstance(model, int) else None
        if shape is None:
            raise _UnfitError("its note type is not in the file")
        if not isinstance(text, str) or not isinstance(tags, str):
            raise _UnfitError("it is no text")
        note_type, kind = shape
        fields = tuple(self._clean(where, text).split("\x1f"))
        if len(fields) != len(note_type.fields):
            raise _UnfitError(
                f"it has {len(fields)} fields and its note type {len(note_type.fields)}"
            )
        cards: list[PackedCard] = []
        seen: set[int] = set()
        for row, entries in mine:
            try:
                if row.ord in seen:
                    raise ValueError("two cards of one template")
                cards.append(self._card(row, entries))
                seen.add(row.ord)
            except (TypeError, OverflowError):
                self._problem(where, "a card makes no sense (a value of the wrong kind)")
            except ValueError as error:
                self._problem(where, f"a card makes no sense ({error})")
        front, back = shapes.texts(note_type, kind, fields)
        note = Note(
            self._guid(ident, guid), kind, front, back, tuple(self._clean(where, tags).split())
        )
        return PackedNote(
            note,
            cards[0].deck if cards else self._homes[0].name,
            cards,
            note_type.key,
            fields,
            ident if 0 < ident < _MAX_SECONDS * 1000 else 0,
            _milliseconds(modified),
            where,
        )

    def _guid(self, ident: int, given: object) -> str:
        """Return the identity of a note; one that is none or too long for an index is made."""
        guid = self._clean(f"note {ident}", given) if isinstance(given, str) else ""
        if len(guid) > _MAX_GUID:
            return hashlib.sha256(guid.encode()).hexdigest()
        return guid or str(ident)

    def _card(self, row: CardRow, log: list[PackedReview]) -> PackedCard:
        if row.odid:
            self._filtered += 1
        home = self._homes.get(row.odid or row.did)
        if home is None:
            home = self._homes[0]
            self._homeless += 1
        if not 0 <= row.ord < 10_000:
            raise ValueError("no such template")
        memory, position = self._scheduled.card(row, home, log)
        queue, until = buried(row.queue, self._today)
        return PackedCard(
            row.ord,
            home.name,
            position,
            memory,
            queue,
            until,
            row.flags & 7,
            log,
            _milliseconds(row.mod),
            kept.text(row) if memory is not None or log else None,
        )

    def _clean(self, where: str, text: str) -> str:
        """Return text that can be stored: no NUL, no bytes that are not UTF-8."""
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError:
                self._problem(where, "some of its text is damaged and shows as �")
                text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return text.replace("\0", "") if "\0" in text else text

    def _problem(self, where: str, what: str) -> None:
        if len(self.problems) < _MAX_PROBLEMS:
            self.problems.append(Problem(where, what, _REMEDY))
        else:
            self._unreported += 1

    def _close(self, cards_left: int, log_left: int) -> None:
        """Say what can only be said at the end."""
        for left, what, owner in ((cards_left, "card", "note"), (log_left, "review", "card")):
            if left > 0:
                self._problem("", f"{counted(left, what)} left out that no {owner} in it has")
        if self._unreported:
            self.problems.append(Problem("", f"{counted(self._unreported, 'more problem')}"))
        if self._filtered:
            cards = counted(self._filtered, "card")
            self.remarks.append(f"{cards} taken back from filtered decks to their own")
        if self._homeless:
            home, cards = self._homes[0], counted(self._homeless, "card")
            self.remarks.append(f"{cards} whose deck is not in the file: to {home.name}")
        if self._scheduled.derived:
            cards = counted(self._scheduled.derived, "card")
            self.remarks.append(
                f"{cards} scheduled by SM-2 only: memory worked out from interval and ease"
            )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _milliseconds(seconds: object) -> int:
    """Return Unix milliseconds; 0 for what is no time."""
    if isinstance(seconds, int) and 0 < seconds < _MAX_SECONDS:
        return seconds * 1000
    return 0
