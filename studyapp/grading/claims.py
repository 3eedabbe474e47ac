"""What a claim is in its sentence: a reason, what came of something, what came next."""

from enum import Enum

from studyapp.grading.words import MARKS, split


class Kind(Enum):
    """What a claim is, by the word that opens it."""

    REASON = "a reason"
    RESULT = "what comes of something"
    CONDITION = "a condition"
    TIME = "a time"
    EXAMPLE = "an example"
    PURPOSE = "a purpose"
    STATEMENT = "a statement"


_OPENERS = {
    Kind.REASON: "because since owing due",
    Kind.RESULT: "so thus therefore hence consequently",
    Kind.CONDITION: "if unless provided",
    Kind.TIME: "when after before until once",
    Kind.PURPOSE: "to",
}
_KINDS = {word: kind for kind, words in _OPENERS.items() for word in words.split()}
_SUBORDINATE = (Kind.REASON, Kind.CONDITION, Kind.TIME)
_EXAMPLES = ("for example", "for instance", "such as", "like", "including", "e.g")


def kind_of(claim: str) -> Kind:
    """Return what a claim is; a statement where nothing tells.

    A claim that opens its sentence, "When …, …", has the main clause in it.
    """
    lows = [word.low for word in split(claim) if word.text not in MARKS]
    if " ".join(lows[:2]).startswith(_EXAMPLES):
        return Kind.EXAMPLE
    if lows[:1] == ["and"]:
        lows = lows[1:]
    kind = _KINDS.get(lows[0], Kind.STATEMENT) if lows else Kind.STATEMENT
    whole = kind in _SUBORDINATE and "," in claim and claim[0].isupper()
    return Kind.STATEMENT if whole else kind
