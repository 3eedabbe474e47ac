"""Horizontal bars: one line for each, with its name before and a note behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.domain.plain import plain_line
from studyapp.domain.width import fit
from studyapp.domain.width import width as columns
from studyapp.plots.bars import eighths
from studyapp.plots.grid import Grid
from studyapp.plots.ink import Lines, Role
from studyapp.plots.scale import SMALLEST, amount, draw_nothing

EIGHTHS = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True, slots=True)
class Bar:
    """One line. ``label`` and ``note`` may come from outside."""

    label: str
    value: float
    note: str = ""
    """What stands behind the bar, such as the value in words."""
    role: Role = Role.EASY


def hbars(rows: Sequence[Bar], width: int, *, top: float | None = None) -> Lines:
    """Return a line of ``width`` columns for each bar; ``top`` is what the longest stands for.

    Without ``top`` the largest value fills the room. Labels take at most a third of the width.
    Lengths rise with the values; negative and infinite ones count as 0.
    """
    grid = Grid(width, max(len(rows), 1))
    if not rows:
        draw_nothing(grid)
        return grid.lines()
    most = max(amount(row.value) for row in rows) if top is None else amount(top)
    most = max(most, SMALLEST)
    label = min(max(columns(plain_line(row.label)) for row in rows), width // 3)
    note = min(max(columns(plain_line(row.note)) for row in rows), width // 3)
    start = label + 2 if label else 0
    room = max(width - start - (note + 1 if note else 0), 1)
    for y, row in enumerate(rows):
        length = eighths(min(amount(row.value) / most, 1.0), room)
        bar = "█" * (length // 8) + EIGHTHS[length % 8].strip()
        grid.put(start, y, bar, row.role)
        if label:
            grid.put(0, y, fit(plain_line(row.label), label))
        grid.put(start + -(-length // 8) + 1, y, row.note, Role.MUTED)
    return grid.lines()
