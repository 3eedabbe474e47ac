"""Pages with lines lost, doubled or wrapped, and whether what is read of them is still true."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from studyapp.sources.parsed import ParsedSource

Truth = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Damage:
    """A page after an accident."""

    what: str
    lines: Sequence[str]
    lost: Sequence[str] = field(default=())
    """The lines that are gone."""


def lost(lines: Sequence[str], most: int = 2) -> Iterator[Damage]:
    """Lose every run of neighbouring lines, up to ``most`` of them."""
    for size in range(1, most + 1):
        for at in range(len(lines) - size + 1):
            yield lose(lines, at, size)


def lose(lines: Sequence[str], at: int, size: int = 1) -> Damage:
    """Lose ``size`` lines from ``at`` on."""
    gone = lines[at : at + size]
    return Damage(f"lost {at + 1}+{size}: {gone}", [*lines[:at], *lines[at + size :]], gone)


def doubled(lines: Sequence[str], most: int = 2) -> Iterator[Damage]:
    """Print every line, and every run up to ``most``, a second time below itself."""
    for size in range(1, most + 1):
        for at in range(len(lines) - size + 1):
            run = lines[at : at + size]
            yield Damage(f"doubled {at + 1}+{size}: {run}", [*lines[:at], *run, *lines[at:]])


def wrapped(lines: Sequence[str]) -> Iterator[Damage]:
    """Break every line at each of its spaces, and every two neighbours in their middles."""
    for at, line in enumerate(lines):
        for left, right in _breaks(line):
            broken = [*lines[:at], left, right, *lines[at + 1 :]]
            yield Damage(f"wrapped {at + 1}: {left!r} {right!r}", broken)
    for at, (one, two) in enumerate(pairwise(lines)):
        halves = [_breaks(one), _breaks(two)]
        if all(halves):
            middle = [half for each in halves for half in each[len(each) // 2]]
            yield Damage(f"wrapped {at + 1} and below", [*lines[:at], *middle, *lines[at + 2 :]])


def evened_out(lines: Sequence[str], sides: Sequence[str]) -> Iterator[Damage]:
    """Lose one of ``sides`` and break another, so that the number of lines still fits."""
    places = [at for at, line in enumerate(lines) if any(side in line for side in sides)]
    for at in places:
        less = lose(lines, at)
        for other in places:
            place = other - (other > at)
            for left, right in _breaks(lines[other]) if other != at else ():
                broken = [*less.lines[:place], left, right, *less.lines[place + 1 :]]
                yield Damage(f"{less.what}, wrapped {left!r} {right!r}", broken, less.lost)


def _breaks(line: str) -> list[tuple[str, str]]:
    places = [at for at, char in enumerate(line) if char == " " and line[:at].strip()]
    return [(line[:at], line[at + 1 :]) for at in places if line[at + 1 :].strip()]


def untrue(parsed: ParsedSource, truth: Truth, gone: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return the cards that are no pair of the whole page, but for the lines that are gone.

    Spaces do not count, nor does it that a line was printed twice within its side.
    """
    lost_lines = {_squash(line) for line in gone} - {""}
    sound: set[tuple[str, str]] = set()
    for front, back in truth:
        sound |= {
            (_side(front, fronts), _side(back, backs))
            for fronts in (set(), lost_lines)
            for backs in (set(), lost_lines)
        }
    found = []
    for each in parsed.deck.notes:
        label = each.note.source.section if each.note.source else ""
        front = f"{label}:{each.note.front}" if label else each.note.front
        if (_side(front, set()), _side(each.note.back, set())) not in sound:
            found.append((front, each.note.back))
    return found


def _side(text: str, gone: set[str]) -> str:
    """Return the lines of a side in order, each once, but for those that are gone."""
    lines = dict.fromkeys(map(_squash, text.split("\n")))
    return "".join(line for line in lines if line not in gone)


def _squash(text: str) -> str:
    return "".join(text.split())
