"""Terms, names and formulas compared: what is the same in spite of how it is typed."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from studyapp.grading.data import lines, word_list, word_set
from studyapp.grading.inflection import asks_for_form, pairs_of_singulars, same_but_for_number
from studyapp.grading.markup import fold
from studyapp.grading.morphemes import differ_in_meaning
from studyapp.grading.related import concepts
from studyapp.grading.units import UNITS
from studyapp.grading.verdict import Band
from studyapp.grading.words import COMMON, FUNCTION, MARKS, spelling, split, stem

ARTICLES = frozenset(("a", "an", "the"))
_HEDGES = word_set("hedge") | word_set("title") | ARTICLES
_NOTHING = word_set("nothing")
_NEGATIONS = word_set("negation")
_GENERIC = frozenset(stem(word) for word in word_set("organ") | word_set("generic"))
_CONFUSED = frozenset(frozenset(pair.split("/")) for pair in word_set("confused"))
_POWER = re.compile(r"(?<=\d)[⁰¹²³⁴-⁹⁻]+")
_CALL = re.compile(r"[A-Za-zΘΩ]{1,3}\(.+\)")
_SYMBOLS = re.compile(r"(?:[A-Z][a-z]?\d*){2,}(?:\d?[+-])?")


_PARTICLES = frozenset(("de", "von", "van", "der", "la", "le", "du", "di", "da", "al", "bin"))


_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?")
_SIGNS = re.compile(r"[$£€%°]|(?<!\S)-(?=\d)")
_ENDINGS_OF_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_IN_WORDS = {name: str(value) for value, name in enumerate(word_list("one"))} | {
    name: str(value) for value, name in enumerate(word_list("ordinal"), 1)
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How an answer compares with one that counts."""

    band: Band
    reason: str
    names_wrong: bool = True
    """Whether the answer is something wrong, and not only something missing."""
    wrong: tuple[str, ...] = ()
    """The parts of the answer that are wrong, where it is not all of it."""
    complete: bool = False
    """Whether all that was asked is there, beside what is wrong."""


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Return the words of a term, folded, in one spelling, without articles and marks.

    Signs that change what is said stay: currency, per cent, degrees, minus.
    """
    return " ".join((*_words(text), *_SIGNS.findall(text)))


def _words(text: str) -> list[str]:
    if _DOTTED.fullmatch(text.strip()):
        text = text.replace(".", "")
    words = [word for word in split(text) if word.text not in MARKS]
    parts = []
    for word in words:
        last = word is words[-1] and len(words) > 1
        for piece in word.text.split("-"):
            low = _number(piece, last=last).replace("'", "")
            parts.append(spelling(low))
    kept = [part for part in parts if part and part not in ARTICLES | _ENDINGS_OF_ORDINALS]
    return kept or [part for part in parts if part]


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return all words of some terms, as they are compared."""
    return frozenset(word for text in texts for word in _words(text))


def _number(text: str, *, last: bool) -> str:
    """Return a word folded; Roman numerals and numbers in words as digits."""
    low = fold(text).removesuffix("'s")
    if text.isupper() and _ROMAN.fullmatch(text) and ((last and text in "IVX") or len(text) > 1):
        values = [_ROMAN_VALUES[char] for char in text]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return str(sum(-value if value < after else value for value, after in pairs))
    return _IN_WORDS.get(low, low)


def says_something(text: str) -> bool:
    """Whether a text is an answer at all, and not a question mark or "no idea"."""
    words = [word.low for word in split(text) if word.text not in MARKS]
    if not words and not any(char.isalnum() for char in text):
        return False
    return " ".join(words).replace("'", "") not in _NOTHING_PHRASES and bool(set(words) - _NOTHING)


_NOTHING_PHRASES = frozenset(phrase.replace("_", " ") for phrase in word_set("nothing_phrase"))


def negations(text: str) -> int:
    """Return 1 if a text denies something, else 0 (two denials make none)."""
    words = [word.low for word in split(text)]
    count = sum(word in _NEGATIONS or word.endswith("n't") for word in words)
    count += "anyone but" in " ".join(words) or "anything but" in " ".join(words)
    return count % 2


def is_formula(text: str) -> bool:
    """Whether a text is a formula: symbols of elements, or letters with signs of operation."""
    bare = _flat(text)
    if _CALL.fullmatch(text.strip()):
        return True
    if " " in text.strip() and not re.search(r"[=+^*/×·→≤≥<>√]", bare):
        return False
    if re.fullmatch(_SYMBOLS, bare) and not bare.isupper():
        return True
    if re.search(r"[=^√≤≥→]", bare):
        return True
    mixed = bool(re.search(r"[A-Za-z]\d|\d[A-Za-z]", bare)) and bool(_SYMBOLS.fullmatch(bare))
    return mixed or bool(re.fullmatch(r"[A-Za-z]\w?(?:[*/+][A-Za-z\d]\w?)+", bare))


