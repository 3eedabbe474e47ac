"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl`` and
``more.jsonl`` in ``tests/corpus/grading``, and on good answers to other questions as wrong ones,
with a ridge of 0.1, and features kept from counting against their sense. Each tuple is in the
order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    2.17, 1.91, 1.30, 0.61, 4.03, 0.00, 0.00, 0.00, -1.30,
    0.00, -2.92, -1.04, -2.99, -2.28, -3.43, 0.00, -3.21,
)  # fmt: skip
RIGHT = (
    0.00, 1.63, 0.00, 1.98, 0.00, 11.01, -1.74, 0.00, -5.37,
    -3.59, -2.27, -0.43, -1.28, 0.00, -4.61, -0.66, -9.63,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
