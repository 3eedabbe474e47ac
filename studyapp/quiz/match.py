"""Matching questions with answers against the clock."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import Any

from studyapp.domain.selftest import Item
from studyapp.quiz.order import kept

PAIRS = 6
PENALTY_MS = 5_000
"""What a wrong pair adds to the time."""
LEAST = 2
"""Pairs below which there is nothing to match."""

Clash = Callable[[Item, Item], bool]
"""Whether two cards could be mistaken for each other on one board."""


class Side(StrEnum):
    """One column of a board."""

    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Pair:
    """What two tiles make of each other."""

    card_id: int
    """The card of the question."""
    other_id: int
    """The card that the answer belongs to."""

    @property
    def correct(self) -> bool:
        """Whether they are one card's."""
        return self.card_id == self.other_id


@dataclass(frozen=True, slots=True)
class Board:
    """One screen of tiles."""

    questions: tuple[int, ...]
    """Card ids as the questions stand from top to bottom."""
    answers: tuple[int, ...]
    """The same cards as their answers stand."""
    found: tuple[int, ...] = ()

    @property
    def cleared(self) -> bool:
        """Whether all are found."""
        return len(self.found) == len(self.questions)

    def cards(self, side: Side) -> tuple[int, ...]:
        """Return a column."""
        return self.questions if side is Side.QUESTION else self.answers


@dataclass(frozen=True, slots=True)
class Match:
    """A game of one or more boards. Time comes in as the screen measured it."""

    boards: tuple[Board, ...]
    at: int = 0
    """The board in play; the number of boards at the end."""
    question: int | None = None
    """The card whose question is selected."""
    answer: int | None = None
    """The card whose answer is selected."""
    misses: tuple[Pair, ...] = ()
    elapsed_ms: int = 0

    @property
    def board(self) -> Board | None:
        """The board in play, None at the end."""
        return self.boards[self.at] if self.at < len(self.boards) else None

    @property
    def pairs(self) -> int:
        """Of all boards."""
        return sum(len(board.questions) for board in self.boards)

    @property
    def found(self) -> int:
        """Pairs found so far."""
        return sum(len(board.found) for board in self.boards)

    @property
    def score_ms(self) -> int:
        """The time with what wrong pairs cost."""
        return self.elapsed_ms + PENALTY_MS * len(self.misses)

    def after(self, milliseconds: int) -> "Match":
        """Let the clock run."""
        return replace(self, elapsed_ms=self.elapsed_ms + max(milliseconds, 0))

    def pick(self, side: Side, card_id: int) -> tuple["Match", Pair | None]:
        """Select a tile, or let it go again; with one of the other side it is a pair.

        A tile that is found or not on the board does nothing.
        """
        board = self.board
        if board is None or card_id not in board.questions or card_id in board.found:
            return self, None
        question, answer = self.question, self.answer
        if side is Side.QUESTION:
            question = None if question == card_id else card_id
        else:
            answer = None if answer == card_id else card_id
        if question is None or answer is None:
            return replace(self, question=question, answer=answer), None
        pair = Pair(question, answer)
        cleared = replace(self, question=None, answer=None)
        if not pair.correct:
            return replace(cleared, misses=(*self.misses, pair)), pair
        return _found(cleared, board, card_id), pair

    def drop(self) -> "Match":
        """Select nothing."""
        return replace(self, question=None, answer=None)

    def state(self) -> dict[str, Any]:
        """Return it as JSON values; what is selected is not kept."""
        return {
            "boards": [
                [list(board.questions), list(board.answers), list(board.found)]
                for board in self.boards
            ],
            "misses": [[pair.card_id, pair.other_id] for pair in self.misses],
            "elapsed_ms": self.elapsed_ms,
        }


def _found(game: Match, board: Board, card_id: int) -> Match:
    board = replace(board, found=(*board.found, card_id))
    boards = (*game.boards[: game.at], board, *game.boards[game.at + 1 :])
    return replace(game, boards=boards, at=game.at + board.cleared)


def from_state(state: Mapping[str, Any], ids: Sequence[int]) -> Match:
    """Return the game that was left; tiles of cards that are gone are not on its boards."""
    boards = []
    for columns in state["boards"]:
        board = Board(*(kept(column, ids) for column in columns))
        if board.questions:
            boards.append(board)
    misses = tuple(Pair(*pair) for pair in state["misses"])
    at = next((at for at, board in enumerate(boards) if not board.cleared), len(boards))
    return Match(tuple(boards), at, misses=misses, elapsed_ms=int(state["elapsed_ms"]))


def deal(
    items: Iterable[Item], clash: Clash, rng: Random, *, pairs: int = PAIRS, boards: int = 1
) -> Match:
    """Return a game on cards drawn by chance, none twice, none that clash on one board.

    Fewer pairs or boards where there are not enough cards; none at all below ``LEAST`` pairs.
    """
    pool = list(items)
    rng.shuffle(pool)
    dealt = []
    for _ in range(boards):
        chosen, pool = _draw(pool, clash, pairs)
        if len(chosen) < LEAST:
            break
        questions = [item.card_id for item in chosen]
        answers = list(questions)
        rng.shuffle(answers)
        dealt.append(Board(tuple(questions), tuple(answers)))
    return Match(tuple(dealt))


def _draw(pool: Sequence[Item], clash: Clash, pairs: int) -> tuple[list[Item], list[Item]]:
    """Return the first cards of the pool that go together, and the rest."""
    chosen: list[Item] = []
    rest: list[Item] = []
    for item in pool:
        fits = len(chosen) < pairs and not any(
            other.family == item.family or clash(other, item) for other in chosen
        )
        (chosen if fits else rest).append(item)
    return chosen, rest
