"""Two-column Markdown table: ``| term | definition |`` rows, as some exporters write sets."""

from collections.abc import Sequence

from studyapp.sources.account import Account, Fate, Line
from studyapp.sources.pages.chrome import counted
from studyapp.sources.pages.page import Page, Stated
from studyapp.sources.pages.rows import add_row, is_header


class Table:
    """The layout of a pipe table with two columns."""

    name = "table"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for little but rows of two cells; a header ruled off or named makes it sure."""
        filled = [line for line in lines if not line.blank]
        rows = [line for line in filled if _is_row(line)]
        if len(rows) < 3 or 10 * sum(map(_is_part, filled)) < 7 * len(filled):
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
        rows = [line.number for line in filled if _is_row(line)]
        first, last = rows[0], rows[-1]
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
            elif place == 0 and not _is_part(line):
                page.title = line.text
                page.take([line], Fate.TEXT, "title")
            elif _is_part(line) or first < line.number < last:
                page.doubt([line], "part of a row")
                doubts.append(f"line {line.number} was not made a card: it may be part of a row")
            else:
                page.take([line], Fate.TEXT, "outside the table")
        page.warn(doubts, "{} more rows were not made cards")
        return page


def _is_row(line: Line) -> bool:
    text = line.text.strip()
    return len(text) > 2 and text.startswith("|") and text.endswith("|") and text[-2] != "\\"


def _is_rule(line: Line) -> bool:
    text = line.text.strip()
    return _is_row(line) and "-" in text and all(char in "|-: \t" for char in text)


def _is_header(line: Line) -> bool:
    return _is_row(line) and len(line.text) <= 100 and is_header(_cells(line.text))


def _is_part(line: Line) -> bool:
    """Whether a line is a row or part of one: a pipe on either end."""
    text = line.text.strip()
    return text.startswith("|") or text.endswith("|")


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
