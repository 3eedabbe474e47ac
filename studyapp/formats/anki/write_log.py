"""The log of a package: entries as they come, and those that lie in ``Package.foreign`` at once."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from studyapp.domain.package import ForeignLog, ForeignTable
from studyapp.formats.anki import columns
from studyapp.formats.anki.unique import Unique

LOG_BATCH = 100_000
"""Entries: some 20 MB."""
TOGETHER = 50
"""Entries that one statement inserts."""
_INTO = "insert into revlog (usn, id, ease, ivl, lastIvl, factor, type, time, cid) values "
_ENTRY = "(-1,?,?,?,?,?,?,?,?)"
_PARSED = """
with parsed as materialized (
  select at, rating, cast(said as integer) as ivl, cast(rest as integer) as before,
    cast(substr(rest, instr(rest, ',') + 1) as integer) as factor,
    cast(substr(said, -1) as integer) as kind, duration, card, said
  from (select *, substr(said, instr(said, ',') + 1) as rest from ({}))
  order by at, card
)
select at, rating, ivl, before, factor, kind, duration, card,
  case when printf('%d,%d,%d,%d', ivl, before, factor, kind) <> said then said end as odd
from parsed
"""
"""What ``columns.foreign`` does; ``odd`` is a text that it has to read itself."""
_COPY = """
insert or ignore into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)
select at, number, -1, rating, ivl, before, factor, duration, kind
from kept.entry as entry cross join numbered on numbered.card = entry.card
where odd is null order by entry.rowid
"""
_EACH = """
select at, rating, ivl, before, factor, kind, duration, number, odd
from kept.entry as entry cross join numbered on numbered.card = entry.card
order by entry.rowid
"""


class LogWriter:
    """Writes the entries of all cards, each with an id of its own near its time."""

    def __init__(self, base: sqlite3.Connection, foreign: ForeignTable | None) -> None:
        self._base = base
        self._foreign = foreign
        self._ids = Unique()
        self._log: list[columns.Entry] = []
        self._numbers: list[tuple[int, int]] = []
        """Cards of ``foreign``, and their numbers here."""
        self._expected = 0
        """How many entries those have."""
        if foreign is not None:
            foreign.begin(_PARSED.format)

    def follow(self, log: ForeignLog, number: int) -> None:
        """Write the log of the card with this number when all the others are written."""
        self._numbers.append((log.card, number))
        self._expected += len(log) - 1

    def add(self, entries: Sequence[columns.Entry]) -> None:
        """Write entries of one card."""
        times = [entry[0] for entry in entries]
        ids = self._ids.take_all(times)
        if ids is not times:
            entries = [(each, *entry[1:]) for each, entry in zip(ids, entries, strict=True)]
        self._log += entries
        if len(self._log) >= LOG_BATCH:
            self._flush()

    def close(self) -> None:
        """Write what is left."""
        self._flush()
        if self._foreign is not None and self._numbers:
            self._copy(self._foreign)

    def _flush(self) -> None:
        """Write the log in the order of its ids: each page is then filled once and not split."""
        log = self._log
        log.sort(key=itemgetter(0))
        whole = len(log) // TOGETHER * TOGETHER
        parts = (log[at : at + TOGETHER] for at in range(0, whole, TOGETHER))
        several = ", ".join([_ENTRY] * TOGETHER)
        self._base.executemany(_INTO + several, map(_joined, parts))
        self._base.executemany(_INTO + _ENTRY, log[whole:])
        log.clear()

    def _copy(self, foreign: ForeignTable) -> None:
        base = self._base
        base.execute("create temp table numbered (card integer primary key, number integer)")
        base.executemany("insert into numbered values (?,?)", self._numbers)
        base.execute("attach ? as kept", (str(foreign.file()),))
        if base.execute(_COPY).rowcount < self._expected:
            base.execute("delete from revlog where cid in (select number from numbered)")
            self._copy_each()

    def _copy_each(self) -> None:
        """Do the same where times are taken, or texts are no four numbers."""
        for at, rating, *numbers, duration, number, odd in self._base.execute(_EACH):
            said = numbers if odd is None else columns.foreign(odd)
            entry = (self._ids.take(at), rating, *said, duration, number)
            self._base.execute(_INTO + _ENTRY, entry)


def _joined(rows: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return the values of several rows as those of one statement."""
    return tuple(chain.from_iterable(rows))
