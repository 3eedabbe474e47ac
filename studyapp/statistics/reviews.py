"""What each answer was: its kind as Anki tells them apart, and the interval before it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from studyapp.domain.card import State
from studyapp.domain.review import Evidence
from studyapp.statistics.columns import DAY_SECONDS, MATURE_DAYS, Bools, Cards, Entries, Ints


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
    moves, manual = moving(entries), by_hand(entries)
    led_to = _led_to(entries)
    if len(snapshot_intervals):
        places = np.flatnonzero(entries.snapshot)[wanted_snapshots(entries)]
        led_to[places] = np.asarray(snapshot_intervals, dtype=np.int64)
    setting = _last_before(moves | manual, entries.card)
    before = np.where(setting >= 0, led_to[setting], 0)
    state = entries.state_before
    in_review = state == int(State.REVIEW)
    mature = before >= MATURE_DAYS
    kind = np.full(len(entries), int(Kind.LEARNING))
    kind[state == int(State.RELEARNING)] = int(Kind.RELEARNING)
    kind[in_review] = int(Kind.YOUNG)
    kind[in_review & mature] = int(Kind.MATURE)
    kind[~moves] = int(Kind.PRACTICE)
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
    return whole.where(~manual)


def with_intervals(cards: Cards, entries: Entries) -> Cards:
    """Return the cards with the intervals that their logs led to, where those say.

    That is what Anki calls a card's interval: moving the day on which it falls due, as people do
    by hand, does not make a mature card young.
    """
    settles = (moving(entries) | by_hand(entries)) & ~entries.snapshot
    places = np.flatnonzero(settles)
    found = np.zeros(len(cards))
    found[entries.card[places]] = _led_to(entries)[places]
    known = (cards.state == int(State.REVIEW)) & (found >= 1)
    return replace(cards, interval=np.where(known, found, cards.interval))


def by_hand(entries: Entries) -> Bools:
    """Return which entries are schedules set by hand."""
    return np.asarray(entries.evidence == int(Evidence.MANUAL))


def _led_to(entries: Entries) -> Ints:
    """Return the interval that each entry led to, as a new array.

    A schedule of ours set by hand names the day on which a card falls due; its interval counts
    from the last answer.
    """
    moves, manual = moving(entries), by_hand(entries)
    led_to = entries.interval.copy()
    own = manual & ~entries.foreign & ~entries.snapshot & (entries.interval >= 0)
    last = _last_before(moves, entries.card)
    known = own & (last >= 0)
    led_to[known] += entries.day[known] - entries.day[last[known]]
    led_to[manual & (entries.state == int(State.NEW))] = 0
    return led_to


def _last_before(chosen: Bools, card: Ints) -> Ints:
    """Return for each entry the place of the last chosen one before it of its card, or -1."""
    places = np.where(chosen, np.arange(len(card)), -1)
    latest = np.maximum.accumulate(places) if len(places) else places
    before = np.append([-1], latest[:-1])[: len(card)]
    return np.where((before >= 0) & (card[before] == card), before, -1)
