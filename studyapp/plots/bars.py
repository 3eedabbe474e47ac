"""Vertical bars: a value, or a stack of parts, in each column."""

from collections.abc import Sequence
from itertools import accumulate

from studyapp.plots.grid import Grid
from studyapp.plots.ink import Lines, Role
from studyapp.plots.scale import (
    Form,
    amount,
    ceiling,
    compact,
    draw_axis,
    draw_labels,
    draw_nothing,
    gutter,
)

EIGHTHS = " ▁▂▃▄▅▆▇█"
PARTS = "█▓▒░"
"""Whole cells of the parts of a stack, which differ without colours too."""
WIDEST = 12
"""Columns of one bar with its gap."""

Stack = Sequence[float]


def bars(
    values: Sequence[float | Stack],
    width: int,
    height: int,
    *,
    labels: Sequence[str] = (),
    roles: Sequence[Role] = (Role.EASY,),
    top: float | None = None,
    form: Form = compact,
    gap: bool = True,
    edges: bool = False,
) -> Lines:
    """Return ``height`` lines of ``width`` columns: bars over a line of labels.

    A value may be several parts, drawn one on another in the order of ``roles``; a cell belongs
    to the part that takes up most of it, the height of the whole is exact to an eighth.
    Heights rise with the values, and the smallest amount above 0 is seen. ``labels`` belong to
    the values, "" for none; those that would touch are left out. ``top`` is the end of the axis,
    by default a round number. With ``edges`` labels stand at the left edges of their bars, for
    values that begin there, and one more may stand at the end. More values than columns are
    averaged by neighbours. Negative and infinite values count as 0.
    """
    grid = Grid(width, height)
    stacks = [_stack(value) for value in values]
    rows = max(height - 1, 1)
    totals = [sum(stack) for stack in stacks]
    if not any(totals):
        draw_nothing(grid)
        return grid.lines()
    top = ceiling(max(totals)) if top is None else max(amount(top), 1e-12)
    taken = gutter(0, top, form)
    room = width - taken if taken * 2 <= width else width
    stacks, labels = _grouped(stacks, labels, max(room, 1))
    start = draw_axis(grid, rows, 0, top, form)
    slot = max(min((width - start) // len(stacks), WIDEST), 1)
    wide = slot - 1 if gap and slot > 1 else slot
    for index, stack in enumerate(stacks):
        _draw(grid, start + index * slot, wide, rows, [part / top for part in stack], roles)
    centres = [start + index * slot + (0.5 if edges else wide / 2) for index in range(len(labels))]
    draw_labels(grid, rows, list(zip(centres, labels, strict=True)), start)
    return grid.lines()


def eighths(share: float, cells: int) -> int:
    """Return a share of ``cells`` in eighths of a cell; at least one for anything above 0."""
    return min(max(round(share * cells * 8), 1 if share > 0 else 0), cells * 8)


def _stack(value: float | Stack) -> list[float]:
    parts = [value] if isinstance(value, int | float) else value
    return [amount(part) for part in parts]


def _grouped(
    stacks: list[list[float]], labels: Sequence[str], room: int
) -> tuple[list[list[float]], Sequence[str]]:
    """Return at most ``room`` stacks: the means of neighbours, under the first of their labels."""
    size = -(-len(stacks) // room)
    if size == 1:
        return stacks, labels
    groups = [stacks[at : at + size] for at in range(0, len(stacks), size)]
    depth = max(len(stack) for stack in stacks)
    means = [
        [
            sum(stack[part] for stack in group if part < len(stack)) / len(group)
            for part in range(depth)
        ]
        for group in groups
    ]
    kept = [next(filter(None, labels[at : at + size]), "") for at in range(0, len(labels), size)]
    return means, kept


def _draw(
    grid: Grid, x: int, wide: int, rows: int, shares: list[float], roles: Sequence[Role]
) -> None:
    height = eighths(sum(shares), rows)
    ends = [end * rows for end in accumulate(shares)]
    for row in range(-(-height // 8)):
        part = _largest(ends, row)
        left = height - 8 * row
        glyph = EIGHTHS[left] if left < 8 else PARTS[part % len(PARTS)]
        grid.put(x, rows - 1 - row, glyph * wide, roles[part % len(roles)])


def _largest(ends: list[float], row: int) -> int:
    """Return the part that takes up most of a row of cells, counted from below."""
    starts = [0.0, *ends[:-1]]
    covered = [
        min(end, row + 1) - max(start, row) if end > start else -1.0
        for start, end in zip(starts, ends, strict=True)
    ]
    return covered.index(max(covered))
