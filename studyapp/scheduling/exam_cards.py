"""The cards of an exam as arrays, and the kinds that the planner sorts them into."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from studyapp.errors import StudyError
from studyapp.scheduling.exam_tables import Tables, build_tables
from studyapp.scheduling.exam_values import Kind, Rows, seen_rows
from studyapp.scheduling.formulas import Bools, Floats, Formulas, Ints

MARK_LEVELS = 4
"""Kinds of cards by marks; with more different marks, near ones are planned as one kind."""


@dataclass(frozen=True, slots=True, eq=False)
class Cards:
    """Where n cards stand now; every array has shape (n,)."""

    stability: Floats
    """Days; anything for new cards."""
    difficulty: Floats
    """1 to 10; anything for new cards."""
    since: Floats
    """Days since the last review, with fractions; anything for new cards."""
    elapsed: Ints
    """Study days since the last review; 0 for a card answered today; anything for new cards."""
    new: Bools
    marks: Floats
    """What each card is worth in the exam; one without marks is never planned."""
    family: Ints
    """Siblings share a number: of these, one a day is asked."""
    group: Ints
    """Which set of parameters holds for the card."""
    evidence: Ints
    """Reviews that the memory rests on."""

    def __len__(self) -> int:
        return len(self.stability)

    @classmethod
    def of(
        cls,
        stability: Sequence[float] | Floats,
        difficulty: Sequence[float] | Floats,
        since: Sequence[float] | Floats,
        new: Sequence[bool] | Bools,
        *,
        elapsed: Sequence[int] | Ints | None = None,
        marks: Sequence[float] | Floats | None = None,
        family: Sequence[int] | Ints | None = None,
        group: Sequence[int] | Ints | None = None,
        evidence: Sequence[int] | Ints | None = None,
    ) -> "Cards":
        """Return cards with what is left out filled in.

        Without ``elapsed`` whole days of ``since`` count; without the others, every card is
        worth one mark, has no siblings, follows the first set of parameters, and rests on three
        reviews if it was seen. Raises StudyError for arrays that do not fit each other.
        """
        unseen = np.asarray(new, dtype=np.bool_)
        count = len(unseen)

        def numbers(given: object, default: float) -> Floats:
            return _fitting(given, count, np.full(count, default)).astype(float)

        def whole(given: object, default: Ints) -> Ints:
            return _fitting(given, count, default).astype(np.int64)

        past = np.where(unseen, 0.0, numbers(since, 0.0))
        cards = cls(
            np.where(unseen, 1.0, numbers(stability, 1.0)),
            np.where(unseen, 5.0, numbers(difficulty, 5.0)),
            past,
            whole(elapsed, np.floor(np.nan_to_num(past)).astype(np.int64)),
            unseen,
            numbers(marks, 1.0),
            whole(family, np.arange(count)),
            whole(group, np.zeros(count, dtype=np.int64)),
            whole(evidence, np.where(unseen, 0, 3)),
        )
        _check(cards)
        return cards

    def take(self, rows: Ints | Bools) -> "Cards":
        """Return the cards at ``rows``."""
        return Cards(*(getattr(self, name)[rows] for name in self.__slots__))


def _fitting(given: object, count: int, default: npt.NDArray[Any]) -> npt.NDArray[Any]:
    values = np.asarray(default if given is None else given)
    if values.shape != (count,):
        raise StudyError(f"The cards' figures have shapes {values.shape} and ({count},).")
    return values


def _check(cards: Cards) -> None:
    for name in Cards.__slots__:
        if not np.isfinite(getattr(cards, name)).all():
            raise StudyError(f"The cards' {name} is not a number everywhere.")
    if len(cards) and (cards.marks.min() < 0 or cards.stability.min() <= 0):
        raise StudyError("Marks must not be negative, and stability must be above zero.")


@dataclass(frozen=True, slots=True, eq=False)
class Sorted:
    """Kinds with the cards that belong to each."""

    kinds: tuple[Kind, ...]
    seen: tuple[Ints, ...]
    """For each kind the seen cards, in the order of its rows."""
    new: tuple[Ints, ...]


def sort_cards(
    cards: Cards,
    at: Ints,
    exam_in: float,
    parameters: Sequence[tuple[float, ...]],
    tables: dict[int, Tables],
) -> Sorted:
    """Return the kinds of ``cards`` for a plan of the days ``at`` from today.

    ``tables`` keeps what was computed for each set of parameters. Raises StudyError for a group
    without parameters.
    """
    kinds: list[Kind] = []
    seen: list[Ints] = []
    unseen: list[Ints] = []
    level, worth = _mark_levels(cards.marks)
    for group in np.unique(cards.group):
        if not 0 <= group < len(parameters):
            raise StudyError(f"Cards follow parameters number {group}, which are not given.")
        if group not in tables:
            tables[group] = build_tables(Formulas(parameters[group]), int(at[-1]) + 1)
        for each in range(len(worth)):
            member = (cards.group == group) & (level == each)
            if not member.any():
                continue
            old, new = np.flatnonzero(member & ~cards.new), np.flatnonzero(member & cards.new)
            rows = card_rows(cards.take(old), tables[group], at, exam_in)
            kinds.append(
                _kind(tables[group], int(group), float(worth[each]), rows, len(new), at, exam_in)
            )
            seen.append(old)
            unseen.append(new)
    return Sorted(tuple(kinds), tuple(seen), tuple(unseen))


def card_rows(cards: Cards, tables: Tables, at: Ints, exam_in: float) -> Rows:
    """Return one row for each of ``cards``, all seen."""
    return seen_rows(
        tables, cards.stability, cards.difficulty, cards.elapsed, cards.since, at, exam_in
    )


def _kind(
    tables: Tables, group: int, marks: float, rows: Rows, new: int, at: Ints, exam_in: float
) -> Kind:
    wait = np.maximum(exam_in - at, 0.0)[:, None, None]
    at_exam = tables.formulas.recall(wait, tables.grid.stability[None, None, :])
    return Kind(tables, group, marks, rows, float(new), at, at_exam.astype(np.float32))


def _mark_levels(marks: Floats) -> tuple[Ints, Floats]:
    """Return each card's level and the mean marks of each level; without marks, level -1."""
    level = np.full(len(marks), -1)
    paying = marks > 0
    different = np.unique(marks[paying])
    if len(different) > MARK_LEVELS:
        edges = np.quantile(np.log(marks[paying]), np.linspace(0, 1, MARK_LEVELS + 1)[1:-1])
        level[paying] = np.searchsorted(edges, np.log(marks[paying]), side="right")
    else:
        level[paying] = np.searchsorted(different, marks[paying])
    count = int(level.max(initial=-1)) + 1
    totals = np.bincount(level[paying], marks[paying], minlength=count)
    return level, totals / np.maximum(np.bincount(level[paying], minlength=count), 1)
