"""Checksums of the review log: flipped bits in a page need not break the B-tree.

There are two. An entry is summed up by the CRC-32 of its text. An import may bring half a million
entries of another program, though, which SQLite makes by itself, and it knows no CRC: those have
a weighted sum of all their values, which is below zero, so that each tells which one it is. If one
value changes, so does the sum; for several, the changes would have to outweigh each other. An id
counts only as it is written here: in small letters.
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from studyapp.storage.columns import LOG_FIELDS, NULLABLE

Row = tuple[Any, ...]
"""``LOG_FIELDS`` of one entry."""

_TEXT = "|".join(["%s"] * len(LOG_FIELDS))
_WEIGHTS = {
    "learner_id": 1009,
    "card_id": 1117,
    "rating": 1223,
    "evidence": 1327,
    "at": 1427,
    "day": 1531,
    "duration_ms": 1627,
    "state_before": 1741,
    "state": 1847,
    "due": 1949,
    "due_day": 2063,
}
"""Primes, small enough for 64 bits: a time has 43. NULL counts as -1."""
_LEARNER, _CARD, *_REST = _WEIGHTS.values()
_RATING, _EVIDENCE, _AT, _DAY, _DURATION, _BEFORE, _STATE, _DUE, _DUE_DAY = _REST
_STAMP, _TAIL = 2161, 2269
"""Of the time that an id begins with, and of the CRC-32 of what comes after it."""
_SAID = (2377, 2473, 2579, 2683)
"""Of the numbers that the other program wrote."""
_STAMP_LENGTH = 12
_LEAST, _MOST = -(1 << 56), -(1 << 62)
"""Where no value is out of the way, a sum is between."""
_ID, _IMPORTED, _SNAPSHOT = map(LOG_FIELDS.index, ("id", "imported", "snapshot"))
_SUMMED = [(LOG_FIELDS.index(name), weight) for name, weight in _WEIGHTS.items()]
_UNSAID = [LOG_FIELDS.index(name) for name in ("step", "voids", "snapshot")]
_number = r"(0|-?[1-9][0-9]{0,9})"
_numbers = re.compile(",".join([_number] * len(_SAID)), re.ASCII).fullmatch
_stamps = re.compile(f"[0-9a-f]{{{_STAMP_LENGTH}}}").match
_values = itemgetter(*LOG_FIELDS)


def checksum(values: Any) -> int:
    """Return the checksum of an entry, given by its columns."""
    return row_checksum(_values(values))


def row_checksum(row: Row) -> int:
    """Return the same for a row."""
    if row[_IMPORTED] is None or row[_SNAPSHOT] is not None:
        return _crc(row)
    found = _sum(row)
    return _crc(row) if found is None else found


def with_checksums(rows: Iterable[Row]) -> list[Row]:
    """Return rows with their checksums behind them, as they are stored."""
    return [(*row, row_checksum(row)) for row in rows]


def fits(values: Any) -> bool:
    """Whether a stored entry is what its checksum is of."""
    row, stored = _values(values), values["checksum"]
    if not isinstance(stored, int):
        return False
    return stored == (_sum(row) if stored < 0 else _crc(row))


class Summed:
    """Sums up the entries of one card that another program wrote: as ``row_checksum``, at once."""

    def __init__(self, tail: str, learner: int, card: int) -> None:
        """``tail`` is what their ids end with."""
        self._fixed = _LEAST - _LEARNER * learner - _CARD * card - tail_sum(tail)

    def of(
        self,
        rating: int | None,
        evidence: int,
        at: int,
        day: int,
        duration: int,
        before: int,
        state: int,
        due: int | None,
        due_day: int | None,
        said: str,
    ) -> int | None:
        """Return the sum of an entry whose id begins with its time; None if it has none."""
        found = _numbers(said)
        if found is None:
            return None
        first, second, third, fourth = _SAID
        one, two, three, four = found.groups()
        total = self._fixed - (
            _RATING * (-1 if rating is None else rating)
            + _EVIDENCE * evidence
            + (_AT + _STAMP) * at
            + _DAY * day
            + _DURATION * duration
            + _BEFORE * before
            + _STATE * state
            + _DUE * (-1 if due is None else due)
            + _DUE_DAY * (-1 if due_day is None else due_day)
            + first * int(one)
            + second * int(two)
            + third * int(three)
            + fourth * int(four)
        )
        return total if _MOST < total < 0 else None


def tail_sum(tail: str) -> int:
    """Return what the end of an id counts for."""
    return _TAIL * zlib.crc32(tail.encode())


def in_sql(columns: Mapping[str, str], tail: str, said: Sequence[str]) -> str:
    """Return the weighted sum as an expression of whole numbers.

    ``columns`` are expressions for the values, ``tail`` is one for ``tail_sum``, ``said`` are
    those of the other program's numbers.
    """
    terms = [
        f"{weight} * {f'ifnull({columns[name]}, -1)' if name in NULLABLE else f'({columns[name]})'}"
        for name, weight in _WEIGHTS.items()
    ]
    terms += [f"{_STAMP} * {columns['at']}", tail]
    terms += [f"{weight} * {value}" for weight, value in zip(_SAID, said, strict=True)]
    return f"{_LEAST} - ({' + '.join(terms)})"


def _crc(row: Row) -> int:
    return zlib.crc32((_TEXT % row).encode())


def _sum(row: Row) -> int | None:
    """Return the weighted sum of an entry that another program wrote; None for any other.

    A damaged row may hold anything.
    """
    ident, imported = row[_ID], row[_IMPORTED]
    if not (isinstance(ident, str) and isinstance(imported, str)):
        return None
    said, stamp = _numbers(imported), _stamp(ident)
    if said is None or stamp is None or any(row[at] is not None for at in _UNSAID):
        return None
    found = sum([weight * int(each) for weight, each in zip(_SAID, said.groups(), strict=True)])
    for at, weight in _SUMMED:
        value = row[at]
        if value is not None and not isinstance(value, int):
            return None
        found += weight * (-1 if value is None else value)
    total = _LEAST - (found + _STAMP * stamp + tail_sum(ident[_STAMP_LENGTH:]))
    return total if _MOST < total < 0 else None


def _stamp(ident: str) -> int | None:
    found = _stamps(ident)
    return None if found is None else int(found[0], 16)
