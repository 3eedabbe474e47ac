"""How many recalls fitting needs, from simulated learners whose memory is known.

A learner's true parameters are the defaults moved by as much as real learners differ (the standard
deviations that fsrs-rs regularises by), or by half of that. Their cards are scheduled by the
defaults. What is measured is how much worse than the truth later recalls are predicted: the mean
Kullback-Leibler divergence in nats, by the defaults, by what is fitted whatever the judgement, and
by what ``studyapp optimize`` leaves in force.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import fmean
from typing import Any

from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from studyapp.domain.review import Rating
from studyapp.scheduling.fsrs import ideal_interval, remember, retrievability
from studyapp.scheduling.history import Answer, History, predictions
from studyapp.scheduling.optimize import Parameters, fit, judge

SIZES = (100, 200, 400, 800, 1600, 3200)
LATER = 2000
NEW_A_DAY = 15
DAY_MS = 86_400_000
# fmt: off
SPREAD = (
    0.5, 0.5, 0.5, 0.5, 0.55, 0.28, 0.67, 0.05, 0.4, 0.1, 0.34,
    0.27, 0.03, 0.14, 0.57, 0.25, 0.6, 0.27, 0.1, 0.1, 0.08,
)
# fmt: on
"""Standard deviations; of the logarithm for the four initial stabilities."""


@dataclass
class Card:
    """A card as it is (true memory) and as the schedule believes it to be."""

    last: int
    true: tuple[float | None, float | None] = (None, None)
    believed: tuple[float | None, float | None] = (None, None)
    answers: list[Answer] = field(default_factory=list)


def draw(rng: Random, scale: float) -> Parameters:
    """Return the true parameters of one learner, within the bounds of the scheduler."""
    drawn = []
    for at, (default, spread) in enumerate(zip(DEFAULT_PARAMETERS, SPREAD, strict=True)):
        by = rng.gauss(0, spread * scale)
        drawn.append(default * math.exp(by) if at < 4 else default + by)
    drawn[:4] = sorted(drawn[:4])
    bounds = zip(drawn, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(min(max(value, low + 1e-3), high) for value, low, high in bounds)


def study(true: Parameters, recalls: int, rng: Random) -> list[History]:
    """Return the history of each card until there are so many recalls."""
    cards: list[Card] = []
    due: defaultdict[int, list[Card]] = defaultdict(list)
    done = day = 0
    while done < recalls:
        day += 1
        for card in due.pop(day, []):
            elapsed = day - card.last
            stability = card.true[0] or 1.0
            rating = Rating.AGAIN
            if rng.random() < retrievability(stability, elapsed, true):
                rating = rng.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (10, 80, 10))[0]
            done += 1
            _answer(card, rating, elapsed, day, true, due, rng, done)
        for _ in range(NEW_A_DAY):
            card = Card(day)
            cards.append(card)
            _answer(
                card, rng.choices(list(Rating), (25, 5, 60, 10))[0], 0, day, true, due, rng, done
            )
    return [card.answers for card in cards]


def _answer(
    card: Card,
    rating: Rating,
    elapsed: int,
    day: int,
    true: Parameters,
    due: defaultdict[int, list[Card]],
    rng: Random,
    number: int,
) -> None:
    card.answers.append(Answer(int(rating), elapsed, day * DAY_MS + number))
    card.true = remember(*card.true, elapsed, rating, true)
    card.believed = remember(*card.believed, elapsed, rating)
    card.last = day
    stability = card.believed[0] or 1.0
    due[day + max(1, round(ideal_interval(stability, 0.9) * rng.uniform(0.9, 1.1)))].append(card)


def divergence(data: Sequence[History], true: Parameters, believed: Parameters) -> float:
    """Return the mean Kullback-Leibler divergence of the predicted from the true recall."""
    pairs = zip(predictions(data, true), predictions(data, believed), strict=True)
    return fmean(_divergence(p.probability, q.probability) for p, q in pairs)


def _divergence(p: float, q: float) -> float:
    p, q = (min(max(each, 1e-9), 1 - 1e-9) for each in (p, q))
    return p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q))


def table(students: int) -> Iterator[dict[str, Any]]:
    """Yield a line for each spread of learners and each number of recalls."""
    for scale in (0.5, 1.0):
        for size in SIZES:
            rows = [_student(seed, scale, size) for seed in range(students)]
            default, always, rule = (fmean(column) for column in zip(*rows, strict=True))
            yield {
                "spread": scale,
                "recalls": size,
                "students": students,
                "default": round(default, 5),
                "fitted": round(always, 5),
                "optimize": round(rule, 5),
                "applied": round(fmean(row[2] != row[0] for row in rows), 2),
                "worse": round(fmean(row[2] > row[0] for row in rows), 2),
            }


def _student(seed: int, scale: float, size: int) -> tuple[float, float, float]:
    rng = Random(seed)
    true = draw(rng, scale)
    data = study(true, size, rng)
    later = study(true, LATER, Random(f"later {seed}"))
    judged = judge(data, (), 1, lambda done, total, what: None)
    default = divergence(later, true, ())
    fitted = divergence(later, true, fit(data, 1))
    return default, fitted, fitted if judged.parameters else default
