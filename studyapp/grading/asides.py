"""What stands beside a typed term: another one denied, or the same thing told again in brackets."""

import re
from collections.abc import Callable, Set

from studyapp.grading import terms
from studyapp.grading.data import word_set
from studyapp.grading.words import FUNCTION

_DENIAL = re.compile(
    r"(?:\b(?:not(?! (?:only|just|merely|simply)\b)|(?P<verb>(?:is|are|was|were|do|does|did)n'?t)"
    r"|rather than|instead of|as opposed to|unlike)\s+)"
    r"(?P<denied>[^,;:()\[\].!?–—\n]{1,60}?)(?=\s+but\b|\s*(?:[,;:()\[\].!?–—\n]|$))"
)
_CLAUSE = re.compile(r"[,;:()\[\].–—\n]")
_AUXILIARY = word_set("auxiliary")
_POINTING = frozenset(("answer", "right", "correct", "true", "case", "asked", "it", "that", "this"))
"""Words for the answer itself: who writes that the term is not correct denies the term."""
_EQUIVALENT = re.compile(
    r"(?P<outside>[^()\[\]]{1,200}?)\s*[(\[](?P<inside>[^()\[\]]{1,200})[)\]]\s*\.?"
)
_JOINED = re.compile(r",?\s+(?:i\.?e\.?,?|that is,?|aka|a\.k\.a\.|=)\s+")


def without_denied(given: str, model: str) -> str:
    """Return an answer without what it denies beside saying something: "meiosis (not mitosis)".

    A denial of the model's own words stays, and so does one that says something about the term
    before it ("meiosis is not common").
    """
    if terms.negations(model):
        return given
    own = terms.words_of([model])

    def cut(match: re.Match[str]) -> str:
        denied = terms.words_of([match["denied"]]) - FUNCTION - _POINTING
        about_model = _within(denied, own) or _within(own, denied)
        if about_model and denied:
            return f" not {match['denied']}"
        return match[0] if about_model or _has_subject(match) else " "

    rest = _DENIAL.sub(cut, given)
    rest = re.sub(r"[(\[]\s*[)\]]|[\s,;:–—-]+$|\b(?:and|but)\s*$", "", rest.strip()).strip()
    return rest if terms.words_of([rest]) - FUNCTION else given


def _within(some: Set[str], all_words: Set[str]) -> bool:
    """Whether each of some words is among others, typing errors aside; so is each of none."""
    return all(any(terms.is_typo(each, word) for each in all_words) for word in some)


def _has_subject(match: re.Match[str]) -> bool:
    """Whether a verb of the term before it is denied, and not something beside the term."""
    clause = _CLAUSE.split(match.string[: match.start()])[-1].lower().split()
    verb = bool(match["verb"]) or not _AUXILIARY.isdisjoint(clause[-1:])
    return verb and bool(set(clause) - FUNCTION)


def halves(given: str) -> tuple[str, str] | None:
    """Return what is told and what is told again: "23 pairs (46)", "46, i.e. 23 pairs"."""
    match = _EQUIVALENT.fullmatch(given.strip())
    parts = [match["outside"], match["inside"]] if match else _JOINED.split(given.strip())
    if len(parts) != 2 or not all(terms.says_something(part) for part in parts):
        return None
    return (parts[0], parts[1]) if not any(map(terms.negations, parts)) else None


def rival(
    right: str, other: str, question: str, kind: Callable[[str], str], known: frozenset[str]
) -> bool:
    """Whether what stands beside a right answer is another answer, and no explanation of it.

    It is if it is of the same kind, a figure beside a figure; a term beside a term if it is known
    as the answer to something else.
    """
    if kind(right) != kind(other):
        return False
    if kind(other) in ("figure", "symbol"):
        return True
    words = terms.words_of([other])
    told = terms.words_of([right, question])
    return terms.normal(other) in known or (
        len(words) == 1 and not words <= told and words <= terms.field_words()
    )
