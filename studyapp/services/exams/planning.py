"""The plan of an exam, made from where the cards stand: today, and the days to come."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from studyapp.domain.exam import Exam
from studyapp.scheduling.exam import Plan, Student, next_minutes, plan
from studyapp.scheduling.exam_predict import Prediction, predict
from studyapp.scheduling.exam_target import cost_of_target
from studyapp.scheduling.formulas import Ints
from studyapp.services.exams import kept, marks, store
from studyapp.services.exams.marks import Foreseen
from studyapp.services.exams.scope import LONGEST_ANSWER_MS, Scope, scope, student
from studyapp.services.workspace import Workspace
from studyapp.storage import exams as stored
from studyapp.storage import state
from studyapp.storage.engine import reading

Tick = Callable[[float], None]
"""Told the share done, 0 to 1; may raise to cancel."""


def quiet(_: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """What is expected of one study day."""

    day: int
    available: float
    """Minutes there are."""
    minutes: float
    """Minutes expected to be used."""
    reviews: float
    new: float
    mark: float
    """Expected mark, 0 to 1, if study stopped after that day."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A deck of the exam and how much of it will be known."""

    deck: str
    cards: int
    new: int
    now: float
    """Mean recall now; new cards count as unknown."""
    at_exam: float
    """Mean recall at the exam without any study until then."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An exam's plan as of one moment."""

    exam: Exam
    made_at: datetime
    today: int
    cards: int
    new: int
    days: tuple[PlannedDay, ...]
    """From today to the last day before the exam."""
    spent: float
    """Minutes studied for it today already."""
    order: tuple[int, ...]
    """Ids of the cards to study today, what brings most a minute first."""
    prediction: Prediction
    idle: float
    """Expected mark without any study from now on."""
    slack: float
    """Minutes until the exam that the plan does not need."""
    target_minutes: float | None
    """Minutes a study day, on average, that the target takes; None without one, where it is out
    of reach, and as long as ``target_known`` is False."""
    past: tuple[Foreseen, ...]
    """What was expected on earlier days, oldest first."""
    topics: tuple[Topic, ...]
    """Weakest first."""
    target_known: bool = True
    """Whether what the target takes has been worked out."""
    new_today: int = 0
    """New cards among those to study today."""
    new_limit: int = 0
    """New cards a day that the options of the decks allow at most; the plan may take more."""

    @property
    def expected(self) -> float:
        """Expected mark at the exam if the plan is kept, before any correction."""
        return self.days[-1].mark if self.days else self.idle


