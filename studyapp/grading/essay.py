"""A long answer against the key points of the model answer."""

from studyapp.grading.evidence import Evidence, gather
from studyapp.grading.points import key_points
from studyapp.grading.verdict import Band, Verdict, verdict

__all__ = ["grade_essay", "key_points"]

HIT = {"date": 0.7, "figure": 0.7, "person": 0.7, "term": 0.7, "claim": 0.5}


def grade_essay(question: str, model: str, answer: str) -> Verdict:
    """Grade a long answer by the key points of ``model`` that it hits."""
    return judge(gather(question, model, answer))


def judge(found: Evidence) -> Verdict:
    points = [each.point for each in found.points]
    hit = tuple(p for p, c in zip(points, found.credits, strict=True) if c >= HIT[p.kind])
    missing = tuple(p for p, c in zip(points, found.credits, strict=True) if c < HIT[p.kind])
    total = sum(p.weight for p in points)
    score = (
        sum(p.weight * c for p, c in zip(points, found.credits, strict=True)) / total
        if total
        else 0
    )
    wrong = []
    reasons = []
    for fact in found.facts.facts:
        if fact.instead is not None:
            said = found.answer.shown(fact.instead.first, fact.instead.last)
            meant = found.model.shown(fact.meant.first, fact.meant.last)
            wrong.append(said)
            reasons.append(f"You wrote {said}; the model answer has {meant}.")
    for clash in found.clashes:
        wrong.append(clash.said)
        reasons.append(f"You wrote “{clash.said}”; the model answer says “{clash.meant}”.")
    for swap in found.swaps:
        wrong.append(swap.said)
        reasons.append(f"{swap.one} and {swap.other} have changed places in “{swap.said}”.")
    band = Band.RIGHT if score > 0.5 else Band.PARTIAL if score > 0.2 else Band.WRONG
    if wrong and band is Band.RIGHT:
        band = Band.PARTIAL
    return verdict(band, score, hit, missing, tuple(wrong), tuple(reasons))
