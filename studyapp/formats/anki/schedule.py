"""Anki's columns of a card and of its log, read as where the card stands and what happened.

Their meaning depends on each other: ``due`` is a position for new cards, epoch seconds in queue
1 and days since the collection was made otherwise; ``ivl`` in the log is days if positive and
seconds if negative. Found with anki 26.9.3. Everything here runs once for each row of a file,
so it works on plain numbers, remembers where in each half of a day a study day begins, and leaves
the checking of values to what they are used for.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from studyapp.domain.card import Queue, State
from studyapp.domain.package import PackedMemory, PackedReview
from studyapp.domain.review import Evidence
from studyapp.formats.anki import sm2

DAY = 86_400_000
HALF_DAY = DAY // 2
"""Milliseconds: in so many no more than one study day begins."""
LEARN, REVIEW, RELEARN, FILTERED, MANUAL, RESCHEDULED = range(6)
"""Types of log entries."""
_MAX_KEPT = 200_000
_SECONDS_FROM = 1_000_000_000
"""A ``due`` from here on is epoch seconds, whatever the queue: days never get there."""
_MAX_MS = 253_000_000_000_000
_MAX_COUNT = (1 << 31) - 1
_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_MOST_DAYS = 1e6
_Row = tuple[Any, ...]
_new = tuple.__new__
_NEW, _LEARNING, _REVIEW = int(State.NEW), int(State.LEARNING), int(State.REVIEW)
_BY_HAND, _CRAM = int(Evidence.MANUAL), int(Evidence.CRAM)
_COUNTING = (int(Evidence.REVIEW), int(Evidence.RELEARN))


class Home(NamedTuple):
    """What a deck says about the cards in it."""

    name: str
    """Full name with ``::``."""
    learning: int
    """How many learning steps its options have."""
    relearning: int
    retention: float
    """What SM-2 is taken to have reached there."""
    parameters: tuple[float, ...]


class CardRow(NamedTuple):
    """A row of ``cards``, in the order in which it is asked for."""

    id: int
    nid: int
    did: int
    ord: int
    mod: int
    type: int
    queue: int
    due: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    odue: int
    odid: int
    flags: int
    data: str
    total: int = 0
    """How many entries its log has, if it is plain (``plain``), and their ends; else 0."""
    first: int = 0
    last: int = 0
    last_type: int = 0


Outcome = tuple[int, int, int]
"""Evidence, state before and state after."""


def _outcomes(after_learning: State, after_review: State) -> dict[int, Outcome]:
    """Return the outcome for each type, given the states in which learning and review end."""
    relearned = State.REVIEW if after_learning is State.REVIEW else State.RELEARNING
    by_hand = (Evidence.MANUAL, State.REVIEW, after_learning)
    found = {
        LEARN: (Evidence.RELEARN, State.LEARNING, after_learning),
        REVIEW: (Evidence.REVIEW, State.REVIEW, after_review),
        RELEARN: (Evidence.RELEARN, State.RELEARNING, relearned),
        FILTERED: (Evidence.REVIEW, State.REVIEW, after_review),
        MANUAL: by_hand,
        RESCHEDULED: by_hand,
    }
    return {key: (int(one), int(two), int(three)) for key, (one, two, three) in found.items()}


_IN_DAYS = _outcomes(State.REVIEW, State.REVIEW)
_IN_SECONDS = _outcomes(State.LEARNING, State.RELEARNING)
_AT_ONCE = _outcomes(State.REVIEW, State.REVIEW) | {LEARN: _IN_SECONDS[LEARN]}
OUTCOMES = (_IN_DAYS, _IN_SECONDS, _AT_ONCE)
"""By type, where ``ivl`` is positive, negative and zero; only the state after depends on it."""
FIRST = (int(Evidence.REVIEW), int(State.NEW))
"""Evidence and state before of the first answer of a card, if it was one of learning."""


Counted = tuple[int | None, int]
"""Milliseconds of the first and the last answer that counts; None and 0 without any."""


class Scheduled:
    """Reads cards and their logs for one collection and one learner's clock."""

    def __init__(
        self, created_day: int, day_of: Callable[[int], int], start_of: Callable[[int], int]
    ) -> None:
        """``created_day`` is the study day from which the collection counts due days."""
        self._zero = created_day
        self._day_of = day_of
        self._start_of = start_of
        self._turns: dict[int, tuple[int, int, int]] = {}
        self._starts: dict[int, int] = {}
        self.derived = 0
        """Cards whose memory was worked out from SM-2."""

    def day(self, at: int) -> int:
        """Return the study day of Unix milliseconds. Raises ValueError for times far away."""
        turn, before, after = self._turns.get(at // HALF_DAY) or self.turn(at)
        return after if at >= turn else before

    def turn(self, at: int) -> tuple[int, int, int]:
        """Return when a study day begins in the half of a day around ``at``; those around that."""
        if not 0 <= at < _MAX_MS:
            raise ValueError("a time that cannot be")
        if len(self._turns) > _MAX_KEPT:
            self._turns.clear()
        first = at // HALF_DAY * HALF_DAY
        before, after = self._day_of(first), self._day_of(first + HALF_DAY - 1)
        found = (self._start_of(after), before, after)
        self._turns[at // HALF_DAY] = found
        return found

    def start(self, day: int) -> int:
        """Return the milliseconds at which a study day starts; ValueError likewise."""
        start = self._starts.get(day)
        if start is None:
            if not -40_000 < day < 2_900_000:
                raise ValueError("a day that cannot be")
            if len(self._starts) > _MAX_KEPT:
                self._starts.clear()
            start = self._starts[day] = self._start_of(day)
        return start

    def reviews(self, rows: Iterable[_Row]) -> tuple[list[PackedReview], int]:
        """Return the log of one card, and how many entries made no sense.

        A row is card, id, ease, ivl, lastIvl, factor, time and type.
        """
        made: list[PackedReview] = []
        broken = 0
        fresh = True
        turns, starts = self._turns, self._starts
        for _, at, ease, ivl, last, factor, time, kind in rows:
            try:
                ease | ivl | last | factor | time | kind  # TypeError for all but whole numbers
                turn, day, after = turns.get(at // HALF_DAY) or self.turn(at)
                if at >= turn:
                    day = after
                if ivl > 0:
                    due_day = day + ivl
                    due = starts.get(due_day)
                    if due is None:
                        due = self.start(due_day)
                    evidence, before, state = _IN_DAYS[kind]
                elif ivl:
                    due_day = None
                    due = at - ivl * 1000
                    if due > _MAX_MS:
                        raise ValueError("a time that cannot be")
                    evidence, before, state = _IN_SECONDS[kind]
                else:
                    due = due_day = None
                    evidence, before, state = _AT_ONCE[kind]
                foreign = f"{ivl},{last},{factor},{kind}"
                if evidence == _BY_HAND or not ease:
                    evidence, ease = _BY_HAND, None
                    if kind == MANUAL and not factor:
                        state, due, due_day = 0, None, None
                        fresh = True
                elif not 0 < ease < 5 or not 0 <= time <= _MAX_COUNT:
                    broken += 1
                    continue
                elif kind == FILTERED and not factor:
                    evidence = _CRAM
                elif fresh:
                    fresh = False
                    if kind == LEARN:
                        evidence, before = FIRST
            except (TypeError, ValueError, OverflowError, KeyError):
                broken += 1
                continue
            # fmt: off
            entry = ("", ease, evidence, at, day, time, before, state, None, due, due_day,
                     None, foreign, None)
            # fmt: on
            made.append(_new(PackedReview, entry))
        return made, broken

    def card(self, row: CardRow, home: Home, counted: Counted) -> tuple[PackedMemory | None, int]:
        """Return where a card stands (None for a new one) and its position among new cards.

        ``counted`` is what its log says. Raises TypeError, ValueError or OverflowError for a row
        that makes no sense.
        """
        # fmt: off
        (_, _, _, _, _, kind, queue, due, ivl, factor, reps, lapses, left, odue, odid, _, data,
         *_) = row
        # fmt: on
        kind | queue | due | ivl | factor | reps | lapses | left | odue
        position, stability, difficulty, last = _data(data)
        if odid and odue and (queue != 1 or due < _SECONDS_FROM):
            due = odue
        position = min(position, _MAX_COUNT)
        if kind == _NEW:
            return None, due if 0 <= due <= _MAX_COUNT else position
        if kind not in (1, 2, 3):
            raise ValueError(f"type {kind}")
        due_day = None
        if queue == 1 or due > _SECONDS_FROM:
            due_at = max(0, due) * 1000
            if due_at >= _MAX_MS:
                raise ValueError("a time that cannot be")
            day = self.day(due_at)
            if kind == _REVIEW or (queue < 0 and due_at == self.start(day)):
                due_day, due_at = day, self.start(day)
        else:
            due_day = self._zero + due
            due_at = self.start(due_day)
        step = None
        if kind != _REVIEW:
            steps = home.learning if kind == _LEARNING else home.relearning
            step = max(0, steps - left % 1000)
        first, answered = counted
        if first is not None and answered + 1000 > last:
            last = answered
        if last:
            last_day: int | None = self.day(last)
        elif kind == _REVIEW and due_day is not None:
            last_day = due_day - ivl
            last = self.start(last_day)
        else:
            last_day = None
        if stability <= 0 or not 1 <= difficulty <= 10:
            stability = difficulty = 0.0
            if kind != _LEARNING and ivl > 0:
                self.derived += 1
                stability, difficulty = sm2.memory(
                    (factor or 2500) / 1000, ivl, home.retention, home.parameters
                )
                stability, difficulty = round(stability, 4), round(difficulty, 3)
        first_day = last_day if first is None else self.day(first)
        reps, lapses = min(max(0, reps), _MAX_COUNT), min(max(0, lapses), _MAX_COUNT)
        # fmt: off
        memory = (kind, step, stability or None, difficulty or None, due_at, due_day,
                  last or None, last_day, first_day, reps, lapses)
        # fmt: on
        return _new(PackedMemory, memory), position


def counted(log: Sequence[PackedReview]) -> Counted:
    """Return when a card was answered for the first and for the last time, as far as it counts."""
    first = next((entry.at for entry in log if entry[2] in _COUNTING), None)
    last = next((entry.at for entry in reversed(log) if entry[2] in _COUNTING), 0)
    return first, last


def buried(queue: int, today: int) -> tuple[int, int | None]:
    """Return our queue for Anki's, and the study day on which a buried card shows again."""
    if queue >= 0:
        return 0, None
    if queue == -1:
        return int(Queue.SUSPENDED), None
    return int(Queue.SIBLING if queue == -2 else Queue.BURIED), today + 1


def _data(text: object) -> tuple[int, float, float, int]:
    """Read the JSON of a card: position, stability, difficulty and last review in milliseconds.

    Each is 0 where it is not said or makes no sense.
    """
    if not text or text == "{}" or not isinstance(text, str):
        return 0, 0.0, 0.0, 0
    try:
        found = _scan(text.lstrip(), 0)[0]
    except (StopIteration, ValueError, RecursionError):
        return 0, 0.0, 0.0, 0
    if not isinstance(found, dict):
        return 0, 0.0, 0.0, 0
    said = found.get
    stability, difficulty = said("s", 0.0), said("d", 0.0)
    if type(stability) is not float or not 0 < stability < _MOST_DAYS:
        stability = float(_sensible(stability, _MOST_DAYS))
    if type(difficulty) is not float or not 0 < difficulty < _MOST_DAYS:
        difficulty = float(_sensible(difficulty, _MOST_DAYS))
    position = int(_sensible(said("pos"), _MAX_COUNT)) if "pos" in found else 0
    last = int(_sensible(said("lrt"), _MAX_MS // 1000)) * 1000 if "lrt" in found else 0
    return position, stability, difficulty, last


def _sensible(value: object, limit: float) -> float:
    return value if isinstance(value, (int, float)) and 0 < value < limit else 0
