"""Who did what to whom: the part that each content word plays in its clause.

A shallow reading without a parser: words are of the preposition before their phrase; else they
are subject before the verb and object after it, the other way round if the verb is passive (a form
of "be" before a participle; the doer stands after "by").
"""

import re

from studyapp.domain.english import common_words
from studyapp.grading.data import word_set
from studyapp.grading.related import is_verb
from studyapp.grading.words import MARKS, Word

_AUXILIARIES = word_set("auxiliary")
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "am", "got", "get"))
_PREPOSITIONS = word_set("preposition")
_DETERMINERS = word_set("determiner")
_JOINERS = frozenset(("and", "or"))
_PAST = re.compile(r"[a-z]{2,}(?:ed|wn|ven|ken|ught|ound|old|own)$")
_PAST_FORMS = word_set("past")


def roles(words: list[Word], first: int, end: int) -> dict[int, str]:
    """Return index -> "subject", "object" or a preposition, for content words."""
    verb = _verb(words, first, end)
    if verb is None:
        return _governed(words, first, end)
    passive = _is_passive(words, first, verb)
    before, after = ("object", "subject") if passive else ("subject", "object")
    found: dict[int, str] = {verb: "verb"}
    held = ""
    for at in range(first, end):
        word = words[at]
        if at == verb or word.text in MARKS:
            held = ""
        elif word.low in _PREPOSITIONS:
            held = word.low
        elif word.stem or word.text[0].isdigit():
            side = before if at < verb else after
            if held == "by" and passive and at > verb:
                found[at] = "subject"
            elif held:
                found[at] = held
            elif not (passive and at > verb):
                found[at] = side
        elif word.low in _JOINERS:
            continue
    return found


def _governed(words: list[Word], first: int, end: int) -> dict[int, str]:
    found: dict[int, str] = {}
    held = ""
    for at in range(first, end):
        if words[at].text in MARKS:
            held = ""
        elif words[at].low in _PREPOSITIONS:
            held = words[at].low
        elif words[at].stem and held:
            found[at] = held
    return found


def _verb(words: list[Word], first: int, end: int) -> int | None:
    """Return the main verb: the first word that looks like a finite one."""
    return next((at for at in range(first, end) if is_finite(words, first, at)), None)


def has_verb(words: list[Word], first: int, end: int) -> bool:
    """Whether a stretch of words has what looks like a finite verb."""
    return _verb(words, first, end) is not None


def is_finite(words: list[Word], first: int, at: int) -> bool:
    """Whether a word looks like a finite verb in the clause that begins at ``first``."""
    word = words[at]
    previous = _before(words, first, at)
    if not word.stem or word.capital or previous in _DETERMINERS or previous in _PREPOSITIONS:
        return False
    if previous in _AUXILIARIES or word.low in _PAST_FORMS or _PAST.match(word.low):
        return True
    if at == first:
        return False
    tag = common_words().get(word.low, (0.0, ""))[1]
    if tag in ("z", "d"):
        return True
    governs = at + 1 < len(words) and words[at + 1].low in _DETERMINERS
    return word.low.endswith("s") and (is_verb(word.stem) or (not tag and governs))


def _before(words: list[Word], first: int, at: int) -> str:
    """Return the word before, adverbs and "not" left out of account."""
    at -= 1
    nearest = max(first, at - 3)
    while at > nearest and (words[at].low in ("not", "never") or words[at].low.endswith("ly")):
        at -= 1
    return words[at].low if at >= first else ""


def _is_passive(words: list[Word], first: int, verb: int) -> bool:
    participle = words[verb].low in _PAST_FORMS or bool(_PAST.match(words[verb].low))
    return participle and any(word.low in _BE for word in words[max(first, verb - 3) : verb])
