"""The day's queue, step by step."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.card import State
from studyapp.domain.deck import DeckOptions, NewOrder, ReviewOrder
from studyapp.scheduling.queue import (
    DeckLimit,
    Gathered,
    QueueCard,
    build_queue,
    bury_siblings,
    gather,
    intersperse,
    limit,
    sort,
)

from .logs import START

TODAY = 20_000
WIDE = DeckLimit(9999, 9999)


def new(card_id: int, note: int | None = None, deck: int = 1, position: int = 0) -> QueueCard:
    return QueueCard(card_id, note or card_id, deck, State.NEW, position=position)


def due(
    card_id: int,
    day: int = TODAY,
    note: int | None = None,
    deck: int = 1,
    state: State = State.REVIEW,
    recall: float | None = None,
    last_day: int | None = TODAY - 9,
) -> QueueCard:
    return QueueCard(
        card_id,
        note or card_id,
        deck,
        state,
        due_day=day,
        retrievability=recall,
        last_day=last_day,
    )


def step(card_id: int, minutes: int, note: int | None = None) -> QueueCard:
    at = START + timedelta(minutes=minutes)
    return QueueCard(card_id, note or card_id, 1, State.LEARNING, due=at, last_day=TODAY)


def ids(cards: tuple[QueueCard, ...]) -> list[int]:
    return [card.card_id for card in cards]


def test_gather_splits_and_leaves_out_what_is_not_due() -> None:
    day_step = due(6, TODAY - 1, state=State.RELEARNING)
    timed_review = QueueCard(7, 7, 1, State.REVIEW, due=START - timedelta(hours=1))
    later_review = QueueCard(8, 8, 1, State.REVIEW, due=START + timedelta(hours=1))
    nowhere = QueueCard(9, 9, 1, State.LEARNING)
    cards = [new(1), due(2), due(3, TODAY + 1), step(4, -3), step(5, 90), day_step]
    gathered = gather([*cards, timed_review, later_review, nowhere], START, TODAY)
    assert ids(gathered.new) == [1]
    assert ids(gathered.reviews) == [2, 6, 7]
    assert ids(gathered.learning) == [4, 5]


def test_sort_by_due_day_with_ties_in_no_telling_order() -> None:
    cards = tuple(due(number, TODAY - number % 3) for number in range(60))
    reviews = sort(Gathered(reviews=cards), DeckOptions(), Random(4), TODAY).reviews
    days = [card.due_day for card in reviews]
    assert days == [TODAY - 2] * 20 + [TODAY - 1] * 20 + [TODAY] * 20
    first = ids(reviews[:20])
    assert first != sorted(first)


@pytest.mark.parametrize("order", ReviewOrder)
def test_order_holds_all_day(order: ReviewOrder) -> None:
    """Cards that are done disappear; those that stay keep their order."""
    cards = tuple(due(number, TODAY - number % 2) for number in range(50))
    options = DeckOptions(review_order=order)
    morning = ids(sort(Gathered(reviews=cards), options, Random(4), TODAY).reviews)
    evening = ids(sort(Gathered(reviews=cards[::-3]), options, Random(4), TODAY).reviews)
    assert evening == [card_id for card_id in morning if card_id in evening]
    other_day = ids(sort(Gathered(reviews=cards), options, Random(5), TODAY).reviews)
    assert other_day != morning


def test_weakest_first() -> None:
    cards = (due(1, recall=0.9), due(2, recall=0.2), due(3), due(4, recall=0.5))
    options = DeckOptions(review_order=ReviewOrder.WEAKEST)
    assert ids(sort(Gathered(reviews=cards), options, Random(1), TODAY).reviews) == [2, 4, 1, 3]


def test_new_cards_as_added_or_at_random() -> None:
    cards = tuple(new(number, position=100 - number) for number in range(1, 41))
    gathered = Gathered(new=cards)
    added = ids(sort(gathered, DeckOptions(), Random(1), TODAY).new)
    assert added == list(range(40, 0, -1))
    options = DeckOptions(new_order=NewOrder.RANDOM)
    shuffled = ids(sort(gathered, options, Random(1), TODAY).new)
    assert sorted(shuffled) == sorted(added)
    assert shuffled not in (added, added[::-1])


def test_learning_cards_by_the_clock() -> None:
    gathered = Gathered(learning=(step(1, 30), step(2, -5), step(3, 4)))
    assert ids(sort(gathered, DeckOptions(), Random(1), TODAY).learning) == [2, 3, 1]


def test_limits_of_each_deck_and_of_the_deck_opened() -> None:
    reviews = tuple(due(number, deck=number % 3) for number in range(30))
    cards = Gathered(reviews=reviews, new=tuple(new(100 + n, deck=n % 3) for n in range(30)))
    limits = {0: DeckLimit(new=2, reviews=0), 1: DeckLimit(new=0, reviews=4)}
    cut = limit(cards, limits, DeckLimit(new=9, reviews=11))
    assert Counter(card.deck_id for card in cut.reviews) == {1: 4, 2: 7}
    assert Counter(card.deck_id for card in cut.new) == {0: 2, 2: 7}
    assert ids(cut.reviews) == sorted(ids(cut.reviews))


def test_limit_never_cuts_steps_that_have_begun() -> None:
    cards = Gathered(learning=(step(1, 0), step(2, 5)))
    assert limit(cards, {1: DeckLimit(0, 0)}, DeckLimit(0, 0)) == cards


def test_remaining_is_never_negative() -> None:
    options = DeckOptions(new_per_day=5, reviews_per_day=10)
    assert DeckLimit.remaining(options, 2, 3) == DeckLimit(3, 7)
    assert DeckLimit.remaining(options, 6, 30) == DeckLimit(0, 0)


def test_one_card_of_a_note_a_day() -> None:
    cards = Gathered(
        learning=(step(1, 0, note=1), step(2, 0, note=1)),
        reviews=(due(3, note=1), due(4, note=2), due(5, note=2), due(6, note=3)),
        new=(new(7, note=3), new(8, note=4), new(9, note=4), new(10, note=5)),
    )
    stay, buried = bury_siblings(cards, frozenset({5}), TODAY)
    assert ids(stay.learning) == [1, 2]
    assert ids(stay.reviews) == [4, 6]
    assert ids(stay.new) == [8]
    assert ids(buried) == [3, 5, 7, 9, 10]


def test_a_card_is_not_buried_by_its_own_answer() -> None:
    """It was answered this morning and set due again by hand."""
    cards = Gathered(reviews=(due(1, note=1, last_day=TODAY), due(2, note=1)))
    stay, buried = bury_siblings(cards, frozenset({1}), TODAY)
    assert ids(stay.reviews) == [1]
    assert ids(buried) == [2]


@given(reviews=st.integers(0, 60), fresh=st.integers(0, 60))
def test_intersperse_is_even_and_keeps_order(reviews: int, fresh: int) -> None:
    merged = intersperse([due(n) for n in range(reviews)], [new(100 + n) for n in range(fresh)])
    numbers = ids(merged)
    assert [n for n in numbers if n < 100] == list(range(reviews))
    assert [n for n in numbers if n >= 100] == list(range(100, 100 + fresh))
    for end in range(len(numbers) + 1):
        expected = fresh * end / max(1, len(numbers))
        assert abs(sum(n >= 100 for n in numbers[:end]) - expected) <= 1


def test_new_cards_neither_open_nor_close_a_day_of_reviews() -> None:
    merged = intersperse([due(n) for n in range(9)], [new(100 + n) for n in range(3)])
    assert ids(merged) == [0, 1, 100, 2, 3, 4, 101, 5, 6, 7, 102, 8]


def build(cards: list[QueueCard], options: DeckOptions, root: DeckLimit = WIDE) -> list[int]:
    queue = build_queue(cards, options, {}, root, now=START, today=TODAY, rng=Random(3))
    return ids(queue.main)


def test_burying_does_not_use_up_the_limit() -> None:
    """Twenty new cards a day are twenty notes, also where each note has two cards."""
    cards = [new(n, note=n // 2 + 1, position=n) for n in range(200)]
    root = DeckLimit(new=20, reviews=0)
    assert build(cards, DeckOptions(), root) == list(range(0, 40, 2))
    assert build(cards, DeckOptions(bury_siblings=False), root) == list(range(20))


CARDS = st.lists(
    st.builds(
        QueueCard,
        card_id=st.integers(1, 60),
        note_id=st.integers(1, 20),
        deck_id=st.integers(1, 3),
        state=st.sampled_from(State),
        due=st.none() | st.integers(-90, 90).map(lambda m: START + timedelta(minutes=m)),
        due_day=st.none() | st.integers(TODAY - 5, TODAY + 2),
        position=st.integers(0, 9),
        retrievability=st.none() | st.floats(0, 1),
        last_day=st.none() | st.integers(TODAY - 9, TODAY),
    ),
    unique_by=lambda card: card.card_id,
)


@given(
    cards=CARDS,
    bury=st.booleans(),
    root=st.builds(DeckLimit, st.integers(0, 20), st.integers(0, 20)),
    deck=st.builds(DeckLimit, st.integers(0, 5), st.integers(0, 5)),
    seed=st.integers(0, 5),
)
def test_queue_invariants(
    cards: list[QueueCard], bury: bool, root: DeckLimit, deck: DeckLimit, seed: int
) -> None:
    options = DeckOptions(bury_siblings=bury)
    queue = build_queue(cards, options, {1: deck}, root, now=START, today=TODAY, rng=Random(seed))
    shown = [*queue.main, *queue.learning]
    assert len({card.card_id for card in (*shown, *queue.buried)}) == len(shown) + len(queue.buried)
    assert all(card.state is State.NEW or card.due or card.due_day for card in shown)
    assert all(card.due_day is None or card.due_day <= TODAY for card in shown if card.state)
    fresh = [card for card in queue.main if card.state is State.NEW]
    reviews = [card for card in queue.main if card.state is not State.NEW]
    assert len(fresh) <= root.new
    assert len(reviews) <= root.reviews
    assert sum(card.deck_id == 1 for card in fresh) <= deck.new
    assert sum(card.deck_id == 1 for card in reviews) <= deck.reviews
    assert set(queue.learning) == {card for card in cards if card.intraday and card.state}
    if bury:
        notes = [card.note_id for card in queue.main if card.last_day != TODAY]
        assert len(notes) == len(set(notes))
    else:
        assert not queue.buried
