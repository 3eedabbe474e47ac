"""How good predictions of recall are: log loss, RMSE(bins), and calibration.

Definitions are those of the benchmark of open-spaced-repetition (srs-benchmark, README "Evaluation"
and ``rmse_matrix``) and of ``FSRSItem::r_matrix_index`` in fsrs-rs; a test holds them together.
"""

import math
import operator
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.scheduling.history import Prediction

SURE = 1e-15
"""Nearest that a probability counts to 0 and 1, so that one miss does not cost infinitely much."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Lower is better, in both."""

    log_loss: float
    """Mean of -ln of the probability that was given to what happened."""
    rmse_bins: float
    """Root mean square of predicted minus observed recall, over groups of like recalls."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Recalls that were predicted to be about equally likely."""

    predicted: float
    """Mean of their predictions, 0 to 1."""
    observed: float
    """Share of them that were recalled."""
    count: int
    low: float
    high: float
    """Bounds within which the true share lies with 95% confidence."""


def scores(predictions: Sequence[Prediction], weights: Sequence[float] = ()) -> Scores:
    """Return both figures. Raises ValueError without predictions.

    ``weights`` are those of the recalls, in the same order; without them all weigh the same, as
    in the benchmark.
    """
    weights = weights or [1.0] * len(predictions)
    return Scores(log_loss(predictions, weights), rmse_bins(predictions, weights))


def recency(count: int) -> list[float]:
    """Return the weights by which fsrs-rs fits and evaluates: the last recall counts fourfold.

    ``0.25 + 0.75 * (i / (count - 1)) ** 3`` (``recency_weighted_fsrs_items``).
    """
    return [0.25 + 0.75 * (at / max(count - 1, 1)) ** 3 for at in range(count)]


def log_loss(predictions: Sequence[Prediction], weights: Sequence[float]) -> float:
    """Return the mean log loss (cross-entropy, in nats). Raises ValueError without predictions."""
    return _mean(list(map(_loss, predictions)), weights)


def rmse_bins(predictions: Sequence[Prediction], weights: Sequence[float]) -> float:
    """Return the RMSE over bins by interval, number of recalls and number of lapses.

    Bins grow geometrically: by 3.62 in days, by 1.89 in recalls and by 1.73 in lapses. A bin's
    predicted and observed shares are plain means, and it weighs what is in it. Raises ValueError
    without predictions.
    """
    bins: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
    for at, each in enumerate(predictions):
        key = _step(each.elapsed, 3.62), _step(each.number, 1.89), _step(each.lapses, 1.73)
        bins[key].append(at)
    errors = []
    weight = []
    for members in bins.values():
        some = [predictions[at] for at in members]
        errors.append((_predicted(some) - _observed(some)) ** 2)
        weight.append(math.fsum(weights[at] for at in members))
    return math.sqrt(_mean(errors, weight))


def calibration(predictions: Sequence[Prediction], bins: int = 10) -> tuple[Bin, ...]:
    """Return bins of equally many recalls, the least likely first; fewer where there are few.

    Equal counts rather than equal widths: most recalls are predicted between 0.8 and 1, and a
    bin with three in it says nothing. Bounds are Wilson's score interval (Wilson 1927, JASA 22,
    209-212), which holds for few recalls and for shares near 0 and 1.
    """
    by_size = sorted(predictions, key=lambda each: each.probability)
    total = len(by_size)
    bins = max(1, min(bins, total // 20))
    parts = (by_size[total * at // bins : total * (at + 1) // bins] for at in range(bins))
    return tuple(
        Bin(_predicted(some), _observed(some), len(some), *_wilson(_observed(some), len(some)))
        for some in parts
        if some
    )


def _loss(each: Prediction) -> float:
    chance = each.probability if each.recalled else 1 - each.probability
    return -math.log(min(max(chance, SURE), 1 - SURE))


def _predicted(some: Sequence[Prediction]) -> float:
    return math.fsum(each.probability for each in some) / len(some)


def _observed(some: Sequence[Prediction]) -> float:
    return sum(each.recalled for each in some) / len(some)


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    if not values:
        raise ValueError("no predictions to judge")
    return math.fsum(map(operator.mul, values, weights)) / math.fsum(weights)


def _step(value: int, base: float) -> int:
    """Return which power of ``base`` a count has reached; -1 for none."""
    return math.floor(math.log(value) / math.log(base)) if value > 0 else -1


def _wilson(share: float, count: int, z: float = 1.959964) -> tuple[float, float]:
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    middle = share + z * z / (2 * count)
    whole = 1 + z * z / count
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
