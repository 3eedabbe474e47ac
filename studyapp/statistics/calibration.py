"""Calibration: whether what was predicted for a review is how often such reviews were recalled."""

import math
from dataclasses import dataclass

import numpy as np

from studyapp.statistics.columns import Bools, Floats

GROUPS = 20
_LEAST = 1e-4
"""Predictions are kept this far from 0 and 1 in the log loss."""


@dataclass(frozen=True, slots=True)
class Group:
    """Reviews predicted to be recalled with about the same probability."""

    predicted: float
    """Mean of the predictions."""
    observed: float
    """The share recalled."""
    reviews: int

    @property
    def error(self) -> float:
        """Standard error of the share recalled, as if one more had been recalled and one not.

        Without those two, a group of three that were all recalled would have no error at all.
        """
        share = (self.observed * self.reviews + 1) / (self.reviews + 2)
        return math.sqrt(share * (1 - share) / (self.reviews + 2))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Predicted against observed recall."""

    groups: tuple[Group, ...]
    """By rising prediction; twentieths without reviews are left out."""
    reviews: int
    predicted: float | None
    """Mean prediction."""
    observed: float | None
    log_loss: float | None
    """Mean of -ln of the probability given to what came; lower is better."""
    error: float | None
    """Root mean square of predicted minus observed over the groups, weighted by reviews."""


NONE = Calibration((), 0, None, None, None, None)


def calibration(predicted: Floats, recalled: Bools) -> Calibration:
    """Return how predictions (0 to 1, shape (n,), NaN for none) agree with what was recalled.

    Groups are twentieths of the predictions' range from 0 to 1.
    """
    known = ~np.isnan(predicted)
    predicted, right = predicted[known], recalled[known].astype(np.float64)
    if not len(predicted):
        return NONE
    places = np.minimum((predicted * GROUPS).astype(np.int64), GROUPS - 1)
    sizes = np.bincount(places, minlength=GROUPS)
    used = np.flatnonzero(sizes)
    sums = np.bincount(places, predicted, GROUPS)[used]
    rights = np.bincount(places, right, GROUPS)[used]
    counts = sizes[used]
    means, shares = sums / counts, rights / counts
    kept = np.clip(predicted, _LEAST, 1 - _LEAST)
    loss = -(right * np.log(kept) + (1 - right) * np.log1p(-kept)).mean()
    error = np.sqrt((counts * (means - shares) ** 2).sum() / counts.sum())
    return Calibration(
        tuple(
            Group(float(mean), float(share), int(count))
            for mean, share, count in zip(means, shares, counts, strict=True)
        ),
        len(predicted),
        float(predicted.mean()),
        float(right.mean()),
        float(loss),
        float(error),
    )
