"""Fit the weights of the long-answer grader: ``python -m tests.benchmarks.grading_weights``.

Prints the two tuples of ``studyapp/grading/weights.py``, and how well such weights do on questions
that they were not fitted to (each question left out in turn). Reads the tuning half only.
"""

from math import exp
from pathlib import Path

from studyapp.grading import is_short
from studyapp.grading.evidence import gather
from studyapp.grading.features import NAMES, PENALTIES, features
from studyapp.grading.labelled import Labelled, read_labelled
from studyapp.grading.verdict import Band
from studyapp.grading.weights import probability

TUNE = Path(__file__).parent.parent / "corpus" / "grading" / "tune.jsonl"
RIDGE = 0.1
STEPS = 30
Row = tuple[float, ...]


def solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Return the solution of a small system of linear equations (Gauss, with pivots)."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for other in range(size):
            if other != at:
                factor = rows[other][at] / rows[at][at]
                pairs = zip(rows[other], rows[at], strict=True)
                rows[other] = [mine - factor * theirs for mine, theirs in pairs]
    return [rows[at][size] / rows[at][at] for at in range(size)]


def newton(data: list[Row], target: list[bool], active: list[int]) -> list[float]:
    """Return the weights of a ridge regression over the active columns, the constant last."""
    rows = [[*(row[column] for column in active), 1.0] for row in data]
    size = len(active) + 1
    weights = [0.0] * size
    ridge = [RIDGE] * len(active) + [1e-3]
    for _ in range(STEPS):
        gradient = [ridge[i] * weights[i] for i in range(size)]
        hessian = [[ridge[i] if i == j else 0.0 for j in range(size)] for i in range(size)]
        for row, true in zip(rows, target, strict=True):
            total = sum(w * v for w, v in zip(weights, row, strict=True))
            p = 1.0 / (1.0 + exp(-total))
            for i in range(size):
                gradient[i] += (p - true) * row[i]
                scaled = p * (1 - p) * row[i]
                for j in range(size):
                    hessian[i][j] += scaled * row[j]
        step = solve(hessian, gradient)
        weights = [w - s for w, s in zip(weights, step, strict=True)]
    return weights


def fit(data: list[Row], target: list[bool]) -> tuple[float, ...]:
    """Fit, and drop the worst feature that counts against its sense, until none does."""
    active = list(range(len(NAMES)))
    while True:
        weights = newton(data, target, active)
        signs = [-1 if NAMES[column] in PENALTIES else 1 for column in active]
        against = [weights[i] * signs[i] for i in range(len(active))]
        if min(against) >= 0:
            break
        del active[against.index(min(against))]
    found = dict(zip(active, weights, strict=False))
    return (*(found.get(column, 0.0) for column in range(len(NAMES))), weights[-1])


def band(told: tuple[float, ...], right: tuple[float, ...], row: Row) -> Band:
    """Return the band that two sets of weights give, before any rule."""
    if probability(right, row) > 0.5:
        return Band.RIGHT
    return Band.PARTIAL if probability(told, row) > 0.5 else Band.WRONG


def cross_validated(cases: list[Labelled], data: list[Row]) -> float:
    """Return the share of bands right where each question in turn is left out of the fit."""
    questions = [case.typed.question for case in cases]
    hits = 0
    for question in dict.fromkeys(questions):
        kept = [i for i, each in enumerate(questions) if each != question]
        rows = [data[i] for i in kept]
        told = fit(rows, [cases[i].band is not Band.WRONG for i in kept])
        right = fit(rows, [cases[i].band is Band.RIGHT for i in kept])
        out = [i for i, each in enumerate(questions) if each == question]
        hits += sum(band(told, right, data[i]) is cases[i].band for i in out)
    return hits / len(cases)


def main() -> None:
    """Fit and print."""
    everything = read_labelled(TUNE.read_bytes(), TUNE.name)
    cases = [case for case in everything if not is_short(case.typed.model)]
    data = [
        features(gather(case.typed.question, case.typed.model, case.typed.answer)) for case in cases
    ]
    told = fit(data, [case.band is not Band.WRONG for case in cases])
    right = fit(data, [case.band is Band.RIGHT for case in cases])
    for name, weights in (("TOLD", told), ("RIGHT", right)):
        print(f"{name} = ({', '.join(f'{weight:.2f}' for weight in weights)})")
    print(f"bands right on left-out questions: {100 * cross_validated(cases, data):.1f}%")


if __name__ == "__main__":
    main()
