"""What a grader says of one answer: a band, the points behind it, and reasons a student reads.

A verdict is a suggestion. The rating it suggests is never Easy, since ease is how recall felt,
which a text does not show; and an abstention suggests nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from studyapp.domain.review import Rating

LITTLE = 0.3
"""A partial answer with a score below this suggests Again rather than Hard."""


class Band(StrEnum):
    """How much of what was asked an answer gives."""

    RIGHT = "right"
    PARTIAL = "partial"
    WRONG = "wrong"
    ABSTAIN = "abstain"
    """The grader cannot tell, and says why; the student decides."""


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing that a good answer says."""

    text: str
    """As the model answer has it, so that it can be shown there."""
    kind: str
    """One of ``KINDS``."""
    weight: float
    """How much of the answer hangs on it, in relation to the others."""


KINDS = ("date", "figure", "person", "term", "claim")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a grader found in one answer."""

    band: Band
    rating: Rating | None
    """The suggested rating; None where the grader abstains."""
    score: float
    """How much of the model answer is there, from 0 to 1."""
    hit: tuple[KeyPoint, ...]
    missing: tuple[KeyPoint, ...]
    """With ``hit``: all key points, each in one of the two, in the model's order."""
    wrong: tuple[str, ...]
    """What the answer says and should not, in its own words."""
    reasons: tuple[str, ...]
    """Sentences for the student, the weightiest first."""


def suggest(band: Band, score: float) -> Rating | None:
    """Return the rating that a band suggests."""
    if band is Band.ABSTAIN:
        return None
    if band is Band.RIGHT:
        return Rating.GOOD
    if band is Band.PARTIAL and score >= LITTLE:
        return Rating.HARD
    return Rating.AGAIN


def verdict(
    band: Band,
    score: float,
    hit: tuple[KeyPoint, ...] = (),
    missing: tuple[KeyPoint, ...] = (),
    wrong: tuple[str, ...] = (),
    reasons: tuple[str, ...] = (),
) -> Verdict:
    """Return a verdict with the rating that goes with its band."""
    score = round(min(1.0, max(0.0, score)), 3)
    return Verdict(band, suggest(band, score), score, hit, missing, wrong, reasons)
