"""How much each feature counts: two logistic regressions, fitted to labelled answers.

``TOLD`` parts wrong from partial and right, ``RIGHT`` parts right from the others. They were fitted
by ``python -m tests.benchmarks.grading_weights`` on the long answers of ``tune.jsonl`` and
``more.jsonl`` in ``tests/corpus/grading``, and on good answers to other questions as wrong ones,
with a ridge of 0.1, and features kept from counting against their sense. Each tuple is in the
order of ``features.NAMES``, the constant last.
"""

from math import exp

TOLD = (
    2.16, 1.51, 1.18, 0.75, 4.46, 0.00, 0.00, 0.00, -1.07,
    0.00, -2.90, -1.17, -2.85, -2.22, -3.48, 0.00, -3.57,
)  # fmt: skip
RIGHT = (
    0.00, 1.52, 0.00, 2.24, 0.00, 11.82, -1.60, -1.09, -5.42,
    -3.49, -2.42, -0.43, -1.26, 0.00, -4.24, -1.61, -10.35,
)  # fmt: skip


def probability(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Return what one regression says of one answer, from 0 to 1."""
    *slopes, constant = weights
    total = sum(slope * value for slope, value in zip(slopes, values, strict=True)) + constant
    return 1.0 / (1.0 + exp(-total))
