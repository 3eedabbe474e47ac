"""Two-column Markdown table: ``| term | definition |`` rows, as some exporters write sets."""

from collections.abc import Sequence

from studyapp.sources.account import Account, Fate, Line
from studyapp.sources.pages.chrome import counted, fold
from studyapp.sources.pages.page import Page, Stated
from studyapp.sources.pages.rows import add_row
from studyapp.sources.words import phrases

_FRONTS = phrases("term|terms|front|question|word|prompt|vocabulary|q|concept|key term")
_BACKS = phrases("definition|definitions|back|answer|meaning|translation|a|description")


class Table:
    """The layout of a pipe table with two columns."""

    name = "table"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for little but rows of two cells; a header ruled off or named makes it sure."""
        filled = [line for line in lines if not line.blank]
        rows = [line for line in filled if _is_row(line)]
        if len(rows) < 3 or 10 * len(rows) < 7 * len(filled):
            return 0.0
        two = sum(len(_cells(line.text)) == 2 for line in rows)
        ruled = any(_is_rule(line) for line in rows[:3])
        if 10 * two < 8 * len(rows):
            return 0.0
        return 0.9 if ruled or _is_header(rows[0]) else 0.6

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read the rows; rows of another shape stay uncertain."""
        page = Page(Account(len(lines)), slot_word="row")
        doubts: list[str] = []
        filled = [line for line in lines if not line.blank]
        named = False
        for place, line in enumerate(filled):
            below = filled[place + 1] if place + 1 < len(filled) else None
            count = counted(line)
            named = named or _is_rule(line) or _is_header(line)
            if _is_rule(line):
                page.ignore([line], "table rule")
            elif _is_header(line) or (_is_row(line) and below is not None and _is_rule(below)):
                page.ignore([line], "table header")
            elif _is_row(line) and not named and not (below and _is_header(below)):
                page.doubt([line], "it may be the header of the table")
                doubts.append(f"line {line.number} was not made a card: it may be the header")
                named = True
            elif _is_row(line):
                add_row(page, line, _cells(line.text), doubts)
            elif count is not None:
                page.stated.append(Stated(line.text.strip(), line.number, count))
                page.ignore([line], "page chrome")
            elif place == 0:
                page.title = line.text
                page.take([line], Fate.TEXT, "title")
            else:
                page.take([line], Fate.TEXT, "outside the table")
        page.warn(doubts, "{} more rows were not made cards")
        return page


def _is_row(line: Line) -> bool:
    text = line.text.strip()
    return len(text) > 2 and text.startswith("|") and text.endswith("|")


def _is_rule(line: Line) -> bool:
    text = line.text.strip()
    return _is_row(line) and "-" in text and all(char in "|-: \t" for char in text)


def _is_header(line: Line) -> bool:
    if not _is_row(line) or len(line.text) > 100:
        return False
    cells = [fold(cell).strip("*_ ") for cell in _cells(line.text)]
    if len(cells) != 2:
        return False
    return (cells[0] in _FRONTS and cells[1] in _BACKS) or cells == ["a", "b"]


def _cells(text: str) -> list[str]:
    r"""Split a row at its pipes; ``\|`` is a pipe within a cell."""
    cells: list[list[str]] = [[]]
    escaped = False
    for char in text.strip()[1:-1]:
        if char == "|" and not escaped:
            cells.append([])
        elif char == "|":
            cells[-1][-1] = "|"
        else:
            cells[-1].append(char)
        escaped = char == "\\" and not escaped
    return ["".join(cell).strip() for cell in cells]
