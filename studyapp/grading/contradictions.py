"""What an answer says the other way round: a negation too many or too few, an opposite.

Clause is held against clause: the one of the answer that shares most words with the model's. There
a word is affirmed or denied; a word met with the other sign is a clash.
"""

from collections import defaultdict
from dataclasses import dataclass

from studyapp.grading.alignment import Match
from studyapp.grading.analysis import Text

SHARED = 1.6
"""Weight of words that two clauses must share besides, to be about the same thing."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A clause of the answer that says the opposite of a clause of the model."""

    said: str
    meant: str
    word: str
    """The word of the answer that it turns on."""


def clashes(model: Text, answer: Text, aligned: dict[int, list[Match]]) -> tuple[Clash, ...]:
    """Return the clauses in which an answer contradicts the model."""
    found = []
    for clause, pairs in best_clauses(model, aligned).items():
        turned = _turned(pairs)
        if turned is None:
            continue
        first, end = model.clauses[clause]
        start, stop = answer.clauses[turned.met.clause]
        said = answer.shown(start, stop - 1).strip(" ,;:.")
        meant = model.shown(first, end - 1).strip(" ,;:.")
        found.append(Clash(said, meant, answer.words[turned.met.at].text))
    return tuple(found)


def best_clauses(model: Text, aligned: dict[int, list[Match]]) -> dict[int, list[Match]]:
    """Return for each clause of the model the matches in the clause of the answer nearest to it."""
    grouped: dict[int, dict[int, dict[int, Match]]] = defaultdict(lambda: defaultdict(dict))
    for number, matches in aligned.items():
        clause = model.items[number].clause
        for match in matches:
            kept = grouped[clause][match.met.clause].get(number)
            if kept is None or abs(match.credit) > abs(kept.credit):
                grouped[clause][match.met.clause][number] = match
    return {
        clause: list(max(theirs.values(), key=_overlap).values())
        for clause, theirs in grouped.items()
    }


def _overlap(pairs: dict[int, Match]) -> float:
    return sum(abs(match.credit) * match.item.weight for match in pairs.values())


def _turned(pairs: list[Match]) -> Match | None:
    """Return the match in which the answer turns the model round, if it does."""
    signed = [(match, _sign(match)) for match in pairs]
    against = [match for match, sign in signed if sign < 0]
    together = sum(abs(m.credit) * m.item.weight for m, sign in signed if sign > 0)
    if not against or together < SHARED:
        return None
    return max(against, key=lambda match: abs(match.credit) * match.item.weight)


def _sign(match: Match) -> int:
    sign = 1 if match.credit > 0 else -1
    return -sign if match.item.negated != match.met.negated else sign
