"""A calendar of what was done each day: weeks side by side, Monday on top."""

from collections.abc import Sequence
from datetime import date, timedelta

from studyapp.plots.grid import Grid
from studyapp.plots.ink import HEATS, Lines, Role
from studyapp.plots.scale import amount

SHADES = "·░▒▓█"
"""From nothing to most: readable without colours."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = {0: "Mon", 2: "Wed", 4: "Fri"}
HEIGHT = 9
"""Lines: months, seven days, and what the shades mean."""
LEFT = 4


def calendar(values: Sequence[float], last: date, width: int) -> Lines:
    """Return ``HEIGHT`` lines of ``width`` columns: one cell a day, the newest week at the right.

    ``values`` are consecutive days of which ``last`` is the last. As many weeks are shown as fit,
    two columns each where there is room. The shades are the quarters of the days on which
    anything was done, so that one long day does not make all others pale.
    """
    grid = Grid(width, HEIGHT)
    left = LEFT if width > LEFT + 1 else 0
    wanted = (len(values) + 6 - last.weekday() + 6) // 7
    wide = 2 if left + 2 * wanted <= width else 1
    weeks = max(min(wanted, (width - left) // wide), 0)
    monday = last - timedelta(days=last.weekday() + 7 * (weeks - 1)) if weeks else last
    cuts = _cuts(values)
    for back, value in enumerate(reversed(values)):
        day = last.toordinal() - back
        week, row = divmod(day - monday.toordinal(), 7)
        if week < 0:
            break
        heat = level(value, cuts)
        grid.put(left + wide * week, 1 + row, SHADES[heat] * wide, HEATS[heat])
    if left:
        for row, name in DAYS.items():
            grid.put(0, 1 + row, name, Role.MUTED)
    _months(grid, monday, weeks, wide, left)
    _legend(grid, left)
    return grid.lines()


def level(value: float, cuts: Sequence[float]) -> int:
    """Return 0 for a day on which nothing was done, else 1 to 4 by the cuts between quarters."""
    value = amount(value)
    return 1 + sum(value >= cut for cut in cuts) if value > 0 else 0


def _cuts(values: Sequence[float]) -> tuple[float, ...]:
    done = sorted(filter(None, map(amount, values)))
    return tuple(done[len(done) * quarter // 4] for quarter in (1, 2, 3)) if done else ()


def _months(grid: Grid, monday: date, weeks: int, wide: int, left: int) -> None:
    free = left
    for week in range(weeks):
        day = monday + timedelta(days=7 * week + 6)
        at = left + wide * week
        if day.day <= 7 and at >= free and at + 3 <= grid.wide:
            grid.put(at, 0, MONTHS[day.month - 1], Role.MUTED)
            free = at + 4


def _legend(grid: Grid, left: int) -> None:
    grid.put(left, HEIGHT - 1, "less", Role.MUTED)
    for heat, shade in enumerate(SHADES):
        grid.put(left + 5 + heat, HEIGHT - 1, shade, HEATS[heat])
    grid.put(left + 11, HEIGHT - 1, "more", Role.MUTED)
