"""The evidence of one answer as a few numbers that a model can weigh."""

from math import sqrt

from studyapp.grading.evidence import Evidence, is_claim

NAMES = (
    "claims", "facts", "sentences", "weakest", "length", "precise", "fluent", "listed",
    "wrong facts", "strangers", "clashes", "swaps", "little",
)  # fmt: skip


def features(found: Evidence) -> tuple[float, ...]:
    """Return the features of an answer, named by ``NAMES``, each about 0 to 1."""
    pairs = list(zip(found.points, found.shares, strict=True))
    claims = [(each.point.weight, share) for each, share in pairs if is_claim(each)]
    facts = [(each.point.weight, share) for each, share in pairs if not is_claim(each)]
    covered = _mean(claims)
    known = _mean(facts) if facts else covered
    sentences = sorted(found.sentences) or [0.0]
    wrong = sum(fact.instead is not None for fact in found.facts)
    count = max(1, len(claims))
    return (
        sqrt(covered),
        known,
        sum(share >= 0.25 for share in sentences) / len(sentences),
        sentences[0],
        sqrt(found.length),
        found.precise,
        min(1.0, found.fluency / 0.35),
        float(found.fluency < 0.1),
        min(1.0, wrong / 2),
        min(1.0, len(found.strangers) / 2),
        min(1.0, len(found.clashes) / count * 2),
        min(1.0, len(found.swaps) / count * 2),
        float(covered < 0.12),
    )


def _mean(pairs: list[tuple[float, float]]) -> float:
    total = sum(weight for weight, _ in pairs)
    return sum(weight * share for weight, share in pairs) / total if total else 0.0
