"""Yes and no, with or without what students add to it: "no, it isn't"."""

from studyapp.grading.data import word_set
from studyapp.grading.terms import Likeness
from studyapp.grading.verdict import Band
from studyapp.grading.words import FUNCTION, MARKS, split

_SIDES = dict.fromkeys(("yes", "yeah", "yep", "yup", "true", "correct", "certainly"), True) | (
    dict.fromkeys(("no", "nope", "nah", "false", "incorrect", "never"), False)
)
_LEAD_INS = frozenset(("well", "so", "the", "answer", "is", "i", "think", "believe", "say", "i'd"))
_SUBJECTS = frozenset(("it", "they", "he", "she", "that", "this", "these", "those", "we", "you"))
_AUXILIARY = word_set("auxiliary") - {"got", "get"}
_NO_DECISION = frozenset(("one", "longer", "more", "other", "such", "and", "or"))
"""Words after "no" that make something else of it."""


def compare(given: str, model: str) -> Likeness | None:
    """Compare an answer with yes or no (or true or false); None if the model is neither.

    What follows the decision is not looked at, except that "no, it is" is neither.
    """
    meant = _words(model)
    side = _SIDES.get(meant[0]) if meant else None
    if side is None or (meant[1:] and _tag(meant[1:]) != side):
        return None
    said = _words(given)
    if _is_both(said):
        return Likeness(Band.WRONG, f"Your answer says both; the answer is {model}.")
    decided = _decision(said)
    if decided is None:
        return None
    if decided != side:
        return Likeness(Band.WRONG, f"The answer is {model}.")
    return Likeness(Band.RIGHT, "That is the answer.")


def _is_both(words: list[str]) -> bool:
    """Whether a decision is taken back by what follows: "no, it is"."""
    side = _SIDES.get(words[0]) if words else None
    return side is not None and _tag(words[1:]) == (not side)


def _words(text: str) -> list[str]:
    return [word.low for word in split(text) if word.text not in MARKS]


def _decision(words: list[str]) -> bool | None:
    """Return which side an answer takes; None if it takes none, or both."""
    first = next((at for at, word in enumerate(words) if word in _SIDES), None)
    if first is None or not set(words[:first]) <= _LEAD_INS:
        return _tag(words)
    side, rest = _SIDES[words[first]], words[first + 1 :]
    if not rest or rest == ["not"]:
        return side if not rest else not side
    if _tag(rest) == side:
        return side
    follows = rest[0] in FUNCTION and rest[0] not in _NO_DECISION
    return side if follows and "know" not in rest else None


def _tag(words: list[str]) -> bool | None:
    """Return what "it is", "they don't" says; None for other words."""
    plain = [word for word in words if word != "not"]
    if len(plain) != 2 or plain[0] not in _SUBJECTS or plain[1] not in _AUXILIARY:
        return None
    denied = plain[1].endswith(("n't", "nt", "cannot"))
    return denied == (len(plain) < len(words))
