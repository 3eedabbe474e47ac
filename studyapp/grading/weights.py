"""How much each feature counts: two logistic regressions, fitted to the tuning half of the answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on ``tests/corpus/grading/tune.jsonl`` (long
answers), with a ridge of 0.1, and features kept from counting against their sense. Each tuple is
in the order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (1.98, 1.95, 1.35, 0.55, 4.02, 0.00, -0.54, -0.77, -0.20, -3.44, -3.09, -3.61)
RIGHT = (0.00, 6.86, 0.12, 4.73, 0.27, -1.86, -0.51, -4.17, -2.07, -2.01, -0.97, -7.14)


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
