"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl`` and
``more.jsonl`` in ``tests/corpus/grading``, and on good answers to other questions as wrong ones,
with a ridge of 0.1, and features kept from counting against their sense. Each tuple is in the
order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    2.01, 2.36, 1.67, 0.34, 3.72, 0.00, 0.00, 0.00, -1.20,
    -0.13, -2.68, -1.02, -2.73, -2.00, -3.63, 0.00, -3.19,
)  # fmt: skip
RIGHT = (
    0.00, 0.42, 0.00, 2.43, 0.00, 11.08, -1.75, 0.00, -4.17,
    -2.12, -2.13, -0.83, -1.33, 0.00, -5.22, -1.00, -9.32,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
