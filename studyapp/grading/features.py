"""The evidence of one answer as a few numbers that a model can weigh."""

from math import exp, fsum, log, sqrt

from studyapp.grading.evidence import Evidence, is_claim

ENOUGH = 0.6
"""Of a claim's words, to count as wholly said: nobody repeats every word."""
TOUCHED = 0.15
"""Of a sentence's words, to count as spoken of."""
FLUENT = 0.1
"""Share of function words below which an answer is a list of keywords."""
USUAL_CLAUSE = 14
"""Content words that make one contradiction weigh less; shorter answers hang on each of theirs."""
LITTLE = 0.12

NAMES = (
    "facts", "claims told", "all told", "sentences told", "precise",
    "listed", "little", "wrong fact", "strange name", "contradicted", "swapped",
)  # fmt: skip
PENALTIES = frozenset(NAMES[5:])
"""Features that may only lower a mark; the others may only raise it."""


def features(found: Evidence) -> tuple[float, ...]:
    """Return the features of an answer, named by ``NAMES``, each from 0 to 1.

    What is told counts by how much is said at all and how much of it is of the model, so that
    neither bare keywords nor padding reach a full answer.
    """
    pairs = list(zip(found.points, found.shares, strict=True))
    claims = [(each.point.weight, share) for each, share in pairs if is_claim(each)]
    facts = [(each.point.weight, share) for each, share in pairs if not is_claim(each)]
    covered = _mean(claims)
    full = _mean([(weight, min(1.0, share / ENOUGH)) for weight, share in claims])
    sentences = found.sentences or (0.0,)
    even = exp(fsum(log(share + 0.05) for share in sentences) / len(sentences))
    touched = sum(share >= TOUCHED for share in sentences) / len(sentences)
    items = len(found.answer.items)
    length = sqrt(min(1.0, found.fresh * items / max(1, len(found.model.items))))
    clauses = len({clash.clause for clash in found.clashes})
    return (
        _mean(facts) if facts else covered,
        length * sqrt(full),
        length * sqrt(min(1.0, even)),
        length * touched,
        min(1.0, found.precise / 0.4),
        float(found.fluency < FLUENT),
        float(covered < LITTLE),
        float(any(fact.instead is not None for fact in found.facts)),
        float(bool(found.strangers)),
        min(1.0, clauses * USUAL_CLAUSE / max(5, items)),
        float(bool(found.swaps)),
    )


def _mean(pairs: list[tuple[float, float]]) -> float:
    total = fsum(weight for weight, _ in pairs)
    return fsum(weight * share for weight, share in pairs) / total if total else 0.0
