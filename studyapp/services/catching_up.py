"""After a break: how long working off takes at so many minutes a day, and how to go about it."""

from dataclasses import dataclass, replace
from statistics import fmean

from studyapp.domain.card import Queue, State
from studyapp.domain.deck import DeckOptions, ReviewOrder, is_within
from studyapp.errors import StudyError
from studyapp.scheduling.catching_up import Course, Waiting, catch_up
from studyapp.scheduling.exam import Student
from studyapp.scheduling.fsrs import retrievability
from studyapp.services import browse, edit
from studyapp.services.exams.scope import student
from studyapp.services.workspace import Workspace
from studyapp.storage import exams as stored
from studyapp.storage import state
from studyapp.storage.engine import reading


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What it takes to work off what is due in a deck."""

    deck: str
    today: int
    due: int
    minutes: float
    """A day."""
    seconds: float
    """Expected for a card."""
    per_day: int
    course: Course


def foresee(workspace: Workspace, deck: str, minutes: float) -> CatchUp:
    """Return how working off goes with ``minutes`` a day. Raises ``StudyError``."""
    if not 0 < minutes <= 24 * 60:
        raise StudyError("minutes a day must be above 0 and at most 1,440", "For example 20.")
    now = workspace.now()
    today = workspace.today(now)
    with reading(workspace.engine) as connection:
        options = state.options_in(connection)
        name = browse.resolve_deck(options, deck)
        who = student(connection, workspace.learner_id)
        rows = stored.standing(connection, workspace.learner_id)
    waiting = [
        Waiting(row.stability, row.difficulty, today - row.last_day, row.due_day - today)
        for row in rows
        if is_within(row.deck, name) and row.state == State.REVIEW and row.queue == Queue.ACTIVE
        if None not in (row.stability, row.difficulty, row.last_day, row.due_day)
    ]
    own = options[name]
    seconds = _seconds(waiting, who, own.parameters)
    course = catch_up(waiting, minutes, seconds, own.desired_retention, own.parameters)
    due = sum(card.due_in <= 0 for card in waiting)
    return CatchUp(name, today, due, minutes, seconds, int(minutes * 60 / seconds), course)


def _seconds(waiting: list[Waiting], who: Student, parameters: tuple[float, ...]) -> float:
    """Return the expected seconds of a card that is due, by how likely each is recalled."""
    recalled = [
        retrievability(card.stability, max(card.elapsed, 0), parameters)
        for card in waiting
        if card.due_in <= 0
    ]
    if not recalled:
        return who.passed
    return fmean(who.passed * chance + who.lapsed * (1 - chance) for chance in recalled)


def apply(workspace: Workspace, plan: CatchUp) -> DeckOptions:
    """Let the deck ask what is forgotten first, and no more a day than the minutes allow."""
    options = workspace.options()[plan.deck]
    chosen = replace(
        options, review_order=ReviewOrder.WEAKEST, reviews_per_day=max(1, plan.per_day)
    )
    edit.set_options(workspace, plan.deck, chosen)
    return chosen
