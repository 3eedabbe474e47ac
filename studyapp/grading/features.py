"""The evidence of one answer as a few numbers that a model can weigh."""

from math import exp, fsum, log, sqrt

from studyapp.grading.dates import Date
from studyapp.grading.evidence import LISTED, Evidence, clauses_of, is_claim
from studyapp.grading.facts import Fact, meets
from studyapp.grading.numbers import Figure
from studyapp.grading.points import Point

ENOUGH = 0.6
"""Of a claim's words, to count as wholly said: nobody repeats every word."""
TOUCHED = 0.15
"""Of a sentence's words, to count as spoken of."""
PLAIN = 1.5
"""Strength of a contradiction that counts in full."""
USUAL_CLAUSE = 14
"""Content words that make one contradiction weigh less; shorter answers hang on each of theirs."""
MET = 0.7
FEW_FACTS = 3
"""Dates and figures of a model from which an answer tells enough of them."""
SURE_SWAP = 2.0
"""Strength of the swaps of an answer that leaves no doubt."""

NAMES = (
    "facts", "claims told", "all told", "sentences told", "precise", "substance",
    "facts met", "listed", "wrong fact", "strange name", "denials", "denied", "crossed",
    "scattered", "reversed", "replaced",
)  # fmt: skip
PENALTIES = frozenset(NAMES[7:])
"""Features that may only lower a mark; the others may only raise it."""


def features(found: Evidence) -> tuple[float, ...]:
    """Return the features of an answer, named by ``NAMES``, each from 0 to 1.

    What is told counts by how much is said at all and how much of it is of the model, so that
    neither bare keywords nor padding reach a full answer.
    """
    pairs = list(zip(found.points, found.shares, strict=True))
    facts = [(each.point.weight, share) for each, share in pairs if not is_claim(each)]
    claims = [(each, share) for each, share in pairs if is_claim(each)]
    covered = _mean([(each.point.weight, share) for each, share in claims])
    denied = fsum(min(1.0, clash.strength / PLAIN) for clash in found.clashes)
    against = {clash.clause for clash in found.clashes}
    crossed = {swap.clause for swap in found.swaps}
    said = [(each, min(1.0, share / ENOUGH)) for each, share in claims]
    turned = _told(found, said, against)
    swapped = _told(found, said, crossed - against)
    told = _told(found, said, None) - turned - swapped
    total = fsum(each.point.weight for each, _ in claims)
    full = max(0.0, told) / total if total else 0.0
    sentences = found.sentences or (0.0,)
    even = exp(fsum(log(share + 0.05) for share in sentences) / len(sentences))
    touched = sum(share >= TOUCHED for share in sentences) / len(sentences)
    items = len(found.answer.items)
    turns = fsum(min(1.0, each.strength / PLAIN) for each in found.reversals)
    turns += len(found.turned) + 2 * len(found.mixed)
    long = min(1.0, items / max(1, len(found.model.items)))
    precise = min(1.0, found.precise / 0.4)
    length = sqrt(min(1.0, found.fresh * items / max(1, len(found.model.items))))
    return (
        _mean(facts) if facts else covered,
        length * sqrt(full),
        length * sqrt(min(1.0, even)),
        length * touched,
        precise,
        sqrt(long * precise),
        min(1.0, sum(_is_met(each, found) for each in found.facts) / FEW_FACTS),
        float(found.fluency < LISTED),
        float(found.exchanges != () or any(fact.instead for fact in found.facts)),
        float(bool(found.strangers)),
        min(1.0, denied * USUAL_CLAUSE / max(5, items)),
        float(any(clash.plain for clash in found.clashes)),
        min(1.0, fsum(swap.strength for swap in found.swaps) / SURE_SWAP),
        found.scattered,
        min(1.0, turns * USUAL_CLAUSE / max(5, items)),
        float(bool(found.replaced)),
    )


def _is_met(fact: Fact, found: Evidence) -> bool:
    """Whether a date or figure is told that the question does not give away."""
    asked: list[Date | Figure] = [*found.question.dates, *found.question.figures]
    return fact.credit >= MET and not any(meets(each, fact.meant) for each in asked)


def _told(found: Evidence, said: list[tuple[Point, float]], clauses: set[int] | None) -> float:
    """Return the weight of the claims that are said; of some clauses of the model, or of all."""
    return fsum(
        each.point.weight * share
        for each, share in said
        if clauses is None or not clauses.isdisjoint(clauses_of(found, each))
    )


def _mean(pairs: list[tuple[float, float]]) -> float:
    total = fsum(weight for weight, _ in pairs)
    return fsum(weight * share for weight, share in pairs) / total if total else 0.0
