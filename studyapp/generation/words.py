"""Words of a sentence with their offsets, and when two of them are forms of one another."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"\d[\d.,]*\d(?:[a-z]{1,2}\b)?|\d+(?:st|nd|rd|th|s)?\b|\d"
    r"|[A-Z][A-Za-z]*[A-Z][a-z]*\d+\b|[^\W\d_]+(?:[-‑’'ʼʹ´][^\W\d_]+)*"
    r"|\s+|[^\w\s]|\w"
)
_LETTER_FOLDS = {
    "’": "", "'": "", "ʼ": "", "ʹ": "", "´": "", "‑": "-", "ł": "l", "Ł": "L", "ø": "o", "æ": "ae",
    "ß": "ss", "đ": "d", "ı": "i", "œ": "oe",
}  # fmt: skip
_FOLD_TABLE = str.maketrans(_LETTER_FOLDS)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark at its place in the sentence; ``tag`` as in ``lexicon``."""

    text: str
    start: int
    end: int
    lower: str
    tag: str = "?"

    @property
    def is_word(self) -> bool:
        """Whether it starts with a letter."""
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[0].isupper()


def split_words(text: str) -> list[Token]:
    """Return the words, numbers and marks of ``text`` in order, possessive endings cut off."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        piece = match[0]
        if piece.isspace():
            continue
        start, end = match.span()
        if len(piece) > 2 and piece[-2:] in ("’s", "'s"):
            tokens.append(Token(piece[:-2], start, end - 2, piece[:-2].lower()))
            tokens.append(Token(piece[-2:], end - 2, end, "’s", "x"))
        else:
            tokens.append(Token(piece, start, end, piece.lower()))
    return tokens


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return ``text`` lower-case, without accents, soft signs and apostrophes."""
    if text.isascii() and "'" not in text:
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_FOLD_TABLE))
    return "".join(ch for ch in plain if not unicodedata.combining(ch)).lower()


_SUFFIXES = (
    ("isations", "is"), ("isation", "is"), ("ising", "is"), ("ised", "is"), ("ises", "is"),
    ("ise", "is"), ("ically", "ic"), ("ically", "ic"), ("ments", "ment"), ("ness", ""),
    ("ingly", ""), ("edly", ""), ("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"),
    ("xes", "x"), ("ings", ""), ("ing", ""), ("ied", "y"), ("ed", ""), ("ly", ""), ("es", "e"),
    ("s", ""),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a rough stem: inflection gone, -ize as -ise, -or as -our; good enough to compare.

    A light stemmer in the spirit of Porter (1980): a leak test wants to err towards "same", and
    ``related`` widens it, so no dependency is taken for this.
    """
    word = fold(word).replace("-", "")
    word = word.replace("iza", "isa").replace("izi", "isi").replace("ize", "ise")
    word = re.sub(r"(?<=[a-z]{2})our\b", "or", word).replace("yse", "yze")
    if len(word) <= 3:
        return word
    for suffix, put in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            if suffix == "s" and word[-2] in "sui":
                return word
            word = word[: len(word) - len(suffix)] + put
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


@lru_cache(maxsize=200_000)
def related(one: str, other: str) -> bool:
    """Whether two stems belong to one word family closely enough to give an answer away."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 4:
        return False
    shared = 0
    for left, right in zip(short, long, strict=False):
        if left != right:
            break
        shared += 1
    if shared == len(short):
        return len(short) >= 5 or len(long) - len(short) <= 3
    return shared >= 5 and shared >= 0.7 * len(short)


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Return ``text`` as its folded words with single spaces: the form in which texts compare."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
