"""Terms and definitions in turn, without numbers, counts or question marks.

Only a trait that parts all terms from all definitions proves the turns. Pages that nearly have
one are told apart from texts, so that they are not passed over as headings and paragraphs.
"""

from collections.abc import Sequence
from itertools import pairwise

from studyapp.sources.account import Account, Fate, Line
from studyapp.sources.pages.alternation import (
    CROWD,
    Turn,
    Unit,
    add_turns,
    by_line,
    in_turn,
    suspect,
)
from studyapp.sources.pages.bullets import BULLETS
from studyapp.sources.pages.chrome import is_chrome
from studyapp.sources.pages.evidence import asks, ends, steady
from studyapp.sources.pages.numbered import split_number
from studyapp.sources.pages.page import Page
from studyapp.sources.pages.question_answer import is_marked

TITLE = "its first line may be the title of the page"
_FEWEST = 6
"""Lines of the shortest page that is held for one of cards."""
_LONGEST_TERM = 60
_LONGEST_DEFINITION = 200
"""Characters; longer lines are paragraphs of a text."""
_LONGEST_WORD = 80
_CLOSERS = (".", ",", ";", ":", "!", "…")


class Terms:
    """The layout of a bare glossary."""

    name = "terms"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for short plain lines that take turns, or for a bare list of words."""
        _, units = _units(lines)
        if len(units) < _FEWEST or not all(map(_is_plain, units)):
            return 0.0
        return 0.5 if _proven(units) or _take_turns(units) or _are_words(units) else 0.0

    def parse(self, lines: Sequence[Line]) -> Page:
        """Pair all lines or none."""
        page = Page(Account(len(lines)), slot_word="card")
        title, units = _units(lines)
        if title is not None:
            page.title = title.text
            page.take([title], Fate.TEXT, "title")
        turns = suspect(in_turn(units)) if _proven(units) else [Turn(tuple(units), CROWD)]
        if title is None and not turns[0].doubt:
            turns[0] = Turn(turns[0].units, TITLE)
        add_turns(page, turns)
        return page


def _units(lines: Sequence[Line]) -> tuple[Line | None, list[Unit]]:
    """Return the title, which a blank line sets apart from lines without any, and the lines."""
    units = by_line(lines)
    if len(units) % 2 and len(units) > 1 and units[1].gap > max(u.gap for u in units[2:] or units):
        return units[0].lines[0], units[1:]
    return None, units


def _is_plain(unit: Unit) -> bool:
    """Whether a line carries no mark of lists, code or another layout."""
    text = unit.lines[0].text
    if len(text) > _LONGEST_DEFINITION or text.startswith(BULLETS) or "\t" in text:
        return False
    return (text[:1].isalnum() or text[:1] in "\"'“‘(¿¡…") and not (
        asks(text) or is_marked(text) or split_number(text)[0] is not None
    )


def _proven(units: Sequence[Unit]) -> bool:
    fronts, backs = [u.text for u in units[::2]], [u.text for u in units[1::2]]
    if len(fronts) != len(backs) or len(set(fronts)) != len(fronts):
        return False
    if any(is_chrome(line) for unit in units for line in unit.lines):
        return False
    even = len({u.gap for u in units[1::2]}) == len({u.gap for u in units[2::2]}) == 1
    return even and max(map(len, fronts)) <= _LONGEST_TERM and steady(fronts, backs)


def _take_turns(units: Sequence[Unit]) -> bool:
    """Whether most lines are a term above a definition, as where one line of a page is lost."""
    short = [len(unit.text) <= _LONGEST_TERM and not ends(unit.text) for unit in units]
    turns = sum(one and not two for one, two in pairwise(short))
    return turns >= 3 and 3 * turns >= len(units)


def _are_words(units: Sequence[Unit]) -> bool:
    """Whether the page is a list of words, which may be terms and definitions."""
    closed = sum(unit.text.endswith(_CLOSERS) for unit in units)
    return 4 * closed <= len(units) and all(len(unit.text) <= _LONGEST_WORD for unit in units)
