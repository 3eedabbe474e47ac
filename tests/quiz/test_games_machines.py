"""The machines of the games: no card is lost, every run ends, a run that was left goes on."""

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from studyapp.domain.selftest import Item
from studyapp.quiz import cram, flip, match, piles, sorting
from studyapp.quiz.cram import GAP, Cram
from studyapp.quiz.flip import Flip
from studyapp.quiz.match import Match, Side
from studyapp.quiz.order import families_apart, weakest_first
from studyapp.quiz.piles import Piles
from studyapp.quiz.sorting import Sorting

IDS = st.lists(st.integers(1, 60), min_size=1, max_size=12, unique=True).map(tuple)
RATINGS = st.lists(st.sampled_from(list(Rating)), max_size=60)
GONE = st.sets(st.integers(1, 60), max_size=6)


def item(card_id: int, family: int = 0, recall: float | None = None) -> Item:
    text = f"Question {card_id}?"
    answer = f"Answer {card_id}"
    return Item(
        card_id,
        family or card_id,
        "Desk",
        NoteKind.BASIC,
        text,
        answer,
        answer,
        (answer,),
        retrievability=recall,
    )


def stored(state: dict[str, Any]) -> Any:
    """Return a state as the database gives it back."""
    return json.loads(json.dumps(state))


@given(st.lists(st.tuples(st.integers(1, 4), st.none() | st.floats(0, 1)), max_size=20))
def test_orders_keep_every_card(drawn: list[tuple[int, float | None]]) -> None:
    cards = [item(at, family, recall) for at, (family, recall) in enumerate(drawn, 1)]
    apart = families_apart(cards)
    assert sorted(each.card_id for each in apart) == [each.card_id for each in cards]
    weak = weakest_first(cards)
    assert sorted(each.card_id for each in weak) == [each.card_id for each in cards]
    known = [each.retrievability for each in weak if each.retrievability is not None]
    assert known == sorted(known)
    assert all(each.retrievability is None for each in weak[len(known) :])


def test_siblings_stand_apart_where_others_are_left() -> None:
    cards = [item(1, 1), item(2, 1), item(3, 2), item(4, 1), item(5, 3)]
    assert [each.card_id for each in families_apart(cards)] == [1, 3, 2, 5, 4]


@given(IDS, RATINGS)
def test_cramming_loses_no_card_and_ends(ids: tuple[int, ...], ratings: list[Rating]) -> None:
    now = Cram(ids)
    for rating in ratings:
        if now.current is None:
            break
        before, now = now, now.answer(rating)
        assert sorted((*now.waiting, *now.known)) == sorted(ids)
        assert now.undo() == before
        assert cram.from_state(stored(now.state()), ids) == now
    left = len(now.waiting)
    for _ in range(left):
        now = now.answer(Rating.GOOD)
    assert now.current is None
    assert set(now.known) == set(ids)
    with pytest.raises(LookupError):
        now.answer(Rating.GOOD)


def test_a_missed_card_comes_back_after_some_others() -> None:
    now = Cram(tuple(range(1, 20))).answer(Rating.AGAIN)
    for _ in range(GAP):
        assert now.current != 1
        now = now.answer(Rating.HARD)
    assert now.current == 1


@given(IDS, RATINGS, GONE)
def test_cramming_goes_on_without_cards_that_are_gone(
    ids: tuple[int, ...], ratings: list[Rating], gone: set[int]
) -> None:
    now = Cram(ids)
    for rating in ratings:
        now = now.answer(rating) if now.waiting else now
    left = cram.from_state(stored(now.state()), [each for each in ids if each not in gone])
    one_by_one = now
    for each in gone:
        one_by_one = one_by_one.without(each)
    assert left == one_by_one
    assert list(left.waiting) == [each for each in now.waiting if each not in gone]


@given(st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=20), st.integers(1, 25))
def test_cramming_begins_with_the_weakest(recalls: list[float | None], limit: int) -> None:
    cards = [item(at, recall=recall) for at, recall in enumerate(recalls, 1)]
    now = cram.begin(cards, limit)
    weakest = weakest_first(cards)[:limit]
    assert now.waiting == tuple(each.card_id for each in weakest)


@given(IDS, st.lists(st.booleans(), max_size=12), GONE)
def test_piles(ids: tuple[int, ...], answers: list[bool], gone: set[int]) -> None:
    now = Piles(ids)
    for known in answers[: len(ids)]:
        before, now = now, now.sort(known=known)
        assert sorted((*now.waiting, *now.known, *now.learning)) == sorted(ids)
        assert now.undo() == before
        assert piles.from_state(stored(now.state()), ids) == now
    here = [each for each in ids if each not in gone]
    left = piles.from_state(stored(now.state()), [*here, 99])
    assert sorted((*left.waiting, *left.known, *left.learning)) == sorted([*here, 99])
    while now.current is not None:
        now = now.sort(known=False)
    again = now.again()
    assert sorted((*again.waiting, *again.known)) == sorted(ids)
    assert again.waiting == now.learning


@given(IDS, st.data())
def test_a_round_of_sorting_ends_whatever_is_answered(
    ids: tuple[int, ...], data: st.DataObject
) -> None:
    bins = {card: data.draw(st.sampled_from("ab")) for card in ids}
    now = Sorting(ids)
    steps = 0
    while (card := now.current) is not None:
        steps += 1
        chosen = data.draw(st.sampled_from("ab"))
        now = now.place(chosen, bins[card])
        assert (now.wrong == chosen) is (chosen != bins[card])
        assert sorting.from_state(stored(now.state()), bins) == now
        if now.wrong:
            with pytest.raises(LookupError):
                now.place(chosen, bins[card])
            now = now.move_on(counted_right=data.draw(st.booleans()))
        assert sorted((*now.waiting, *now.done)) == sorted(ids)
        assert not set(now.right) & set(now.missed)
        assert sorting.from_state(stored(now.state()), bins) == now
    assert steps <= 2 * len(ids)
    assert sorted((*now.right, *now.missed)) == sorted(ids)


