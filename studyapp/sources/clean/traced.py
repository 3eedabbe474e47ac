"""Text that remembers which source line each of its characters came from."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``text[start:end]`` by ``new``."""

    start: int
    end: int
    new: str = ""


@dataclass(frozen=True, slots=True)
class Traced:
    """Immutable text with line provenance, so that edits after a join keep the line spans."""

    text: str
    starts: tuple[tuple[int, int], ...] = ()
    """(offset, line): from this offset on the characters are from this line; rising offsets."""

    @classmethod
    def of(cls, text: str, line: int) -> Self:
        """Return text that comes from one line."""
        return cls(text, ((0, line),) if text else ())

    @classmethod
    def join(cls, parts: Iterable["Traced"], glue: str = " ") -> Self:
        """Return the parts in order; the glue belongs to the line before it."""
        texts: list[str] = []
        starts: list[tuple[int, int]] = []
        at = 0
        for part in parts:
            if not part.text:
                continue
            if texts:
                texts.append(glue)
                at += len(glue)
            starts += [(at + offset, line) for offset, line in part.starts]
            texts.append(part.text)
            at += len(part.text)
        return cls("".join(texts), tuple(starts))

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def lines(self) -> list[int]:
        """The lines that still have a character here, in reading order."""
        return [line for _, line in self.starts]

    @property
    def first_line(self) -> int:
        """The lowest line number (three-column pages are not read in line order)."""
        return min((line for _, line in self.starts), default=0)

    @property
    def last_line(self) -> int:
        """The highest line number."""
        return max((line for _, line in self.starts), default=0)

    def line_at(self, offset: int) -> int:
        """Return the line that a character came from."""
        at = bisect_right(self.starts, offset, key=lambda start: start[0])
        return self.starts[max(at - 1, 0)][1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the lowest and highest line of a stretch that is not empty."""
        low = max(bisect_right(self.starts, start, key=lambda s: s[0]) - 1, 0)
        high = bisect_right(self.starts, max(end - 1, start), key=lambda s: s[0])
        lines = [line for _, line in self.starts[low:high]]
        return min(lines), max(lines)

    def cut(self, start: int, end: int | None = None) -> "Traced":
        """Return a stretch, as a slice would."""
        length = len(self.text)
        end = length if end is None else min(end, length)
        if start >= end:
            return Traced("")
        found = [(offset - start, line) for offset, line in self.starts if start < offset < end]
        return Traced(self.text[start:end], ((0, self.line_at(start)), *found))

    def strip(self) -> "Traced":
        """Return it without white space at either end."""
        stripped = self.text.strip()
        if len(stripped) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, start + len(stripped))

    def edit(self, edits: Iterable[Edit]) -> "Traced":
        """Return it with some stretches replaced; the edits rise and do not overlap."""
        listed = list(edits)
        if not listed:
            return self
        texts: list[str] = []
        starts: dict[int, int] = {}
        mine = iter([*self.starts, (len(self.text) + 1, 0)])
        offset, line = next(mine)
        at = new_at = 0
        for edit in listed:
            while offset <= edit.start:
                starts[new_at + offset - at] = line
                offset, line = next(mine)
            texts += [self.text[at : edit.start], edit.new]
            new_at += edit.start - at + len(edit.new)
            while offset < edit.end or (offset == edit.end and offset <= len(self.text)):
                starts[new_at] = line
                offset, line = next(mine)
            at = edit.end
        while offset <= len(self.text):
            starts[new_at + offset - at] = line
            offset, line = next(mine)
        texts.append(self.text[at:])
        text = "".join(texts)
        return Traced(text, tuple((o, n) for o, n in starts.items() if o < len(text)))

    def sub(
        self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str | None]
    ) -> "Traced":
        """Return it with each match replaced; a function may return None to keep a match."""
        edits: list[Edit] = []
        for match in pattern.finditer(self.text):
            value = match.expand(new) if isinstance(new, str) else new(match)
            if value is not None and value != match[0]:
                edits.append(Edit(match.start(), match.end(), value))
        return self.edit(edits)
