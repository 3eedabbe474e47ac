"""What goes where, becomes what, or is more than what: "A into B", "from A to B", "B from A".

An answer turns an arrow round if it leads from what the model has at its head to what the model
has at its tail, and the model nowhere leads the way of the answer in a sentence as near.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from studyapp.domain.english import common_words
from studyapp.grading.analysis import Text
from studyapp.grading.data import word_set
from studyapp.grading.frames import Page, Pair
from studyapp.grading.roles import is_finite
from studyapp.grading.words import MARKS, stem

AHEAD = 0.3
"""By how much a sentence with the arrow turned round must be nearer than one without."""
NEAR = 6
"""Words around a preposition in which its tail and head are looked for."""
MOST = 60
"""Arrows of a text."""
_TO = frozenset(("to", "into", "onto", "toward", "towards"))
APART = frozenset(stem(word) for word in word_set("apart"))
"""Words whose "from" leads nowhere."""
_JOINTS = frozenset(("and", "then", "or", ",", "later", "finally"))


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from one thing to another, as indices of words."""

    tail: tuple[int, ...]
    head: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Turned:
    """An arrow of the answer that leads the other way in the model."""

    said: str
    meant: str
    clause: int
    """Number of the model's clause."""


def turned(pair: Pair) -> tuple[Turned, ...]:
    """Return the arrows that an answer has the wrong way round."""
    theirs, ours = pair.meant, pair.said
    model, answer = theirs.text, ours.text
    meant = [(each, *_ends(each, theirs)) for each in arrows(model)]
    found = {}
    for each in arrows(answer) if meant else ():
        tail, head = _ends(each, ours)
        best = {True: (0.0, each), False: (0.0, each)}
        here = answer.sentence_of(each.at)
        for other, start, goal in meant:
            same = bool(tail & start) and bool(head & goal)
            if same == (bool(tail & goal) and bool(head & start)):
                continue
            share = 0.1 + pair.kin.share(here, model.sentence_of(other.at))
            if share > best[same][0]:
                best[same] = (share, other)
        if best[False][0] > best[True][0] + (AHEAD if best[True][0] else 0.0):
            other = best[False][1]
            clause = model.clause_of(other.at)
            found[clause] = Turned(_shown(answer, each), _shown(model, other), clause)
    return tuple(found.values())


def _ends(arrow: Arrow, page: Page) -> tuple[set[str], set[str]]:
    tail, head = (
        {stem for at in places for stem in page.stems.get(at, ()) if page.items[at].weight == 1.0}
        for places in (arrow.tail, arrow.head)
    )
    return tail - head, head - tail


def _shown(text: Text, arrow: Arrow) -> str:
    places = (*arrow.tail, *arrow.head)
    return text.shown(min(places), max(places)).strip(" ,;:.")


def arrows(text: Text) -> list[Arrow]:
    """Return the arrows of a text in order."""
    found: list[Arrow] = []
    for first, end in text.sentences:
        for arrow in _of_sentence(text, first, end):
            chained = found and _continues(text, found[-1], arrow)
            tail = found[-1].tail + found[-1].head if chained else arrow.tail
            found.append(Arrow(tail, arrow.head, arrow.at))
            if len(found) == MOST:
                return found
    return found


def _continues(text: Text, before: Arrow, arrow: Arrow) -> bool:
    """Whether an arrow goes on from the one before: "to nitrites and then to nitrates"."""
    between = text.words[before.head[-1] + 1 : arrow.at]
    return bool(between) and all(word.low in _JOINTS for word in between)


def _of_sentence(text: Text, first: int, end: int) -> Iterator[Arrow]:
    items = {item.at for item in text.items}
    for at in range(first + 1, end):
        ends = _around(text, items, (first, at, end))
        if ends and all(ends):
            yield Arrow(*ends, at)


def _around(
    text: Text, items: set[int], span: tuple[int, int, int]
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Return tail and head of the arrow at a word, if one is there."""
    words = text.words
    first, at, end = span
    left = range(at - 1, max(first, at - NEAR) - 1, -1)
    if words[at].low in _TO or _is_drawn(text, at):
        if words[at].low == "to" and _is_infinitive(text, at + 1):
            return None
        source = next((near for near in left if words[near].low == "from"), None)
        tail = _left(text, items, left) if source is None else _right(text, items, source, at)
        return tail, _right(text, items, at, end)
    if words[at].low != "from" or any(words[near].stem in APART for near in left):
        return None
    if any(words[near].low in _TO for near in range(at, min(end, at + NEAR))):
        return None
    return _right(text, items, at, end), _left(text, items, left)


def _is_drawn(text: Text, at: int) -> bool:
    """Whether a mark is the shaft of "->"."""
    end = text.words[at].end
    return text.words[at].low == "-" and text.plain[end : end + 1] == ">"


def _is_infinitive(text: Text, at: int) -> bool:
    low = text.words[at].low if at < len(text.words) else ""
    return low == "be" or common_words().get(low, (0.0, ""))[1] == "v"


def _left(text: Text, items: set[int], places: range) -> tuple[int, ...]:
    """Return the content words before a preposition, back to the verb or the next small word."""
    found: list[int] = []
    for near in places:
        if text.words[near].text in MARKS:
            break
        if near not in items or is_finite(text.words, places[-1], near):
            if found:
                break
            continue
        found.append(near)
    return tuple(reversed(found))


def _right(text: Text, items: set[int], at: int, end: int) -> tuple[int, ...]:
    """Return the content words after a preposition, on to the next small word."""
    found: list[int] = []
    for near in range(at + 1, min(end, at + NEAR + 1)):
        if near in items:
            found.append(near)
        elif found or text.words[near].text in MARKS:
            break
    return tuple(found)
