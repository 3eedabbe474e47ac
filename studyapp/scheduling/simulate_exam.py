"""One scenario: every policy on the same students with the same answers."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from studyapp.scheduling.exam import Student
from studyapp.scheduling.exam_predict import SURE, UNSURE
from studyapp.scheduling.formulas import Floats
from studyapp.scheduling.simulate import Outcome, Policy, simulate
from studyapp.scheduling.simulate_fit import fit
from studyapp.scheduling.simulate_marks import Watched
from studyapp.scheduling.simulate_plan import Planned
from studyapp.scheduling.simulate_policies import (
    at_random,
    far_and_near,
    fixed_retention,
    naive_cap,
)
from studyapp.scheduling.simulate_scenarios import FIRST_PASS, SECONDS, Scenario, known, unknown

RETENTIONS = (0.80, 0.85, 0.88, 0.90, 0.92, 0.95, 0.97)
FITS = 8
"""Where memory is unknown, parameters are fitted to each student's log about so many times."""
PACES = (0.4, 0.55, 0.7, 0.85)
TOLD = Student(SECONDS, SECONDS, SECONDS, (1 - FIRST_PASS, 0.0, FIRST_PASS, 0.0))


@dataclass(frozen=True, slots=True)
class Line:
    """What the table shows of a scenario; marks are mean recall at the exam, as shares."""

    scenario: str
    students: int
    seed: int
    known: bool
    """Whether every policy was told the students' parameters and times."""
    planned: float
    fixed: float
    """The best fixed retention and pace of new cards, chosen with hindsight."""
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
    bias: float
    """Mean of marks less what was expected."""

    def as_json(self) -> dict[str, Any]:
        """Return the fields by name."""
        return asdict(self)


def run(
    scenario: Scenario,
    students: int,
    seed: int,
    *,
    told: bool,
    tick: Callable[[float], None] | None = None,
) -> Line:
    """Return the line of ``scenario``, with memory and times ``told`` to every policy or to none.

    Takes minutes, nearly all for the planner, which plans anew for every student: ``tick`` is
    told its share done, and may raise to cancel.
    """
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
    planner = Planned(scenario.every, wary=not told, told=TOLD if told else None, tick=tick)
    watched = Watched(planner, SURE if told else UNSURE, seed)
    ours = marks(watched, fitted=not told)
    covered = watched.covered(outcomes[-1])
    ratio, error = _ratio(1 - ours, 1 - theirs)
    return Line(
        scenario=scenario.name,
        students=students,
        seed=seed,
        known=told,
        planned=float(ours.mean()),
        fixed=float(theirs.mean()),
        fixed_retention=best[0],
        fixed_pace=best[1],
        naive_cap=max(float(marks(naive_cap(0.9, pace)).mean()) for pace in PACES),
        far_and_near=max(float(marks(far_and_near(pace)).mean()) for pace in PACES),
        random=float(marks(at_random(seed)).mean()),
        bound=0.0 if planner.first is None else planner.first.bound,
        ratio=ratio,
        ratio_error=error,
        over=max(float((each.minutes - group.minutes).max()) for each in outcomes),
        coverage=covered.share,
        width=covered.width,
        bias=covered.bias,
    )


def _ratio(ours: Floats, theirs: Floats) -> tuple[float, float]:
    """Return the ratio of means and its standard error (delta method over paired students)."""
    ratio = float(ours.mean() / theirs.mean())
    spread = (ours - ratio * theirs).std(ddof=1) if len(ours) > 1 else 0.0
    return ratio, float(spread / np.sqrt(len(ours)) / theirs.mean())
