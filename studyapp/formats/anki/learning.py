"""Cards and log of a collection, read side by side in the order of the notes they belong to.

Apart from the notes themselves (``rows``), so that another process can do it. SQLite sorts the
cards; two cursors go forward together, so that no more than one note's cards are in memory.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from studyapp.domain.package import PackedCard, PackedReview
from studyapp.formats.anki import kept, plain
from studyapp.formats.anki.base import guarded, opened, searched
from studyapp.formats.anki.plain import MAX_REVIEWS, Ends, Found, PlainLog, Seen
from studyapp.formats.anki.schedule import CardRow, Counted, Home, Scheduled, buried, counted

_CARDS = (
    "select c.id, ifnull(cast(c.nid as integer), 0), c.did, c.ord, c.mod, c.type, c.queue, c.due,"
    " c.ivl, c.factor, c.reps, c.lapses, c.left, c.odue, c.odid, c.flags, c.data, {}"
    " from temp.ranked k cross join cards c on c.id = k.card{} order by k.rank"
)
_WITHOUT = "0, 0, 0, 0", ""
_WITH_PLAIN = (
    "ifnull(p.total, 0), ifnull(p.first, 0), ifnull(p.last, 0), ifnull(r.type, 0)",
    " left join temp.plain p on p.card = k.card left join revlog r on r.id = p.last",
)
_TABLE = "create temp table ranked (rank integer primary key, card integer)"
_RANK = (
    "insert into temp.ranked (card) select id from cards"
    " order by ifnull(cast(nid as integer), 0), ord, id"
)
_LOG = (
    "select k.card, r.id, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type"
    " from temp.ranked k cross join revlog r on r.cid = k.card{} order by k.rank, r.id"
)
"""With the index that Anki keeps, nothing has to be sorted before the first row."""
_UNLESS_PLAIN = " where k.card not in (select card from temp.plain)"
_SORTED_LOG = (
    "select c.id, r.id, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type"
    " from revlog r cross join cards c on c.id = r.cid"
    " order by ifnull(cast(c.nid as integer), 0), c.ord, c.id, r.id"
)
"""The same where there is no such index, or statistics say that it is of no use."""
_NID: Final = 1
_DID: Final = 2
_ORD: Final = 3
_ODID: Final = 14
"""Places in ``CardRow`` that are looked at for every card: by name it takes twice as long."""
_card_row = partial(tuple.__new__, CardRow)
_card = partial(tuple.__new__, PackedCard)
_CACHE = "pragma cache_size = -36000"
"""KiB: the log of 100,000 cards, which are read in another order than their entries were made."""
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


Mine = tuple[Sequence[PackedCard], Odd | None]
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
    ) -> None:
        """``homes`` knows a deck for every id, and under 0 one for cards whose deck is gone.

        ``path`` is that of ``base``, which may be None for ``reopened``; ``name`` is the package,
        for messages.
        """
        self._base = base or sqlite3.connect(":memory:")
        self._path = path
        self._name = name
        self._homes = homes
        self._scheduled = scheduled
        self._today = today
        self.cards = self.entries = 0
        """How many cards and log entries were read that belong to a note."""
        self._cards: Iterator[CardRow] = iter(())
        self._logs: Iterator[tuple[int, Iterator[tuple[Any, ...]]]] = iter(())
        self._card: CardRow | None = None
        self._log: tuple[int, Iterator[tuple[Any, ...]]] | None = None
        self.plain: Found | None = None
        """How SQL reads the entries of plain logs, which are not read here then (``plain``)."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave behind what cannot go to another process."""
        given = (self._path, self._name, self._homes, self._scheduled, self._today)
        return Learning, (None, *given)

    @contextmanager
    def reopened(
        self, look: Callable[[sqlite3.Connection], Seen] | None
    ) -> Iterator[sqlite3.Connection]:
        """Open the collection once more, in another process, and begin to read.

        With ``look`` (``plain.prepare``), plain logs are left to SQL. Raises ``FormatError``, also
        for what goes wrong within the block.
        """
        with opened(self._path, self._name) as self._base, guarded(self._name):
            self._base.execute(_CACHE)
            self._rank()
            if look is not None:
                with writable(self._base):
                    self.plain = plain.prepare(self._base, self._scheduled, look)
            self._begin()
            yield self._base

    def middle(self) -> int:
        """Return from which entry on ``seen`` looks, if another process looks at those before."""
        with guarded(self._name):
            return plain.middle(self._base)

    def seen(self, middle: int) -> Seen:
        """Return what ``plain.seen`` says of the log from there on."""
        with guarded(self._name):
            return plain.seen(self._base, first=middle)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep hold of the file: who is the last to let go of it waits for the disk."""
        with ExitStack() as kept:
            with suppress(OSError):
                kept.enter_context(self._path.open("rb"))
            yield

    def forget(self) -> None:
        """Take the file's name away, once all have opened it: nothing is left of a kill then."""
        with suppress(OSError):  # where open files cannot be without a name
            self._path.unlink()

    def notes(self) -> Iterator[tuple[int, object]]:
        """Give id and guid of all notes."""
        return self._base.execute("select id, guid from notes not indexed order by id")

    @property
    def stray(self) -> str:
        """The deck of what has none."""
        return self._homes[0].name

    def start(self) -> None:
        """Begin to read."""
        self._rank()
        self._begin()

    def _rank(self) -> None:
        with writable(self._base):
            self._base.execute(_TABLE)
            self._base.execute(_RANK)

    def _begin(self) -> None:
        more = _WITH_PLAIN if self.plain else _WITHOUT
        self._cards = map(_card_row, self._base.execute(_CARDS.format(*more)))
        self._logs = groupby(self._entries(), key=itemgetter(0))
        self._card = next(self._cards, None)
        self._log = next(self._logs, None)

    def _entries(self) -> Iterator[tuple[Any, ...]]:
        """Return the log in the order of the cards."""
        query = _LOG.format(_UNLESS_PLAIN if self.plain else "")
        if self.plain or searched(self._base, query):
            return self._base.execute(query)
        return self._base.execute(_SORTED_LOG)

    def of(self, note: int) -> Mine:
        """Return the cards of a note; notes are asked for in the order of their ids."""
        found: list[tuple[CardRow, Sequence[PackedReview]]] = []
        broken: list[int] = []
        card = self._card
        while card is not None and card[_NID] <= note:
            belongs = card[_NID] == note and len(found) < _MAX_CARDS
            entries = self._entries_of(card, broken if belongs else None)
            if belongs:
                found.append((card, entries))
                self.cards += 1
            card = next(self._cards, None)
        self._card = card
        return self._made(found, broken)

    def _entries_of(self, card: CardRow, broken: list[int] | None) -> Sequence[PackedReview]:
        """Return the log of the next card, or pass over it if nobody says what is broken in it."""
        entries: Sequence[PackedReview] = ()
        log = self._log
        if card.total:
            if broken is not None:
                entries = PlainLog(Ends(card.id, card.total, card.first, card.last, card.last_type))
                self.entries += card.total
        elif log is not None and log[0] == card.id:
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
            did, ordinal, odid = row[_DID], row[_ORD], row[_ODID]
            try:
                if ordinal in seen:
                    raise ValueError("two cards of one template")
                filtered += bool(odid)
                home = self._homes.get(odid or did)
                if home is None:
                    home = self._homes[0]
                    homeless += 1
                cards.append(self._read(row, home, entries))
                seen.add(ordinal)
            except (TypeError, OverflowError):
                problems.append("a card makes no sense (a value of the wrong kind)")
            except ValueError as error:
                problems.append(f"a card makes no sense ({error})")
        derived = self._scheduled.derived - derived
        if broken or problems or filtered or homeless or derived:
            return cards, Odd(broken, problems, filtered, homeless, derived)
        return cards, None

    def _read(self, row: CardRow, home: Home, log: Sequence[PackedReview]) -> PackedCard:
        ordinal = row[_ORD]
        if not 0 <= ordinal | 0 < 10_000:  # TypeError for all but whole numbers
            raise ValueError("no such template")
        if not log:
            said: Counted = (None, 0)
        else:
            said = log.counted if isinstance(log, PlainLog) else counted(log)
        memory, position = self._scheduled.card(row, home, said)
        queue, until = buried(row.queue, self._today)
        foreign = kept.text(row) if memory is not None or log else None
        # fmt: off
        card = (ordinal, home.name, position, memory, queue, until, row.flags & 7, log,
                milliseconds(row.mod), foreign)
        # fmt: on
        return _card(card)


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
