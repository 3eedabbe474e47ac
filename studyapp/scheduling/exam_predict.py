"""What mark the exam will bring, with the range that four of five such marks fall in.

Not known are how far the student's memory differs from the model (one shift of all stabilities,
narrowed by how past reviews went against what was predicted, and growing with the study that is
still to come), each card's own stability, and which questions are asked. The figures of
``UNSURE`` were fitted to simulated students of the seeds 11 to 14.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.exam import Plan
from studyapp.scheduling.exam_cards import Cards
from studyapp.scheduling.formulas import DEFAULT_PARAMETERS, Bools, Floats

NEEDED_REVIEWS = 50
"""Reviews below which nothing is predicted."""
LEAST_BIAS = 0.35
"""Least standard deviation, on the logit scale, of what exams differ from predictions by."""
DRAWS = 4000
INSIDE = 0.8
"""Share of marks that should lie in the interval."""
ALIKE = 0.01
"""Shares of marks that ``DRAWS`` can hardly tell apart."""
EIGHTY = 1.2816
"""Standard deviations from the middle to the ends of a normal 80% interval."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier exam; marks 0 to 1."""

    predicted: float
    """``Prediction.uncorrected``."""
    real: float
    low: float
    """The ends of the interval that was predicted."""
    high: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not known of a memory, as standard deviations of the logarithm of stability."""

    shift: float
    """Between students, of the shift of all cards; past reviews narrow it."""
    unseen: float
    """Of that shift, what reviews do not show."""
    ahead: float
    """What the shift may grow by if all study is still to come; its variance goes with the share
    that is."""
    card: float
    """Of one card after its first review, from those around it."""
    loss: float
    """Mean shift for each unit of variance: a plan made for another memory than the student's
    brings less than it expects, whichever way that memory differs."""


UNSURE = Doubt(shift=0.5, unseen=0.24, ahead=0.48, card=0.8, loss=0.9)
"""Of a student whose parameters are everybody's, or fitted."""
SURE = Doubt(0.0, 0.0, 0.0, 0.0, 0.0)
"""Of a simulated student whose parameters are told: what is left is luck."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What past reviews say about the shift, as sums over reviews; sums of two may be added."""

    score: float = 0.0
    information: float = 0.0
    reviews: int = 0

    def shift(self, doubt: Doubt = UNSURE) -> tuple[float, float]:
        """Return how much larger the logarithm of every stability is, and how unsure that is.

        Mean and standard deviation of its normal posterior.
        """
        variance = doubt.shift**2 / (1 + doubt.shift**2 * self.information)
        return self.score * variance, float(np.sqrt(variance))

    @classmethod
    def of(cls, recall: Floats, passed: Bools, parameters: tuple[float, ...] = ()) -> "Evidence":
        """Return the evidence of reviews: recall predicted before each (n,), and how it went.

        Reviews on the day of the one before, and first sights, say nothing and are left out.
        """
        score, information = surprise(recall, passed, parameters)
        return cls(float(score.sum()), float(information.sum()), len(recall))


@dataclass(frozen=True, slots=True)
class Prediction:
    """An expected mark with its 80% interval, as shares of all marks, or why there is none."""

    expected: float
    low: float
    high: float
    bias: float
    """What earlier exams added to ``expected``; 0 without any."""
    missing: int
    """Reviews still needed before anything can be said; 0 when the figures count."""

    @property
    def uncorrected(self) -> float:
        """What would be expected without earlier exams: the ``predicted`` of a ``Past``."""
        return self.expected - self.bias

    @property
    def enough(self) -> bool:
        """Whether there is evidence enough to show the figures."""
        return self.missing == 0


def surprise(
    recall: Floats, passed: Bools, parameters: tuple[float, ...] = ()
) -> tuple[Floats, Floats]:
    """Return each review's score and information about a shift of the logarithm of stability."""
    chance = np.clip(recall, 0.01, 0.995)
    slope = _slope(chance, parameters)
    spread = chance * (1 - chance)
    return slope * (passed - chance) / spread, slope**2 / spread


def predict(
    cards: Cards,
    plan: Plan,
    evidence: Evidence,
    *,
    parameters: tuple[float, ...] = (),
    questions: int | None = None,
    past: Sequence[Past] = (),
    doubt: Doubt = UNSURE,
    seed: int = 0,
) -> Prediction:
    """Return the mark to expect if ``plan``, made for ``cards``, is kept.

    ``parameters`` are those most cards follow. ``questions`` is how many questions the exam
    draws from the cards, None if every card is asked. ``past`` are earlier exams of the student,
    whose errors on the logit scale are taken off, more of them the more there are. Deterministic
    by ``seed``.
    """
    chance = np.random.default_rng(seed)
    recall = recalls(cards, plan, evidence, parameters, doubt, chance)
    correction, unsure = _correction(past)
    corrected = _expit(_logit(recall) + correction)
    expected = float(corrected.mean())
    drawn = _expit(_logit(corrected) + chance.normal(0.0, unsure, DRAWS))
    low, high = interval(drawn, questions or equal_questions(cards), chance)
    return Prediction(
        expected,
        min(low, expected),
        max(high, expected),
        expected - float(recall.mean()),
        max(NEEDED_REVIEWS - evidence.reviews, 0),
    )


