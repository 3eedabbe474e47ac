"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of the four files for tuning
in ``tests/corpus/grading``, and on good answers to other questions as wrong ones, with a ridge of
0.1, and features kept from counting against their sense.
Each tuple is in the order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    1.03, 0.00, 1.92, 1.67, 4.22, 0.00, 2.57, -0.39, -1.52,
    0.00, -2.14, -1.63, -2.41, -2.22, -2.45, 0.00, -3.58,
)  # fmt: skip
RIGHT = (
    0.00, 1.54, 0.00, 2.32, 0.00, 12.00, 0.00, -1.93, -5.93,
    -3.43, -1.15, -2.63, -1.09, 0.00, -4.05, -2.36, -10.86,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
