"""What each answer was: its kind as Anki tells them apart, and the interval before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from studyapp.domain.card import State
from studyapp.domain.review import Evidence
from studyapp.statistics.columns import DAY_SECONDS, MATURE_DAYS, Bools, Entries, Ints


class Kind(IntEnum):
    """What an answer was to the card (Anki: rslib/src/stats/graphs/reviews.rs)."""

    LEARNING = 0
    """The first look, and the steps after it."""
    RELEARNING = 1
    YOUNG = 2
    """A review after less than 21 days."""
    MATURE = 3
    PRACTICE = 4
    """Cramming, choosing and matching: it takes time and says nothing of the schedule."""


@dataclass(frozen=True, slots=True, eq=False)
class Reviews:
    """The answers among the entries; schedules set by hand are none. Columns have shape (n,)."""

    card: Ints
    at: Ints
    day: Ints
    duration_ms: Ints
    rating: Ints
    """1 to 4; 0 for practice without a rating."""
    kind: Ints
    """Values of ``Kind``."""
    retention: Bools
    """Whether the answer counts for true retention: it moves the schedule, and the card was in
    review or had waited for at least a day (Anki: rslib/src/stats/graphs/retention.rs)."""
    mature: Bools
    """Whether the interval before was 21 days or more, whatever the kind."""

    def __len__(self) -> int:
        return len(self.card)

    def where(self, chosen: Bools) -> "Reviews":
        """Return those for which ``chosen``, of shape (n,), is true."""
        return Reviews(
            self.card[chosen],
            self.at[chosen],
            self.day[chosen],
            self.duration_ms[chosen],
            self.rating[chosen],
            self.kind[chosen],
            self.retention[chosen],
            self.mature[chosen],
        )


def moving(entries: Entries) -> Bools:
    """Return which entries are answers that move memory."""
    moves = [int(each) for each in Evidence if each.moves_memory]
    return np.isin(entries.evidence, moves) & (entries.rating > 0)


def wanted_snapshots(entries: Entries) -> Ints:
    """Return the places, among the entries with a snapshot, of those that an answer follows.

    Only these have to be read: at the end of a log a snapshot is what memory says already.
    """
    places = np.flatnonzero(entries.snapshot)
    last = np.append(entries.card[1:] != entries.card[:-1], [True])
    return np.flatnonzero(~last[places])


def reviews(entries: Entries, snapshot_intervals: Sequence[float] = ()) -> Reviews:
    """Return the answers with what they were.

    ``snapshot_intervals`` are the days from the last review to the due day in the snapshots that
    ``wanted_snapshots`` names, in that order.
    """
    moves = moving(entries)
    manual = entries.evidence == int(Evidence.MANUAL)
    before = _interval_before(entries, moves, manual, snapshot_intervals)
    answered = ~manual
    practice = answered & ~moves
    state = entries.state_before
    kind = np.full(len(entries), int(Kind.LEARNING))
    kind[state == int(State.RELEARNING)] = int(Kind.RELEARNING)
    in_review = state == int(State.REVIEW)
    kind[in_review] = int(Kind.YOUNG)
    mature = before >= MATURE_DAYS
    kind[in_review & mature] = int(Kind.MATURE)
    kind[practice] = int(Kind.PRACTICE)
    waited = in_review | (before >= 1) | (before <= -DAY_SECONDS)
    whole = Reviews(
        entries.card,
        entries.at,
        entries.day,
        entries.duration_ms,
        entries.rating,
        kind,
        moves & waited,
        mature,
    )
    return whole.where(answered)


def _interval_before(
    entries: Entries, moves: Bools, manual: Bools, snapshot_intervals: Sequence[float]
) -> Ints:
    """Return the interval that each entry found, 0 for the first of a card.

    It is what the last entry of the card led to that set the schedule: practice does not.
    """
    count = len(entries)
    led_to = entries.interval.copy()
    own = manual & ~entries.foreign & ~entries.snapshot & (entries.interval >= 0)
    last_moving = _last_before(moves, entries.card)
    known = own & (last_moving >= 0)
    due_day = entries.day + entries.interval
    led_to[known] = due_day[known] - entries.day[last_moving[known]]
    led_to[manual & (entries.state == int(State.NEW))] = 0
    if len(snapshot_intervals):
        places = np.flatnonzero(entries.snapshot)[wanted_snapshots(entries)]
        led_to[places] = np.nan_to_num(np.asarray(snapshot_intervals, dtype=np.float64)).astype(
            np.int64
        )
    setting = _last_before(moves | manual, entries.card)
    found = np.zeros(count, dtype=np.int64)
    found[setting >= 0] = led_to[setting[setting >= 0]]
    return found


def _last_before(chosen: Bools, card: Ints) -> Ints:
    """Return for each entry the place of the last chosen one before it of its card, or -1."""
    places = np.where(chosen, np.arange(len(card)), -1)
    latest = np.maximum.accumulate(places) if len(places) else places
    before = np.append([-1], latest[:-1])[: len(card)]
    same = (before >= 0) & (card[before] == card)
    return np.where(same, before, -1)
