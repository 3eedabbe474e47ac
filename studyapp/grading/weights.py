"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of the four files for tuning
in ``tests/corpus/grading``, and on good answers to other questions as wrong ones, with a ridge of
0.1, and features kept from counting against their sense.
Each tuple is in the order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    1.04, 0.00, 1.82, 1.70, 4.24, 0.00, 2.53, -0.38, -1.53,
    0.00, -2.12, -1.64, -2.39, -2.23, -2.43, 0.00, -3.58,
)  # fmt: skip
RIGHT = (
    0.00, 1.66, 0.00, 2.31, 0.00, 11.86, 0.00, -1.94, -5.94,
    -3.44, -1.30, -2.57, -1.08, 0.00, -4.06, -2.36, -10.80,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
