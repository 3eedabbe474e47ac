"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl``,
``more.jsonl`` and ``subjects.jsonl`` in ``tests/corpus/grading``, and on good answers to other
questions as wrong ones, with a ridge of 0.1, and features kept from counting against their sense.
Each tuple is in the order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    2.21, 1.72, 1.19, 0.53, 4.51, 0.00, 0.00, 0.00, -1.12,
    0.00, -2.86, -1.70, -2.27, -2.26, -3.81, 0.00, -3.61,
)  # fmt: skip
RIGHT = (
    0.00, 1.62, 0.00, 2.10, 0.00, 11.80, -1.61, -1.11, -5.43,
    -3.45, -2.43, -0.67, -1.30, 0.00, -4.61, -2.53, -10.30,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
