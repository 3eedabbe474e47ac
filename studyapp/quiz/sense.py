"""Whether two answers may mean the same, told generously.

A wrong option that is also right teaches nonsense; a wrong option too few only makes a question
a little easier. So everything here leans towards *the same*.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from studyapp.quiz.kinds import kind_of
from studyapp.quiz.listed import listed
from studyapp.quiz.quantities import Quantity, of_unit, quantity
from studyapp.quiz.scripts import folded, phonetic, stem
from studyapp.quiz.synonyms import groups
from studyapp.quiz.values import CARDINALS, ORDINALS, Span, span

LONGEST = 4_000
"""Characters that are looked at."""
COUNTED = frozenset(("number", "percent", "money"))
"""Kinds of answers that are figures."""
_SMALL = frozenset(
    listed(
        "a an the of in on at to for by and or with is was were are be been as it its their "
        "his her from that which this these those into de la le el der die das du des del "
        "di da van von al also called known so named term word name aka ie eg "
        "there saw had has have did do does being"
    )
)
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|%|&|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_OTHERWISE = re.compile(
    r"\s*(?:[;/=()\[\]]|\bor\b|\baka\b|\ba\.k\.a\.|\bi\.e\.,?|\balso (?:known|called|named|spelled|"
    r"referred to)(?: as)?\b|\botherwise (?:known|called) as\b|\bthat is\b|\bin other words\b|"
    r"\bformerly\b|\babbreviated(?: as| to)?\b|\bfor short\b)\s*",
    re.IGNORECASE,
)
_SHORT = {
    "mt": "mount", "st": "saint", "dr": "doctor", "prof": "professor", "gen": "general",
    "govt": "government", "vs": "versus", "jan": "january", "feb": "february", "mar": "march",
    "apr": "april", "jun": "june", "jul": "july", "aug": "august", "sept": "september",
    "sep": "september", "oct": "october", "nov": "november", "dec": "december",
}  # fmt: skip
_CONTRASTS = tuple(
    frozenset(pair.split())
    for pair in (
        "north south east west northern southern eastern western", "upper lower middle",
        "left right", "positive negative", "net gross", "before after pre post", "old new",
        "high low", "more less fewer", "first last", "inner outer internal external", "in ex",
        "increase decrease rise fall", "maximum minimum", "early late", "long short",
        "open closed", "active passive", "black white red green blue", "male female man woman",
        "major minor", "hot cold warm", "light dark heavy", "true false", "macro micro",
        "domestic foreign", "state private public", "simple complex", "strong weak",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sense:
    """One way to give an answer, taken apart for comparison."""

    text: str
    kind: str
    words: tuple[frozenset[str], ...]
    """For each telling word all it may be matched by: stem, sound, group of synonyms."""
    marks: frozenset[str]
    """All of these together."""
    joined: str
    """Its words without spaces: ``motor car`` and ``motorcar`` are one."""
    figure: Quantity | None
    time: Span | None


def same(one: Sense, other: Sense) -> bool:
    """Whether both answers could be right where one is: equal, contained, or said otherwise."""
    if one.time is not None and other.time is not None:
        return one.time.meets(other.time)
    if one.figure is not None and other.figure is not None:
        return one.figure.same(other.figure)
    if one.joined == other.joined:
        return True
    if one.kind == other.kind == "formula":
        return _same_formula(one, other)
    if _shortened(one, other) or _shortened(other, one):
        return True
    less, more = sorted((one, other), key=lambda sense: len(sense.words))
    if not less.words:
        return False
    found = sum(1 for word in less.words if word & more.marks)
    if found == len(less.words):
        return True
    if len(less.words) == len(more.words) and all(word & less.marks for word in more.words):
        return True
    if _initialled(less, more):
        return True
    return len(less.words) >= 4 and found / len(less.words) >= 0.7 and not _contrast(less, more)


def _same_formula(one: Sense, other: Sense) -> bool:
    """Whether two formulas say the same: a side of one, the same parts in another order."""
    if {one.joined, *one.joined.split("=")} & {other.joined, *other.joined.split("=")}:
        return True
    ordered = re.search(r"[-−/÷]", one.text + other.text)
    return not ordered and _parts(one.text) == _parts(other.text)


def _parts(formula: str) -> list[str]:
    """Return the signs of a formula, powers whole, in no order that matters."""
    raised = re.sub(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", r"^\1", formula)
    plain = unicodedata.normalize("NFKC", re.sub(r"[\s·×⋅*{}_]", "", raised))
    return sorted(re.findall(r"\^?\d+|.", plain))


def _shortened(short: Sense, full: Sense) -> bool:
    """Whether ``short`` is made of the letters of ``full``: UN, DNA, photo, Jan."""
    letters = re.sub(r"[\s.&-]", "", short.text)
    words = re.findall(r"[^\W\d_]+", full.text.lower())
    if not letters.isalpha() or not 1 < len(letters) < len("".join(words)):
        return False
    low = folded(letters)
    words = [folded(word) for word in words]
    if len(words) == 1:
        whole = words[0]
        if short.text.endswith(".") and whole.startswith(low):
            return True
        if len(low) >= 4 and whole.startswith(low):
            return True
    if len(letters) > 8 or sum(char.isupper() for char in letters) * 2 <= len(letters):
        return False
    for chosen in (words, [word for word in words if word not in _SMALL]):
        if "".join(word[0] for word in chosen) == low:
            return True
        if chosen and chosen[0][0] == low[0] and _within(low, "".join(chosen)):
            first = "".join(word[0] for word in chosen)
            if len(first) > 1 and _within(first, low):
                return True
    return len(words) == 1 and len(low) > 2 and words[0][0] == low[0] and _within(low, words[0])


def _within(letters: str, text: str) -> bool:
    """Whether ``letters`` stand in ``text`` in this order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _initialled(less: Sense, more: Sense) -> bool:
    """Whether two names agree where first names are only initials: J. Stalin, Joseph Stalin."""
    one, other = _plain_words(less.text), _plain_words(more.text)
    if not 1 < len(one) <= 5 or not 1 < len(other) <= 5 or phonetic(one[-1]) != phonetic(other[-1]):
        return False
    if not any(len(word) == 1 for word in (*one, *other)):
        return False
    firsts = [word[0] for word in other[:-1]]
    return all(
        word in other or (word[0] in firsts and (len(word) == 1 or word[0] in other))
        for word in one[:-1]
    )


