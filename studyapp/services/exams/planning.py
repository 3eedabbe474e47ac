"""The plan of an exam, made from where the cards stand: today, and the days to come."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from studyapp.domain.exam import Exam
from studyapp.scheduling.exam import Plan, next_minutes, plan
from studyapp.scheduling.exam_predict import Evidence, Past, Prediction, predict
from studyapp.scheduling.exam_target import cost_of_target
from studyapp.scheduling.formulas import Ints
from studyapp.services.exams import kept, store
from studyapp.services.exams.scope import LONGEST_ANSWER_MS, Scope, scope, student
from studyapp.services.workspace import Workspace
from studyapp.storage import exams as stored
from studyapp.storage import state
from studyapp.storage.engine import reading, writing

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
class Foreseen:
    """What was expected of the exam on a day before."""

    day: int
    expected: float
    low: float
    high: float


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
    exam_day: int
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
    now = workspace.now()
    today = workspace.today(now)
    last = kept.read(workspace, exam)
    with reading(workspace.engine) as connection:
        store.require_cards(workspace, connection, exam.plan)
        options = state.options_in(connection)
        within = scope(connection, workspace.learner_id, exam.plan, options, now, today)
        who = student(connection, workspace.learner_id)
        ids = [row.id for row in within.rows]
        spent = stored.spent_on(connection, workspace.learner_id, ids, today, LONGEST_ANSWER_MS)
        minutes, exam_in = time_left(workspace, exam, now, today, spent / 60_000)
        made_of = kept.fingerprint(within, minutes, today)
        same = last is not None and last.fingerprint == made_of
        if last is not None and same:
            exam_in += (now - last.made_at).total_seconds() / 86_400
            now = last.made_at
            within = scope(connection, workspace.learner_id, exam.plan, options, now, today)
        past = tuple(
            Foreseen(row.day, row.expected, row.low, row.high)
            for row in stored.days(connection, exam.id)
            if row.day < today and row.expected is not None
        )
    found = plan(
        within.cards,
        minutes,
        exam_in,
        who,
        within.parameters,
        before=None if last is None else last.prices_from(today),
        rounds=0 if same else None,
        tick=tick,
    )
    foreseen = predict(
        within.cards,
        found,
        evidence(workspace),
        parameters=within.parameters[_most(within.cards.group)],
        questions=exam.plan.questions,
        past=experience(workspace),
    )
    target = exam.plan.target
    prices = last.prices if last is not None and same else tuple(map(float, found.prices))
    keep = kept.Kept(now, today, made_of, prices)
    if last is not None and same and last.target == target:
        keep = last
    elif target is not None and cost:
        price = cost_of_target(
            target,
            within.cards,
            minutes,
            exam_in,
            who,
            within.parameters,
            known=found,
            tick=tick,
        )
        keep = replace(keep, target=target, target_minutes=price)
    kept.write(workspace, exam, keep)
    _remember(workspace, exam, today, foreseen, spent / 60_000)
    return Planned(
        exam,
        now,
        today,
        store.exam_day(workspace, exam.plan),
        len(within.rows),
        int(within.cards.new.sum()),
        tuple(_days(found, today)),
        spent / 60_000,
        tuple(ids[at] for at in found.today),
        foreseen,
        found.idle,
        found.slack,
        keep.target_minutes,
        past,
        _topics(within, exam_in),
        keep.target == target,
        int(within.cards.new[found.today].sum()),
        max(options[row.deck].new_per_day for row in within.rows),
    )


def best_next(workspace: Workspace, exam: Exam, minutes: float) -> tuple[tuple[int, float], ...]:
    """Return the best use of the next minutes: card ids with the marks each brings a minute.

    Marks are shares of the whole mark. Raises ``StudyError``.
    """
    now = workspace.now()
    today = workspace.today(now)
    with reading(workspace.engine) as connection:
        store.require_cards(workspace, connection, exam.plan)
        options = state.options_in(connection)
        within = scope(connection, workspace.learner_id, exam.plan, options, now, today)
        who = student(connection, workspace.learner_id)
    available, exam_in = time_left(workspace, exam, now, today, 0.0)
    available[0] = max(available[0], minutes)
    last = kept.read(workspace, exam)
    before = None if last is None else last.prices_from(today)
    found = plan(within.cards, available, exam_in, who, within.parameters, before=before)
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

    The day of the exam is for the exam, unless that is today: then the time until it begins.
    Raises ``StudyError`` for an exam that has begun or is closed.
    """
    store.require_ahead(exam, now)
    exam_in = (exam.plan.at - now).total_seconds() / 86_400
    last = max(today, store.exam_day(workspace, exam.plan) - 1)
    minutes = [exam.plan.minutes_on(day) for day in range(today, last + 1)]
    minutes[0] = min(max(minutes[0] - spent, 0.0), exam_in * 24 * 60)
    return minutes, max(exam_in, len(minutes) - 1.0)


def evidence(workspace: Workspace) -> Evidence:
    """Return what the learner's reviews say of how well the model fits them."""
    from studyapp.services.stats import Statistics

    recall, passed = Statistics(workspace).predictions()
    told = ~np.isnan(recall)
    return Evidence.of(recall[told], passed[told])


def _most(groups: Ints) -> int:
    """Return the set of parameters that most cards follow."""
    return int(np.bincount(groups).argmax()) if len(groups) else 0


def experience(workspace: Workspace) -> list[Past]:
    """Return what was last expected of each exam whose real mark is known, by date."""
    last = expected(workspace)
    return [
        Past(last[exam.id], exam.mark)
        for exam in store.exams(workspace)
        if exam.mark is not None and exam.id in last
    ]


def expected(workspace: Workspace) -> dict[int, float]:
    """Return the mark that was last expected of each exam, by its id."""
    found: dict[int, float] = {}
    with reading(workspace.engine) as connection:
        for exam in store.exams(workspace):
            days = [row for row in stored.days(connection, exam.id) if row.expected is not None]
            if days:
                found[exam.id] = days[-1].expected
    return found


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


def _remember(
    workspace: Workspace,
    exam: Exam,
    today: int,
    foreseen: Prediction,
    spent: float,
) -> None:
    sure = foreseen.enough
    values = {
        "expected": foreseen.expected if sure else None,
        "low": foreseen.low if sure else None,
        "high": foreseen.high if sure else None,
        "minutes": spent,
    }
    with writing(workspace.engine) as connection:
        stored.set_day(connection, exam.id, today, values)


__all__ = ["Planned", "PlannedDay", "Prediction", "best_next", "planned"]
