"""Term, tab, definition on one line: what Quizlet, Knowt and spreadsheets copy out."""

from collections.abc import Sequence
from itertools import pairwise

from studyapp.sources.account import Account, Fate, Line
from studyapp.sources.pages.chrome import counted
from studyapp.sources.pages.page import Page, Stated, whole_number
from studyapp.sources.pages.rows import add_row, is_header

BROKEN = "a line beside it has no tab and may belong to it"
SHIFTED = "not three columns as in the other rows"
LOOSE = "no tab: it may go on from the row above or start the next"


class Tabs:
    """The layout of tab-separated pairs, numbered or not."""

    name = "tabs"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask that most lines hold text, one tab and text, a number before it aside."""
        filled = [line for line in lines if not line.blank]
        if not filled or filled[0].text.startswith("#separator:"):
            return 0.0
        numbered = _is_numbered(filled)
        rows = [_cells(line, numbered) for line in filled]
        two = sum(len(row) == 2 for row in rows)
        sound = sum(len(row) == 2 and all(row) for row in rows)
        title = len(rows[0]) != 2
        return 0.8 if sound >= 2 and 10 * two >= 6 * (len(filled) - title) else 0.0

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read the rows; a line without a tab may belong to either neighbour, so to both."""
        page = Page(Account(len(lines)), slot_word="row")
        doubts: list[str] = []
        filled = [line for line in lines if not line.blank]
        numbered = _is_numbered(filled)
        rows = [_cells(line, numbered) for line in filled]
        loose = _loose(filled)
        near = {at + step for at in loose for step in (-1, 1)}
        broken = {row[0] for at, row in enumerate(rows) if at in near}
        for place, (line, cells) in enumerate(zip(filled, rows, strict=True)):
            count = counted(line)
            if place in loose:
                page.doubt([line], LOOSE)
                doubts.append(f"line {line.number} has {LOOSE}")
            elif is_header(cells):
                page.ignore([line], "table header")
            elif _has_tab(line):
                shifted = numbered and len(cells) != 2
                doubt = BROKEN if cells[0] in broken else SHIFTED if shifted else ""
                add_row(page, line, cells, doubts, doubt)
            elif count is not None:
                page.stated.append(Stated(line.text.strip(), line.number, count))
                page.ignore([line], "page chrome")
            else:
                page.title = line.text
                page.take([line], Fate.TEXT, "title")
        page.warn(doubts, "{} more rows were not made cards")
        return page


def _has_tab(line: Line) -> bool:
    return "\t" in line.text.strip(" \r\n")


def _loose(filled: Sequence[Line]) -> set[int]:
    """Return where lines have no tab, but for counts and a title that a blank line sets apart."""
    loose = {at for at, line in enumerate(filled) if not _has_tab(line) and counted(line) is None}
    if len(filled) > 1 and filled[1].number > filled[0].number + 1:
        loose.discard(0)
    return loose


def _is_numbered(filled: Sequence[Line]) -> bool:
    """Whether rows of three cells count up from 1, so that the first is no side of a card."""
    rows = [line.text.strip(" \r\n").split("\t") for line in filled]
    counts = [whole_number(row[0]) for row in rows if len(row) == 3]
    found = [count for count in counts if count is not None]
    rising = all(one < two for one, two in pairwise(found))
    return len(found) >= 2 and 10 * len(found) >= 6 * len(filled) and found[0] <= 2 and rising


def _cells(line: Line, numbered: bool) -> list[str]:
    cells = [cell.strip() for cell in line.text.strip(" \r\n").split("\t")]
    return cells[1:] if numbered and len(cells) > 1 else cells