def _plain_words(text: str) -> list[str]:
    surname, comma, first = text.partition(", ")
    if comma and ", " not in first:
        text = f"{first} {surname}"
    return [folded(word) for word in re.findall(r"[^\W\d_]+", text)]


def _contrast(one: Sense, other: Sense) -> bool:
    """Whether what differs is a number or one of two opposites: then they are not the same."""
    only = {mark for word in one.words if not word & other.marks for mark in word}
    others = {mark for word in other.words if not word & one.marks for mark in word}
    if any(mark[0] == "#" for mark in only) and any(mark[0] == "#" for mark in others):
        return True
    return any(pair & only and pair & others for pair in _STEMMED_CONTRASTS)


def ways(text: str) -> tuple[Sense, ...]:
    """Return the senses of an answer: the whole, and each part that says it otherwise.

    ``Soviet Union (USSR)``, ``lorry / truck`` and ``sodium, also called natrium`` have two each.
    """
    text = " ".join(text[:LONGEST].split())
    found = [sense(text)]
    if len(text) <= 120 and found[0].time is None and found[0].figure is None:
        parts = [part.strip(" ,.") for part in _OTHERWISE.split(text)]
        if 1 < len([part for part in parts if part]) <= 5:
            found += [sense(part) for part in parts if len(part) > 1]
    return tuple(found)


@lru_cache(maxsize=20_000)
def sense(text: str) -> Sense:
    """Return one plain text taken apart."""
    kind = kind_of(text)
    words = _words(text)
    marks = frozenset(mark for word in words for mark in word) | {
        stem(piece) for piece in _pieces(text) if piece not in _SMALL
    }
    plain = [piece for piece in _pieces(text) if piece not in ("the", "a", "an")]
    time = span(text) if kind in ("date", "year") else None
    return Sense(
        text,
        kind,
        words,
        marks,
        _formula(text) if kind == "formula" else "".join(map(stem, plain)) or text.casefold(),
        quantity(text) if kind in COUNTED or text.isdecimal() else of_unit(text),
        time,
    )


