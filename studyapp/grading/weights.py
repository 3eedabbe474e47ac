"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl``,
``more.jsonl`` and ``subjects.jsonl`` in ``tests/corpus/grading``, and on good answers to other
questions as wrong ones, with a ridge of 0.1, and features kept from counting against their sense.
Each tuple is in the order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    2.16, 1.51, 1.19, 0.70, 4.49, 0.00, 0.00, 0.00, -1.08,
    0.00, -2.90, -1.14, -2.91, -2.26, -3.54, 0.00, -3.58,
)  # fmt: skip
RIGHT = (
    0.00, 1.50, 0.00, 2.16, 0.00, 11.89, -1.60, -1.10, -5.41,
    -3.44, -2.42, -0.40, -1.44, 0.00, -4.59, -2.52, -10.34,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
