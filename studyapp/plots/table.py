"""Small tables of figures, and the legend of a plot."""

from collections.abc import Sequence

from studyapp.domain.plain import plain_line
from studyapp.domain.width import fit
from studyapp.domain.width import width as columns
from studyapp.plots.bars import PARTS
from studyapp.plots.grid import Grid
from studyapp.plots.ink import Lines, Role

GAP = 2


def table(rows: Sequence[Sequence[str]], width: int, *, role: Role = Role.PLAIN) -> Lines:
    """Return a line of ``width`` columns for each row; the first row is the heading.

    The first column stands left, the others right. Columns that do not fit are left out, the
    last ones first.
    """
    grid = Grid(width, len(rows))
    places = max((len(row) for row in rows), default=0)
    wide = [
        max(columns(plain_line(row[at])) for row in rows if at < len(row)) for at in range(places)
    ]
    for y, row in enumerate(rows):
        end = 0
        for at, text in enumerate(row):
            end += wide[at] + (GAP if at else 0)
            if end > width and at:
                break
            if at:
                grid.put_right(end, y, text, role if y else Role.MUTED)
            else:
                grid.put(0, y, fit(plain_line(text), width), Role.MUTED)
    return grid.lines()


def legend(entries: Sequence[tuple[str, Role]], width: int) -> Lines:
    """Return one line of ``width`` columns that says what the parts of a plot mean, in order."""
    grid = Grid(width, 1)
    x = 0
    for at, (name, role) in enumerate(entries):
        taken = columns(plain_line(name)) + 2
        if x and x + taken > width:
            break
        grid.put(x, 0, PARTS[at % len(PARTS)], role)
        grid.put(x + 2, 0, name, Role.MUTED)
        x += taken + GAP
    return grid.lines()
