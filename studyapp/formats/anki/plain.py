"""Logs that SQL alone can read: those of which every entry is an answer, as nearly all are.

What is taken: all columns are whole numbers, the time is one before 2100, the rating is one of
the four, the kind is learning, review, relearning, or a filtered review that counted. Then
nothing depends on the entry before, but for the first one, which may be that of a new card. A
card with any other entry, and a collection that could surprise (no index on the cards of the
log, another encoding), is left to ``Scheduled.reviews``, which says the same in Python. Study
days come out of tables that ``Scheduled`` fills, so that no rule of the calendar is told twice.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, overload

from studyapp.domain.package import PackedReview
from studyapp.formats.anki.base import searched
from studyapp.formats.anki.schedule import (
    DAY,
    FILTERED,
    FIRST,
    HALF_DAY,
    LEARN,
    OUTCOMES,
    RELEARN,
    REVIEW,
    Counted,
    Outcome,
    Scheduled,
)

Seen = tuple[int, object]
ALL = -(1 << 63), (1 << 63) - 1
"""The first and the last id that an entry may have."""
MAX_REVIEWS = 100_000
"""Of one card."""
_COLUMNS = ("cid", "ease", "ivl", "lastIvl", "factor", "time", "type")
_LAST_TIME = 4_102_444_800_000
_LONGEST = 36_500
"""Days: what Anki allows unless told otherwise."""
_MOST = 9_999_999_999
"""Ten digits: of what is kept for the way back, so that its sums stay whole numbers."""
_WHOLE = ", ".join(f"r.{column}" for column in _COLUMNS)
_PLAIN = (
    f"typeof({_WHOLE.replace(', ', ' + ')}) = 'integer' and typeof(max({_WHOLE})) = 'integer'"
    f" and r.id between 0 and {_LAST_TIME} and r.ease between 1 and 4"
    f" and r.ivl between {-(1 << 31)} and {_LONGEST} and r.time between 0 and {(1 << 31) - 1}"
    f" and r.lastIvl between -{_MOST} and {_MOST} and r.factor between -{_MOST} and {_MOST}"
    f" and r.type between {LEARN} and {FILTERED} and (r.type != {FILTERED} or r.factor != 0)"
)
"""Whole numbers have a sum that is one, and a greatest, behind which texts would come."""
_TABLES = (
    "create temp table plain (card integer primary key, total, first, last)",
    "create temp table odd (card)",
    "create temp table turn (half integer primary key, at, before, after)",
    "create temp table start (day integer primary key, at)",
)
_SEEN = f"select sum(not ({_PLAIN})), max(r.ivl) from revlog r where r.id between ? and ?"  # noqa: S608
_OLDEST, _NEWEST = "(select min(id) from revlog)", "(select max(id) from revlog)"
_MIDDLE = f"select {_OLDEST} + ({_NEWEST} - {_OLDEST}) / 10 * 3"  # one after the other: at once
_ODD = f"insert into temp.odd select distinct cid from revlog r where not ({_PLAIN})"  # noqa: S608
_LOST = "select exists(select 1 from temp.odd where typeof(card) != 'integer')"
_FILL = (
    "insert into temp.plain select cid, count(*), min(id), max(id) from revlog"
    " where typeof(cid) = 'integer' group by cid having count(*) <= ?"
)
_LEAVE = "delete from temp.plain where card in (select card from temp.odd)"
_RANGE = "select min(first), max(last) from temp.plain"
_SEARCHED = "select r.ease from temp.plain p cross join revlog r on r.cid = p.card"


def _by_kind(outcomes: Mapping[int, Outcome], place: int) -> str:
    most = outcomes[REVIEW][place]
    said = {kind: outcomes[kind][place] for kind in (LEARN, RELEARN, FILTERED)}
    cases = [f"when {kind} then {value}" for kind, value in said.items() if value != most]
    return f"case r.type {' '.join(cases)} else {most} end" if cases else str(most)


def _unless_first(place: int) -> str:
    in_days = OUTCOMES[0]
    return (
        f"case when r.id = o.first and r.type = {LEARN} then {FIRST[place]}"
        f" else {_by_kind(in_days, place)} end"
    )


def _state() -> str:
    in_days, in_seconds, at_once = (_by_kind(each, 2) for each in OUTCOMES)
    return f"case when r.ivl > 0 then {in_days} when r.ivl < 0 then {in_seconds} else {at_once} end"


class Found(NamedTuple):
    """How SQL reads the entries of plain logs: an entry is ``r``, the card that owns it ``o``."""

    joined: str
    """What joins entries to a table of cards, whose name goes before it: in the order of the
    cards, the oldest entry first."""
    columns: Mapping[str, str]
    """Expressions for the columns of an entry."""


FOREIGN = ("r.ivl", "r.lastIvl", "r.factor", "r.type")
"""What is kept for the way back."""
_ENTRIES = " o cross join revlog r on r.cid = o.card"


def _found(more: str, day: str, start: str) -> Found:
    """Return how entries are read, given the study day of one and the start of its due day."""
    columns = {
        "rating": "r.ease",
        "evidence": _unless_first(0),
        "at": "r.id",
        "day": day,
        "duration_ms": "r.time",
        "state_before": _unless_first(1),
        "state": _state(),
        "due": f"case when r.ivl > 0 then {start} when r.ivl < 0 then r.id - r.ivl * 1000 end",
        "due_day": f"case when r.ivl > 0 then {day} + r.ivl end",
    }
    return Found(_ENTRIES + more, columns)


def _by_table() -> Found:
    day = "case when r.id >= t.at then t.after else t.before end"
    more = (
        f" cross join temp.turn t on t.half = r.id / {HALF_DAY}"
        f" left join temp.start s on r.ivl > 0 and s.day = {day} + r.ivl"
    )
    return _found(more, day, "s.at")


def _by_number(zero: int) -> Found:
    """Where the clocks are never changed: ``zero`` is when study day 0 would have begun."""
    day = f"(r.id - {zero}) / {DAY}"
    return _found("", day, f"({day} + r.ivl) * {DAY} + {zero}")


class Ends(NamedTuple):
    """What the rest of an import needs to know of a plain log."""

    card: int
    """Its id in the file."""
    total: int
    first: int
    """Milliseconds of the first and of the last entry."""
    last: int
    kind: int
    """Type of the last."""

    @property
    def state_before(self) -> int:
        """The state before the last entry."""
        alone = self.total == 1 and self.kind == LEARN
        return FIRST[1] if alone else OUTCOMES[0][self.kind][1]


class PlainLog(Sequence[PackedReview]):
    """The log of a card that SQL makes rows of: nobody reads its entries."""

    __slots__ = ("ends",)

    def __init__(self, ends: Ends) -> None:
        self.ends = ends

    @property
    def counted(self) -> Counted:
        """What ``schedule.counted`` says of it: all of it counts."""
        return self.ends.first, self.ends.last

    def __len__(self) -> int:
        return self.ends.total

    @overload
    def __getitem__(self, at: int) -> PackedReview: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[PackedReview]: ...

    def __getitem__(self, at: int | slice) -> PackedReview | Sequence[PackedReview]:
        raise NotImplementedError


def seen(base: sqlite3.Connection, first: int = ALL[0], last: int = ALL[1]) -> Seen:
    """Look at entries: return how many are odd, and the longest interval that they say."""
    odd, longest = base.execute(_SEEN, (first, last)).fetchone()
    return odd or 0, 0 if longest is None else longest


def middle(base: sqlite3.Connection) -> int:
    """Return the first entry of the later part, for two who look at the log at once.

    The one who looks at the earlier part has to find the ends of the logs as well.
    """
    found = base.execute(_MIDDLE).fetchone()[0]
    return int(found) if isinstance(found, int) else 0


def both(one: Seen, other: Seen) -> Seen:
    """Return what is seen of two parts of a log."""
    (odd, longest), (more, longer) = one, other
    if isinstance(longest, int) and isinstance(longer, int):
        return odd + more, max(longest, longer)
    return odd + more, None


def prepare(
    base: sqlite3.Connection,
    scheduled: Scheduled,
    look: Callable[[sqlite3.Connection], Seen] = seen,
) -> Found | None:
    """Find the cards whose logs are plain, in tables of this connection, or None.

    ``look`` may know what ``seen`` says from somebody else.
    """
    for table in _TABLES:
        base.execute(table)
    fit = _fit(base)
    if fit:
        base.execute(_FILL, (MAX_REVIEWS,))
    odd, longest = look(base)
    if odd:
        base.execute(_ODD)
        base.execute(_LEAVE)
    if not fit or base.execute(_LOST).fetchone()[0]:
        base.execute("delete from temp.plain")
        return None
    first, last = base.execute(_RANGE).fetchone()
    if first is None:
        return None
    longest = min(max(0, longest), _LONGEST) if isinstance(longest, int) else _LONGEST
    found = _dated(base, scheduled, first, last, longest)
    if not odd:
        return found
    return found._replace(joined=f"{found.joined} where {_PLAIN}")  # whatever an index says of one


def _dated(
    base: sqlite3.Connection, scheduled: Scheduled, first: int, last: int, longest: int
) -> Found:
    """Return how entries between two times, due that many days later, are read with their days.

    Fills the tables of study days, unless all days are of one length.
    """
    halves = range(first // HALF_DAY, last // HALF_DAY + 1)
    turns = [(half, *scheduled.turn(half * HALF_DAY)) for half in halves]
    days = range(turns[0][2], turns[-1][3] + longest + 1)
    starts = [(day, scheduled.start(day)) for day in days]
    zeros = {start - day * DAY for day, start in starts}
    if len(zeros) == 1 and first >= max(zeros):
        return _by_number(*zeros)
    base.executemany("insert into temp.turn values (?, ?, ?, ?)", turns)
    base.executemany("insert into temp.start values (?, ?)", starts)
    return _by_table()


def _fit(base: sqlite3.Connection) -> bool:
    """Whether rows can be joined without sorting, and go into a file in UTF-8 as they are."""
    in_utf8 = base.execute("pragma encoding").fetchone()[0] == "UTF-8"
    return bool(in_utf8) and searched(base, _SEARCHED)
