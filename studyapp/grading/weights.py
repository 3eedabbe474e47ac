"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl`` and
``more.jsonl`` in ``tests/corpus/grading``, and on good answers to other questions as wrong ones,
with a ridge of 0.1, and features kept from counting against their sense. Each tuple is in the
order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    2.74, 0.34, 0.50, 0.94, 4.19, 0.89, 0.00, 0.00, -1.03,
    -0.25, -3.54, -1.07, -3.89, -2.89, -3.0, -1.0, -3.13,
)  # fmt: skip
RIGHT = (
    0.00, 0.00, 0.00, 1.80, 0.00, 12.52, -1.75, -1.10, -4.05,
    -1.90, -2.84, -0.73, -1.74, 0.00, -3.0, -3.0, -9.69,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
