"""The log of a card from a file, as rows of the collection.

Apart from ``merge``, which reads and writes the collection, because a helping process makes such
rows as well (``helping``).
"""

import operator
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple

from studyapp.domain.package import PackedCard, PackedMemory, PackedReview
from studyapp.domain.review import Evidence
from studyapp.storage.columns import LOG_FIELDS
from studyapp.storage.convert import foreign_rows, packed_text
from studyapp.storage.sums import with_checksums

BLANK = PackedMemory(0, None, None, None, None, None, None, None, None, 0, 0)

Row = tuple[Any, ...]
"""``LOG_FIELDS`` of one entry."""

_AT, _STATE_BEFORE = LOG_FIELDS.index("at"), LOG_FIELDS.index("state_before")
_MANUAL = int(Evidence.MANUAL)


class Owner(NamedTuple):
    """Whose log it is: the learner's, of a card with this id."""

    learner: int
    card: int
    guid: str
    """Of the card's note: ids of entries that another program wrote follow from it."""


def rows(owner: Owner, ordinal: int, reviews: Sequence[PackedReview]) -> list[Row]:
    """Return entries as rows; those that another program wrote are given ids."""
    learner, card, guid = owner
    end = ""
    before = -1
    made: list[Row] = []
    for review in reviews:
        key = review[0]
        if not key:
            end = end or tail(guid, ordinal)
            at = review[3]
            before = at if at > before else before + 1
            key = f"{before:012x}{end}"
        if review.memory is None:
            made.append((key, learner, card, *review[1:]))
        else:
            made.append((key, learner, card, *review[1:-1], packed_text(review.memory)))
    return made


def snapshot(
    owner: Owner, card: PackedCard, log: Sequence[Row], day_of: Callable[[int], int]
) -> Row:
    """Return the entry that says where the file's card stands, after all of ``log``."""
    last = max([row[_AT] for row in log], default=0), log[-1][_STATE_BEFORE] if log else 0
    return snapshot_after(last, owner, card, day_of, tail(owner.guid, card.ordinal))


def snapshot_after(
    last: tuple[int, int],
    owner: Owner,
    card: PackedCard,
    day_of: Callable[[int], int],
    end: str,
) -> Row:
    """Return the same after a log of which the last time and state before are known.

    ``end`` is that of its id (``tail``).
    """
    answered, before = last
    memory = card.memory or BLANK
    at = max(answered + 1, card.modified, memory.last_review or 0)
    # fmt: off
    return (
        f"{at:012x}{end}", owner.learner, owner.card, None, _MANUAL, at, day_of(at), 0, before,
        memory.state, memory.step, memory.due, memory.due_day, None, card.foreign,
        packed_text(memory),
    )
    # fmt: on


def fresh(owner: Owner, card: PackedCard, day_of: Callable[[int], int]) -> list[Row]:
    """Return the log of a card that comes from another program: its answers and a snapshot."""
    log = rows(owner, card.ordinal, card.reviews)
    log.append(snapshot(owner, card, log, day_of))
    return log


def sealed(
    owner: Owner, card: PackedCard, day_of: Callable[[int], int], nothing: str | None = None
) -> list[Row]:
    """Return the same with checksums behind them, as they are stored.

    ``nothing`` is what stands for None.
    """
    reviews = card.reviews
    log: list[Row]
    if reviews and _plain(reviews):
        end = tail(owner.guid, card.ordinal)
        log = foreign_rows(end, owner.learner, owner.card, reviews, nothing)
        ended = log[-1][_AT], log[-1][_STATE_BEFORE]
        last = with_checksums([snapshot_after(ended, owner, card, day_of, end)])
    else:
        log = []
        last = with_checksums(fresh(owner, card, day_of))
    log += last if nothing is None else map(partial(without_none, nothing), last)
    return log


def without_none(nothing: str, row: Row) -> Row:
    """Return a row with something else for None."""
    return tuple([nothing if value is None else value for value in row])


def _plain(reviews: Sequence[PackedReview]) -> bool:
    """Whether entries are of another program, one after the other, and none is a snapshot."""
    times = [review[3] for review in reviews]
    return not reviews[0].id and reviews[-1].memory is None and _rising(times)


def _rising(times: Sequence[int]) -> bool:
    return all(map(operator.lt, times, times[1:]))


def tail(guid: str, ordinal: int) -> str:
    """Return the end of the ids of a card's foreign entries (a UUIDv7 after its time).

    The same in every copy of the collection, so that the same file read twice, here and there,
    gives the same entries.
    """
    digest = sha256(f"{guid}\0{ordinal}".encode()).hexdigest()
    return f"7{digest[:3]}{'89ab'[int(digest[3], 16) & 3]}{digest[4:19]}"
