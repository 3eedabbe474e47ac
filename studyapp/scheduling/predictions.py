"""What FSRS predicted at every answer of many logs, replayed side by side as arrays.

The same replay as ``fsrs.replay``, which takes seconds for half a million entries; a test holds
the two against each other.
"""

from dataclasses import dataclass

import numpy as np

from studyapp.domain.review import Rating
from studyapp.scheduling.formulas import Bools, Floats, Formulas, Ints
from studyapp.scheduling.fsrs import remember

FEWEST = 24
"""Below so many logs at once, entry by entry is quicker than arrays."""
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Entries that change or set memory, log by log and oldest first; columns of shape (n,)."""

    log: Ints
    """Number of the log, from 0, rising."""
    at: Ints
    """Unix milliseconds."""
    day: Ints
    """Study day."""
    rating: Ints
    """1 to 4 for an answer; 0 for an entry that sets memory to what follows."""
    stability: Floats
    """For those: NaN forgets everything."""
    difficulty: Floats
    last_review: Ints
    last_day: Ints


class _Memory:
    """Where every log stands; columns of shape (logs,)."""

    def __init__(self, logs: int) -> None:
        self.stability: Floats = np.full(logs, np.nan)
        self.difficulty: Floats = np.full(logs, np.nan)
        self.last_review: Ints = np.zeros(logs, dtype=np.int64)
        self.last_day: Ints = np.zeros(logs, dtype=np.int64)


def predictions(steps: Steps, parameters: tuple[float, ...] = ()) -> Floats:
    """Return the recall probability predicted for each entry just before it, shape (n,).

    NaN where there is none to hold against the answer: at the first answer, on the day of the
    last one, and at entries that are no answers. Recall counts fractional days, memory study
    days, as in ``scheduling.fsrs``.
    """
    count = len(steps.log)
    found: Floats = np.full(count, np.nan)
    if not count:
        return found
    formulas = Formulas(parameters)
    fresh = np.append([True], steps.log[1:] != steps.log[:-1])
    starts = np.flatnonzero(fresh)
    lengths = np.diff(np.append(starts, [count]))
    memory = _Memory(int(steps.log[-1]) + 1)
    by_length = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[by_length], lengths[by_length]
    for turn in range(int(lengths[0])):
        going = int(np.searchsorted(-lengths, -turn))
        if going < FEWEST:
            for start, length in zip(starts[:going], lengths[:going], strict=True):
                _one_by_one(
                    steps, range(start + turn, start + length), memory, formulas, parameters, found
                )
            break
        _together(steps, starts[:going] + turn, memory, formulas, found)
    return found


def _together(
    steps: Steps, places: Ints, memory: _Memory, formulas: Formulas, found: Floats
) -> None:
    """Take one entry of each of many logs."""
    sets = places[steps.rating[places] == 0]
    log = steps.log[sets]
    memory.stability[log] = steps.stability[sets]
    memory.difficulty[log] = steps.difficulty[sets]
    memory.last_review[log] = steps.last_review[sets]
    memory.last_day[log] = steps.last_day[sets]
    for rating in Rating:
        answers = places[steps.rating[places] == int(rating)]
        log = steps.log[answers]
        known = ~np.isnan(memory.stability[log])
        later = known & (steps.day[answers] > memory.last_day[log])
        memory.stability[log[~known]], memory.difficulty[log[~known]] = formulas.first(rating)
        _answer_same_day(memory, log[known & ~later], formulas, rating)
        _answer_later(steps, memory, answers[later], formulas, rating, found)
        memory.last_review[log] = steps.at[answers]
        memory.last_day[log] = steps.day[answers]


def _answer_same_day(memory: _Memory, log: Ints, formulas: Formulas, rating: Rating) -> None:
    memory.stability[log], memory.difficulty[log] = formulas.same_day(
        memory.stability[log], memory.difficulty[log], rating
    )


def _answer_later(
    steps: Steps,
    memory: _Memory,
    places: Ints,
    formulas: Formulas,
    rating: Rating,
    found: Floats,
) -> None:
    log = steps.log[places]
    days = (steps.at[places] - memory.last_review[log]) / _DAY_MS
    found[places] = formulas.recall(days, memory.stability[log])
    elapsed = (steps.day[places] - memory.last_day[log]).astype(np.float64)
    memory.stability[log], memory.difficulty[log] = formulas.after(
        memory.stability[log], memory.difficulty[log], elapsed, rating
    )


def _one_by_one(
    steps: Steps,
    places: range,
    memory: _Memory,
    formulas: Formulas,
    parameters: tuple[float, ...],
    found: Floats,
) -> None:
    """Take the rest of one log."""
    log = int(steps.log[places[0]])
    known = not np.isnan(memory.stability[log])
    stability = float(memory.stability[log]) if known else None
    difficulty = float(memory.difficulty[log]) if known else None
    last_review, last_day = int(memory.last_review[log]), int(memory.last_day[log])
    waits: list[tuple[int, float, float]] = []
    for place in places:
        rating, day = int(steps.rating[place]), int(steps.day[place])
        if rating == 0:
            known = not np.isnan(steps.stability[place])
            stability = float(steps.stability[place]) if known else None
            difficulty = float(steps.difficulty[place]) if known else None
            last_review, last_day = int(steps.last_review[place]), int(steps.last_day[place])
            continue
        at = int(steps.at[place])
        if stability is not None and day > last_day:
            waits.append((place, (at - last_review) / _DAY_MS, stability))
        stability, difficulty = remember(
            stability, difficulty, day - last_day, Rating(rating), parameters
        )
        last_review, last_day = at, day
    if waits:
        at_places, days, stabilities = zip(*waits, strict=True)
        found[list(at_places)] = formulas.recall(np.array(days), np.array(stabilities))


def known_logs(steps: Steps, chosen: Bools) -> Steps:
    """Return the entries of the ``chosen`` logs, shape (logs,), numbered anew from 0."""
    kept = chosen[steps.log]
    _, numbers = np.unique(steps.log[kept], return_inverse=True)
    return Steps(
        numbers.astype(np.int64),
        steps.at[kept],
        steps.day[kept],
        steps.rating[kept],
        steps.stability[kept],
        steps.difficulty[kept],
        steps.last_review[kept],
        steps.last_day[kept],
    )
