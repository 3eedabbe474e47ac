"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl`` and
``more.jsonl`` in ``tests/corpus/grading``, and on good answers to other questions as wrong ones,
with a ridge of 0.1, and features kept from counting against their sense. Each tuple is in the
order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    2.62, 0.42, 0.90, 0.52, 3.25, 1.44, -0.06, 0.00, -0.97,
    -0.31, -2.88, -0.29, -3.65, -2.51, -2.56,
)  # fmt: skip
RIGHT = (
    0.00, 0.00, 0.00, 1.18, 0.00, 12.50, -1.92, 0.00, -4.08,
    -2.18, -1.82, -0.57, -2.55, 0.00, -9.20,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
