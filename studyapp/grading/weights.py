"""How much each feature counts: two logistic regressions, fitted to the tuning half of the answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on ``tests/corpus/grading/tune.jsonl`` (long
answers), with a ridge of 0.1, and features kept from counting against their sense. Each tuple is
in the order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (2.23, 1.41, 1.41, 0.28, 3.98, 0.00, -0.53, -0.83, -0.04, -3.25, -2.38, -3.52)
RIGHT = (0.00, 6.79, 0.67, 4.46, 0.26, -1.84, -0.50, -5.20, -1.99, -2.17, -0.68, -7.16)


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