def _formula(text: str) -> str:
    """Return a formula without what may be left out of it: spaces and signs of products."""
    return re.sub(r"[\s·×⋅*^{}_]", "", unicodedata.normalize("NFKC", text)).replace("−", "-")


def marks_of(text: str) -> tuple[frozenset[str], ...]:
    """Return the telling words of a text of any length, each with what it may be matched by."""
    return _words(text[:LONGEST])


def _pieces(text: str) -> list[str]:
    """Return words in small letters and figures as ``#`` and their worth."""
    found: list[str] = []
    previous = ""
    for match in _PIECE.finditer(unicodedata.normalize("NFKC", text)):
        piece = match[0]
        low = folded(piece)
        if piece[0].isdecimal():
            low = _figure(piece)
        elif low in ("st", "nd", "rd", "th") and previous[:1].isdigit():
            low = ""
        elif _ROMAN.fullmatch(piece) and (len(piece) > 1 or previous[:1].isupper()):
            low = f"#{_roman(piece)}"
        elif low in CARDINALS:
            low = f"#{CARDINALS[low]}"
        elif low in ORDINALS and low != "second":
            low = f"#{ORDINALS[low]}"
        elif low == "second" and text[match.end() :].strip():
            low = "#2"
        elif low in _SHORT:
            low = _SHORT[low]
        elif piece == "%":
            low = "percent"
        elif piece == "&":
            low = "and"
        if low:
            found.append(low)
        previous = piece
    return _joined_figures(found)


def _figure(piece: str) -> str:
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", piece).replace(",", ".").strip(".")
    try:
        return f"#{float(plain):g}" if len(plain) < 15 else f"#{plain}"
    except ValueError:
        return f"#{plain}"


def _joined_figures(pieces: list[str]) -> list[str]:
    """Join ``#20`` and ``#8`` of twenty-eight."""
    found: list[str] = []
    for piece in pieces:
        last = found[-1] if found else ""
        if re.fullmatch(r"#[1-9]", piece) and re.fullmatch(r"#[2-9]0", last):
            found[-1] = f"#{int(last[1:]) + int(piece[1:])}"
        else:
            found.append(piece)
    return found


def _roman(text: str) -> int:
    worth = [{"I": 1, "V": 5, "X": 10}[letter] for letter in text]
    following = [*worth[1:], 0]
    return sum(-one if one < two else one for one, two in zip(worth, following, strict=True))


def _words(text: str) -> tuple[frozenset[str], ...]:
    pieces = _pieces(text)
    proper = {folded(word) for word in re.findall(r"\b[^\W\d_a-z][^\W\d_]{3,}", text)}
    telling = [piece for piece in pieces if piece not in _SMALL] or pieces
    known, longest = _phrases()
    found: list[frozenset[str]] = []
    at = 0
    while at < len(telling):
        for length in range(min(longest, len(telling) - at), 0, -1):
            key = " ".join(sorted(stem(piece) for piece in telling[at : at + length]))
            if key in known:
                part = telling[at : at + length]
                marks = set(known[key]) | ({stem(part[0])} if length == 1 else {key})
                break
        else:
            length = 1
            marks = {stem(telling[at])}
        if length == 1 and telling[at] in proper and len(telling[at]) > 4:
            marks.add("~" + phonetic(telling[at]))
        found.append(frozenset(marks))
        at += length
    return tuple(found)


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, frozenset[str]], int]:
    """Return the groups of synonyms by their stemmed words in order, and the longest of them."""
    known: dict[str, set[str]] = {}
    longest = 1
    for number, group in enumerate(groups()):
        for each in group:
            pieces = [piece for piece in _pieces(each) if piece not in _SMALL] or _pieces(each)
            key = " ".join(sorted(stem(piece) for piece in pieces))
            known.setdefault(key, set()).add(f"={number}")
            longest = max(longest, len(pieces))
    return {key: frozenset(value) for key, value in known.items()}, longest


_STEMMED_CONTRASTS = tuple(frozenset(stem(word) for word in pair) for pair in _CONTRASTS)