def _flat(text: str) -> str:
    """Return a formula with sub- and superscripts on the line and one sign for each operation.

    A power keeps its sign only after a digit, where 10³ would else be 103.
    """
    text = _POWER.sub(lambda match: f"^{match[0]}", text)
    text = unicodedata.normalize("NFKC", text).replace("**", "^")
    text = re.sub(r"[\u2212–]", "-", text)
    text = re.sub(r"[×·∙⋅]|(?<=\d)\s*[xX]\s*(?=10\s*\^)", "*", text)
    text = re.sub(r"[\s_{}$]+", "", text)
    text = re.sub(r"(?<=[A-Za-z\d)])\*(?=[A-Za-z(])", "", text)
    return re.sub(r"(?<!\d)\^", "", text)


def compare_formulas(given: str, model: str) -> Likeness:
    """Compare formulas character by character; only spaces and the height of digits may differ."""
    said, meant = _flat(given).rstrip("."), _flat(model).rstrip(".")
    if said == meant or f"O({said})" == meant:
        return Likeness(Band.RIGHT, "That is the formula.")
    if said.lower() == meant.lower():
        if any(char.isdigit() for char in meant) and said in (said.lower(), said.upper()):
            return Likeness(Band.RIGHT, f"The formula is right; capitals are written {model}.")
        return Likeness(Band.PARTIAL, f"Capitals matter in a formula: {model}.")
    return Likeness(Band.WRONG, f"The formula is {model}; nothing in it may differ.")


def compare(
    given: str, model: str, question: str, known: Collection[str] = frozenset()
) -> Likeness:
    """Compare a term that is neither number nor formula; ``known`` are words of its variants."""
    wanted = _words(model)
    if not wanted:
        same = given.strip() == model.strip()
        return Likeness(Band.RIGHT if same else Band.WRONG, f"The answer is {model}.")
    said = [word for word in _words(given) if word not in _HEDGES or word in wanted]
    asked = {stem(word) for word in _words(question)}
    typed = _met(wanted, said)
    if asks_for_form(question):
        typed = {one: other for one, other in typed.items() if not _other_number(one, other)}
    missing = [word for word in wanted if word not in typed]
    extra = [word for word in said if word not in typed.values()]
    fresh = [
        word
        for word in extra
        if word not in FUNCTION and word not in known and stem(word) not in asked
    ]
    right = f"The answer is {model}."
    initials = {
        word for word in wanted[:-1] if len(word) == 1 and word.isalpha() and is_name(model)
    }
    given_away = asked if typed else set()
    missing = [
        word
        for word in missing
        if word not in FUNCTION and word not in initials and stem(word) not in given_away
    ]
    if not missing and not fresh:
        errors = any(not same_but_for_number(one, other) for one, other in typed.items())
        said_so = f"Right but for the spelling: {model}." if errors else "That is the answer."
        return Likeness(Band.RIGHT, said_so)
    if not missing and _is_namesake(given, model, fresh, known):
        return Likeness(Band.WRONG, f"That is another one; the answer is {model}.")
    if not missing:
        exact = all(one == other for one, other in typed.items())
        if exact and len(fresh) <= 2 and not _is_choice(given):
            return Likeness(Band.RIGHT, f"Right, though the answer is just {model}.")
        return Likeness(Band.PARTIAL, f"The answer is in it, among others: {model}.")
    parted = len(wanted) != len(said) and not fresh[1:]
    if parted and is_typo("".join(wanted), "".join(said)):
        return Likeness(Band.RIGHT, f"Right but for the spelling: {model}.")
    return _incomplete(wanted, typed, missing, fresh, model, right)


def _incomplete(
    wanted: list[str],
    typed: dict[str, str],
    missing: list[str],
    fresh: list[str],
    model: str,
    right: str,
) -> Likeness:
    """Judge an answer that has a part of a term, or something else."""
    telling = [word for word in typed if word not in FUNCTION and len(word) > 1]
    if fresh or not telling:
        return Likeness(Band.WRONG, right)
    if is_name(model):
        surname = wanted[-1] in telling and stem(wanted[-1]) not in _GENERIC
        if surname:
            return Likeness(Band.RIGHT, f"The name is enough; in full it is {model}.")
        only_generic = all(stem(word) in _GENERIC for word in telling)
        if only_generic or not _has_organ(wanted):
            return Likeness(Band.WRONG, f"That part of the name is not enough: {model}.")
        if all(stem(word) in _GENERIC for word in missing):
            return Likeness(Band.RIGHT, f"That is what is meant; in full it is {model}.")
    if all(stem(word) in _GENERIC for word in telling):
        return Likeness(Band.WRONG, right)
    return Likeness(Band.PARTIAL, f"That is a part of it; the answer is {model}.")


