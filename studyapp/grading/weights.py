"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl`` and
``more.jsonl`` in ``tests/corpus/grading``, and on good answers to other questions as wrong ones,
with a ridge of 0.1, and features kept from counting against their sense. Each tuple is in the
order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    2.46, 0.67, 0.15, 1.04, 3.90, 1.06, 0.00, 0.00, -0.94,
    0.00, -2.93, -0.86, -3.43, -2.55, -3.07,
)  # fmt: skip
RIGHT = (
    0.00, 0.00, 0.00, 1.58, 0.00, 12.89, -1.68, -1.05, -3.84,
    -1.79, -1.63, -0.62, -2.38, 0.00, -9.89,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
