"""Questions and answers that only take turns: pairing without any mark to hold on to.

One vanished line shifts every pair after it, so turns are believed only where something proves
them: a count that fits and sides that can be told apart, or question marks that never land on
the answer's side. Where proof fails, pairing takes hold again at the next question mark and
leaves the stretch between for a person.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.sources.account import Line
from studyapp.sources.pages.evidence import (
    asks,
    contradicted,
    is_option,
    may_go_on,
    steady,
    strangers,
)
from studyapp.sources.pages.page import Page, Pair, numbers, paragraphs

PROOF = 8
"""Pairs that must all start with a question before the next question ends a long answer."""

ALONE = "a question without an answer"
CROWD = "nothing says which line answers which"
MERGED = "two paragraphs seem to have run together"
LEAD = "nothing says whether it is a question"
HOLE = "a line seems to be missing between question and answer"
TAIL = "its question may start on the line above"
TWICE = "its question stands there twice, with two answers"
SHORT = "the page claims more cards, and nothing shows where lines are missing"


@dataclass(frozen=True, slots=True)
class Unit:
    """What takes a turn: a line or a paragraph."""

    lines: tuple[Line, ...]
    gap: int = 0
    """Blank lines before it."""

    @property
    def text(self) -> str:
        """Its lines as they stand, but for outer whitespace."""
        return "\n".join(line.text for line in self.lines).strip()


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of the page: a pair, or units that could not be paired and why."""

    units: tuple[Unit, ...]
    doubt: str = ""


def by_line(lines: Sequence[Line]) -> list[Unit]:
    """Return each non-blank line as a unit."""
    found, gap = [], 0
    for line in lines:
        if line.blank:
            gap += 1
        else:
            found.append(Unit((line,), gap))
            gap = 0
    return found


def by_paragraph(lines: Sequence[Line]) -> list[Unit]:
    """Return each paragraph as a unit."""
    return [Unit(each.lines, each.gap) for each in paragraphs(lines)]


def fits(units: Sequence[Unit], count: int) -> bool:
    """Whether the units are exactly ``count`` pairs and no question stands on the wrong side."""
    if len(units) != 2 * count:
        return False
    return not any(
        asks(back.text) and not asks(front.text)
        for front, back in zip(units[::2], units[1::2], strict=True)
    )


def proven(units: Sequence[Unit]) -> bool:
    """Whether units in turn are surely front and back: by a trait, or by the blank lines."""
    fronts, backs = units[::2], units[1::2]
    if not backs or len(fronts) != len(backs):
        return False
    before = {unit.gap for unit in backs}
    between = {unit.gap for unit in fronts[1:]} or before
    if len(before) == len(between) == 1 and between != {0}:
        return True
    return steady([unit.text for unit in fronts], [unit.text for unit in backs])


def anchored(units: Sequence[Unit]) -> bool:
    """Whether question marks stand often enough to hold the pairs together."""
    marks = sum(asks(unit.text) for unit in units)
    return marks >= 3 and 4 * marks >= len(units)


def pair_up(units: Sequence[Unit], count: int | None = None) -> list[Turn]:
    """Split units into pairs and doubtful stretches, in order; never shifts a pair.

    ``count`` is the number of cards the page claims, if it claims any.
    """
    if not units:
        return []
    if count is not None and fits(units, count) and proven(units):
        return suspect(in_turn(units))
    if not anchored(units):
        return [Turn(tuple(units), CROWD)]
    turns = _hold(units)
    if count is not None and not _complete(units, turns, count):
        return [Turn(tuple(units), SHORT)]
    return suspect(turns)


def in_turn(units: Sequence[Unit]) -> list[Turn]:
    """Pair units two by two."""
    return [Turn((front, back)) for front, back in zip(units[::2], units[1::2], strict=True)]


def _complete(units: Sequence[Unit], turns: Sequence[Turn], count: int) -> bool:
    """Whether every question is there, or the only one that is not has left its answer behind.

    An answer lost together with the question below it leaves nothing behind but the count.
    """
    if sum(asks(unit.text) for unit in units) == count:
        return True
    odd = sum(len(turn.units) != 2 for turn in turns)
    return odd == 1 and len(units) == 2 * count - 1


def _hold(units: Sequence[Unit]) -> list[Turn]:
    """Pair each question mark with the one unit before the next."""
    marks = [place for place, unit in enumerate(units) if asks(unit.text)]
    turns = [Turn(tuple(units[: marks[0]]), LEAD)] if marks[0] else []
    for start, stop in zip(marks, [*marks[1:], len(units)], strict=True):
        stretch = tuple(units[start:stop])
        doubt = "" if len(stretch) == 2 else ALONE if len(stretch) == 1 else CROWD
        above = turns[-1] if turns else None
        if not doubt and above is not None and (len(above.units) > 2 or above.doubt == LEAD):
            doubt = TAIL if may_go_on(above.units[-1].text, stretch[0].text) else ""
        turns.append(Turn(stretch, doubt))
    return turns


def suspect(turns: Sequence[Turn]) -> list[Turn]:
    """Doubt the pairs that are unlike the others of the page."""
    pairs = [turn for turn in turns if not turn.doubt]
    texts = [(turn.units[0].text, turn.units[1].text) for turn in pairs]
    rare = 3 * sum(len(turn.units[0].lines) > 1 for turn in pairs) <= len(pairs)
    usual = Counter(turn.units[1].gap for turn in pairs).most_common(1)
    odd, twice = strangers(texts), contradicted(texts)
    found: list[Turn] = []
    place = -1
    for turn in turns:
        if turn.doubt:
            found.append(turn)
            continue
        place += 1
        doubt = odd[place]
        if doubt and texts[place][0][:1].islower() and found and not found[-1].doubt:
            found[-1] = Turn(found[-1].units, doubt)
        if _merged(*turn.units, rare=rare):
            doubt = MERGED
        elif turn.units[1].gap > usual[0][0]:
            doubt = HOLE
        elif place in twice:
            doubt = TWICE
        elif is_option(texts[place][1]):
            doubt = CROWD
        found.append(Turn(turn.units, doubt))
    return found


def _merged(front: Unit, back: Unit, *, rare: bool) -> bool:
    """Whether a side of several lines may be two: a question in the middle, a rare long front."""
    if len(front.lines) > 1 and (rare or any(asks(line.text) for line in front.lines[:-1])):
        return True
    return not asks(back.text) and any(asks(line.text) for line in back.lines)


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