def is_name(model: str) -> bool:
    """Whether a term of several words is a proper name: every word of weight has a capital."""
    small = FUNCTION | _PARTICLES
    parts = [word for word in split(model) if word.text not in MARKS and word.low not in small]
    return len(parts) > 1 and all(word.capital for word in parts)


def _has_organ(words: Sequence[str]) -> bool:
    return any(stem(word) in _GENERIC for word in words)


def _is_choice(text: str) -> bool:
    return bool(re.search(r"\bor\b|[/;]|\band\b", text.lower()))


def _is_namesake(given: str, model: str, fresh: list[str], known: Collection[str]) -> bool:
    """Whether another first name or initial stands before a name whose own one is known."""
    wanted = _words(model)
    own = (set(known) | set(wanted[:-1])) - {wanted[-1]} - FUNCTION
    said = _words(given.split(",")[0])
    if len(fresh) != 1 or said[:1] != fresh or not model[:1].isupper() or not own:
        return False
    fits = any(fresh[0][0] == word[0] and 1 in (len(word), len(fresh[0])) for word in own)
    return not fits and own.isdisjoint(said)


def _met(wanted: Sequence[str], said: Sequence[str]) -> dict[str, str]:
    """Return which word of the answer stands for which of the model, each used once."""
    found: dict[str, str] = {}
    free = list(said)
    for same in (lambda a, b: a == b, is_typo, _is_initial):
        for word in wanted:
            if word in found or (same is _is_initial and word == wanted[-1]):
                continue
            met = next((each for each in free if same(word, each)), None)
            if met is not None:
                found[word] = met
                free.remove(met)
    return found


def _is_initial(word: str, typed: str) -> bool:
    """Whether a single letter stands for a first name, or the other way round."""
    short, long = sorted((word, typed), key=len)
    return len(short) == 1 and short.isalpha() and len(long) > 2 and long.startswith(short)


def is_typo(word: str, typed: str) -> bool:
    """Whether ``typed`` is ``word`` with so few typing errors that no other word is meant.

    Singular and plural are one word.
    """
    if word == typed:
        return True
    if any(char.isdigit() for char in word + typed) or frozenset((word, typed)) in _CONFUSED:
        return False
    if same_but_for_number(word, typed):
        return True
    pairs = pairs_of_singulars(word, typed)
    return not any(_are_two(*pair) for pair in pairs) and any(_is_near(*pair) for pair in pairs)


def _other_number(word: str, typed: str) -> bool:
    return word != typed and same_but_for_number(word, typed)


def _are_two(word: str, typed: str) -> bool:
    """Whether two words are two terms, by a part with a meaning or because both are known."""
    if word == typed:
        return False
    listed = {word, typed} <= field_words()
    known = is_known_word(typed) and is_known_word(word) and stem(typed) != stem(word)
    return listed or known or differ_in_meaning(word, typed)


def _is_near(word: str, typed: str) -> bool:
    if romanised(word) == romanised(typed):
        return True
    pairs = ((word, typed), (romanised(word), romanised(typed)))
    return any(_errors(one, other) <= _allowed(one, other) for one, other in pairs)


def _errors(one: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other, score_cutoff=2))


def _allowed(word: str, typed: str) -> int:
    """Return how many errors are forgiven: by length, and at the first letter only a swap."""
    length = min(len(word), len(typed))
    if length < 3:
        return 0
    if word[0] != typed[0]:
        return int(length > 4 and word[:2] == typed[1::-1])
    return 1 if len(word) < 8 else 2


def is_known_word(word: str) -> bool:
    """Whether a typed word is a word of its own, so that it is no error for another."""
    unit = word in UNITS and len(word) > 2
    common = word in FUNCTION or word in COMMON or word in field_words()
    return unit or common or bool(concepts(stem(word)))


@cache
def field_words() -> frozenset[str]:
    """Return the terms that are like other terms, in one spelling."""
    return frozenset(spelling(word) for line in lines("fieldwords.txt") for word in line.split())


_ROMANISED = (
    (re.compile(r"(?:iy|ij|yi|ii|yj|y|i|j)+"), "i"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"dzh|dj|zh"), "j"),
    (re.compile(r"kh|h"), "h"),
    (re.compile(r"ts|tz|c(?=[eio])|cz"), "ts"),
    (re.compile(r"ye|yo|io|ie"), "e"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ks"), "x"),
    (re.compile(r"(.)\1"), r"\1"),
)


@lru_cache(maxsize=4096)
def romanised(word: str) -> str:
    """Return a word without what differs between ways to write it in Latin letters."""
    word = fold(word)
    for pattern, put in _ROMANISED:
        word = pattern.sub(put, word)
    return word
