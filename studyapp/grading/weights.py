"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl`` and
``more.jsonl`` in ``tests/corpus/grading``, and on good answers to other questions as wrong ones,
with a ridge of 0.1, and features kept from counting against their sense. Each tuple is in the
order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    2.00, 2.48, 1.65, 0.28, 3.74, 0.00, 0.00, 0.00, -1.34,
    0.00, -2.65, -1.21, -2.81, -2.04, -3.70, 0.00, -3.19,
)  # fmt: skip
RIGHT = (
    0.00, 1.34, 0.43, 2.10, 0.00, 10.47, -1.75, 0.00, -5.36,
    -3.66, -2.04, -0.51, -1.30, 0.00, -5.33, -0.62, -9.37,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
