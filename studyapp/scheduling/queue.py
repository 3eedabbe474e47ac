"""The cards of a study day: gather, sort, bury siblings, limit, intersperse.

Each step is a pure function from cards to cards; ``build_queue`` runs them in that order.
Siblings are buried before the limits are applied, not after: a limit spent on cards that are
then buried would hand out half the new cards of a deck with two cards a note, and the buried
ones would stand in front of the rest all day.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from studyapp.domain.card import State
from studyapp.domain.deck import DeckOptions, NewOrder, ReviewOrder
from studyapp.scheduling.fuzz import mix


@dataclass(frozen=True, slots=True)
class QueueCard:
    """What the queue needs to know of a card that is neither buried nor suspended."""

    card_id: int
    note_id: int
    deck_id: int
    state: State
    due: datetime | None = None
    due_day: int | None = None
    position: int = 0
    """Order among new cards."""
    retrievability: float | None = None
    """Recall probability now; only ``ReviewOrder.WEAKEST`` reads it."""
    last_day: int | None = None

    @property
    def intraday(self) -> bool:
        """Whether this is a learning card that returns at a clock time, not on a day."""
        learning = self.state is State.LEARNING or self.state is State.RELEARNING
        return learning and self.due_day is None and self.due is not None


@dataclass(frozen=True, slots=True)
class DeckLimit:
    """How many cards a deck may still show today."""

    new: int
    reviews: int

    @classmethod
    def remaining(cls, options: DeckOptions, introduced: int, reviewed: int) -> "DeckLimit":
        """Return what is left after ``introduced`` new cards and ``reviewed`` reviews today."""
        return cls(
            max(0, options.new_per_day - introduced), max(0, options.reviews_per_day - reviewed)
        )


@dataclass(frozen=True, slots=True)
class Gathered:
    """A day's cards by the part of the session they belong to."""

    learning: tuple[QueueCard, ...] = ()
    """In steps below a day, whether already due or not: the session watches the clock."""
    reviews: tuple[QueueCard, ...] = ()
    """Due by day, longer learning steps among them."""
    new: tuple[QueueCard, ...] = ()


@dataclass(frozen=True, slots=True)
class DayQueue:
    """What a session starts from, and what was left out for a sibling's sake."""

    main: tuple[QueueCard, ...]
    learning: tuple[QueueCard, ...]
    buried: tuple[QueueCard, ...] = ()


def gather(cards: Iterable[QueueCard], now: datetime, today: int) -> Gathered:
    """Split ``cards`` into learning, reviews and new, leaving out what is not due today."""
    learning: list[QueueCard] = []
    reviews: list[QueueCard] = []
    new: list[QueueCard] = []
    for card in cards:
        if card.state is State.NEW:
            new.append(card)
        elif card.due_day is not None:
            if card.due_day <= today:
                reviews.append(card)
        elif card.intraday:
            learning.append(card)
        elif card.due is not None and card.due <= now:
            reviews.append(card)
    return Gathered(tuple(learning), tuple(reviews), tuple(new))


def sort(gathered: Gathered, options: DeckOptions, rng: Random, today: int) -> Gathered:
    """Order each part as ``options`` say; learning cards by the time they return.

    Ties and random orders come from one number drawn from ``rng`` and the card's id. Seed
    ``rng`` with the deck and the day and the order holds all day, whichever cards are gone.
    """
    salt = rng.getrandbits(64)

    def chance(card: QueueCard) -> int:
        return mix(card.card_id, salt)

    def by_day(card: QueueCard) -> tuple[int, int]:
        return today if card.due_day is None else card.due_day, chance(card)

    def by_recall(card: QueueCard) -> tuple[float, int]:
        return 2.0 if card.retrievability is None else card.retrievability, chance(card)

    match options.review_order:
        case ReviewOrder.DUE:
            reviews = sorted(gathered.reviews, key=by_day)
        case ReviewOrder.RANDOM:
            reviews = sorted(gathered.reviews, key=chance)
        case ReviewOrder.WEAKEST:
            reviews = sorted(gathered.reviews, key=by_recall)
    match options.new_order:
        case NewOrder.ADDED:
            new = sorted(gathered.new, key=lambda card: (card.position, card.card_id))
        case NewOrder.RANDOM:
            new = sorted(gathered.new, key=chance)
    timed = ((card.due, card.card_id, card) for card in gathered.learning if card.due is not None)
    learning = [card for *_, card in sorted(timed, key=lambda entry: entry[:2])]
    return steps_first(Gathered(tuple(learning), tuple(reviews), tuple(new)))


