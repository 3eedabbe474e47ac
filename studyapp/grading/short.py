"""A typed term against the answers that count."""

from collections.abc import Sequence

from studyapp.grading.markup import fold, plain_text
from studyapp.grading.verdict import Band, KeyPoint, Verdict, verdict


def grade_short(answer: str, accepted: Sequence[str], question: str = "") -> Verdict:
    """Grade a typed term; ``accepted[0]`` is the model, the others are variants of it."""
    point = KeyPoint(plain_text(accepted[0]) if accepted else "", "term", 1.0)
    given = fold(plain_text(answer))
    if given and any(given == fold(plain_text(each)) for each in accepted):
        return verdict(Band.RIGHT, 1.0, (point,), reasons=("That is the answer.",))
    return verdict(Band.WRONG, 0.0, (), (point,), reasons=(f"The answer is {point.text}.",))
