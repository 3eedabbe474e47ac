"""The sheet that plots are drawn on: cells that are written over, and lines at the end."""

from studyapp.domain.plain import plain_line
from studyapp.domain.width import cells, fit, width
from studyapp.plots.ink import Lines, Role, Segment, merged

BLANK: Segment = (" ", Role.PLAIN)
JOINER = "\u200d"


class Grid:
    """``wide`` by ``high`` cells. What is written beyond the edge is left out.

    Labels may come from outside: they are made harmless here, and characters that take two
    columns take two cells.
    """

    def __init__(self, wide: int, high: int) -> None:
        self.wide = max(wide, 0)
        self.high = max(high, 0)
        self._cells: list[list[Segment]] = [[BLANK] * self.wide for _ in range(self.high)]

    def put(self, x: int, y: int, text: str, role: Role = Role.PLAIN) -> None:
        """Write from column ``x`` of row ``y`` to the right, cutting what does not fit."""
        if not (0 <= y < self.high and 0 <= x < self.wide):
            return
        text = fit(plain_line(text), self.wide - x).rstrip(JOINER)
        start = x
        for char, taken in cells(text):
            if taken and x + taken <= self.wide:
                self._clear(x, x + taken, y)
                self._cells[y][x : x + taken] = [(char, role), *[("", role)] * (taken - 1)]
                x += taken
            elif not taken and x > start:
                self._join(x - 1, y, char)

    def _join(self, x: int, y: int, char: str) -> None:
        """Add a character without a width of its own to the one before it."""
        while x > 0 and not self._cells[y][x][0]:
            x -= 1
        before, role = self._cells[y][x]
        self._cells[y][x] = (before + char, role)

    def _clear(self, x: int, end: int, y: int) -> None:
        """Take away the halves that writing from ``x`` to ``end`` leaves of wide characters."""
        row = self._cells[y]
        if x > 0 and not row[x][0]:
            row[x - 1] = BLANK
        if end < self.wide and not row[end][0]:
            row[end] = BLANK

    def put_right(self, end: int, y: int, text: str, role: Role = Role.PLAIN) -> None:
        """Write so that the text ends before column ``end``."""
        self.put(max(end - width(plain_line(text)), 0), y, text, role)

    def put_middle(self, centre: float, y: int, text: str, role: Role = Role.PLAIN) -> None:
        """Write around a column, moved to the left where it would run over the edge."""
        taken = width(plain_line(text))
        x = round(centre - taken / 2)
        self.put(max(min(x, self.wide - taken), 0), y, text, role)

    def lines(self) -> Lines:
        """Return what is drawn."""
        return tuple(merged(row) for row in self._cells)
