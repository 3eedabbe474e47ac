"""One scenario: every policy on the same students with the same answers."""

from dataclasses import asdict, dataclass

import numpy as np

from studyapp.scheduling.exam import Student
from studyapp.scheduling.exam_predict import Evidence, predict
from studyapp.scheduling.formulas import Floats
from studyapp.scheduling.simulate import Class, Outcome, Policy, Standing, simulate
from studyapp.scheduling.simulate_fit import fit
from studyapp.scheduling.simulate_plan import Planned
from studyapp.scheduling.simulate_policies import (
    at_random,
    far_and_near,
    fixed_retention,
    naive_cap,
)

from .scenarios import FIRST_PASS, SECONDS, Scenario, known, unknown

RETENTIONS = (0.80, 0.85, 0.88, 0.90, 0.92, 0.95, 0.97)
FITS = 8
"""Where memory is unknown, parameters are fitted to each student's log about so many times."""
PACES = (0.4, 0.55, 0.7, 0.85)
QUESTIONS = (40, None)
"""Questions of the exams whose marks the intervals are held against; None asks every card."""
PREDICTED_AT = (0.5, 0.75)
"""Shares of the days after which marks are predicted."""
TOLD = Student(SECONDS, SECONDS, SECONDS, (1 - FIRST_PASS, 0.0, FIRST_PASS, 0.0))


@dataclass(frozen=True, slots=True)
class Line:
    """What the table shows of a scenario; marks are mean recall at the exam, as shares."""

    scenario: str
    students: int
    seed: int
    known: bool
    planned: float
    fixed: float
    fixed_retention: float
    fixed_pace: float
    naive_cap: float
    far_and_near: float
    random: float
    bound: float
    """What no policy can exceed under known memory; the planner's own bound on the first day."""
    ratio: float
    """Forgotten share, planned against the best fixed retention."""
    ratio_error: float
    """Standard error of ``ratio`` over students."""
    over: float
    """Most minutes that any student studied above the day's minutes, under any policy."""
    coverage: float
    """Share of marks in their 80% interval."""
    width: float
    """Mean width of the intervals."""

    def as_json(self) -> dict[str, object]:
        """Return the fields by name."""
        return asdict(self)


def run(scenario: Scenario, students: int, seed: int, *, told: bool) -> Line:
    """Return the line of ``scenario``, with everything known or with nothing."""
    group = (known if told else unknown)(scenario, students, seed)
    outcomes: list[Outcome] = []

    def marks(policy: Policy, *, fitted: bool = False) -> Floats:
        every = max(scenario.days // FITS, 3)
        outcomes.append(simulate(group, policy, fit=fit if fitted else None, fit_every=every))
        return outcomes[-1].mark

    fixed = {
        (retention, pace): marks(fixed_retention(retention, pace))
        for retention in RETENTIONS
        for pace in PACES
    }
    best = max(fixed, key=lambda each: float(fixed[each].mean()))
    theirs = fixed[best]
    if not told:
        theirs = max(theirs, marks(fixed_retention(*best), fitted=True), key=np.mean)
    watcher = _Watcher(Planned(scenario.every, wary=not told, told=TOLD if told else None), seed)
    ours = marks(watcher, fitted=not told)
    covered, width = watcher.covered(outcomes[-1])
    others = {
        "naive_cap": max(float(marks(naive_cap(0.9, pace)).mean()) for pace in PACES),
        "far_and_near": max(float(marks(far_and_near(pace)).mean()) for pace in PACES),
        "random": float(marks(at_random(seed)).mean()),
    }
    ratio, error = _ratio(1 - ours, 1 - theirs)
    first = watcher.planner.first
    return Line(
        scenario=scenario.name,
        students=students,
        seed=seed,
        known=told,
        planned=float(ours.mean()),
        fixed=float(theirs.mean()),
        fixed_retention=best[0],
        fixed_pace=best[1],
        **others,
        bound=0.0 if first is None else first.bound,
        ratio=ratio,
        ratio_error=error,
        over=max(float((each.minutes - group.minutes).max()) for each in outcomes),
        coverage=covered,
        width=width,
    )


class _Watcher:
    """The planner, with predictions made on the way."""

    def __init__(self, planner: Planned, seed: int) -> None:
        self.planner = planner
        self._chance = np.random.default_rng([seed, 2])
        self._intervals: list[tuple[int | None, Floats, Floats]] = []

    def __call__(self, group: Class, now: Standing) -> Floats:
        if now.day in {int(share * group.days) for share in PREDICTED_AT}:
            self._intervals += [(each, *self._predict(group, now, each)) for each in QUESTIONS]
        return self.planner(group, now)

    def _predict(self, group: Class, now: Standing, questions: int | None) -> tuple[Floats, Floats]:
        low, high = np.zeros((2, group.students))
        for student in range(group.students):
            cards, plan = self.planner.look(group, now, student)
            evidence = Evidence(float(now.score[student]), float(now.information[student]), 1_000)
            mark = predict(
                cards,
                plan,
                evidence,
                parameters=group.believed(student),
                questions=questions,
                seed=student,
            )
            low[student], high[student] = mark.low, mark.high
        return low, high

    def covered(self, outcome: Outcome) -> tuple[float, float]:
        """Return the share of drawn marks in their intervals, and the intervals' mean width."""
        shares, widths = [], []
        for questions, low, high in self._intervals:
            for _ in range(5):
                right = _asked(outcome.recall, questions, self._chance)
                shares.append(((right >= low) & (right <= high)).mean())
            widths.append((high - low).mean())
        return float(np.mean(shares)), float(np.mean(widths))


def _asked(recall: Floats, questions: int | None, chance: np.random.Generator) -> Floats:
    """Return the mark of one exam for each student: questions drawn, answered by true recall."""
    places = np.argsort(chance.random(recall.shape), axis=1)[:, :questions]
    asked = np.take_along_axis(recall, places, axis=1)
    return np.asarray((chance.random(asked.shape) < asked).mean(axis=1))


def _ratio(ours: Floats, theirs: Floats) -> tuple[float, float]:
    """Return the ratio of means and its standard error (delta method over paired students)."""
    ratio = float(ours.mean() / theirs.mean())
    spread = (ours - ratio * theirs).std(ddof=1) if len(ours) > 1 else 0.0
    return ratio, float(spread / np.sqrt(len(ours)) / theirs.mean())
