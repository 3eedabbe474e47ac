"""Term, tab, definition on one line: what Quizlet, Knowt and spreadsheets copy out."""

from collections.abc import Sequence

from studyapp.sources.account import Account, Fate, Line
from studyapp.sources.pages.chrome import counted
from studyapp.sources.pages.page import Page, Stated
from studyapp.sources.pages.rows import add_row


class Tabs:
    """The layout of tab-separated pairs."""

    name = "tabs"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask that most lines hold text, one tab and text."""
        filled = [line for line in lines if not line.blank]
        if not filled or filled[0].text.startswith("#separator:"):
            return 0.0
        rows = sum(_is_row(line) for line in filled)
        title = not _is_row(filled[0])
        return 0.8 if rows >= 2 and 10 * rows >= 6 * (len(filled) - title) else 0.0

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read the rows; a line without a tab may belong to either neighbour, so to none."""
        page = Page(Account(len(lines)), slot_word="row")
        doubts: list[str] = []
        filled = [line for line in lines if not line.blank]
        for place, line in enumerate(filled):
            count = counted(line)
            if "\t" in line.text.strip(" \r\n"):
                add_row(page, line, line.text.strip("\r\n ").split("\t"), doubts)
            elif count is not None:
                page.stated.append(Stated(line.text.strip(), line.number, count))
                page.ignore([line], "page chrome")
            elif place == 0:
                page.title = line.text
                page.take([line], Fate.TEXT, "title")
            else:
                page.doubt([line], "no tab: it may go on from the row above or start the next")
                doubts.append(
                    f"line {line.number} has no tab: it may go on from the row above "
                    "or start the next"
                )
        page.warn(doubts, "{} more rows were not made cards")
        return page


def _is_row(line: Line) -> bool:
    front, tab, back = line.text.strip().partition("\t")
    return bool(tab and front.strip() and back.strip()) and "\t" not in back.strip()
