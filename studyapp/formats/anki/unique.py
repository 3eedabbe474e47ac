"""Numbers that must differ, kept as near as can be to what was asked for."""

from collections.abc import Sequence


class Unique:
    """Gives each number once; one that is taken becomes the next that is free.

    Runs of taken numbers are jumped over, so that a file in which all times are the same costs
    no more than one in which all differ.
    """

    __slots__ = ("_jump", "_taken")

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._jump: dict[int, int] = {}

    def take_all(self, wanted: Sequence[int]) -> Sequence[int]:
        """Do the same for many; nearly always none of them is taken."""
        asked = set(wanted)
        if len(asked) == len(wanted) and self._taken.isdisjoint(asked):
            self._taken |= asked
            return wanted
        return list(map(self.take, wanted))

    def take(self, wanted: int) -> int:
        """Return ``wanted`` or the next free number after it."""
        taken = self._taken
        if wanted not in taken:
            taken.add(wanted)
            return wanted
        passed = []
        at = wanted
        while at in taken:
            passed.append(at)
            at = self._jump.get(at, at + 1)
        taken.add(at)
        for each in passed:
            self._jump[each] = at
        return at
