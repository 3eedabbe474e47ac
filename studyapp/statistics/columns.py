"""The log and the cards as whole columns, so that half a million entries take milliseconds.

Study days are counted as in ``domain.day``, times are Unix milliseconds UTC. Cards are named by
their place in ``Cards``, not by id.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from studyapp.domain.card import Queue, State

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

MATURE_DAYS = 21
"""A card is mature from this interval on, as in Anki."""
DAY_SECONDS = 86_400
MISSING = -(2**40)
"""What stands for nothing in the rows of cards."""


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """The log entries that stand, card by card and oldest first; every column has shape (n,)."""

    card: Ints
    at: Ints
    day: Ints
    interval: Ints
    """What the entry led to: days, or seconds as a negative number, or 0 for neither."""
    duration_ms: Ints
    rating: Ints
    """1 to 4; 0 for none."""
    evidence: Ints
    state_before: Ints
    state: Ints
    snapshot: Bools
    """Whether the entry says where the card stood as a whole."""
    foreign: Bools
    """Whether another program wrote it."""

    def __len__(self) -> int:
        return len(self.card)


@dataclass(frozen=True, slots=True, eq=False)
class Cards:
    """Where every card stands; every column has shape (n,). NaN is what does not apply."""

    id: Ints
    """Rising."""
    deck: Ints
    state: Ints
    hidden: Ints
    """``Queue.SUSPENDED``, ``Queue.BURIED`` or ``Queue.ACTIVE`` as it is on the day asked for."""
    due_day: Floats
    """Study day on which a card is due, also for a step below a day."""
    interval: Floats
    """Of cards in review: days from the last review to the day it is due; NaN for others."""
    last_review: Floats
    stability: Floats
    difficulty: Floats

    def __len__(self) -> int:
        return len(self.id)


def entries(rows: Iterable[tuple[int, ...]], cards: Cards) -> Entries:
    """Return the columns of the rows of ``storage.statistics.log_columns``."""
    flat = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 4)
    card, at, spent, led_to = (np.ascontiguousarray(part) for part in flat.T)
    return Entries(
        np.searchsorted(cards.id, card),
        at,
        spent >> 40,
        led_to >> 13,
        spent & (1 << 40) - 1,
        led_to & 7,
        led_to >> 3 & 15,
        led_to >> 7 & 3,
        led_to >> 9 & 3,
        (led_to & 2048) > 0,
        (led_to & 4096) > 0,
    )


def cards(rows: Iterable[tuple[float, ...]], today: int, day_of: Callable[[int], int]) -> Cards:
    """Return the columns of the rows of ``storage.statistics.card_columns``.

    ``day_of`` gives the study day of a time in Unix milliseconds, for steps below a day.
    """
    flat = np.fromiter(chain.from_iterable(rows), np.float64).reshape(-1, 10)
    key, deck, standing = flat.T[:3].astype(np.int64)
    memory = np.where(flat.T[3:] == MISSING, np.nan, flat.T[3:])
    until, due_day, due, last_day, last, stability, difficulty = memory
    state, queue = standing & 7, standing >> 3
    buried = np.isin(queue, (int(Queue.BURIED), int(Queue.SIBLING))) & ~(until <= today)
    hidden = np.where(queue == int(Queue.SUSPENDED), int(Queue.SUSPENDED), int(Queue.ACTIVE))
    hidden[buried] = int(Queue.BURIED)
    interval = np.where(state == int(State.REVIEW), due_day - last_day, np.nan)
    stepping = np.isnan(due_day) & ~np.isnan(due) & (state != int(State.NEW))
    due_day[stepping] = [day_of(int(at)) for at in due[stepping]]
    return Cards(key, deck, state, hidden, due_day, interval, last, stability, difficulty)
