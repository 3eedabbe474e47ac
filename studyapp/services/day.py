"""One study day: the queue of a deck, and how much waits in every deck, by the same rules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any

from studyapp.domain.card import Memory, State
from studyapp.domain.day import from_ms
from studyapp.domain.deck import DeckOptions, NewOrder, is_within, parents
from studyapp.scheduling.apart import keep_apart
from studyapp.scheduling.fsrs import recall
from studyapp.scheduling.queue import (
    DayQueue,
    DeckLimit,
    Gathered,
    QueueCard,
    build_queue,
    bury_siblings,
    gather,
    intersperse,
    steps_first,
)
from studyapp.scheduling.session import LEARN_AHEAD
from studyapp.services.selftest.confusions import partners
from studyapp.services.views import Counts
from studyapp.storage import content, study
from studyapp.storage.engine import Connection


def day_queue(
    connection: Connection,
    learner: int,
    options: Mapping[str, DeckOptions],
    root: str,
    now: datetime,
    today: int,
) -> DayQueue:
    """Return the queue of the deck ``root`` and its subdecks for study day ``today``.

    It depends on the deck, the day and the log only, so that a session that is opened again
    goes on where it was.
    """
    names = {
        key: name
        for name, key in content.deck_ids(connection).items()
        if is_within(name, root) and name in options
    }
    own = {deck: options[name] for deck, name in names.items()}
    done = {
        row.deck_id: (int(row.introduced), int(row.reviewed))
        for row in study.done_today(connection, learner, today)
        if row.deck_id in names
    }
    introduced = sum(introduced for introduced, _ in done.values())
    reviewed = sum(reviewed for _, reviewed in done.values())
    whole = DeckLimit.remaining(options[root], introduced, reviewed)
    limits = {deck: _limit(names, deck, own[deck], done) for deck in names}
    above = _above(names, root)
    seen = study.families_seen(connection, learner, today)
    rows = [row for row in study.due_rows(connection, learner, today) if row.deck_id in names]
    busy = seen | {row.family for row in rows}
    for deck in sorted(names):
        most = min(whole.new, limits[deck].new)
        rows.extend(_new(connection, learner, deck, today, options[root], most, busy))
    queue = build_queue(
        [_queue_card(row, now, own[row.deck_id].parameters) for row in rows],
        options[root],
        limits,
        whole,
        now=now,
        today=today,
        rng=Random(f"{root}:{today}"),  # noqa: S311  (an order, not a secret)
        seen_notes=seen,
        above=above,
    )
    main = _go_on(queue.main, introduced, reviewed)
    return replace(queue, main=keep_apart(main, partners(connection, learner)))


def _limit(
    names: Mapping[int, str], deck: int, options: DeckOptions, done: Mapping[int, tuple[int, int]]
) -> DeckLimit:
    """Return what a deck may still show, less what was done today in it and below it."""
    below = [done[other] for other in done if is_within(names[other], names[deck])]
    return DeckLimit.remaining(options, sum(new for new, _ in below), sum(old for _, old in below))


def _above(names: Mapping[int, str], root: str) -> dict[int, list[int]]:
    """Return for each deck the decks between it and ``root``, whose limits hold for it too."""
    ids = {name: deck for deck, name in names.items()}
    return {
        deck: [ids[up] for up in parents(name) if up in ids and up != root]
        for deck, name in names.items()
    }


def _go_on(main: tuple[QueueCard, ...], introduced: int, reviewed: int) -> tuple[QueueCard, ...]:
    """Spread new cards and reviews as over the whole day, and leave out what is done of it."""
    done = QueueCard(0, 0, 0, State.NEW)
    reviews = [card for card in main if card.state is not State.NEW]
    new = [card for card in main if card.state is State.NEW]
    whole = intersperse([done] * reviewed + reviews, [done] * introduced + new)
    return tuple(card for card in whole if card is not done)


def _new(
    connection: Connection,
    learner: int,
    deck: int,
    today: int,
    options: DeckOptions,
    most: int,
    busy: set[int],
) -> Iterator[Any]:
    """Yield new cards until ``most`` of them can be shown: those whose siblings are not in turn.

    All of them where chance picks.
    """
    taken = set(busy)
    shown = 0
    if not most:
        return
    for row in study.new_rows(connection, learner, deck, today):
        yield row
        if not options.bury_siblings or row.family not in taken:
            taken.add(row.family)
            shown += 1
        if shown == most and options.new_order is NewOrder.ADDED:
            return


def _queue_card(row: Any, now: datetime, parameters: tuple[float, ...]) -> QueueCard:
    state = State(row.state)
    retrievability = None
    if row.stability is not None and row.last_review is not None:
        memory = Memory(state, stability=row.stability, last_review=from_ms(row.last_review))
        retrievability = recall(memory, now, parameters)
    return QueueCard(
        row.id,
        row.family,
        row.deck_id,
        state,
        None if row.due is None else from_ms(row.due),
        row.due_day,
        row.position,
        retrievability,
        row.last_day,
    )


@dataclass(slots=True)
class Waiting:
    """What waits in one deck before any limit."""

    learning: int = 0
    """In steps below a day, due within the learn-ahead time."""
    steps: int = 0
    """In learning steps of a day or more: shown as learning, limited as reviews."""
    reviews: int = 0
    new: int = 0

    def within(self, limit: DeckLimit) -> "Waiting":
        """Return what the limits of a day leave."""
        steps = min(self.steps, limit.reviews)
        reviews = min(self.reviews, limit.reviews - steps)
        return Waiting(self.learning, steps, reviews, min(self.new, limit.new))

    def add(self, other: "Waiting") -> None:
        """Count another deck in."""
        self.learning += other.learning
        self.steps += other.steps
        self.reviews += other.reviews
        self.new += other.new

    @property
    def counts(self) -> Counts:
        """As a session counts them."""
        return Counts(self.new, self.learning + self.steps, self.reviews)


def waiting(
    connection: Connection, learner: int, now: datetime, today: int
) -> dict[bool, dict[int, Waiting]]:
    """Return what waits in each deck by its id, with siblings buried (True) and without."""
    seen = study.families_seen(connection, learner, today)
    rows = study.due_rows(connection, learner, today)
    gathered = steps_first(gather((_queue_card(row, now, ()) for row in rows), now, today))
    buried, _ = bury_siblings(gathered, seen, today)
    result = {True: _count(buried, now), False: _count(gathered, now)}
    for deck, (cards, notes) in study.new_counts(connection, learner, today).items():
        result[True][deck].new = notes
        result[False][deck].new = cards
    return result


def _count(gathered: Gathered, now: datetime) -> dict[int, Waiting]:
    found: dict[int, Waiting] = defaultdict(Waiting)
    for card in gathered.learning:
        if card.due is not None and card.due <= now + LEARN_AHEAD:
            found[card.deck_id].learning += 1
    for card in gathered.reviews:
        if card.state is State.REVIEW:
            found[card.deck_id].reviews += 1
        else:
            found[card.deck_id].steps += 1
    return found
