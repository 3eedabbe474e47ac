"""Plain questions and answers in turn: as lines, as paragraphs, or one pair to a paragraph."""

from collections import Counter
from collections.abc import Sequence

from studyapp.sources.account import Account, Fate, Line
from studyapp.sources.pages.alternation import (
    CROWD,
    LEAD,
    PROOF,
    TAIL,
    Turn,
    Unit,
    add_turns,
    by_line,
    by_paragraph,
    pair_up,
)
from studyapp.sources.pages.bullets import BULLETS
from studyapp.sources.pages.evidence import asks, may_go_on
from studyapp.sources.pages.numbered import split_number
from studyapp.sources.pages.page import Page, Paragraph, paragraphs
from studyapp.sources.pages.question_answer import is_marked

MIN_PAIRS = 3
_MAX_TITLE = 150
_LONGEST = 300
"""Characters of a question or answer on a page that is held for one of cards."""


class Alternating:
    """The layout without any mark but the question mark."""

    name = "alternating"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for at least three pairs that leave almost nothing of the page unpaired."""
        turns = _turns(_after_title(lines)[1])
        pairs = sum(not turn.doubt for turn in turns)
        units = sum(len(turn.units) for turn in turns)
        fronts = [turn.units[0].text for turn in turns if not turn.doubt]
        marked = sum(
            split_number(f)[0] is not None or f.startswith(BULLETS) or is_marked(f) for f in fronts
        )
        asked = sum(map(asks, fronts))
        if 2 * marked > pairs > 0:
            return 0.0
        if pairs < MIN_PAIRS or 4 * asked < 3 * pairs:
            return 0.5 if _nearly(turns) else 0.0
        return (
            0.55
            if 10 * 2 * pairs >= 6 * units or (units <= 12 and 3 * pairs >= units)
            else 0.5
            if _nearly(turns)
            else 0.0
        )

    def parse(self, lines: Sequence[Line]) -> Page:
        """Pair what question marks prove."""
        page = Page(Account(len(lines)), slot_word="card")
        title, rest = _after_title(lines)
        turns = _turns(rest)
        if title is not None and _set_apart(title, rest):
            page.title = title.text
            page.take([title], Fate.TEXT, "title")
        elif title is not None:
            page.title = title.text
            first = turns[0].units
            if not turns[0].doubt and may_go_on(title.text, first[0].text):
                turns[0] = Turn(first, TAIL)
            turns.insert(0, Turn((Unit((title,)),), LEAD))
        add_turns(page, turns)
        return page


def _after_title(lines: Sequence[Line]) -> tuple[Line | None, Sequence[Line]]:
    """Take the first line as the title if it asks nothing and is followed by a question."""
    filled = [place for place, line in enumerate(lines) if not line.blank]
    if len(filled) < 2:
        return None, lines
    first, second = lines[filled[0]], lines[filled[1]]
    if asks(first.text) or not asks(second.text) or len(first.text) > _MAX_TITLE:
        return None, lines
    return first, lines[filled[1] :]


def _nearly(turns: Sequence[Turn]) -> bool:
    """Whether short questions stand so thick that a page of cards seems to have lost lines."""
    units = [unit for turn in turns for unit in turn.units]
    marks = sum(asks(unit.text) for unit in units)
    plain = all(len(unit.text) <= _LONGEST and unit.text[:1].isalnum() for unit in units)
    return plain and marks >= 2 and 5 * marks >= 2 * len(units) >= 8


def _set_apart(title: Line, rest: Sequence[Line]) -> bool:
    """Whether a first line is a title, no lost question's answer and no start of the next."""
    if title.text.startswith("#"):
        return True
    return rest[0].number > title.number + 1 and not title.text.rstrip().endswith(".")


def _turns(lines: Sequence[Line]) -> list[Turn]:
    """Choose the reading that the question marks bear out best."""
    whole = _one_each(lines)
    if whole is not None:
        return whole
    blocks = by_paragraph(lines)
    return pair_up(by_line(lines) if len(blocks) == 1 else blocks)


def _one_each(lines: Sequence[Line]) -> list[Turn] | None:
    """Read one pair to a paragraph: a line that asks, then lines that do not."""
    found = paragraphs(lines)
    sound = [_is_pair(each) for each in found]
    good = sum(sound)
    if good < MIN_PAIRS or 2 * good < len(found):
        return None
    sizes = Counter(len(each.lines) for each, fine in zip(found, sound, strict=True) if fine)
    longest = sizes.most_common(1)[0][0]
    longer = sum(count for size, count in sizes.items() if size > longest)
    if good == len(found) >= PROOF and longer >= MIN_PAIRS:
        longest = max(sizes)
    return [
        Turn((Unit(each.lines[:1]), Unit(each.lines[1:])))
        if fine and len(each.lines) <= longest
        else Turn((Unit(each.lines),), CROWD if fine else LEAD)
        for each, fine in zip(found, sound, strict=True)
    ]


def _is_pair(each: Paragraph) -> bool:
    front, back = each.lines[0], each.lines[1:]
    return asks(front.text) and bool(back) and not any(asks(line.text) for line in back)
