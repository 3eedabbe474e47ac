"""Cards and log of a collection, read side by side in the order of the notes they belong to.

Apart from the notes themselves (``rows``), so that another process can do it. SQLite sorts the
cards; two cursors go forward together, so that no more than one note's cards are in memory.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from studyapp.domain.package import PackedCard, PackedReview
from studyapp.formats.anki import kept, plain
from studyapp.formats.anki.base import guarded, opened, searched
from studyapp.formats.anki.plain import MAX_REVIEWS, Ends, PlainLog
from studyapp.formats.anki.schedule import CardRow, Home, Scheduled, buried, counted

_CARDS = (
    "select id, ifnull(cast(nid as integer), 0), did, ord, mod, type, queue, due, ivl, factor,"
    " reps, lapses, left, odue, odid, flags, data from cards"
    " where ifnull(cast(nid as integer), 0) between ? and ? order by 2, 4, 1"
)
_SIZE = "select count(id) from cards where ifnull(cast(nid as integer), 0) between ? and ?"
_RANK = (
    "insert into {} (card) select id from cards"
    " where ifnull(cast(nid as integer), 0) between ? and ?"
    " order by ifnull(cast(nid as integer), 0), ord, id"
)
_LOG = (
    "select k.card, r.id, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type"
    " from {} k cross join revlog r on r.cid = k.card{} order by k.rank, r.id"
)
"""With the index that Anki keeps, nothing has to be sorted before the first row."""
_UNLESS_PLAIN = " where k.card not in (select card from temp.plain)"
_SORTED_LOG = (
    "select c.id, r.id, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type"
    " from revlog r cross join cards c on c.id = r.cid"
    " where ifnull(cast(c.nid as integer), 0) between ? and ?"
    " order by ifnull(cast(c.nid as integer), 0), c.ord, c.id, r.id"
)
"""The same where there is no such index, or statistics say that it is of no use."""
ALL = -(1 << 63), (1 << 63) - 1
"""The first and the last id that a note may have."""
_MAX_CARDS = 10_000
"""Of one note."""
_MAX_SECONDS = 250_000_000_000


class Odd(NamedTuple):
    """What there is to be said of the cards of a note, beside themselves."""

    broken: list[int]
    """How many log entries of a card make no sense, for each card with such."""
    problems: list[str]
    filtered: int
    """Cards taken back from filtered decks."""
    homeless: int
    """Cards whose deck is not in the file."""
    derived: int
    """Cards whose memory was worked out from SM-2."""


Mine = tuple[list[PackedCard], Odd | None]
"""The cards of one note, and what is odd about them, if anything."""


class Learning:
    """Reads what is known of the notes of one collection besides what they say."""

    def __init__(
        self,
        base: sqlite3.Connection | None,
        path: Path,
        name: str,
        homes: dict[int, Home],
        scheduled: Scheduled,
        today: int,
        notes: tuple[int, int] = ALL,
    ) -> None:
        """``homes`` knows a deck for every id, and under 0 one for cards whose deck is gone.

        ``path`` is that of ``base``, which may be None for ``reopened``; ``name`` is the package,
        for messages; ``notes`` are the first and the last id of those that are read.
        """
        self._base = base or sqlite3.connect(":memory:")
        self._path = path
        self._name = name
        self._homes = homes
        self._scheduled = scheduled
        self._today = today
        self._notes = notes
        self.cards = self.entries = 0
        """How many cards and log entries were read that belong to a note."""
        self._cards: Iterator[CardRow] = iter(())
        self._logs: Iterator[tuple[int, Iterator[tuple[Any, ...]]]] = iter(())
        self._card: CardRow | None = None
        self._log: tuple[int, Iterator[tuple[Any, ...]]] | None = None
        self.plain = ""
        """How SQL finds the entries of plain logs, which are not read then (``plain``)."""
        self._plains: Iterator[Ends] = iter(())
        self._plain: Ends | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave behind what cannot go to another process."""
        return Learning, (None, *self._given(), self._notes)

    def _given(self) -> tuple[Path, str, dict[int, Home], Scheduled, int]:
        return self._path, self._name, self._homes, self._scheduled, self._today

    def between(self, first: int, last: int) -> "Learning":
        """Return a reader of what belongs to some of the notes."""
        return Learning(self._base, *self._given(), notes=(first, last))

    @contextmanager
    def reopened(self, *, plainly: bool) -> Iterator[sqlite3.Connection]:
        """Open the collection once more, in another process, and begin to read.

        ``plainly`` is whether plain logs are left to SQL. Raises ``FormatError``, also for what
        goes wrong within the block.
        """
        with opened(self._path, self._name) as self._base, guarded(self._name):
            if plainly:
                with writable(self._base):
                    self.plain = plain.prepare(self._base, self._scheduled)
            self.start()
            yield self._base

    def notes(self) -> Iterator[tuple[int, object]]:
        """Give id and guid of all notes."""
        query = "select id, guid from notes where id between ? and ? order by id"
        return self._base.execute(query, self._notes)

    def size(self) -> int:
        """Return how many cards there are to be read."""
        return int(self._base.execute(_SIZE, self._notes).fetchone()[0])

    @property
    def stray(self) -> str:
        """The deck of what has none."""
        return self._homes[0].name

    def start(self) -> None:
        """Begin to read."""
        ranked = f"ranked{abs(self._notes[0])}"
        with writable(self._base):
            table = f"create temp table {ranked} (rank integer primary key, card integer)"
            self._base.execute(table)
            self._base.execute(_RANK.format(ranked), self._notes)
        if self.plain:
            self._plains = plain.ends(self._base, ranked)
            self._plain = next(self._plains, None)
        self._cards = map(CardRow._make, self._base.execute(_CARDS, self._notes))
        self._logs = groupby(self._entries(ranked), key=itemgetter(0))
        self._card = next(self._cards, None)
        self._log = next(self._logs, None)

    def _entries(self, ranked: str) -> Iterator[tuple[Any, ...]]:
        """Return the log in the order of the cards."""
        query = _LOG.format(ranked, _UNLESS_PLAIN if self.plain else "")
        if self.plain or searched(self._base, query):
            return self._base.execute(query)
        return self._base.execute(_SORTED_LOG, self._notes)

    def of(self, note: int) -> Mine:
        """Return the cards of a note; notes are asked for in the order of their ids."""
        found: list[tuple[CardRow, Sequence[PackedReview]]] = []
        broken: list[int] = []
        card = self._card
        while card is not None and card.nid <= note:
            belongs = card.nid == note and len(found) < _MAX_CARDS
            entries = self._entries_of(card.id, broken if belongs else None)
            if belongs:
                found.append((card, entries))
                self.cards += 1
            card = next(self._cards, None)
        self._card = card
        return self._made(found, broken)

    def _entries_of(self, card: int, broken: list[int] | None) -> Sequence[PackedReview]:
        """Return the log of the next card, or pass over it if nobody says what is broken in it."""
        entries: Sequence[PackedReview] = ()
        ends, log = self._plain, self._log
        if ends is not None and ends[0] == card:
            if broken is not None:
                entries = PlainLog(ends)
                self.entries += ends.total
            self._plain = next(self._plains, None)
        elif log is not None and log[0] == card:
            if broken is not None:
                entries, senseless = self._scheduled.reviews(islice(log[1], MAX_REVIEWS))
                self.entries += len(entries) + senseless
                if senseless:
                    broken.append(senseless)
            self._log = next(self._logs, None)
        return entries

    def _made(self, found: list[tuple[CardRow, Sequence[PackedReview]]], broken: list[int]) -> Mine:
        cards: list[PackedCard] = []
        problems: list[str] = []
        seen: set[int] = set()
        filtered = homeless = 0
        derived = self._scheduled.derived
        for row, entries in found:
            try:
                if row.ord in seen:
                    raise ValueError("two cards of one template")
                filtered += bool(row.odid)
                home = self._homes.get(row.odid or row.did)
                if home is None:
                    home = self._homes[0]
                    homeless += 1
                cards.append(self._read(row, home, entries))
                seen.add(row.ord)
            except (TypeError, OverflowError):
                problems.append("a card makes no sense (a value of the wrong kind)")
            except ValueError as error:
                problems.append(f"a card makes no sense ({error})")
        derived = self._scheduled.derived - derived
        if broken or problems or filtered or homeless or derived:
            return cards, Odd(broken, problems, filtered, homeless, derived)
        return cards, None

    def _read(self, row: CardRow, home: Home, log: Sequence[PackedReview]) -> PackedCard:
        if not 0 <= row.ord < 10_000:
            raise ValueError("no such template")
        said = log.counted if isinstance(log, PlainLog) else counted(log)
        memory, position = self._scheduled.card(row, home, said)
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
            milliseconds(row.mod),
            kept.text(row) if memory is not None or log else None,
        )


@contextmanager
def writable(base: sqlite3.Connection) -> Iterator[None]:
    """Let temporary tables and files of ours be written: the collection itself never can be."""
    base.execute("pragma query_only = off")
    try:
        yield
    finally:
        base.execute("pragma query_only = on")


def milliseconds(seconds: object) -> int:
    """Return Unix milliseconds; 0 for what is no time."""
    if isinstance(seconds, int) and 0 < seconds < _MAX_SECONDS:
        return seconds * 1000
    return 0
