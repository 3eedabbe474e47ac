"""Where a card stands and what happened to it, written as Anki's columns.

The way back of ``schedule``: what another program wrote goes out as it came, what is ours is put
as anki 26.9.3 would have put it.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from studyapp.domain.card import Queue, State
from studyapp.domain.deck import DeckOptions
from studyapp.domain.package import ForeignLog, PackedCard, PackedMemory, PackedReview
from studyapp.domain.review import Evidence
from studyapp.formats.anki import kept
from studyapp.formats.anki.schedule import FILTERED, LEARN, MANUAL, RELEARN, REVIEW
from studyapp.formats.anki.sm2 import DEFAULT_PARAMETERS

EASE = 2500
"""SM-2's factor of a card that never had one, in thousandths."""
_LEAST_EASE = 1300
_WRITTEN = (int(Evidence.REVIEW), int(Evidence.RELEARN), int(Evidence.TYPED))
_TYPES = {
    int(State.NEW): LEARN,
    int(State.LEARNING): LEARN,
    int(State.REVIEW): REVIEW,
    int(State.RELEARNING): RELEARN,
}
_QUEUES = {int(Queue.SUSPENDED): -1, int(Queue.SIBLING): -2, int(Queue.BURIED): -3}

Standing = tuple[int, int, int, int, int, int, int, int, str]
"""type, queue, due, ivl, factor, reps, lapses, left and data of a card."""
Entry = tuple[int, int, int, int, int, int, int, int]
"""Time, ease, ivl, lastIvl, factor, type, duration and card of a log entry."""


class Deck(NamedTuple):
    """What the columns of a card say of its deck."""

    learning: int
    relearning: int
    retention: float
    decay: float


def of_options(options: DeckOptions) -> Deck:
    """Return what a card's columns need of the options of its deck."""
    decay = (options.parameters or DEFAULT_PARAMETERS)[20]
    steps = (len(options.learning_steps), len(options.relearning_steps))
    return Deck(*steps, round(options.desired_retention, 2), round(decay, 3))


def fresh(card: PackedCard) -> Standing:
    """Return the columns of a card that goes out without its schedule."""
    return (0, 0, max(0, card.position), 0, 0, 0, 0, 0, "{}")


def standing(card: PackedCard, deck: Deck, zero: int, today: int) -> Standing:
    """Return the columns of a card. ``zero`` is the study day from which due days count."""
    said, current = kept.last(card)
    if said is not None and current:
        return (*_place(card, zero, today), *said)
    state, queue, due, ivl, factor, reps, lapses, left, data = _derived(card, deck, zero, today)
    if said is not None and factor:
        factor = said.factor or EASE
    return (state, queue, due, ivl, factor, reps, lapses, left, data)


