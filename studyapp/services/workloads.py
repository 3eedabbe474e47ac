"""What each desired retention would cost in minutes over the coming months, for a deck as it is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from studyapp.domain.day import to_ms
from studyapp.domain.exam import ExamPlan, Kind, Part
from studyapp.errors import StudyError
from studyapp.plots.bars import bars
from studyapp.plots.ink import Lines
from studyapp.plots.table import table
from studyapp.scheduling.workload import Load, workload
from studyapp.services import browse
from studyapp.services.charts import Section
from studyapp.services.exams.scope import scope, student
from studyapp.services.workspace import Workspace
from studyapp.storage import state
from studyapp.storage.engine import reading

RETENTIONS = (0.80, 0.85, 0.88, 0.90, 0.92, 0.95, 0.97)
LONGEST = 1000
"""Days that can be looked ahead."""
HEIGHT = 9


@dataclass(frozen=True, slots=True)
class Workload:
    """The load of a deck under several desired retentions."""

    deck: str
    days: int
    cards: int
    unseen: int
    """Of which were never seen."""
    new_per_day: int
    reviews_per_day: int
    retention: float
    """The one in force."""
    loads: tuple[Load, ...]


def foresee(
    workspace: Workspace,
    deck: str,
    days: int = 180,
    new_per_day: int | None = None,
    tick: Callable[[float], None] | None = None,
) -> Workload:
    """Return the load of the coming ``days``. Raises ``StudyError``; what ``tick`` raises cancels.

    New cards a day and the parameters are those of the deck's options; answer times and first
    ratings the learner's own.
    """
    if not 1 <= days <= LONGEST:
        raise StudyError(f"{days} days cannot be looked ahead", f"Give 1 to {LONGEST:,}.")
    now = workspace.now()
    today = workspace.today(now)
    with reading(workspace.engine) as connection:
        options = state.options_in(connection)
        name = browse.resolve_deck(options, deck)
        plan = ExamPlan(name, now, (Part(Kind.DECK, name),))
        within = scope(connection, workspace.learner_id, plan, options, now, today)
        who = student(connection, workspace.learner_id)
    if not within.rows:
        raise StudyError(f"there is no card in {name}", "Choose a deck that has some.")
    own = options[name]
    pace = own.new_per_day if new_per_day is None else new_per_day
    loads = workload(
        within.cards,
        RETENTIONS,
        days,
        max(0, pace),
        who,
        own.parameters,
        reviews_per_day=own.reviews_per_day,
        seed=to_ms(now) // 86_400_000,
        tick=tick,
    )
    unseen = int(within.cards.new.sum())
    limit = own.reviews_per_day
    return Workload(name, days, len(within.rows), unseen, pace, limit, own.desired_retention, loads)


def summary(found: Workload) -> list[tuple[float, float, float, float]]:
    """Return (retention, minutes a day, most minutes, cards known at the end) for each."""
    return [
        (
            load.retention,
            float(load.minutes.mean()),
            float(load.minutes.max()),
            float(load.known[-1]),
        )
        for load in found.loads
    ]


def section(found: Workload) -> Section:
    """Return the plot: minutes a day for each desired retention, over a table of figures."""
    rows = summary(found)
    new = f"{found.new_per_day} of {found.unseen:,} new a day" if found.unseen else "none new"
    says = (
        f"{found.cards:,} cards, {new}, {found.days} days; "
        f"the deck asks for {100 * found.retention:.0f}%"
    )
    if any(load.reviews.max() >= found.reviews_per_day for load in found.loads):
        says += f"; held back by the limit of {found.reviews_per_day:,} reviews a day"

    def draw(width: int) -> Lines:
        names = [f"{100 * row[0]:.0f}%" for row in rows]
        drawn = bars([row[1] for row in rows], width, HEIGHT, labels=names)
        heads = ("retention", "min a day", "at most", "known at the end")
        cells = [
            (name, f"{row[1]:.1f}", f"{row[2]:.0f}", f"{row[3]:,.0f}")
            for name, row in zip(names, rows, strict=True)
        ]
        return (*drawn, *table([heads, *cells], width))

    return Section("workload", "Minutes a day by desired retention", says, draw)


def weekly(load: Load) -> list[float]:
    """Return the mean minutes a day of each week."""
    return [float(np.mean(load.minutes[at : at + 7])) for at in range(0, len(load.minutes), 7)]
