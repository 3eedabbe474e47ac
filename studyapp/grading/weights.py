"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl``,
``more.jsonl`` and ``subjects.jsonl`` in ``tests/corpus/grading``, and on good answers to other
questions as wrong ones, with a ridge of 0.1, and features kept from counting against their sense.
Each tuple is in the order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    2.22, 1.66, 1.24, 0.55, 4.52, 0.00, 0.00, 0.00, -1.13,
    0.00, -2.88, -1.44, -2.30, -2.27, -3.70, 0.00, -3.61,
)  # fmt: skip
RIGHT = (
    0.00, 1.52, 0.00, 2.14, 0.00, 11.85, -1.61, -1.11, -5.42,
    -3.44, -2.45, -0.22, -1.33, 0.00, -4.61, -2.53, -10.30,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
