"""What mark the exam will bring, with the range that four of five such marks fall in.

Three things are not known: how far the student's memory differs from the model (one shift of all
stabilities, narrowed by how past reviews went against what was predicted), each card's own
stability, and which questions are asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.exam import Plan
from studyapp.scheduling.exam_cards import Cards
from studyapp.scheduling.formulas import DEFAULT_PARAMETERS, Bools, Floats

NEEDED_REVIEWS = 50
"""Reviews below which nothing is predicted."""
SHRINK = 1.0
"""Earlier exams without error that every student is taken to have had: few prove no bias."""
DRAWS = 4000
TAIL = 0.1
"""Share of marks below the interval, and above it."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier exam: the mark that was predicted and the real one, as shares 0 to 1."""

    predicted: float
    real: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not known of a memory: standard deviations of the logarithm of stability."""

    shift: float = 0.6
    """Between students, of the shift of all cards; past reviews narrow it."""
    drift: float = 0.35
    """What past reviews cannot say: how a shift goes on to grow until the exam."""
    card: float = 0.8
    """Of one card after its first review, from those around it."""


UNSURE = Doubt()
"""Of a student whose parameters are taken or fitted, as everybody's are."""
SURE = Doubt(0.0, 0.0, 0.0)
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
    whose mean error on the logit scale is taken off, the more the more there are. The shift is
    drawn from its normal posterior, the marks then from their binomial. Deterministic by
    ``seed``.
    """
    missing = max(NEEDED_REVIEWS - evidence.reviews, 0)
    mark = float(np.clip(plan.expected, 0.001, 0.999))
    chance = np.random.default_rng(seed)
    centre, unsure = evidence.shift(doubt)
    own = doubt.card**2 / np.maximum(1 + cards.evidence, 1)
    worth = cards.marks / max(float(cards.marks.sum()), 1e-12)
    spread = np.sqrt(unsure**2 + doubt.drift**2 + float((worth**2 * own).sum()))
    drawn = _shifted(mark, chance.normal(centre, spread, DRAWS), parameters)
    bias, doubt = _bias(past)
    drawn = _expit(_logit(drawn) + bias)
    expected = float(drawn.mean())
    unbiased = float(_expit(_logit(drawn) - bias).mean())
    drawn = _expit(_logit(drawn) + chance.normal(0.0, doubt, DRAWS))
    count = questions or _effective(worth)
    marks = chance.binomial(count, drawn) / count
    # Marks come in steps of one question; half a step each way makes them a continuum.
    marks = marks + chance.uniform(-0.5, 0.5, DRAWS) / count
    low, high = np.quantile(marks, [TAIL, 1 - TAIL])
    return Prediction(
        expected,
        float(np.clip(low, 0.0, expected)),
        float(np.clip(high, expected, 1.0)),
        expected - unbiased,
        missing,
    )


def _slope(recall: Floats, parameters: tuple[float, ...]) -> Floats:
    """Return the derivative of recall by the logarithm of stability, from recall alone."""
    decay = (parameters or DEFAULT_PARAMETERS)[20]
    return np.asarray(decay * recall * (1 - recall ** (1 / decay)))


def _shifted(mark: float, shift: Floats, parameters: tuple[float, ...]) -> Floats:
    """Return the recall that ``mark`` becomes when all stabilities grow by ``exp(shift)``."""
    decay = (parameters or DEFAULT_PARAMETERS)[20]
    age = mark ** (-1 / decay) - 1
    return np.asarray((1 + age * np.exp(-shift)) ** -decay)


def _bias(past: Sequence[Past]) -> tuple[float, float]:
    """Return what to take off on the logit scale, and how unsure that leaves the mark.

    Large errors make the next mark less sure, the more so the fewer exams there were.
    """
    if not past:
        return 0.0, 0.0
    errors = [
        _logit(np.clip(each.real, 0.005, 0.995)) - _logit(np.clip(each.predicted, 0.005, 0.995))
        for each in past
    ]
    weight = len(errors) + SHRINK
    typical = float(np.sqrt(np.mean(np.square(errors))))
    return float(np.sum(errors) / weight), typical * SHRINK / weight


def _effective(worth: Floats) -> int:
    """Return how many equal questions spread the mark as much as all cards by their marks."""
    return max(round(1 / max(float((worth**2).sum()), 1e-12)), 1) if len(worth) else 1


def _logit(share: Floats) -> Floats:
    return np.asarray(np.log(share / (1 - share)))


def _expit(logit: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logit)))
