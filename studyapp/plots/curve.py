"""Curves of braille dots, each with the band of likely values around it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.plots.braille import ACROSS, Dots
from studyapp.plots.grid import Grid
from studyapp.plots.ink import Lines, Role
from studyapp.plots.scale import (
    SMALLEST,
    Form,
    compact,
    draw_axis,
    draw_labels,
    draw_nothing,
    finite,
)

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Series:
    """One curve."""

    points: Points
    """(x, y); straight between them, and drawn in the order of x."""
    role: Role = Role.EASY
    low: Points = ()
    high: Points = ()
    """The edges of the band; none without both."""
    marks: bool = False
    """Whether the points themselves are marked, for a few real measurements."""


def curve(
    series: Sequence[Series],
    width: int,
    height: int,
    *,
    span: tuple[float, float] | None = None,
    labels: Sequence[tuple[float, str]] = (),
    level: float | None = None,
    form: Form = compact,
) -> Lines:
    """Return ``height`` lines of ``width`` columns: curves over a line of labels.

    ``span`` is lowest and highest y of the axis, by default those of the values; what lies
    outside is drawn at the edge. ``labels`` are (x, text). ``level`` is a y to mark across, such
    as a target. What is not finite counts as 0.
    """
    grid = Grid(width, height)
    drawn = [each for each in map(_sound, series) if each.points]
    if not drawn:
        draw_nothing(grid)
        return grid.lines()
    low, high = _span(drawn, level) if span is None else (finite(span[0]), finite(span[1]))
    if high - low < SMALLEST * max(abs(high), 1.0):
        low, high = low - 0.5 * max(abs(low), 1.0), low + 0.5 * max(abs(low), 1.0)
    rows = max(height - 1, 1)
    start = draw_axis(grid, rows, low, high, form)
    dots = Dots(width - start, rows)
    frame = _Frame(dots, *_reach(drawn), low, high)
    for each in drawn:
        frame.band(each)
    if level is not None:
        frame.level(finite(level))
    for each in drawn:
        frame.line(each)
    dots.onto(grid, start, 0)
    for each in drawn:
        if each.marks:
            frame.marks(each, grid, start)
    places = [(start + frame.column(finite(x)) / ACROSS, text) for x, text in labels]
    draw_labels(grid, rows, places, start)
    return grid.lines()


class _Frame:
    """From values to dots."""

    def __init__(self, dots: Dots, left: float, right: float, low: float, high: float) -> None:
        self._dots = dots
        self._left = left
        self._right = right
        self._low = low
        self._high = high

    def column(self, x: float) -> float:
        wide = self._right - self._left
        share = (x - self._left) / wide if wide >= SMALLEST else 0.5
        return min(max(share, 0.0), 1.0) * max(self._dots.across - 1, 0)

    def row(self, y: float) -> int:
        share = (y - self._low) / (self._high - self._low)
        return round((1 - min(max(share, 0.0), 1.0)) * max(self._dots.down - 1, 0))

    def _rows(self, points: Points) -> dict[int, int]:
        """Return the dot row of a curve in every dot column from its first to its last point."""
        at = [self.column(x) for x, _ in points]
        found: dict[int, int] = {}
        for x in range(round(at[0]), round(at[-1]) + 1):
            after = min(bisect_right(at, x), len(at) - 1)
            before = max(after - 1, 0)
            gap = at[after] - at[before]
            share = min(max((x - at[before]) / gap, 0.0), 1.0) if gap > 0 else 1.0
            start, end = points[before][1], points[after][1]
            found[x] = self.row(start + (end - start) * share)
        return found

    def band(self, series: Series) -> None:
        if not (series.low and series.high):
            return
        lower, upper = self._rows(series.low), self._rows(series.high)
        for x in lower.keys() & upper.keys():
            for y in range(min(lower[x], upper[x]), max(lower[x], upper[x]) + 1):
                if x % 2 == y % 2 == 0:  # sparse, so that the curve stands out
                    self._dots.set(x, y, Role.BAND)

    def line(self, series: Series) -> None:
        last: int | None = None
        for x, y in self._rows(series.points).items():
            before = y if last is None else last + (y > last) - (y < last)
            for between in range(min(before, y), max(before, y) + 1):
                self._dots.set(x, between, series.role)
            last = y

    def level(self, y: float) -> None:
        for x in range(0, self._dots.across, 3):
            self._dots.set(x, self.row(y), Role.MUTED)

    def marks(self, series: Series, grid: Grid, start: int) -> None:
        for x, y in series.points:
            grid.put(start + int(self.column(x)) // 2, self.row(y) // 4, "●", series.role)


def _sound(series: Series) -> Series:
    """Return a series of finite values in the order of x."""
    cleaned = [
        sorted((finite(x), finite(y)) for x, y in points)
        for points in (series.points, series.low, series.high)
    ]
    return Series(cleaned[0], series.role, cleaned[1], cleaned[2], series.marks)


def _reach(series: Sequence[Series]) -> tuple[float, float]:
    xs = [x for each in series for x, _ in (*each.points, *each.low, *each.high)]
    return min(xs), max(xs)


def _span(series: Sequence[Series], level: float | None) -> tuple[float, float]:
    ys = [y for each in series for _, y in (*each.points, *each.low, *each.high)]
    ys += [] if level is None else [finite(level)]
    return min(ys), max(ys)
