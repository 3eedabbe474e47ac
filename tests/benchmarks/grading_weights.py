"""Fit the weights of the long-answer grader: ``python -m tests.benchmarks.grading_weights``.

Prints the two tuples of ``studyapp/grading/weights.py``, and how well such weights do on questions
that they were not fitted to (each question left out in turn). Reads the files that are for tuning;
an answer of ``more.jsonl``, which is harder than what students write, counts a third, one of
``subjects.jsonl``, whose mistakes are many, three fifths. Good answers to other questions are added
as wrong ones, so that a long answer is not taken for a good one.
"""

from dataclasses import dataclass
from math import exp
from pathlib import Path

from studyapp.grading import is_short
from studyapp.grading.essay import SOME, SURE
from studyapp.grading.evidence import gather
from studyapp.grading.features import NAMES, PENALTIES, features
from studyapp.grading.labelled import Labelled, Typed, read_labelled
from studyapp.grading.verdict import Band
from studyapp.grading.weights import probability

CORPUS = Path(__file__).parent.parent / "corpus" / "grading"
FILES = {"tune.jsonl": 1.0, "more.jsonl": 0.35, "subjects.jsonl": 0.6, "decks.jsonl": 1.0}
"""How much an answer of each file counts."""
STRAYS, STRAY = 4, 0.05
"""Answers to other questions that are held against each one, and how much each counts."""
RIDGE = 0.1
STEPS = 12
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


def newton(
    data: list[Row], target: list[bool], counts: list[float], active: list[int]
) -> list[float]:
    """Return the weights of a ridge regression over the active columns, the constant last."""
    rows = [[*(row[column] for column in active), 1.0] for row in data]
    size = len(active) + 1
    weights = [0.0] * size
    ridge = [RIDGE] * len(active) + [1e-3]
    for _ in range(STEPS):
        gradient = [ridge[i] * weights[i] for i in range(size)]
        hessian = [[ridge[i] if i == j else 0.0 for j in range(size)] for i in range(size)]
        for row, true, count in zip(rows, target, counts, strict=True):
            total = sum(w * v for w, v in zip(weights, row, strict=True))
            p = 1.0 / (1.0 + exp(-total))
            for i in range(size):
                gradient[i] += count * (p - true) * row[i]
                scaled = count * p * (1 - p) * row[i]
                for j in range(size):
                    hessian[i][j] += scaled * row[j]
        step = solve(hessian, gradient)
        weights = [w - s for w, s in zip(weights, step, strict=True)]
    return weights


def fit(data: list[Row], target: list[bool], counts: list[float]) -> tuple[float, ...]:
    """Fit, and drop the worst feature that counts against its sense, until none does."""
    active = list(range(len(NAMES)))
    while True:
        weights = newton(data, target, counts, active)
        signs = [-1 if NAMES[column] in PENALTIES else 1 for column in active]
        against = [weights[i] * signs[i] for i in range(len(active))]
        if min(against) >= 0:
            break
        del active[against.index(min(against))]
    found = dict(zip(active, weights, strict=False))
    return (*(found.get(column, 0.0) for column in range(len(NAMES))), weights[-1])


def band(told: tuple[float, ...], right: tuple[float, ...], row: Row) -> Band:
    """Return the band that two sets of weights give, before any rule."""
    some, sure = probability(told, row), probability(right, row)
    if min(some, sure) > SURE:
        return Band.RIGHT
    return Band.PARTIAL if some > SOME or sure > SURE else Band.WRONG


@dataclass(frozen=True, slots=True)
class Case:
    """An answer as the fit sees it."""

    question: str
    band: Band
    row: Row
    count: float
    file: str
    """Empty for an answer to another question."""


def both(cases: list[Case]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the weights that part wrong from the rest, and right from the rest."""
    rows, counts = [case.row for case in cases], [case.count for case in cases]
    told = fit(rows, [case.band is not Band.WRONG for case in cases], counts)
    return told, fit(rows, [case.band is Band.RIGHT for case in cases], counts)


def cross_validated(cases: list[Case]) -> list[tuple[Case, Band]]:
    """Return the bands that answers get where their own question is left out of the fit."""
    found = []
    for question in dict.fromkeys(case.question for case in cases):
        told, right = both([case for case in cases if case.question != question])
        out = [case for case in cases if case.question == question]
        found += [(case, band(told, right, case.row)) for case in out]
    return found


def read(name: str) -> list[Labelled]:
    """Return the long answers of a file."""
    every = read_labelled((CORPUS / name).read_bytes(), name)
    return [case for case in every if not is_short(case.typed.model)]


def row_of(typed: Typed) -> Row:
    """Return the features of an answer."""
    return features(gather(typed.question, typed.model, typed.answer))


def strays(labelled: list[Labelled]) -> list[Case]:
    """Return good answers held against questions that they do not answer."""
    good = [case.typed for case in labelled if case.band is Band.RIGHT]
    cards = {case.typed.question: case.typed for case in labelled}
    found = []
    for number, card in enumerate(cards.values()):
        others = [each for each in good if each.question != card.question]
        for place in range(STRAYS):
            other = others[(number * 7 + place * len(others) // STRAYS) % len(others)]
            row = row_of(Typed(card.question, card.model, other.answer))
            found.append(Case(card.question, Band.WRONG, row, STRAY, ""))
    return found


def main() -> None:
    """Fit and print."""
    labelled = {name: read(name) for name in FILES}
    cases = [
        Case(case.typed.question, case.band, row_of(case.typed), FILES[name], name)
        for name, every in labelled.items()
        for case in every
    ]
    cases += strays([case for every in labelled.values() for case in every])
    for name, weights in zip(("TOLD", "RIGHT"), both(cases), strict=True):
        print(f"{name} = ({', '.join(f'{weight:.2f}' for weight in weights)})")
    found = cross_validated(cases)
    for name in (*FILES, ""):
        bands = [given is case.band for case, given in found if case.file == name]
        label = name or "answers to other questions"
        print(f"{label}: bands right on left-out questions: {100 * sum(bands) / len(bands):.1f}%")


if __name__ == "__main__":
    main()