def _place(card: PackedCard, zero: int, today: int) -> tuple[int, int, int]:
    """Return type, queue and due as they follow from what we know.

    A hidden card in steps of days is due at a time: its day would stay as it is in a collection
    that counts days from another one, since Anki moves those of visible cards only.
    """
    memory = card.memory
    hidden = _QUEUES.get(card.queue, 0)
    if hidden < -1 and card.buried_until is not None and card.buried_until <= today:
        hidden = 0
    if memory is None or memory.state == State.NEW:
        return 0, hidden, max(0, card.position)
    state = memory.state
    queue = 2 if state == State.REVIEW else 3
    if memory.due_day is not None:
        due = max(0, memory.due_day - zero)
        if hidden and state != State.REVIEW and memory.due is not None:
            due = memory.due // 1000
    elif memory.due is not None and state != State.REVIEW:
        due, queue = max(0, memory.due // 1000), 1
    else:
        due = max(0, today - zero)
    return state, hidden or queue, due


def _derived(card: PackedCard, deck: Deck, zero: int, today: int) -> Standing:
    """Return the columns as they follow from what we know."""
    memory = card.memory
    state, queue, due = _place(card, zero, today)
    if memory is None or state == State.NEW:
        return (0, queue, due, 0, 0, 0, 0, 0, _data(card, deck))
    left = 0
    if state != State.REVIEW:
        steps = deck.learning if state == State.LEARNING else deck.relearning
        left = max(1, steps - (memory.step or 0))
    ivl = 0
    if state == State.REVIEW and memory.due_day is not None and memory.last_day is not None:
        ivl = max(1, memory.due_day - memory.last_day)
    elif state != State.LEARNING:
        ivl = max(1, round(memory.stability or 1))
    factor = 0 if state == State.LEARNING else ease(card.reviews)
    data = _data(card, deck)
    return (state, queue, due, ivl, factor, memory.reps, memory.lapses, left, data)


def _data(card: PackedCard, deck: Deck) -> str:
    """Return the JSON of a card, with as many digits as the engine writes.

    Of a review card without a log the last review is not named: the engine takes it from the
    interval, and would take it out here.
    """
    memory = card.memory
    written = (e.at for e in reversed(card.reviews) if e.rating and e.evidence in _WRITTEN)
    last = next(written, None)
    said: dict[str, Any] = {}
    if memory is not None:
        if card.position > 0:
            said["pos"] = card.position
        if memory.stability is not None and memory.difficulty is not None:
            said["s"] = round(memory.stability, 4)
            said["d"] = round(memory.difficulty, 3)
            said["dr"] = deck.retention
            said["decay"] = deck.decay
        if last is None and memory.state != State.REVIEW:
            last = memory.last_review
    if last is not None:
        said["lrt"] = last // 1000
    return json.dumps(said, separators=(",", ":")) if said else "{}"


def ease(reviews: Sequence[PackedReview]) -> int:
    """Return SM-2's factor as the last entry that had one gives it."""
    for entry in reversed(reviews):
        if entry.foreign and entry.memory is None:
            factor = foreign(entry.foreign)[2]
            return factor if factor >= _LEAST_EASE else EASE
    return EASE


def counting(reviews: Sequence[PackedReview]) -> Sequence[PackedReview]:
    """Return the entries that were not undone."""
    if isinstance(reviews, ForeignLog):
        return reviews
    voided = {entry.voids for entry in reviews if entry.voids}
    if not voided:
        return reviews
    return [
        entry for entry in reviews if entry.evidence != Evidence.VOID and entry.id not in voided
    ]


def log(reviews: Sequence[PackedReview], memory: PackedMemory | None, card: int) -> list[Entry]:
    """Return the entries that Anki can hold, of those that count; what is no review is left out.

    The difficulty is known after the last of them. ``card`` is the number of the card.
    """
    made: list[Entry] = []
    last = 0
    ours = False
    for entry in reviews:
        if entry.memory is not None:
            continue
        rating = entry.rating or 0
        if entry.foreign:
            ivl, before, factor, kind = foreign(entry.foreign)
            ours = False
        else:
            known = _kind(entry)
            if known is None:
                continue
            kind = known
            ivl, before, factor = _interval(entry), last, 0
            if kind == MANUAL and entry.state != State.NEW:
                factor = EASE
            ours = kind not in (FILTERED, MANUAL)
        made.append((entry.at, rating, ivl, before, factor, kind, entry.duration_ms, card))
        last = ivl
    if ours and memory is not None and memory.difficulty is not None:
        factor = round(((memory.difficulty - 1) / 9 + 0.1) * 1000)
        made[-1] = (*made[-1][:4], factor, *made[-1][5:])
    return made


def _kind(entry: PackedReview) -> int | None:
    """Return Anki's type for an entry of ours; None for what it has no type for."""
    if entry.evidence in _WRITTEN:
        return _TYPES.get(entry.state_before, REVIEW) if entry.rating else None
    if entry.evidence == Evidence.CRAM and entry.rating:
        return FILTERED
    if entry.evidence == Evidence.MANUAL and entry.memory is None:
        return MANUAL
    return None


def _interval(entry: PackedReview) -> int:
    """Return days, or seconds as a negative number."""
    if entry.state == State.NEW:
        return 0
    if entry.due_day is not None:
        return max(1, entry.due_day - entry.day)
    return min(-1, (entry.at - entry.due) // 1000) if entry.due is not None else 0


@lru_cache(maxsize=50_000)
def foreign(text: str) -> tuple[int, int, int, int]:
    """Read ``ivl,lastIvl,factor,type``; anything else counts as a review that says nothing."""
    try:
        ivl, before, factor, kind = map(int, text.split(","))
    except ValueError:
        return 0, 0, 0, REVIEW
    return ivl, before, factor, kind
