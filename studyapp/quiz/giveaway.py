"""Whether one question of a paper tells the answer to another.

Siblings do, and so do texts that were cut into cards: the sentence that one card blanks may be the
context of another, printed in full.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked

AROUND = 24
"""Characters on each side of a blank that make its place known again."""


@dataclass(slots=True)
class Shown:
    """What a paper shows so far, and what it must not show."""

    families: set[int] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)

    def admits(self, item: Item) -> bool:
        """Whether an item can be asked beside the others without giving one of them away."""
        if item.family in self.families:
            return False
        text, secret = _text(item), _secret(item)
        if secret and any(secret in other for other in self.texts):
            return False
        return not any(other in text for other in self.secrets)

    def add(self, items: Iterable[Item]) -> None:
        """Take note that these are asked."""
        for item in items:
            self.families.add(item.family)
            self.texts.append(_text(item))
            if secret := _secret(item):
                self.secrets.append(secret)


def _text(item: Item) -> str:
    return unmarked(item.question).casefold()


def _secret(item: Item) -> str:
    """Return the filled blank of a cloze card with the words around it; empty for other cards."""
    if item.kind is not NoteKind.CLOZE:
        return ""
    whole, term = unmarked(item.answer).casefold(), item.term.casefold()
    at = whole.find(term)
    if at < 0 or len(whole) <= len(term):
        return ""
    return whole[max(at - AROUND, 0) : at + len(term) + AROUND]