def planned(workspace: Workspace, exam: Exam, tick: Tick = quiet, *, cost: bool = True) -> Planned:
    """Make the plan and remember what it expects today. Raises ``StudyError``.

    ``cost`` asks what the target costs, which takes several times as long as the plan.

    As long as neither cards nor minutes change, a plan holds for its day: it is the same however
    often it is asked for. Else the prices of the last plan are where the next one starts.
    """
    last = kept.read(workspace, exam)
    ground = _ground(workspace, exam, last)
    within = ground.within
    found = plan(
        within.cards,
        ground.minutes,
        ground.exam_in,
        ground.who,
        within.parameters,
        before=None if last is None else last.prices_from(ground.today),
        rounds=0 if ground.same else None,
        tick=tick,
    )
    foreseen = predict(
        within.cards,
        found,
        marks.evidence(workspace),
        parameters=within.parameters[_most(within.cards.group)],
        questions=exam.plan.questions,
        past=marks.experience(workspace),
    )
    keep = _keep(exam, ground, last if ground.same else None, found, foreseen, cost=cost, tick=tick)
    kept.write(workspace, exam, keep)
    marks.remember(workspace, exam, ground.today, foreseen, ground.spent)
    return Planned(
        exam=exam,
        made_at=ground.made_at,
        today=ground.today,
        cards=len(within.rows),
        new=int(within.cards.new.sum()),
        days=tuple(_days(found, ground.today)),
        spent=ground.spent,
        order=tuple(within.rows[at].id for at in found.today),
        prediction=foreseen,
        idle=found.idle,
        slack=found.slack,
        target_minutes=keep.target_minutes,
        past=ground.past,
        topics=_topics(within, ground.exam_in),
        target_known=keep.target == exam.plan.target,
        new_today=int(within.cards.new[found.today].sum()),
        new_limit=ground.new_limit,
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a plan is made from."""

    made_at: datetime
    """Now, or when the last plan was made if nothing has changed since."""
    today: int
    same: bool
    """Whether nothing has changed since the last plan."""
    fingerprint: str
    within: Scope
    who: Student
    minutes: list[float]
    exam_in: float
    spent: float
    """Minutes."""
    past: tuple[Foreseen, ...]
    new_limit: int


def _ground(workspace: Workspace, exam: Exam, last: kept.Kept | None) -> _Ground:
    """Read what a plan for ``exam`` is made from. Raises ``StudyError``."""
    now = workspace.now()
    today = workspace.today(now)
    learner = workspace.learner_id
    with reading(workspace.engine) as connection:
        options = state.options_in(connection)
        within = scope(connection, learner, exam.plan, options, now, today)
        if not within.rows:
            store.require_cards(workspace, connection, exam.plan)
        ids = [row.id for row in within.rows]
        spent = stored.spent_on(connection, learner, ids, today, LONGEST_ANSWER_MS) / 60_000
        minutes, exam_in = time_left(workspace, exam, now, today, spent)
        made_of = kept.fingerprint(within, minutes, today)
        same = last is not None and last.fingerprint == made_of
        if last is not None and same:
            exam_in += (now - last.made_at).total_seconds() / 86_400
            now = last.made_at
            within = scope(connection, learner, exam.plan, options, now, today)
        return _Ground(
            made_at=now,
            today=today,
            same=same,
            fingerprint=made_of,
            within=within,
            who=student(connection, learner),
            minutes=minutes,
            exam_in=exam_in,
            spent=spent,
            past=marks.before(connection, exam, today),
            new_limit=max(options[row.deck].new_per_day for row in within.rows),
        )


def _keep(
    exam: Exam,
    ground: _Ground,
    last: kept.Kept | None,
    found: Plan,
    foreseen: Prediction,
    *,
    cost: bool,
    tick: Tick,
) -> kept.Kept:
    """Return what is to be kept of the plan; ``last`` is what was, if nothing has changed."""
    uncorrected = foreseen.uncorrected if foreseen.enough else None
    prices = tuple(map(float, found.prices)) if last is None else last.prices
    keep = kept.Kept(ground.made_at, ground.today, ground.fingerprint, prices, uncorrected)
    target = exam.plan.target
    if last is not None and last.target == target:
        return replace(keep, target=target, target_minutes=last.target_minutes)
    if target is None or not cost:
        return keep
    minutes = cost_of_target(
        target,
        ground.within.cards,
        ground.minutes,
        ground.exam_in,
        ground.who,
        ground.within.parameters,
        known=found,
        tick=tick,
    )
    return replace(keep, target=target, target_minutes=minutes)


def best_next(workspace: Workspace, exam: Exam, minutes: float) -> tuple[tuple[int, float], ...]:
    """Return the best use of the next minutes: card ids with the marks each brings a minute.

    Marks are shares of the whole mark. Raises ``StudyError``.
    """
    last = kept.read(workspace, exam)
    ground = _ground(workspace, exam, last)
    within = ground.within
    available = [max(ground.minutes[0], minutes), *ground.minutes[1:]]
    before = None if last is None else last.prices_from(ground.today)
    found = plan(
        within.cards, available, ground.exam_in, ground.who, within.parameters, before=before
    )
    chosen, gains = next_minutes(within.cards, minutes, found)
    return tuple((within.rows[at].id, float(gain)) for at, gain in zip(chosen, gains, strict=True))


def covered(workspace: Workspace, exam: Exam) -> tuple[int, ...]:
    """Return the ids of the cards that an exam covers, in reading order."""
    with reading(workspace.engine) as connection:
        rows = stored.standing(connection, workspace.learner_id)
    return tuple(row.id for row in rows if store.covered(exam.plan, row))


def time_left(
    workspace: Workspace, exam: Exam, now: datetime, today: int, spent: float
) -> tuple[list[float], float]:
    """Return the minutes of each study day from today, and the days to the exam with fractions.

    The date of the exam is for the exam, unless that is today: then the time until it begins.
    Raises ``StudyError`` for an exam that has begun or is closed.
    """
    store.require_ahead(exam, now)
    exam_in = (exam.plan.at - now).total_seconds() / 86_400
    last = max(today, store.last_day(workspace, exam.plan))
    minutes = [exam.plan.minutes_on(day) for day in range(today, last + 1)]
    minutes[0] = min(max(minutes[0] - spent, 0.0), exam_in * 24 * 60)
    return minutes, max(exam_in, len(minutes) - 1.0)


def _most(groups: Ints) -> int:
    """Return the set of parameters that most cards follow."""
    return int(np.bincount(groups).argmax()) if len(groups) else 0


def _days(found: Plan, today: int) -> Sequence[PlannedDay]:
    columns = (found.available, found.minutes, found.reviews, found.introductions, found.mark)
    return [
        PlannedDay(today + at, *(float(value) for value in values))
        for at, values in enumerate(zip(*columns, strict=True))
    ]


def _topics(within: Scope, exam_in: float) -> tuple[Topic, ...]:
    """Return the decks of an exam, those first that lose most marks without study."""
    from studyapp.scheduling.formulas import Formulas

    cards = within.cards
    recall = np.zeros((2, len(cards)))
    for number, parameters in enumerate(within.parameters):
        mine = (cards.group == number) & ~cards.new
        curve = Formulas(parameters).recall
        recall[0, mine] = curve(cards.since[mine], cards.stability[mine])
        recall[1, mine] = curve(cards.since[mine] + exam_in, cards.stability[mine])
    decks: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(within.rows):
        decks[row.deck].append(at)
    topics = [
        Topic(
            deck,
            len(places),
            int(cards.new[places].sum()),
            float(recall[0, places].mean()),
            float(recall[1, places].mean()),
        )
        for deck, places in decks.items()
    ]
    return tuple(sorted(topics, key=lambda topic: (topic.at_exam, topic.deck)))


__all__ = ["Foreseen", "Planned", "PlannedDay", "Prediction", "best_next", "planned"]