def steps_first(gathered: Gathered) -> Gathered:
    """Put learning steps of a day or more before the reviews, whose limit they share."""
    return replace(
        gathered, reviews=tuple(sorted(gathered.reviews, key=lambda c: c.state is State.REVIEW))
    )


def bury_siblings(
    gathered: Gathered, seen_notes: AbstractSet[int], today: int
) -> tuple[Gathered, tuple[QueueCard, ...]]:
    """Keep one card of each note: learning before reviews before new, then the earlier one.

    ``seen_notes`` are the notes of which some card was answered today; their other cards wait.
    A card in steps below a day is never buried, nor is a card by its own answer today. Returns
    what stays and what is buried until tomorrow.
    """
    taken = set(seen_notes)
    taken.update(card.note_id for card in gathered.learning)
    buried: list[QueueCard] = []

    def keep(cards: Sequence[QueueCard]) -> tuple[QueueCard, ...]:
        kept: list[QueueCard] = []
        for card in cards:
            if card.note_id in taken and card.last_day != today:
                buried.append(card)
            else:
                taken.add(card.note_id)
                kept.append(card)
        return tuple(kept)

    stay = replace(gathered, reviews=keep(gathered.reviews), new=keep(gathered.new))
    return stay, tuple(buried)


def limit(
    gathered: Gathered,
    limits: Mapping[int, DeckLimit],
    root: DeckLimit,
    above: Mapping[int, Sequence[int]] | None = None,
) -> Gathered:
    """Cut reviews and new cards to what each deck, and the deck opened, may still show.

    ``limits`` has the limit of a deck and all below it by its id; a deck without one answers to
    ``root`` only. ``above`` names the decks between a deck and the one opened, whose limits hold
    for it too. Cards in steps below a day have been started and are never cut.
    """
    chains = above or {}

    def cut(cards: Sequence[QueueCard], total: int, left: dict[int, int]) -> tuple[QueueCard, ...]:
        kept: list[QueueCard] = []
        for card in cards:
            if len(kept) >= total:
                break
            held = [deck for deck in (card.deck_id, *chains.get(card.deck_id, ())) if deck in left]
            if any(left[deck] <= 0 for deck in held):
                continue
            for deck in held:
                left[deck] -= 1
            kept.append(card)
        return tuple(kept)

    return replace(
        gathered,
        reviews=cut(
            gathered.reviews, root.reviews, {deck: each.reviews for deck, each in limits.items()}
        ),
        new=cut(gathered.new, root.new, {deck: each.new for deck, each in limits.items()}),
    )


def intersperse(reviews: Sequence[QueueCard], new: Sequence[QueueCard]) -> tuple[QueueCard, ...]:
    """Return both sequences merged, each in its order and spread evenly over the whole."""
    merged: list[QueueCard] = []
    taken = 0
    for index, card in enumerate(reviews):
        # New card k sits at (k + 1/2) / len(new) of the way; compared without division.
        while taken < len(new) and (2 * taken + 1) * len(reviews) < (2 * index + 1) * len(new):
            merged.append(new[taken])
            taken += 1
        merged.append(card)
    merged.extend(new[taken:])
    return tuple(merged)


def build_queue(
    cards: Iterable[QueueCard],
    options: DeckOptions,
    limits: Mapping[int, DeckLimit],
    root: DeckLimit,
    *,
    now: datetime,
    today: int,
    rng: Random,
    seen_notes: AbstractSet[int] = frozenset(),
    above: Mapping[int, Sequence[int]] | None = None,
) -> DayQueue:
    """Return the day's queue of the deck opened, whose ``options`` and ``root`` limit apply.

    ``cards`` are the active cards of the deck and its subdecks, at least the new ones and those
    due; ``limits`` the limits of each of these decks and ``above`` the decks between it and the
    one opened; ``seen_notes`` the notes seen today.
    """
    gathered = sort(gather(cards, now, today), options, rng, today)
    buried: tuple[QueueCard, ...] = ()
    if options.bury_siblings:
        gathered, buried = bury_siblings(gathered, seen_notes, today)
    gathered = limit(gathered, limits, root, above)
    return DayQueue(intersperse(gathered.reviews, gathered.new), gathered.learning, buried)
