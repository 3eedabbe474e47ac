"""Where reviews take a card, on a grid of stability and difficulty: computed once per plan.

The tables depend on the FSRS parameters and the number of days only, so a thousand cards cost
little more than a hundred.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from studyapp.domain.review import Rating
from studyapp.scheduling.formulas import Floats, Formulas

Small = npt.NDArray[np.float32]
Places = npt.NDArray[np.integer[Any]]

STABILITIES = 40
"""Nodes, even in the logarithm: neighbours differ by less than a third."""
LEAST = 0.05
"""Days; the lowest node. A card below it is treated as if it stood there."""
DIFFICULTIES = (1.0, 2.1, 4.2, 6.4, 8.2, 9.4, 10.0)
"""Nodes, denser where the growth of stability changes most in proportion."""


class Grid:
    """Nodes of stability (days) and difficulty, with linear interpolation between them."""

    __slots__ = ("_low", "_step", "difficulty", "size", "stability")

    def __init__(self, longest: float) -> None:
        self._low = np.log(LEAST)
        self._step = (np.log(100.0 * longest) - self._low) / (STABILITIES - 1)
        self.stability: Floats = np.exp(self._low + self._step * np.arange(STABILITIES))
        self.difficulty: Floats = np.asarray(DIFFICULTIES)
        self.size = len(DIFFICULTIES) * STABILITIES

    def along_stability(self, stability: Floats) -> tuple[Places, Floats]:
        """Return the node below and the share of the node above."""
        at = np.clip((np.log(stability) - self._low) / self._step, 0, STABILITIES - 1.000001)
        node = at.astype(np.intp)
        return node, at - node

    def along_difficulty(self, difficulty: Floats) -> tuple[Places, Floats]:
        """Return the node below and the share of the node above."""
        node = np.clip(
            np.searchsorted(self.difficulty, difficulty, side="right") - 1,
            0,
            len(self.difficulty) - 2,
        )
        below, above = self.difficulty[node], self.difficulty[node + 1]
        return node, np.clip((difficulty - below) / (above - below), 0.0, 1.0)

    def corners(self, stability: Floats, difficulty: Floats) -> tuple[Places, Floats]:
        """Return flat node numbers and weights of the four nodes around, shape (4, ...)."""
        column, right = self.along_stability(stability)
        row, upper = self.along_difficulty(difficulty)
        base = row * STABILITIES + column
        nodes = np.stack([base, base + 1, base + STABILITIES, base + STABILITIES + 1])
        weights = np.stack(
            [(1 - upper) * (1 - right), (1 - upper) * right, upper * (1 - right), upper * right]
        )
        return nodes, weights


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """One set of parameters on a grid, for intervals of 1 to ``days`` days.

    Arrays over intervals have shape (days, difficulties, stabilities); index 0 is one day.
    ``passed`` and ``lapsed`` say where a review takes a card: along difficulty by a matrix, along
    stability by node and share, into arrays already blended along difficulty.
    """

    formulas: Formulas
    grid: Grid
    recall: Small
    """Recall probability at the review, shape (days, 1, stabilities)."""
    passed: tuple[Places, Small]
    lapsed: tuple[Places, Small]
    passed_difficulty: Floats
    """(difficulties, difficulties): row ``d`` weighs the nodes around the difficulty after."""
    lapsed_difficulty: Floats
    first: Floats
    """(4, difficulties * stabilities): weights of the nodes after each first rating."""


def build_tables(formulas: Formulas, days: int) -> Tables:
    """Return the tables for a plan of ``days`` days."""
    grid = Grid(float(days))
    gaps = np.arange(1.0, days + 1)[:, None, None]
    stability = grid.stability[None, None, :]
    difficulty = grid.difficulty[None, :, None]
    rows = np.arange(len(grid.difficulty))[None, :, None] * STABILITIES

    def target(after: tuple[Floats, Floats]) -> tuple[tuple[Places, Small], Floats]:
        node, share = grid.along_stability(after[0])
        matrix = np.zeros((len(grid.difficulty),) * 2)
        row, upper = grid.along_difficulty(after[1][0, :, 0])
        np.add.at(matrix, (np.arange(len(row)), row), 1 - upper)
        np.add.at(matrix, (np.arange(len(row)), row + 1), upper)
        return (rows + node, share.astype(np.float32)), matrix

    passed, passed_difficulty = target(formulas.after(stability, difficulty, gaps, Rating.GOOD))
    lapsed, lapsed_difficulty = target(formulas.lapse(stability, difficulty, gaps))
    first = np.zeros((len(Rating), grid.size))
    for rating in Rating:
        nodes, weights = grid.corners(*introduced(formulas, rating))
        np.add.at(first[rating - 1], nodes, weights)
    return Tables(
        formulas,
        grid,
        formulas.recall(gaps, stability).astype(np.float32),
        passed,
        lapsed,
        passed_difficulty,
        lapsed_difficulty,
        first,
    )


def introduced(formulas: Formulas, rating: Rating) -> tuple[Floats, Floats]:
    """Return stability and difficulty at the end of a new card's first day.

    A card rated Again at first sight is rated Good at the end of its learning step.
    """
    first = formulas.first(rating)
    return formulas.same_day(*first, Rating.GOOD) if rating is Rating.AGAIN else first
