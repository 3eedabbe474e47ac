"""Which numbers in a text are note marks: those that rise by small steps from end to end."""

from dataclasses import dataclass
from itertools import pairwise

_MAX_STEP = 3
_SHORTEST = 4
_REACH = 300
"""Candidates between two links of a chain: further apart they belong to different chapters."""
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may be a note mark: where it stands and how far it can be trusted."""

    piece: int
    start: int
    end: int
    value: int
    weak: bool = False
    """It counts only as the missing link between two that are certain."""


def chain(found: list[Candidate], shortest: int = _SHORTEST) -> list[Candidate]:
    """Return the links of all rising chains, in order; a book may have one for each chapter."""
    chosen: list[Candidate] = []
    free = [i for i, candidate in enumerate(found) if not candidate.weak]
    for _ in range(_ROUNDS):
        taken: set[int] = set()
        for links in _longest(found, free, shortest):
            chosen += [found[i] for i in links] + _missing(found, links)
            taken.update(range(links[0], links[-1] + 1))
        if not taken:
            break
        free = [i for i in free if i not in taken]
    return sorted(set(chosen), key=lambda c: (c.piece, c.start))


def _longest(found: list[Candidate], free: list[int], shortest: int) -> list[list[int]]:
    """Return the longest runs with steps of one to three that do not overlap.

    One pass over the candidates and one over the ends of runs, longest first.
    """
    best: dict[int, tuple[int, int, int]] = {}
    back: list[int] = [-1] * len(free)
    first: list[int] = list(range(len(free)))
    ends: list[tuple[int, int, int]] = []
    for at, index in enumerate(free):
        value = found[index].value
        links, exact, start = 1, 0, -1
        for step in range(1, _MAX_STEP + 1):
            count, ones, position = best.get(value - step, (0, 0, -1))
            near = position >= 0 and at - position <= _REACH
            if near and (count + 1, ones + (step == 1)) > (links, exact):
                links, exact, start = count + 1, ones + (step == 1), position
        back[at] = start
        first[at] = first[start] if start >= 0 else at
        known = best.get(value, (0, 0, -1))
        if (links, exact) >= known[:2] or at - known[2] > _REACH:
            best[value] = (links, exact, at)
        if links >= shortest:
            ends.append((links, exact, at))
    used: list[bool] = [False] * len(free)
    runs: list[list[int]] = []
    for _, _, end in sorted(ends, key=lambda e: (-e[0], -e[1], e[2])):
        if used[end] or used[first[end]]:
            continue
        path: list[int] = []
        at = end
        while at >= 0 and not used[at]:
            path.append(at)
            at = back[at]
        if at >= 0 or len(path) < shortest:
            continue
        used[path[-1] : end + 1] = [True] * (end + 1 - path[-1])
        runs.append([free[i] for i in reversed(path)])
    return runs


def _missing(found: list[Candidate], links: list[int]) -> list[Candidate]:
    """Return weak candidates that fill a gap of the chain exactly."""
    filled: list[Candidate] = []
    for left, right in pairwise(links):
        want = found[left].value + 1
        for i in range(left + 1, right):
            if found[i].value == want < found[right].value:
                filled.append(found[i])
                want += 1
    return filled


def ascending(values: list[int]) -> bool:
    """Whether most numbers, when first met, pass all before: notes are cited in order.

    A later mention of an earlier note falls back, and the next new note rises again.
    """
    if len(values) < 2:
        return False
    top, records = values[0], 1
    for value in values[1:]:
        records += value > top
        top = max(top, value)
    rising = sum(b >= a or b <= top for a, b in pairwise(values))
    return records >= 0.6 * len(set(values)) and rising >= 0.7 * (len(values) - 1)
