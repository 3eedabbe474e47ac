"""Every state of a small game can be reached, and from every one the end can."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import permutations
from random import Random
from typing import TypeVar

from studyapp.domain.review import Rating
from studyapp.quiz import match
from studyapp.quiz.cram import Cram
from studyapp.quiz.flip import Flip
from studyapp.quiz.match import Match, Side
from studyapp.quiz.piles import Piles
from studyapp.quiz.sorting import Sorting
from tests.quiz.deck import item

T = TypeVar("T", bound=Hashable)
IDS = (1, 2, 3)
BINS = {1: "a", 2: "b", 3: "a"}


def explored(start: T, moves: Callable[[T], Iterable[T]]) -> dict[T, tuple[T, ...]]:
    """Return every state that can be reached, with those that follow it."""
    found: dict[T, tuple[T, ...]] = {}
    todo = [start]
    while todo:
        state = todo.pop()
        if state not in found:
            found[state] = tuple(moves(state))
            todo += found[state]
    return found


def ends(found: dict[T, tuple[T, ...]], over: Callable[[T], bool]) -> bool:
    """Return whether the end can be reached from every state."""
    good = {state for state in found if over(state)}
    while True:
        more = {state for state, after in found.items() if good.intersection(after)} - good
        if not more:
            return good == set(found)
        good |= more


def test_cram() -> None:
    def moves(state: Cram) -> Iterator[Cram]:
        if state.waiting:
            for rating in (Rating.AGAIN, Rating.GOOD):
                yield replace(state.answer(rating), past=())

    found = explored(Cram(IDS), moves)
    assert ends(found, lambda state: not state.waiting)
    assert {state.known for state in found if not state.waiting} == set(permutations(IDS))


def test_piles() -> None:
    def moves(state: Piles) -> Iterator[Piles]:
        if state.waiting:
            for known in (True, False):
                yield replace(state.sort(known=known), past=())
        elif state.learning:
            yield state.again()

    found = explored(Piles(IDS), moves)
    assert ends(found, lambda state: not state.waiting and not state.learning)
    over = {(state.known, state.learning) for state in found if not state.waiting}
    assert ((), IDS) in over
    assert (IDS, ()) in over


def test_sorting() -> None:
    def moves(state: Sorting) -> Iterator[Sorting]:
        card = state.current
        if card is not None and state.wrong:
            yield state.move_on()
            yield state.move_on(counted_right=True)
        elif card is not None:
            for chosen in "ab":
                yield state.place(chosen, BINS[card])

    found = explored(Sorting(IDS), moves)
    assert ends(found, lambda state: state.current is None)
    assert len({frozenset(state.right) for state in found if state.current is None}) == 2**3
    seen = {(bool(state.wrong), state.second_try, state.current is None) for state in found}
    assert seen == {
        (False, False, False),
        (False, True, False),
        (True, False, False),
        (True, True, False),
        (False, False, True),
    }


def test_match() -> None:
    start = match.deal(
        [item(each, f"Q{each}?", f"A{each}") for each in IDS],
        lambda one, other: False,
        Random(1),
        pairs=2,
        boards=2,
    )
    assert [len(board.questions) for board in start.boards] == [2]

    def moves(state: Match) -> Iterator[Match]:
        if state.board is not None:
            for side in Side:
                for card in state.board.cards(side):
                    yield replace(state.pick(side, card)[0], misses=())

    found = explored(start, moves)
    assert ends(found, lambda state: state.board is None)
    selected = {(state.question is None, state.answer is None) for state in found}
    assert selected == {(True, True), (False, True), (True, False)}
    assert {state.found for state in found} == {0, 1, 2}


def test_flip() -> None:
    def moves(state: Flip) -> Iterator[Flip]:
        yield from (state.turn(), state.step(1), state.step(-1), state.swap(), state.restart())

    found = explored(Flip(IDS), moves)
    assert ends(found, lambda state: state.over)
    tops = {(state.at, state.turned, state.answers_first) for state in found}
    assert len(tops) == 3 * 2 * 2 + 2
