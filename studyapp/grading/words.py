"""Words of a text at their places, their stems, and which of them carry meaning."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from studyapp.grading.data import lines, word_set
from studyapp.grading.markup import fold

_TOKEN = re.compile(
    r"\d[\d,.\u00a0]*\d|\d|[^\W\d_]+(?:['\-][^\W\d_]+)*|[.!?;:,()\[\]\"–—/%°$€£=+×&-]"
)
LONGEST_WORD = 40
MOST_WORDS = 1_000
"""Words and marks of a text that are looked at; the time for one answer has to be bounded."""
MOST_STEMS = 250
"""Different words of a text that are stemmed, for the same reason; more than an essay has."""
STOP_MARKS = frozenset(".!?;")
MARKS = frozenset('.!?;:,()[]"–—/%°$€£=+×&-')

FUNCTION = word_set("function")
"""Words that hold a sentence together; a text without them is a list."""

COMMON = word_set("common")
"""Words that say little by themselves, in any subject."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark."""

    text: str
    low: str
    """Folded: small letters, no accents, possessive ending gone."""
    start: int
    end: int
    stem: str
    """Empty for marks, numbers and function words."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(low: str) -> str:
    """Return the stem of a folded word (Porter's English stemmer, 2001), UK and US spelling alike.

    The stemmer is slow on long words, so that only their head counts.
    """
    low = spelling(low.replace("'", "").replace("-", "")[:LONGEST_WORD])
    if not low.isascii():
        return low
    return str(_stemmer().stemWord(_IRREGULAR.get(low, low)))


_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|able$|ite$|al$|er|ful|hood)"), "or"),
    (re.compile(r"(?<=[a-z]{3})is(?=e$|es$|ed$|ing$|er$|ers$|ation|able$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})ys(?=e$|es$|ed$|ing$|er$)"), "yz"),
    (re.compile(r"(?<=[a-z])ll(?=ed$|ing$|er$|ers$)"), "l"),
    (re.compile(r"(?<=[bcdfghjklmnpqrstvwxz]t)re(?=$|s$|d$)"), "er"),
    (re.compile(r"(?<=[aeiou])tre(?=$|s$)"), "ter"),
    (re.compile(r"(?<=[a-z]{2})ogue(?=$|s$|d$)"), "og"),
    (re.compile(r"^(def|off|lic|pret)ence"), r"\1ense"),
    (re.compile(r"ae(?!ro)"), "e"),
    (re.compile(r"oe(?=de|stro|soph|tus|dem)"), "e"),
    (re.compile(r"^(pro)?gramme(?=$|s$)"), r"\1gram"),
    (re.compile(r"^plough"), "plow"),
    (re.compile(r"^sulph"), "sulf"),
    (re.compile(r"^alumini"), "alumin"),
    (re.compile(r"^tonne"), "ton"),
    (re.compile(r"^cheque"), "check"),
    (re.compile(r"^grey"), "gray"),
)


_VARIED = re.compile(
    r"our|is[eai]|ys[ei]|ll|re|ogue|ence|ae|oe|mme|^plough|^sulph|^alumini|^tonne|^cheque|^grey"
)
"""What any of them needs to be there; most words have nothing of it."""


@lru_cache(maxsize=50_000)
def spelling(low: str) -> str:
    """Return a folded word in one spelling, whichever side of the Atlantic it comes from."""
    if len(low) < 4 or not _VARIED.search(low):
        return low
    for pattern, put in _SPELLINGS:
        low = pattern.sub(put, low)
    return low


def _irregular() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in lines("forms.txt"):
        head, *rest = line.split()
        for form in (head, *rest):
            table.setdefault(form, head)
    return table


_IRREGULAR = _irregular()


def is_irregular(low: str) -> bool:
    """Whether a folded word is a form of another in a way of its own: "went"."""
    return _IRREGULAR.get(low, low) != low


def split(text: str) -> list[Word]:
    """Return the words, numbers and marks of plain text in order."""
    words = []
    stems: dict[str, str] = {}
    for match in islice(_TOKEN.finditer(text), MOST_WORDS):
        piece = match[0]
        start, end = match.span()
        if piece in MARKS:
            words.append(Word(piece, piece, start, end, ""))
            continue
        low = fold(piece)
        if low.endswith("'s") and len(low) > 2:
            low = low[:-2]
        elif low.endswith("'"):
            low = low[:-1]
        if piece[0].isdigit() or low in FUNCTION:
            words.append(Word(piece, low, start, end, ""))
            continue
        if low not in stems:
            stems[low] = stem(low) if len(stems) < MOST_STEMS else low
        words.append(Word(piece, low, start, end, stems[low]))
    return words


def tokens(text: str) -> list[str]:
    """Return the folded words and numbers of a text without its marks."""
    return [word.low for word in split(text) if word.text not in MARKS]
