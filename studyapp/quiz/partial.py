"""A long answer with a key term or two left out: what is typed where nobody types paragraphs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked
from studyapp.grading.essay import key_points
from studyapp.quiz.printed import beginning, says
from studyapp.quiz.sense import Sense, same, sense

LONGEST = 40
"""Characters of a blank."""
_TWO = 160
"""Characters of an answer from which two blanks are made."""
_BEST = 6
"""Key terms to draw from, the weightiest first."""
_WORTH = {"term": 1.2, "person": 1.1, "date": 1.0, "figure": 0.9}
_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Partial:
    """An answer with blanks. ``parts`` has one more than ``blanks``: what stands around them."""

    parts: tuple[str, ...]
    blanks: tuple[str, ...]
    """What is left out, in reading order."""

    def text(self, filled: Iterable[str | None] = ()) -> str:
        """Return the whole, each blank as a line or as what is given for it."""
        given = [*filled]
        given += [None] * (len(self.blanks) - len(given))
        pieces = [self.parts[0]]
        for said, after in zip(given, self.parts[1:], strict=True):
            pieces += ["____" if said is None else said, after]
        return "".join(pieces)


def partial(item: Item, rng: Random) -> Partial | None:
    """Return the answer of an item with one or two key terms blanked.

    A term that the question or the rest of the answer says is no blank. None if no word is left.
    """
    # The answer of a cloze card is its whole sentence, of which only the deletion is asked.
    text = item.term if item.kind is NoteKind.CLOZE else unmarked(item.answer)
    places = _places(text, item.question)
    if not places:
        return None
    wanted = 2 if len(text) >= _TWO and len(places) > 1 else 1
    chosen = sorted(rng.sample(places, min(wanted, len(places))))
    cuts = [0, *(end for _, end in chosen)]
    starts = [*(start for start, _ in chosen), len(text)]
    parts = tuple(text[cut:start] for cut, start in zip(cuts, starts, strict=True))
    return Partial(parts, tuple(text[start:end] for start, end in chosen))


def _places(text: str, question: str) -> list[tuple[int, int]]:
    """Return where the best blanks stand, none touching another or meaning the same."""
    asked = sense(unmarked(question))
    found: list[tuple[int, int]] = []
    senses: list[Sense] = []
    for term in _terms(text, question):
        at = _once(text, term)
        if at is None or any(start < at[1] and at[0] < end for start, end in found):
            continue
        meant = sense(term)
        said = bool(meant.words) and all(word & asked.marks for word in meant.words)
        around = f"{unmarked(question)}\n{text[: at[0]]}\n{text[at[1] :]}"
        if said or says(around, beginning(term)) or any(same(meant, other) for other in senses):
            continue
        found.append(at)
        senses.append(meant)
        if len(found) == _BEST:
            break
    return found


def _terms(text: str, question: str) -> Iterable[str]:
    """Yield key terms, the weightiest first; then, where there are none, its longest words."""
    points = [
        (point.weight * _WORTH[point.kind], point.text)
        for point in key_points(text, question)
        if point.kind in _WORTH and 1 < len(point.text) <= LONGEST
    ]
    yield from (term for _, term in sorted(points, key=lambda point: -point[0]))
    if not points:
        yield from sorted(dict.fromkeys(_WORD.findall(text)), key=len, reverse=True)


def _once(text: str, term: str) -> tuple[int, int] | None:
    """Return where a term stands, if it stands there once: a second one would tell it."""
    found = [*re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE)]
    return found[0].span() if len(found) == 1 else None
