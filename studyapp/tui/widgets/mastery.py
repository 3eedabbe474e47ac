"""How many cards are mastered, familiar, missed and new: a bar and its legend."""

from collections.abc import Sequence

from textual.content import Content

from studyapp.tui.safe import clean_line, join, stack

Levels = tuple[int, int, int, int]
"""Cards that are new, missed, familiar, mastered."""

NAMES = (
    ("new", "$muted", "$faint"),
    ("missed", "$again", "$again"),
    ("familiar", "$easy", "$easy"),
    ("mastered", "$good", "$good"),
)
"""Name of each level, colour of its figure, colour of its part of the bar."""


LEAST_BAR = 18
"""Cells of the bar below which the legend gives way."""


def bar(levels: Levels, width: int) -> Content:
    """Return the bar, mastered first; a level that has a card has at least one cell."""
    total = sum(levels)
    if not total or width < 4:
        return Content("")
    cells = [max(round(width * count / total), 1) if count else 0 for count in levels]
    while (over := sum(cells) - width) != 0:
        cells[cells.index(max(cells))] -= 1 if over > 0 else -1
    return join(*((_line(at) * cells[at], NAMES[at][2]) for at in (3, 2, 1, 0)))


def _line(level: int) -> str:
    """Return the stroke of a level: told apart without colours too."""
    return "╌╍━━"[level]


def legend(levels: Levels, *, short: bool = False) -> Content:
    """Return the figures, mastered first; levels without cards are left out, but for mastered."""
    parts = [
        join(
            (f"{levels[at]:,}", f"bold {NAMES[at][1]}"),
            (f" {NAMES[at][0][:3] if short else NAMES[at][0]}", "$muted"),
        )
        for at in (3, 2, 1, 0)
        if levels[at] or at == 3
    ]
    return Content("  ").join(parts)


def mastery(levels: Levels, width: int) -> Content:
    """Return bar and legend on one line."""
    figures = legend(levels)
    if width - figures.cell_length < LEAST_BAR:
        figures = legend(levels, short=True)
    room = width - figures.cell_length - 2
    return join(bar(levels, room), "  ", figures) if room >= 8 else figures


def table(decks: Sequence[tuple[str, Levels]], width: int, most: int = 8) -> Content:
    """Return a bar for each deck, one line each."""
    room = min(max(len(name.split("::")[-1]) for name, _ in decks), width // 3)
    lines = []
    for name, levels in decks[:most]:
        label = clean_line(name.split("::")[-1], room).ljust(room)
        done = f"{levels[3]:,} of {sum(levels):,}".rjust(12)
        lines.append(
            join((label, "$muted"), "  ", bar(levels, max(width - room - 16, 8)), (done, ""))
        )
    if len(decks) > most:
        lines.append(join((f"and {len(decks) - most} more decks", "$muted")))
    return stack(*lines)
