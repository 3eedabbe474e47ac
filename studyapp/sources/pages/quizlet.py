"""Quizlet (and Cram) set page, copied as lines: term, definition, term, definition.

Nothing marks a card. The page states counts, ``Terms in this set (24)``, and ``Still learning
(3)`` above each section. Lines that do not fit their count are not paired unless question marks
hold them together; nor are lines that fit it while nothing tells terms from definitions, unless
all of them are as short as vocabulary.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.sources.account import Account, Line
from studyapp.sources.pages.alternation import (
    Turn,
    Unit,
    add_turns,
    by_line,
    by_paragraph,
    fits,
    in_turn,
    pair_up,
    proven,
    suspect,
)
from studyapp.sources.pages.chrome import counted, fold, is_footer, read_header
from studyapp.sources.pages.page import Page, whole_number
from studyapp.sources.words import phrases

_SECTIONS = ("still learning (", "not studied (", "mastered (", "familiar (", "learning (")
_AROUND = phrases(
    """
    you've started learning these terms. keep it up!|you haven't studied these terms yet!
    you've been learning these terms. keep it up!|you know these terms well!|original|alphabetical
    you've mastered these terms! great job!|you're doing well with these terms.|your stats
    nice work, you're crushing it.|hide definitions|show definitions|• front|• back
    upgrade to remove ads
    """
)
WORDS = 40
"""Characters of a term or translation in a list of vocabulary, at most."""
_BUTTONS = phrases("star|starred|unstar|audio|edit|image|share|save|more|play|speak|copy|listen")


@dataclass(slots=True)
class _Section:
    count: int | None
    lines: list[Line]


class Quizlet:
    """The layout of a set page that states its counts."""

    name = "quizlet"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for the count line of a set, or for a section with its button, and for terms."""
        start = _start(lines)
        if start is None:
            return 0.0
        body = sum(not line.blank for line in lines[start + 1 :])
        return 0.85 if body >= 2 else 0.0

    def parse(self, lines: Sequence[Line]) -> Page:
        """Pair each section by its own count."""
        page = Page(Account(len(lines)), slot_word="card")
        start = _start(lines)
        first = len(lines) if start is None else start + (counted(lines[start]) is not None)
        read_header(page, lines[:first])
        stop = next((at for at in range(first, len(lines)) if is_footer(lines[at])), len(lines))
        page.ignore(lines[stop:], "page footer")
        total = next((stated.count for stated in page.stated if not stated.is_bar), None)
        sections = _sections(page, lines[first:stop], total)
        found = [_units(page, each, cut=each is sections[-1]) for each in sections]
        lines_in = sum(not line.blank for each in sections for line in each.lines)
        units = sum(len(units) for units, _ in found)
        add_turns(page, _pair(found, complete=units == lines_in))
        return page


def _start(lines: Sequence[Line]) -> int | None:
    for at, line in enumerate(lines):
        if len(line.text) < 80 and _states(line):
            return at
        if _section(line) is not None and any(_select(each) for each in lines[at + 1 : at + 6]):
            return at
    return None


def _section(line: Line) -> int | None:
    """Return the count of a section header such as ``Still learning (3)``."""
    if len(line.text) > 60:
        return None
    folded = fold(line.text)
    if not folded.startswith(_SECTIONS) or not folded.endswith(")"):
        return None
    return whole_number(folded.partition("(")[2][:-1])


def _select(line: Line) -> bool:
    folded = fold(line.text) if len(line.text) < 60 else ""
    return folded.startswith("select these ") and whole_number(folded[13:]) is not None


def _sections(page: Page, lines: Sequence[Line], total: int | None) -> list[_Section]:
    found = [_Section(total, [])]
    for line in lines:
        count = _section(line)
        if count is not None:
            page.ignore([line], "section header")
            found.append(_Section(count, []))
        elif _is_around(line):
            page.ignore([line], "page chrome")
        else:
            found[-1].lines.append(line)
    if len(found) > 1:
        found[0].count = None
    return [section for section in found if any(not line.blank for line in section.lines)]


def _is_around(line: Line) -> bool:
    if len(line.text) >= 60:
        return False
    return _select(line) or fold(line.text) in _AROUND or _states(line)


def _states(line: Line) -> bool:
    return counted(line) is not None and "this set" in fold(line.text)


def _units(page: Page, section: _Section, *, cut: bool) -> tuple[list[Unit], int | None]:
    """Read a section as it fits its count, buttons left out only if they must be."""
    count, lines = section.count, section.lines
    plain = [line for line in lines if fold(line.text[:20]) not in _BUTTONS]
    readings = [by_line(lines), by_paragraph(lines), by_line(plain), by_paragraph(plain)]
    chosen = readings[0]
    if count is not None:
        chosen = next((each for each in readings if fits(each, count)), chosen)
        if not fits(chosen, count) and cut and _cut_short(chosen, count):
            count = len(chosen) // 2
    elif len(readings[1]) > 1 and len(readings[1]) < len(readings[0]):
        chosen = readings[1]
    kept = {line.number for unit in chosen for line in unit.lines}
    page.ignore([line for line in lines if line.number not in kept], "page chrome")
    return chosen, count


def _pair(sections: Sequence[tuple[Sequence[Unit], int | None]], *, complete: bool) -> list[Turn]:
    """Pair sections as one where each fits its count: a few cards prove little by themselves.

    ``complete`` tells whether every line of them became a unit.
    """
    if all(count is not None and fits(units, count) for units, count in sections):
        whole = [unit for units, _ in sections for unit in units]
        if proven(whole):
            return pair_up(whole, len(whole) // 2)
        if complete and all(_is_word(unit) for unit in whole):
            return suspect(in_turn(whole))
    return [turn for units, count in sections for turn in pair_up(units, count)]


def _is_word(unit: Unit) -> bool:
    """Whether a unit is as short as vocabulary: nothing on such a page is long enough to break.

    Where all of it is, no line was taken for a button, and the page's counts are met exactly, a
    copy that lost one definition would have to have broken another to look so. That happens to
    few copies in a thousand; asking about every card of every list of words would cost more.
    """
    text = unit.text
    return len(unit.lines) == 1 and len(text) <= WORDS and ":" not in text and text[-1] not in ".;,"


def _cut_short(units: Sequence[Unit], count: int) -> bool:
    """Whether a copy just stops early, as pages for visitors do at a round number of cards."""
    pairs = len(units) // 2
    return len(units) % 2 == 0 and pairs < count and pairs >= 20 and pairs % 10 == 0
