"""Whether the rest of the card gives the answer away.

Checked against everything the learner sees before answering: the sentence around the blank, the
context, the hint and the questions of linked flashcards.
"""

import re
from functools import lru_cache

from studyapp.generation.lexicon import word_sets, zipf
from studyapp.generation.numbers import spelled_value
from studyapp.generation.words import normal, related, split_words, stem


@lru_cache(maxsize=8192)
def telling_stems(answer: str) -> tuple[str, ...]:
    """Return the stems that would give ``answer`` away: its words but for the commonest."""
    found = []
    for token in split_words(answer):
        if token.text[0].isdigit():
            found.append(token.text)
        elif token.tag != "x" and token.is_word and (token.is_capital or zipf(token.lower) < 6.3):
            found.append(stem(token.text))
    return tuple(found)


@lru_cache(maxsize=4096)
def telling_apart(answer: str) -> frozenset[str]:
    """Return the stems of a phrase without a common head noun; none if that is all there is."""
    words = [token for token in split_words(answer) if token.is_word and token.tag != "x"]
    at = next((i for i, token in enumerate(words) if token.lower == "of"), len(words))
    head = words[at - 1] if at else None
    common = head is not None and (
        head.text.capitalize() in _HEADS or zipf(head.lower) >= HEAD_ZIPF
    )
    telling = frozenset(telling_stems(answer))
    return telling - {stem(head.text)} if common and head is not None else telling


def shows(answer: str, shown: str, *, kin: bool = True) -> bool:
    """Whether ``shown`` contains the answer, a word of it, or (``kin``) a word of its family."""
    plain = normal(answer)
    if plain and f" {plain} " in f" {normal(shown)} ":
        return True
    telling = telling_stems(answer)
    numeric = bool(re.search(r"\d", answer)) or spelled_value(answer) is not None
    if numeric:
        return _shows_number(answer, shown)
    if not telling:
        return False
    visible = _visible_stems(shown)
    seen = [one in visible or (kin and any(related(one, other) for other in visible))
            for one in telling]  # fmt: skip
    if len(telling) == 1 or not telling_apart(answer):
        return any(seen)
    # Of "Industrial Party" the common head may stand elsewhere; what tells it apart may not.
    apart = telling_apart(answer)
    return sum(seen) > len(seen) / 2 or any(
        shown_too for one, shown_too in zip(telling, seen, strict=True) if one in apart
    )


HEAD_ZIPF = 4.6
"""A word of a phrase that is more common than this does not give the phrase away by itself."""
_HEADS = word_sets("names.txt")["org"] | word_sets("names.txt")["event"]


@lru_cache(maxsize=8192)
def _visible_stems(shown: str) -> frozenset[str]:
    return frozenset(
        stem(token.text) for token in split_words(shown) if token.is_word and token.tag != "x"
    )


def _shows_number(answer: str, shown: str) -> bool:
    digits = set(re.findall(r"\d[\d.,]*\d|\d", answer))
    if not digits:
        return f" {normal(answer)} " in f" {normal(shown)} "
    seen = set(re.findall(r"\d[\d.,]*\d|\d", shown))
    years = {year for year in digits if re.fullmatch(r"\d{4}", year)}
    if years & seen:
        return True
    return bool(digits) and digits <= seen and (len(digits) > 1 or max(map(len, digits)) > 1)


def rest_of(sentence: str, start: int, end: int) -> str:
    """Return the sentence without its blank."""
    return f"{sentence[:start]} … {sentence[end:]}"
