"""Numbers for axes: what can be drawn of a value, where an axis ends, how a tick is written."""

import math
from collections.abc import Callable, Sequence

from studyapp.domain.width import width
from studyapp.plots.grid import Grid
from studyapp.plots.ink import Role

Form = Callable[[float], str]
"""Writes a number on an axis."""

LARGEST = 1e15
SMALLEST = 1e-12
_NICE = (1.0, 1.2, 1.6, 2.0, 2.4, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Ends of axes, whose halves are short numbers too."""

NOTHING = "nothing yet"


def finite(value: float) -> float:
    """Return a value that can be drawn: what is not finite counts as 0, what is huge is cut."""
    return min(max(value, -LARGEST), LARGEST) if math.isfinite(value) else 0.0


def amount(value: float) -> float:
    """Return a value as the length of a bar: never below 0."""
    return max(finite(value), 0.0)


def ceiling(value: float) -> float:
    """Return a round number at or above ``value`` for the end of an axis; at least something."""
    value = amount(value)
    if value < SMALLEST:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next((each * power for each in _NICE if each * power >= value), 10 * power)


def whole_ceiling(value: float) -> float:
    """Return the same for counts: a whole number."""
    found = ceiling(value)
    return found if found >= 10 else float(math.ceil(max(amount(value), 1.0)))


def compact(value: float) -> str:
    """Return a number in few characters: ``0``, ``0.25``, ``7.5``, ``120``, ``1.2k``, ``3M``."""
    value = finite(value)
    for size, name in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{_short(value / size, 1)}{name}"
    return _short(value, 1 if abs(value) >= 1 else 2)


def whole(value: float) -> str:
    """Return the same for counts, and nothing for what is no whole number."""
    return compact(value) if finite(value) == round(finite(value)) else ""


def percent(value: float) -> str:
    """Return a share in per cent."""
    return f"{_short(100 * finite(value), 0)}%"


def _short(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def gutter(low: float, high: float, form: Form) -> int:
    """Return the columns that the ticks of a vertical axis take, with a space after them."""
    texts = [form(each) for each in (low, (low + high) / 2, high)]
    return max(width(text) for text in texts) + 1


def draw_axis(grid: Grid, rows: int, low: float, high: float, form: Form) -> int:
    """Write ticks at the top, in the middle and at the foot; return the columns they take.

    Where that would leave less than half of the width nothing is written.
    """
    taken = gutter(low, high, form)
    if taken * 2 > grid.wide:
        return 0
    ticks = {rows - 1: low, 0: high}
    if rows >= 5:
        ticks[rows // 2] = (low + high) / 2
    for row, value in ticks.items():
        grid.put_right(taken - 1, row, form(value), Role.MUTED)
    return taken


def draw_labels(grid: Grid, row: int, labels: Sequence[tuple[float, str]], start: int) -> None:
    """Write labels around their columns from left to right, leaving out what would touch."""
    free = start
    for centre, text in labels:
        taken = width(text)
        at = max(min(round(centre - taken / 2), grid.wide - taken), start)
        if text and at >= free and at + taken <= grid.wide:
            grid.put(at, row, text, Role.MUTED)
            free = at + taken + 1


def draw_nothing(grid: Grid) -> None:
    """Say in the middle that there is nothing to draw."""
    grid.put_middle(grid.wide / 2, grid.high // 2, NOTHING, Role.MUTED)
