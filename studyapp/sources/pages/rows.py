"""Cards that are rows: each line or table row stands alone, so nothing can shift."""

from collections.abc import Sequence

from studyapp.sources.account import Line
from studyapp.sources.pages.chrome import fold
from studyapp.sources.pages.page import Page, Pair
from studyapp.sources.words import phrases

_FRONTS = phrases("term|terms|front|question|word|prompt|vocabulary|q|concept|key term")
_BACKS = phrases("definition|definitions|back|answer|meaning|translation|a|description")


def is_header(cells: Sequence[str]) -> bool:
    """Whether cells name the columns: ``Term`` and ``Definition``."""
    names = [fold(cell).strip("*_ ") for cell in cells if len(cell) < 50]
    if len(names) != 2 or len(cells) != 2:
        return False
    return (names[0] in _FRONTS and names[1] in _BACKS) or names == ["a", "b"]


def add_row(
    page: Page, line: Line, cells: Sequence[str], doubts: list[str], doubt: str = ""
) -> None:
    """Make a card of a row with two filled cells, or note why it is none."""
    page.slots += 1
    name = f"{page.slot_word} {page.slots}"
    filled = [cell.strip() for cell in cells]
    while len(filled) > 2 and not filled[-1]:
        filled.pop()
    if len(filled) == 2 and all(filled) and not doubt:
        page.pairs.append(
            Pair(
                key=str(page.slots),
                name=name,
                front=filled[0],
                back=filled[1],
                lines=(line.number,),
            )
        )
        return
    reason = "one side is empty" if len(filled) <= 2 else f"{len(filled)} columns, not two"
    reason = doubt or reason
    page.doubt([line], f"{name}: {reason}")
    doubts.append(f"{name} (line {line.number}) was not made a card: {reason}")