def interval(recall: Floats, questions: int, chance: np.random.Generator) -> tuple[float, float]:
    """Return the ends of the 80% interval of marks for draws (n,) of the mean recall.

    Marks come in whole questions, so that hardly any interval holds 80% of them, and near a full
    mark one mark alone may be likelier: this is the interval that holds a share nearest to it, and
    of those that come as near, the one that leaves out as many marks below as above.
    """
    marks = np.bincount(chance.binomial(questions, recall), minlength=questions + 1)
    below = np.concatenate([[0], np.cumsum(marks)]) / len(recall)
    first = np.arange(questions + 1)
    after = np.searchsorted(below, below[:-1] + INSIDE)
    ends = np.array([after - 1, after]).clip(first + 1, questions + 1)
    miss = np.abs(below[ends] - below[first] - INSIDE)
    lopsided = np.abs(below[first] + below[ends] - 1)
    lopsided[miss > miss.min() + ALIKE] = np.inf
    end, start = np.unravel_index(np.argmin(lopsided), lopsided.shape)
    return float(start / questions), float((ends[end, start] - 1) / questions)


def equal_questions(cards: Cards) -> int:
    """Return how many equal questions spread the mark as much as all cards by their marks."""
    squares = float((cards.marks**2).sum())
    return max(round(float(cards.marks.sum()) ** 2 / squares), 1) if squares else 1


def recalls(
    cards: Cards,
    plan: Plan,
    evidence: Evidence,
    parameters: tuple[float, ...],
    doubt: Doubt,
    chance: np.random.Generator,
) -> Floats:
    """Return draws (n,) of the mean recall at the exam, earlier exams left out of account."""
    centre, unsure = evidence.shift(doubt)
    worth = cards.marks / max(float(cards.marks.sum()), 1e-12)
    cards_own = float((worth**2 * doubt.card**2 / np.maximum(1 + cards.evidence, 1)).sum())
    ahead = float(plan.reviews.sum() + plan.introductions.sum())
    left = ahead / max(ahead + float(cards.evidence.sum()), 1e-12)
    variance = unsure**2 + doubt.unseen**2 + doubt.ahead**2 * left + cards_own
    shift = chance.normal(centre - doubt.loss * variance, np.sqrt(variance), DRAWS)
    return _shifted(float(np.clip(plan.expected, 0.001, 0.999)), shift, parameters)


def _slope(recall: Floats, parameters: tuple[float, ...]) -> Floats:
    """Return the derivative of recall by the logarithm of stability, from recall alone."""
    decay = (parameters or DEFAULT_PARAMETERS)[20]
    return np.asarray(decay * recall * (1 - recall ** (1 / decay)))


def _shifted(mark: float, shift: Floats, parameters: tuple[float, ...]) -> Floats:
    """Return the recall that ``mark`` becomes when all stabilities grow by ``exp(shift)``."""
    decay = (parameters or DEFAULT_PARAMETERS)[20]
    age = mark ** (-1 / decay) - 1
    return np.asarray((1 + age * np.exp(-shift)) ** -decay)


def _correction(past: Sequence[Past]) -> tuple[float, float]:
    """Return what to add on the logit scale, and how unsure that leaves the mark.

    Errors beyond what the intervals foresaw are taken to be half of a lasting kind, half of their
    own exam's: the mean of the lasting part is normal, given the errors, around a share of
    theirs. So a single bad mark moves the next by half of its error at most.
    """
    if not past:
        return 0.0, 0.0
    predicted, real, low, high = (
        _logit(np.clip([getattr(each, name) for each in past], 0.005, 0.995))
        for name in Past.__slots__
    )
    errors = real - predicted
    foreseen = float(np.mean(((high - low) / (2 * EIGHTY)) ** 2))
    lasting = max(float(np.mean(errors**2)) - foreseen, LEAST_BIAS**2) / 2
    weight = lasting / (lasting + (lasting + foreseen) / len(past))
    return weight * float(errors.mean()), float(np.sqrt(2 * lasting * (1 - weight)))


def _logit(share: Floats) -> Floats:
    return np.asarray(np.log(share / (1 - share)))


def _expit(logit: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logit)))
