"""The hint in a blank beside options: what only one of them fits would give it away.

``[organisation, 4 words]`` helps who has to recall, but picks the answer out of three options of
two words. So options that fit are preferred, and what some do not fit is not shown.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.quiz.kinds import kind_of

BLANK = "[…]"
_PARTS = re.compile(r"(?P<head>.*?)(?:,? ?(?P<words>\d{1,3}) words?)?")
_BRACKETS = re.compile(r"\[([^\[\]\n]{1,80})\]")
_SPAN = re.compile(r"\d\s?(?:[-–—/]|to|and|until)\s?['’]?\d")

Said = tuple[str, str | None]
"""An option, and the hint of the card that it is the answer of; None where it has none."""


def hint_of(item: Item) -> str:
    """Return the hint that stands in the blank of a cloze card; empty where there is none."""
    if item.kind is not NoteKind.CLOZE:
        return ""
    if item.hint:
        return item.hint if f"[{item.hint}]" in item.question else ""
    found = [hint for hint in _BRACKETS.findall(item.question) if hint != "…"]
    return next((hint for hint in found if f"[{hint}]" not in item.answer), "")


def fits(item: Item, said: Said) -> tuple[bool, bool]:
    """Return whether an option fits the hint of a card: what it names, how many words it counts."""
    head, words = _parts(hint_of(item))
    text, hint = said
    return (not head or _named(head, item.term, text, hint)), words in (0, len(text.split()))


def beside(item: Item, options: Iterable[Said]) -> str:
    """Return the question of a card with as much of its hint as all of the options fit."""
    hint = hint_of(item)
    if not hint:
        return item.question
    head, words = _parts(hint)
    heads, counts = zip(*(fits(item, said) for said in options), strict=True)
    kept = [head] if head and all(heads) else []
    kept += [f"{words} words"] if words and all(counts) else []
    shown = hint if all(heads) and all(counts) else ", ".join(kept)
    return item.question.replace(f"[{hint}]", f"[{shown}]" if shown else BLANK)


def blanks(item: Item, asked: str) -> tuple[str, ...]:
    """Return the blanks in a question of a cloze card, with their hints if they have any."""
    if item.kind is not NoteKind.CLOZE:
        return ()
    found = {f"[{hint}]" for hint in _BRACKETS.findall(asked)}
    return tuple(sorted(blank for blank in found if blank not in item.answer))


def without_hint(item: Item) -> str:
    """Return the question of a card with an empty blank.

    Beside one answer that is true or not, a hint shown only where it fits would tell which.
    """
    hint = hint_of(item)
    return item.question.replace(f"[{hint}]", BLANK) if hint else item.question


def _parts(hint: str) -> tuple[str, int]:
    found = _PARTS.fullmatch(hint)
    if found is None:
        return hint, 0
    return found["head"], int(found["words"] or 0)


def _named(head: str, right: str, text: str, hint: str | None) -> bool:
    """Whether an option is what the hint names: by its form, or by the hint of its own card."""
    if text.casefold() == right.casefold():
        return True
    forms = [form for form in _FORMS.get(head, ()) if form(right)]
    if head in _SHAPED:
        return _shape(right) == _shape(text)
    if forms:
        return all(form(text) for form in forms)
    return hint is not None and _parts(hint)[0] == head


def _all_capitals(text: str) -> bool:
    return " " not in text and text.upper() == text and text.lower() != text


def _mostly_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return " " not in text and sum(char.isupper() for char in letters) * 2 > len(letters) > 1


def _spaced(text: str) -> bool:
    return " " in text


def _single(text: str) -> bool:
    return " " not in text


def _capitalised(text: str) -> bool:
    return all(word[0].isupper() for word in text.split())


def _in_small_letters(text: str) -> bool:
    return not _capitalised(text)


_FORMS: dict[str, tuple[Callable[[str], bool], ...]] = {
    "short name in capitals": (_all_capitals, _mostly_capitals),
    "person": (_spaced,),
    "surname of a person": (_single,),
    "one word": (_single,),
    "phrase": (_spaced,),
    "name": (_capitalised,),
    "term": (_in_small_letters,),
    "technical term": (_in_small_letters,),
}
"""What an option must be to fit a hint, as far as the right answer is it."""
_SHAPED = frozenset(
    (
        *("year", "span of years", "century", "decade or age", "day and month", "month and year"),
        *("months and year", "day, month and year", "number", "figure", "percentage", "fraction"),
        *("sum of money", "date"),
    )
)


@lru_cache(maxsize=20_000)
def _shape(text: str) -> tuple[object, ...]:
    """Return what of a figure or time can be seen at a glance."""
    kind = kind_of(text)
    low = text.lower()
    if kind == "year":
        return kind, bool(_SPAN.search(low)), "century" in low, bool(re.search(r"\d0['’]?s\b", low))
    if kind == "date":
        day = re.search(r"(?<!\d)\d{1,2}(?!\d)", low)
        months = len(re.findall(r"[^\W\d_]{3,}", low))
        return kind, bool(day), bool(re.search(r"\d{3}", low)), months > 1
    return kind, bool(re.search(r"\d\.\d", low))
