"""Dots finer than cells: two across and four down in each, as braille patterns (U+2800)."""

from studyapp.plots.grid import Grid
from studyapp.plots.ink import Role

ACROSS = 2
DOWN = 4
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bit of the dot at [row][column] of a cell (Unicode, Braille Patterns)."""


class Dots:
    """A sheet of dots, ``wide`` by ``high`` cells; the role set last colours a cell."""

    def __init__(self, wide: int, high: int) -> None:
        self.across = max(wide, 0) * ACROSS
        self.down = max(high, 0) * DOWN
        self._cells: dict[tuple[int, int], tuple[int, Role]] = {}

    def set(self, x: int, y: int, role: Role) -> None:
        """Set a dot, counted from the top left; outside of the sheet nothing happens."""
        if 0 <= x < self.across and 0 <= y < self.down:
            place = (x // ACROSS, y // DOWN)
            bits = self._cells.get(place, (0, role))[0]
            self._cells[place] = (bits | _BITS[y % DOWN][x % ACROSS], role)

    def onto(self, grid: Grid, left: int, top: int) -> None:
        """Write the cells that have dots."""
        for (x, y), (bits, role) in self._cells.items():
            grid.put(left + x, top + y, chr(0x2800 + bits), role)