def test_an_edited_card_is_not_told_a_reason_that_no_longer_holds() -> None:
    now = Sorting((1, 2)).place("a", "b")
    assert sorting.from_state(stored(now.state()), {1: "b", 2: "a"}).wrong == "a"
    assert sorting.from_state(stored(now.state()), {1: "a", 2: "a"}).wrong == ""
    gone = sorting.from_state(stored(now.state()), {2: "a"})
    assert (gone.waiting, gone.wrong) == ((2,), "")


MOVES: dict[str, Callable[[Flip], Flip]] = {
    "turn": Flip.turn,
    "next": lambda pile: pile.step(1),
    "before": lambda pile: pile.step(-1),
    "advance": Flip.advance,
    "swap": Flip.swap,
    "mix": lambda pile: pile.shuffle(Random(3)),
}


@given(IDS, st.lists(st.sampled_from(sorted(MOVES)), max_size=30), GONE)
def test_flipping(ids: tuple[int, ...], moves: list[str], gone: set[int]) -> None:
    now = Flip(ids)
    for move in moves:
        now = MOVES[move](now)
        assert sorted(now.order) == sorted(ids)
        assert 0 <= now.at <= len(ids)
        assert flip.from_state(stored(now.state()), ids) == now
    here = [each for each in ids if each not in gone]
    left = flip.from_state(stored(now.state()), [*here, 99])
    assert sorted(left.order) == sorted([*here, 99])
    if now.current in here:
        assert left.current == now.current
        assert left.turned == now.turned
    for _ in range(2 * len(ids) + 2):
        now = now.advance()
    assert now.over
    assert now.sort(ids).order == ids


@given(IDS, st.integers(2, 6), st.integers(1, 3), st.data())
def test_a_game_of_matching_ends(
    ids: tuple[int, ...], pairs: int, boards: int, data: st.DataObject
) -> None:
    cards = [item(each) for each in ids]
    now = match.deal(cards, lambda one, other: False, Random(4), pairs=pairs, boards=boards)
    assert now.pairs <= pairs * boards
    assert len({card for board in now.boards for card in board.questions}) == now.pairs
    whole, found, misses = now.pairs, 0, 0
    for _ in range(data.draw(st.integers(0, 40))):
        if now.board is None:
            break
        side = data.draw(st.sampled_from(list(Side)))
        card = data.draw(st.sampled_from(now.board.cards(side)))
        now, pair = now.after(100).pick(side, card)
        found += pair is not None and pair.correct
        misses += pair is not None and not pair.correct
        assert (now.found, len(now.misses), now.pairs) == (found, misses, whole)
        assert match.from_state(stored(now.state()), ids) == now.drop()
    while now.board is not None:
        now = _find(now)
    assert now.found == whole
    assert now.score_ms == now.elapsed_ms + match.PENALTY_MS * misses


def _find(now: Match) -> Match:
    board = now.board
    assert board is not None
    card = next(each for each in board.questions if each not in board.found)
    now, _ = now.drop().pick(Side.QUESTION, card)
    now, pair = now.pick(Side.ANSWER, card)
    assert pair is not None
    assert pair.correct
    return now


def test_a_wrong_pair_says_whose_answer_it_is() -> None:
    now = match.deal([item(1), item(2)], lambda one, other: False, Random(1))
    now, pair = now.pick(Side.QUESTION, 1)
    assert pair is None
    now, pair = now.pick(Side.ANSWER, 2)
    assert pair is not None
    assert (pair.card_id, pair.other_id, pair.correct) == (1, 2, False)
    assert (now.question, now.answer, now.misses) == (None, None, (pair,))


def test_a_tile_can_be_let_go_and_changed() -> None:
    now = match.deal([item(1), item(2)], lambda one, other: False, Random(1))
    for card, selected in ((1, 1), (1, None), (2, 2), (1, 1)):
        now, pair = now.pick(Side.QUESTION, card)
        assert pair is None
        assert now.question == selected
    assert now.pick(Side.ANSWER, 77) == (now, None)


@given(IDS, GONE)
def test_tiles_of_cards_that_are_gone_are_not_on_the_boards(
    ids: Sequence[int], gone: set[int]
) -> None:
    now = match.deal([item(each) for each in ids], lambda one, other: False, Random(2), boards=3)
    if now.board is not None:
        now = _find(now)
    left = match.from_state(stored(now.state()), [each for each in ids if each not in gone])
    dealt = {card for board in now.boards for card in board.questions}
    kept = [card for board in left.boards for card in board.questions]
    assert sorted(kept) == sorted(dealt - gone)
    assert all(sorted(board.questions) == sorted(board.answers) for board in left.boards)
    while left.board is not None:
        left = _find(left)


def test_no_two_that_clash_or_are_siblings_lie_on_one_board() -> None:
    cards = [item(at, family=at // 2 + 1) for at in range(12)]
    now = match.deal(
        cards, lambda one, other: one.card_id % 3 == other.card_id % 3, Random(5), boards=4
    )
    assert now.boards
    for board in now.boards:
        assert len({card // 2 for card in board.questions}) == len(board.questions)
        assert len({card % 3 for card in board.questions}) == len(board.questions)


def test_too_few_cards_are_no_game() -> None:
    assert match.deal([item(1)], lambda one, other: False, Random(1)).boards == ()
    assert match.deal([item(1), item(2)], lambda one, other: True, Random(1)).boards == ()
