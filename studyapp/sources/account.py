"""What became of every line of a source: nothing is dropped in silence."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Zero-width marks that copied pages leave on lines which look empty."""


class Fate(StrEnum):
    """The four ends of a line."""

    CARD = "card"
    TEXT = "text"
    IGNORED = "ignored"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source: 1-based number and its text without the line end."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read on it: no more than spaces and invisible marks."""
        if self.text[:1].isalnum():
            return False
        return not self.text.strip().strip(_INVISIBLE).strip()


@dataclass(frozen=True, slots=True)
class LineFate:
    """What became of one line, and why."""

    number: int
    fate: Fate
    reason: str
    """A short phrase such as ``blank`` or ``page chrome``; for cards, the slot."""


class Account:
    """Gathers one fate for each line of a source.

    A line that nobody claims ends as uncertain, so the sum is always the whole source. Claiming
    a line twice is a mistake of the parser and raises ``ValueError``.
    """

    def __init__(self, total: int) -> None:
        self._fates: list[LineFate | None] = [None] * total

    def claim(self, numbers: int | Iterable[int], fate: Fate, reason: str) -> None:
        """Record the fate of one or more lines."""
        for number in [numbers] if isinstance(numbers, int) else numbers:
            known = self._fates[number - 1]
            if known is not None:
                raise ValueError(f"line {number} is already {known.fate} ({known.reason})")
            self._fates[number - 1] = LineFate(number, fate, reason)

    def claimed(self, number: int) -> bool:
        """Whether a line has its fate already."""
        return self._fates[number - 1] is not None

    def __len__(self) -> int:
        return len(self._fates)

    def __iter__(self) -> Iterator[LineFate]:
        for number, fate in enumerate(self._fates, 1):
            yield fate or LineFate(number, Fate.UNCERTAIN, "not understood")

    def counts(self) -> dict[Fate, int]:
        """Return how many lines met each fate; the values add up to the whole source."""
        found = Counter(fate.fate for fate in self)
        return {fate: found[fate] for fate in Fate}
