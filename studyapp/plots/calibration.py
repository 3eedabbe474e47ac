"""Calibration: what was predicted against what came true; on the diagonal both agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.plots.braille import ACROSS, DOWN, Dots
from studyapp.plots.grid import Grid
from studyapp.plots.ink import Lines, Role
from studyapp.plots.scale import (
    SMALLEST,
    Form,
    amount,
    draw_axis,
    draw_labels,
    draw_nothing,
    finite,
    percent,
)

SIZES = "·•●"
"""Groups by their share of all: below 2%, below 10%, more."""


@dataclass(frozen=True, slots=True)
class Group:
    """Predictions of about the same size."""

    predicted: float
    """Their mean, 0 to 1."""
    observed: float
    """The share that came true, 0 to 1."""
    weight: float = 1.0
    """How many there are; those of none are left out."""
    error: float = 0.0
    """Standard error of ``observed``, drawn as a line up and down."""


def calibration(
    groups: Sequence[Group],
    width: int,
    height: int,
    *,
    low: float = 0.0,
    form: Form = percent,
) -> Lines:
    """Return ``height`` lines of ``width`` columns: groups around the diagonal, nearly square.

    Both axes go from ``low`` to 1; what lies outside is drawn at the edge. A point above the
    diagonal came true more often than predicted.
    """
    grid = Grid(width, height)
    drawn = [each for each in groups if amount(each.weight) >= SMALLEST]
    if not drawn:
        draw_nothing(grid)
        return grid.lines()
    low = min(max(finite(low), 0.0), 0.99)
    rows = max(height - 1, 1)
    start = draw_axis(grid, rows, low, 1.0, form)
    cells = max(min(width - start, rows * 2 + rows // 4), 1)
    dots = Dots(cells, rows)
    plane = _Plane(dots, low)
    for x in range(0, dots.across, 2):
        dots.set(x, round((1 - x / max(dots.across - 1, 1)) * (dots.down - 1)), Role.FAINT)
    for each in drawn:
        plane.error(each)
    dots.onto(grid, start, 0)
    everything = sum(amount(each.weight) for each in drawn)
    for each in sorted(drawn, key=lambda group: amount(group.weight)):
        share = amount(each.weight) / everything
        glyph = SIZES[0 if share < 0.02 else 1 if share < 0.1 else 2]
        x, y = plane.dot(each.predicted, each.observed)
        grid.put(start + x // ACROSS, y // DOWN, glyph, Role.EASY)
    ends = ((0.5, form(low)), (cells / 2, form((low + 1) / 2)), (cells - 1.5, form(1.0)))
    draw_labels(grid, rows, [(start + at, text) for at, text in ends], start)
    return grid.lines()


class _Plane:
    """From shares to dots."""

    def __init__(self, dots: Dots, low: float) -> None:
        self._dots = dots
        self._low = low

    def _share(self, value: float) -> float:
        return min(max((finite(value) - self._low) / (1 - self._low), 0.0), 1.0)

    def dot(self, predicted: float, observed: float) -> tuple[int, int]:
        x = round(self._share(predicted) * max(self._dots.across - 1, 0))
        y = round((1 - self._share(observed)) * max(self._dots.down - 1, 0))
        return x, y

    def error(self, group: Group) -> None:
        error = amount(group.error)
        if error <= 0:
            return
        x, top = self.dot(group.predicted, finite(group.observed) + error)
        _, bottom = self.dot(group.predicted, finite(group.observed) - error)
        for y in range(top, bottom + 1):
            self._dots.set(x, y, Role.BAND)
