"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl`` and
``more.jsonl`` in ``tests/corpus/grading``, and on good answers to other questions as wrong ones,
with a ridge of 0.1, and features kept from counting against their sense. Each tuple is in the
order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    1.88, 2.41, 1.57, 0.28, 3.64, 0.00, 0.00, 0.00, -1.17,
    -0.04, -2.57, -0.92, -2.77, -2.01, -3.12, 0.00, -3.14,
)  # fmt: skip
RIGHT = (
    0.00, 0.39, 0.00, 2.42, 0.00, 11.01, -1.72, 0.00, -4.12,
    -2.07, -2.06, -0.80, -1.30, 0.00, -4.87, -0.97, -9.30,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
