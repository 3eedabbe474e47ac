"""How much each feature counts: two logistic regressions, fitted to the tuning half of the answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on ``tests/corpus/grading/tune.jsonl`` (long
answers), with a ridge of 0.1, and features kept from counting against their sense. Each tuple is
in the order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (2.16, 1.46, 1.47, 0.45, 4.39, 0.00, -0.47, -0.79, 0.00, -3.25, -2.88, -4.03)
RIGHT = (0.00, 7.19, 0.90, 4.08, 0.26, -1.79, -0.44, -5.23, -2.91, -2.03, -1.07, -7.30)


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
