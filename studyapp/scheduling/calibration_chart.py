"""Calibration drawn as text: what was predicted beside what was recalled, bin by bin.

A pure function of values to lines, for the command line and the screens alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.scheduling.metrics import Bin

LABELS = 24
"""Columns of the figures before the axis."""
STEP = 0.1
"""The axis begins at a whole tenth."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The characters of a chart."""

    observed: str
    predicted: str
    both: str
    within: str
    """Between the bounds of what was observed."""
    beyond: str
    """The rest of the axis."""


PLAIN = Marks("o", "+", "*", "-", " ")
"""For any terminal; ``*`` is where both fall into one column."""


def chart(bins: Sequence[Bin], width: int, marks: Marks = PLAIN) -> list[str]:
    """Return a heading, a line for each bin and the axis, each at most ``width`` columns."""
    if not bins:
        return []
    room = max(width - LABELS - 1, 10)
    start = min(min(each.low, each.predicted) for each in bins)
    start = int(start / STEP) * STEP
    lines = [f"{'predicted':>9}{'recalled':>9}{'of':>5}"]
    lines += [_line(each, start, room, marks) for each in bins]
    left, right = f"{start:.0%}", "100%"
    axis = left + " " * max(1, room - len(left) - len(right)) + right
    return [*lines, " " * (LABELS + 1) + axis]


def _line(each: Bin, start: float, room: int, marks: Marks) -> str:
    def column(share: float) -> int:
        return round((share - start) / (1 - start) * (room - 1))

    low, high = column(each.low), column(each.high)
    cells = [marks.within if low <= at <= high else marks.beyond for at in range(room)]
    observed, predicted = column(each.observed), column(each.predicted)
    cells[predicted] = marks.predicted
    cells[observed] = marks.both if observed == predicted else marks.observed
    figures = f"{each.predicted:>9.0%}{each.observed:>9.0%}{each.count:>6}"
    return f"{figures:<{LABELS}} {''.join(cells)}".rstrip()
