"""Numbers that open slots, and which of them form the page's own sequence."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a slot opens: index of its first line, how many lines open it, its number."""

    at: int
    size: int
    number: int


def ascending(marks: Sequence[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Split marks into the longest ascending sequence and the strays.

    A year that happens to look like a slot number must not make every later slot look out of
    order, hence the longest sequence and not the first. A 1 followed by a 2 starts a new set.
    """
    kept: list[Mark] = []
    start = 0
    for place in range(1, len(marks)):
        following = marks[place + 1].number if place + 1 < len(marks) else 0
        if marks[place].number == 1 and following == 2:
            kept.extend(longest(marks[start:place]))
            start = place
    kept.extend(longest(marks[start:]))
    chosen = {mark.at for mark in kept}
    return kept, [mark for mark in marks if mark.at not in chosen]


def longest(marks: Sequence[Mark]) -> list[Mark]:
    """Return the longest strictly ascending subsequence, in O(n log n)."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for place, mark in enumerate(marks):
        length = bisect_left(tails, mark.number)
        previous.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(mark.number)
            ends.append(place)
        else:
            tails[length] = mark.number
            ends[length] = place
    found: list[Mark] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(marks[place])
        place = previous[place]
    return found[::-1]
