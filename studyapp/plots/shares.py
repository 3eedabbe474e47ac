"""Shares of a whole: one line for each, its parts side by side across the width."""

from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.domain.plain import plain_line
from studyapp.domain.width import fit
from studyapp.domain.width import width as columns
from studyapp.plots.bars import PARTS
from studyapp.plots.grid import Grid
from studyapp.plots.ink import Lines, Role
from studyapp.plots.scale import SMALLEST, amount, draw_nothing


@dataclass(frozen=True, slots=True)
class Whole:
    """One line: its name, the parts in order, and a note at the right."""

    label: str
    parts: Sequence[float]
    note: str = ""


def shares(rows: Sequence[Whole], roles: Sequence[Role], width: int) -> Lines:
    """Return a line of ``width`` columns for each whole, its parts in the order of ``roles``.

    Cells are given out by largest remainder, so that they always fill the line; a whole of
    nothing is an empty line. Negative and infinite values count as 0.
    """
    grid = Grid(width, max(len(rows), 1))
    if not rows:
        draw_nothing(grid)
        return grid.lines()
    label = min(max(columns(plain_line(row.label)) for row in rows), width // 3)
    note = min(max(columns(plain_line(row.note)) for row in rows), width // 3)
    start = label + 2 if label else 0
    room = max(width - start - (note + 1 if note else 0), 1)
    for y, row in enumerate(rows):
        at = start
        for index, taken in enumerate(portions(row.parts, room)):
            grid.put(at, y, PARTS[index % len(PARTS)] * taken, roles[index % len(roles)])
            at += taken
        grid.put(0, y, fit(plain_line(row.label), label), Role.PLAIN)
        grid.put_right(width, y, fit(plain_line(row.note), note), Role.MUTED)
    return grid.lines()


def portions(parts: Sequence[float], cells: int) -> list[int]:
    """Return how many of ``cells`` each part gets: their sum is ``cells``, or 0 for nothing."""
    values = [amount(part) for part in parts]
    whole = sum(values)
    if whole < SMALLEST:
        return [0] * len(values)
    exact = [value / whole * cells for value in values]
    found = [int(each) for each in exact]
    by_remainder = sorted(range(len(exact)), key=lambda at: found[at] - exact[at])
    for at in by_remainder[: cells - sum(found)]:
        found[at] += 1
    return found
