"""What tells questions from answers where the page itself does not mark them."""

from collections.abc import Sequence

from studyapp.sources.words import phrases

_ASKS = ("?", "？", "؟")
_ENDS = (*_ASKS, ".", "!", "…", "。", "！", ":", ";")
_CLOSERS = "\"'”’»)*_ "
_OPENERS = phrases(
    """
    define|explain|describe|compare|contrast|list|name|identify|state|give|discuss|outline
    evaluate|analyse|analyze|assess|distinguish|summarise|summarize|calculate|translate|what|why
    how|who|when|where|which|définir|définissez|expliquez|quel|quelle|nenne|erkläre|was|warum
    """
)
_ENOUGH = 4
"""Pairs below which sides that differ may differ by chance."""
_SENTENCE = 4
"""Words of a sentence; what is shorter and ends in a full stop may be an abbreviation."""


def asks(text: str) -> bool:
    """Whether a text ends as a question, marks for it in brackets set aside."""
    text = text.rstrip()
    if text.endswith(")") and "(" in text[-40:]:
        text = text[: text.rindex("(")]
    return text.rstrip(_CLOSERS).endswith(_ASKS)


def opens(text: str) -> bool:
    """Whether a text starts as questions and orders do: ``What``, ``Define``."""
    words = text.split(maxsplit=1)
    return bool(words) and words[0].casefold().rstrip(":,") in _OPENERS


def is_question(text: str) -> bool:
    """Whether a text asks or orders."""
    return asks(text) or opens(text)


def ends(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def may_go_on(above: str, text: str) -> bool:
    """Whether ``text`` may be the rest of a line that broke off above it."""
    return not ends(above) and (text[:1].islower() or not opens(text))


def steady(fronts: Sequence[str], backs: Sequence[str]) -> bool:
    """Whether one plain trait parts all fronts from all backs.

    Either all fronts ask, or all backs are sentences, or the shortest back is longer than the
    longest front. A count that fits is no proof: where one line is lost and another answer
    stands on two, it fits as well, and every pair between them is wrong.
    """
    if all(map(asks, fronts)):
        return not any(map(asks, backs))
    if len(fronts) < _ENOUGH:
        return False
    if all(map(ends, backs)) and not any(map(ends, fronts)):
        return True
    return max(map(len, fronts)) < min(map(len, backs))


def strangers(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Say of each question with its answer why it is unlike the others, or nothing.

    Where a question is lost, the first line of its answer takes its place. It shows where nearly
    all others ask, where none of the others is a sentence, or where the rest of the answer
    starts small while all others start large.
    """
    fronts = [front for front, _ in pairs]
    asking = sum(map(is_question, fronts))
    large = sum(front[:1].isupper() for front in fronts)
    capital = sum(back[:1].isupper() for _, back in pairs)
    sentences = sum(map(_is_sentence, fronts))
    others = len(pairs) - 1
    few = others < _ENOUGH - 1
    found = []
    for front, back in pairs:
        reason = ""
        if back.split("\n", 1)[0] == front:
            reason = "its question stands there twice"
        elif few:
            reason = ""
        elif not is_question(front) and 6 * asking > 5 * others:
            reason = "it does not ask as the others do"
        elif front[:1].islower() and large == others < asking:
            reason = "it starts in the middle of a sentence, unlike the others"
        elif back[:1].islower() and capital == others >= _ENOUGH:
            reason = "its answer starts in the middle of a sentence, unlike the others"
        elif sentences == 1 and _is_sentence(front):
            reason = "it is a sentence, unlike the other questions"
        found.append(reason)
    return found


def contradicted(pairs: Sequence[tuple[str, str]]) -> set[int]:
    """Return which pairs share their question with another pair but not their answer."""
    backs: dict[str, set[str]] = {}
    for front, back in pairs:
        backs.setdefault(front, set()).add(back)
    return {at for at, (front, _) in enumerate(pairs) if len(backs[front]) > 1}


def is_option(text: str) -> bool:
    """Whether a text is one of the choices of a question: ``A. Stop``, ``b) go``."""
    return text[:1] in tuple("ABCDabcd") and text[1:3] in (". ", ") ")


def _is_sentence(front: str) -> bool:
    return ends(front) and not is_question(front) and len(front.split()) >= _SENTENCE
