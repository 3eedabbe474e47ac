"""A card's text without what gives its bin away, and the words that do."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked
from studyapp.quiz.attributes import Attribute, Basis
from studyapp.quiz.listed import listed
from studyapp.quiz.years import times

BLANK = "[…]"
LEAST_WORDS = 3
"""Words that must be left for a card to be worth sorting."""
AROUND = 28
"""Characters beside a telling word that are shown with it."""
MOST_SHOWN = 3
LONGEST = 20_000
"""Characters of a side that are looked at; cards that are longer are not sorted."""


_ENDING = re.compile(r"['’]\w*$")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SMALL = frozenset(
    listed(
        "the and for with from into onto over under about after before between their its his her "
        "unit part chapter topic lecture week set exam deck notes cards"
    )
)

_FORENAMES = re.compile(r"(?:(?:[A-Z]\w{1,15}|[A-Z]\.-?){1,3}\s+){1,3}$")
_OPENERS = frozenset(
    listed(
        "in on at by to of for from with as like unlike both and or but if so yet the a an this "
        "that these those it he she they his her its their our is are was were does did do has "
        "had have can could would should may might must what which who whom whose why when where "
        "how after before since while although though because according against among between "
        "under here there then thus hence not no nor"
    )
)
"""Words that begin sentences, with a capital, and are no forenames."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the learner sees of a card that is to be sorted, as Markdown."""

    question: str
    answer: str
    """Empty where the question says all that may be said."""


def shown(item: Item, attribute: Attribute) -> Shown:
    """Return the card's text with blanks where it names a bin, the right one or another."""
    if attribute.basis is Basis.CATEGORY:
        hint = f"[{item.hint}]"
        question = item.question.replace(hint, BLANK) if item.hint else item.question
        return Shown(question, "")
    blanked = [_blank(side, telling(side, attribute)) for side in _sides(item)]
    return Shown(blanked[0], blanked[1] if len(blanked) > 1 else "")


def sortable(item: Item, attribute: Attribute) -> bool:
    """Whether enough is left to tell the bin by what the card says."""
    if any(len(side) > LONGEST for side in (item.question, item.answer)):
        return False
    seen = shown(item, attribute)
    words = _WORD.findall(unmarked(f"{seen.question} {seen.answer}".replace(BLANK, " ")))
    return sum(len(word) > 2 for word in words) >= LEAST_WORDS


def reasons(item: Item, attribute: Attribute) -> tuple[str, ...]:
    """Return the places in the card's text that name its bin, with some words around each."""
    label = attribute.truth.get(item.card_id, "")
    if attribute.basis is Basis.CATEGORY:
        return (item.term,)
    found: dict[str, None] = {}
    for side in _sides(item):
        for start, end in _naming(side, attribute, (label,)):
            found[_around(side, start, end)] = None
    return tuple(found)[:MOST_SHOWN]


def telling(text: str, attribute: Attribute) -> list[Span]:
    """Return the places of a text that name any of the bins, from the left, apart."""
    return _naming(text, attribute, attribute.bins)


def _naming(text: str, attribute: Attribute, labels: Sequence[str]) -> list[Span]:
    if attribute.basis is Basis.DECADE:
        return [
            (when.start, when.end)
            for when in times(text)
            if labels == attribute.bins or f"{when.decades[0]}s" in labels
        ]
    words = {word for label in labels for word in _label_words(label, attribute.bins)}
    found = (each for each in _WORD.finditer(text) if _names(each[0], words))
    return [(_with_forenames(text, each.start()), each.end()) for each in found]


def _with_forenames(text: str, start: int) -> int:
    """Return where a name begins whose last word begins at ``start``: Lynne tells of Viola."""
    if not text[start : start + 1].isupper():
        return start
    before = text[max(start - 48, 0) : start]
    found = _FORENAMES.search(before)
    if found is None:
        return start
    words = list(re.finditer(r"\S+\s+", found[0]))
    for word in reversed(words):
        if word[0].strip().casefold() in _OPENERS:
            break
        start -= len(word[0])
    return start


@lru_cache(maxsize=64)
def _label_words(label: str, bins: tuple[str, ...]) -> frozenset[str]:
    """Return the words by which a label can be known: not those that all the bins share."""
    shared = frozenset.intersection(*(frozenset(_words(each)) for each in bins))
    return frozenset(word for word in _words(label) if word not in shared and word not in _SMALL)


def _words(label: str) -> Iterator[str]:
    for word in re.split(r"[\W_]+", _folded(label)):
        if len(word) > 2 or word.isdigit():
            yield word


def _names(word: str, label_words: set[str]) -> bool:
    """Whether a word of a text is one of a label, or made of it: Lewin's, Stalinist."""
    return any(_made_of(part, _folded(_ENDING.sub("", part)), label_words) for part in _parts(word))


def _parts(word: str) -> Iterator[str]:
    yield word
    if "-" in word:
        yield from word.split("-")


def _made_of(word: str, folded: str, label_words: set[str]) -> bool:
    if folded in label_words:
        return True
    for known in label_words:
        if len(known) < 4 or known[:4] != folded[:4] or known.isdigit():
            continue
        # An adjective of a name loses its end: Portugal, Portuguese; China, Chinese.
        near = max(4, len(known) - 2)
        if folded.startswith(known) or (word[:1].isupper() and folded[:near] == known[:near]):
            return True
    return False


@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def _sides(item: Item) -> tuple[str, ...]:
    """Return what a card says: a cloze sentence once, filled in."""
    return (item.answer,) if item.kind is NoteKind.CLOZE else (item.question, item.answer)


def _blank(text: str, spans: Sequence[Span]) -> str:
    parts = []
    at = 0
    for start, end in spans:
        parts += [text[at : max(start, at)], BLANK]
        at = end
    joined = "".join([*parts, text[at:]])
    return re.sub(rf"{re.escape(BLANK)}(?:[ ,]{{0,2}}{re.escape(BLANK)})+", BLANK, joined)


def _around(text: str, start: int, end: int) -> str:
    left, right = max(start - AROUND, 0), min(end + AROUND, len(text))
    before = text[left:start].partition(" ")[2] if left else text[:start]
    after = text[end:right].rpartition(" ")[0] if right < len(text) else text[end:]
    said = unmarked(f"{before}{text[start:end]}{after}")
    return f"{'… ' if left else ''}{said}{' …' if right < len(text) else ''}"
