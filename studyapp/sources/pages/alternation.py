"""Questions and answers that only take turns: pairing without any mark to hold on to.

One vanished line shifts every pair after it, so turns are believed only where something proves
them: a count that fits exactly, or question marks that never land on the answer's side. Where
proof fails, pairing takes hold again at the next question mark and leaves the stretch between
for a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.sources.account import Line
from studyapp.sources.pages.page import Page, Pair, numbers, paragraphs

_ENDS = ("?", "？", "؟")
_CLOSERS = "\"'”’»)*_ "

PROOF = 8
"""Pairs that must all start with a question before the next question ends a long answer."""

ALONE = "a question without an answer"
CROWD = "nothing says which line answers which"
MERGED = "two paragraphs seem to have run together"
LEAD = "nothing says whether it is a question"


@dataclass(frozen=True, slots=True)
class Unit:
    """What takes a turn: a line or a paragraph."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Its lines as they stand, but for outer whitespace."""
        return "\n".join(line.text for line in self.lines).strip()


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of the page: a pair, or units that could not be paired and why."""

    units: tuple[Unit, ...]
    doubt: str = ""


def asks(text: str) -> bool:
    """Whether a text ends as a question, marks for it in brackets set aside."""
    text = text.rstrip()
    if text.endswith(")") and "(" in text[-40:]:
        text = text[: text.rindex("(")]
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def by_line(lines: Sequence[Line]) -> list[Unit]:
    """Return each non-blank line as a unit."""
    return [Unit((line,)) for line in lines if not line.blank]


def by_paragraph(lines: Sequence[Line]) -> list[Unit]:
    """Return each paragraph as a unit."""
    return [Unit(each.lines) for each in paragraphs(lines)]


def fits(units: Sequence[Unit], count: int) -> bool:
    """Whether the units are exactly ``count`` pairs and no question stands on the wrong side."""
    if len(units) != 2 * count:
        return False
    return not any(
        asks(back.text) and not asks(front.text)
        for front, back in zip(units[::2], units[1::2], strict=True)
    )


def anchored(units: Sequence[Unit]) -> bool:
    """Whether question marks stand often enough to hold the pairs together."""
    marks = sum(asks(unit.text) for unit in units)
    return marks >= 3 and 4 * marks >= len(units)


def pair_up(units: Sequence[Unit], count: int | None = None) -> list[Turn]:
    """Split units into pairs and doubtful stretches, in order; never shifts a pair."""
    if not units:
        return []
    if count is not None and fits(units, count):
        return _pairs(units)
    if not anchored(units):
        return [Turn(tuple(units), CROWD)]
    return _suspect_merged(_hold(units, whole=not count or len(units) == 2 * count))


def _suspect_merged(turns: list[Turn]) -> list[Turn]:
    """Doubt a question of several lines where the page hardly has any: an answer may lead it."""
    fronts = [turn for turn in turns if not turn.doubt]
    longer = sum(len(turn.units[0].lines) > 1 for turn in fronts)
    if not longer or 3 * longer > len(fronts):
        return turns
    return [
        Turn(turn.units, MERGED) if not turn.doubt and len(turn.units[0].lines) > 1 else turn
        for turn in turns
    ]


def _hold(units: Sequence[Unit], *, whole: bool) -> list[Turn]:
    """Pair from question mark to question mark.

    If nothing speaks against the page being ``whole`` and question marks fall on every other
    side only, what stands between two of them is paired too. A count that is not met speaks
    against it.
    """
    marks = [place for place, unit in enumerate(units) if asks(unit.text)]
    turns = [Turn(tuple(units[: marks[0]]), LEAD)] if marks[0] else []
    rest = units[marks[0] :]
    if whole and len(rest) % 2 == 0 and all((mark - marks[0]) % 2 == 0 for mark in marks):
        return turns + _pairs(rest)
    for start, stop in zip(marks, [*marks[1:], len(units)], strict=True):
        stretch = tuple(units[start:stop])
        doubt = "" if len(stretch) == 2 else ALONE if len(stretch) == 1 else CROWD
        turns.append(Turn(stretch, doubt))
    return turns


def _pairs(units: Sequence[Unit]) -> list[Turn]:
    return [Turn((front, back)) for front, back in zip(units[::2], units[1::2], strict=True)]


def add_turns(page: Page, turns: Sequence[Turn]) -> None:
    """Put pairs and doubts on a page, keyed by their position."""
    doubts: list[str] = []
    for turn in turns:
        if turn.doubt:
            lines = [line for unit in turn.units for line in unit.lines]
            page.slots += 1
            page.doubt(lines, turn.doubt)
            doubts.append(tell(lines, turn.doubt))
        else:
            add_pair(page, turn.units[0].text, turn.units[1].text, turn.units)
    page.warn(doubts, "{} more stretches were not made cards")


def add_pair(page: Page, front: str, back: str, units: Sequence[Unit]) -> None:
    """Add a pair that has no number of its own: its position is its key."""
    page.slots += 1
    page.pairs.append(
        Pair(
            key=str(page.slots),
            name=f"{page.slot_word} {page.slots}",
            front=front,
            back=back,
            lines=numbers(line for unit in units for line in unit.lines),
        )
    )


def tell(lines: Sequence[Line], reason: str) -> str:
    """Return a warning about lines that did not become a card."""
    first, last = lines[0].number, lines[-1].number
    where = f"line {first} was" if first == last else f"lines {first} to {last} were"
    return f"{where} not made a card: {reason}"
