"""How much each feature counts: two logistic regressions, fitted to the tuning half of the answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on ``tests/corpus/grading/tune.jsonl`` (long
answers), with a ridge of 0.1, and features kept from counting against their sense. Each tuple is
in the order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (2.16, 2.18, 1.04, 0.00, 4.45, 0.00, -0.18, -0.78, -0.81, -3.09, -5.71, -4.18)
RIGHT = (0.00, 7.44, 0.79, 3.84, 0.25, -1.79, -0.41, -5.17, -2.84, -1.10, -2.09, -7.29)


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
