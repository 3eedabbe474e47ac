"""Wrong options of the same kind and near magnitude, none of which is also right.

Drawn from the documents' own names and terms first and from small lists of the same kind where
those run out: distractors from one document alone are poor. Chosen by a hash of the card, so
that a rebuild chooses the same.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from studyapp.generation.leaks import shows, telling_stems
from studyapp.generation.lexicon import word_sets
from studyapp.generation.model import Category, Key
from studyapp.generation.numbers import MONTHS, spell, spelled_value
from studyapp.generation.words import normal, related

COUNT = 3
_FACTORS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.15, 1.25, 1.3, 1.4, 1.5)


def _order(seed: str, items: Iterable[str]) -> list[str]:
    return sorted(items, key=lambda item: hashlib.sha256(f"{seed}\0{item}".encode()).digest())


class DistractorPool:
    """The keys of all cards by kind, in reading order."""

    def __init__(self) -> None:
        self._by_kind: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        self._seen: set[tuple[str, str, str]] = set()

    def add(self, key: Key, position: int) -> None:
        """Offer a key as a distractor for others of its kind."""
        kind = self._kind(key)
        mark = (*kind, normal(key.text))
        if mark not in self._seen:
            self._seen.add(mark)
            self._by_kind[kind].append((position, key.text))

    @staticmethod
    def _kind(key: Key) -> tuple[str, str]:
        if key.category in (Category.TERM, Category.DEFINED):
            shape = "many" if key.text.rstrip("’").endswith("s") else "one"
            return "term", shape + (" 2" if " " in key.text else "")
        if key.category is Category.PERSON:
            return "person", "full" if " " in key.text else "surname"
        if key.category is Category.PLACE:
            return "place", key.detail if key.detail in ("country", "city", "region") else ""
        return key.category.value, key.detail if key.category is Category.ORGANISATION else ""

    def choose(
        self, key: Key, accepted: Sequence[str], shown: str, position: int, seed: str
    ) -> tuple[str, ...]:
        """Return up to three wrong options. ``shown`` is the card without its blank."""
        if key.category is Category.FIGURE:
            options = _figures(key, seed)
        elif key.category in (Category.YEAR, Category.DATE):
            options = _times(key, seed)
        else:
            near = sorted(
                self._by_kind[self._kind(key)], key=lambda item: (abs(item[0] - position), item[1])
            )[:24]
            options = _order(seed, (text for _, text in near))
            if key.category is Category.PLACE and key.detail in ("country", "city", "region"):
                options += _order(seed, word_sets("places.txt")[key.detail])[:40]
        taken = {normal(each) for each in accepted}
        chosen: list[str] = []
        for option in options:
            if normal(option) in taken or _too_close(option, key.text):
                continue
            if key.category is Category.FIGURE:
                if re.search(rf"(?<![\d.,]){re.escape(option)}(?![\d.,]*\d)", shown):
                    continue
            elif shows(option, shown, kin=False):
                continue
            chosen.append(option)
            taken.add(normal(option))
            if len(chosen) == COUNT:
                break
        return tuple(chosen)


def _too_close(option: str, answer: str) -> bool:
    """Whether an option is a form of the answer and so would be right as well."""
    if re.search(r"\d", answer):
        return False
    return any(
        related(one, other) for one in telling_stems(option) for other in telling_stems(answer)
    )


def _figures(key: Key, seed: str) -> list[str]:
    text = key.text
    numbers = _NUMBER.findall(text)
    if not numbers:
        return _words_near(text)
    found: list[str] = []
    share = re.search(r"%|per ?cent", text) and float(numbers[-1].replace(",", "")) <= 100
    for factor in (float(each) for each in _order(seed, map(str, _FACTORS))):
        option = _times_factor(text, factor)
        if share and float(_scaled(numbers[-1], factor).replace(",", "")) > 100:
            continue
        if option != text:
            found.append(option)
    return found


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _times_factor(text: str, factor: float) -> str:
    def scaled(number: re.Match[str]) -> str:
        return _scaled(number[0], factor)

    return _NUMBER.sub(scaled, text)


def _scaled(number: str, factor: float) -> str:
    plain = number.replace(",", "")
    decimals = len(plain.partition(".")[2])
    worth = float(plain) * factor
    if decimals:
        return f"{worth:.{decimals}f}"
    digits = plain.rstrip("0")
    step = 10 ** (len(plain) - len(digits)) if len(digits) < len(plain) else 1
    if len(digits) == 1 and step > 1:
        step //= 10 if step > 10 else 1
    rounded = max(1, round(worth / step)) * step
    if rounded == int(plain):
        rounded += step
    return f"{rounded:,}" if "," in number else str(rounded)


def _words_near(text: str) -> list[str]:
    worth = spelled_value(text)
    if worth is None:
        options = [
            "one-half",
            "one-third",
            "one-quarter",
            "two-thirds",
            "three-quarters",
            "one-fifth",
        ]
        return [each for each in options if each != text.lower()]
    head, _, rest = text.partition(" ")
    found = []
    for step in (1, -1, 2, 3, -2):
        word = spell(worth + step) if worth + step > 1 else None
        if word:
            word = word.capitalize() if head[0].isupper() else word
            found.append(f"{word} {rest}".strip())
    return found


def _times(key: Key, seed: str) -> list[str]:
    if key.detail == "era":
        return _eras(key.text)
    steps = [int(step) for step in _order(seed, (str(step) for step in range(-6, 7) if step))]
    if key.detail == "years":
        return [_shifted_range(key.text, step) for step in steps]
    if key.detail == "day":
        return [each for step in steps if (each := _shifted_day(key.text, step))]
    return [_shifted_year(key.text, step) for step in steps]


def _eras(text: str) -> list[str]:
    found: list[str] = []
    for step in (1, -1, 2, -2):
        decade = re.search(r"(\d{3})0s", text)
        number = re.search(r"\d{1,4}", text)
        if decade:
            found.append(text.replace(decade[0], f"{int(decade[1]) + step}0s"))
        elif number and "century" not in text:
            found.append(text.replace(number[0], str(abs(int(number[0]) + 12 * step))))
        elif number and int(number[0]) + step > 0:
            found.append(re.sub(r"\d{1,2}[a-z]{2}", _ordinal(int(number[0]) + step), text))
    spelled = next((word for word in _CENTURIES if word in text), None)
    if spelled:
        found.extend(text.replace(spelled, other) for other in _CENTURIES if other != spelled)
    return found


_CENTURIES = ("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth")


def _ordinal(number: int) -> str:
    tail = 0 if number % 100 in (11, 12, 13) else number % 10
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(tail, "th")


def _shifted_day(text: str, step: int) -> str:
    day = re.search(r"\d{1,2}", text)
    if day is None or not 1 <= int(day[0]) + step <= 28:
        return ""
    return text.replace(day[0], str(int(day[0]) + step))


def _shifted_year(text: str, step: int) -> str:
    def moved(year: re.Match[str]) -> str:
        return str(int(year[0]) + step)

    shifted = re.sub(r"\d{4}", moved, text)
    month = next((each for each in MONTHS if each in text), None)
    if month and step % 2:
        moved_to = MONTHS[(MONTHS.index(month) + step) % 12]
        day = re.match(r"(\d{1,2})\b|.*?\b(\d{1,2}),", text)
        if day is None or int(day[1] or day[2]) <= 28:
            return shifted.replace(month, moved_to)
    return shifted


def _shifted_range(text: str, step: int) -> str:
    match = re.fullmatch(r"(\d{4})(\D)(\d{2,4})", text)
    if not match:
        return text
    start = int(match[1]) + step
    end = (
        int(match[3]) + step
        if len(match[3]) == 4
        else (int(match[1][2:4]) + (int(match[3]) - int(match[1][2:4])) + step) % 100
    )
    return f"{start}{match[2]}{end:0{len(match[3])}d}"
