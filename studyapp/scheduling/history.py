"""What a log says about recall: each card's answers since it was new, with the days between.

This is what the parameters of FSRS are fitted to and judged by. An answer on a later study day
than the one before is a *recall*: something to predict. Same-day answers only move memory.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from studyapp.domain.card import State
from studyapp.domain.day import to_ms
from studyapp.domain.review import Evidence, Rating, ReviewEntry, standing
from studyapp.scheduling.fsrs import remember, retrievability


class Answer(NamedTuple):
    """One rating within a card's history."""

    rating: int
    elapsed: int
    """Study days since the answer before; 0 for the first and for a day that ran backwards."""
    at: int
    """Unix milliseconds."""
    fair: bool = True
    """Whether it would have been recorded had it come out otherwise."""

    @property
    def predicted(self) -> bool:
        """Whether it is a recall to predict: fair, and on a later study day."""
        return self.elapsed > 0 and self.fair


History = Sequence[Answer]
"""The answers of one card, oldest first, from the one that was given when it was new."""


class Prediction(NamedTuple):
    """What was expected of one recall, and what came of it."""

    at: int
    probability: float
    recalled: bool
    elapsed: int
    """Study days since the answer before, at least 1."""
    number: int
    """Which recall of its card this is, counting the first answer as one."""
    lapses: int
    """Earlier recalls of the card that failed."""


def history(entries: Iterable[ReviewEntry]) -> list[Answer]:
    """Return the answers of one card that say how it is remembered, from when it was new.

    Left out are entries that move no memory (CRAM, CHOICE, MATCH, MANUAL, VOID) and voided ones.
    A reset starts anew. Where answers are missing, no later one can be predicted, so the history
    ends there: before a log that begins in the middle of a card's life, and at a snapshot that
    knows of a later answer than the log. A snapshot that an import left behind the answers it
    brought cuts nothing off: they were given, whichever parameters scheduled them.

    A self-test records a typed answer to a card that is not due only where it was wrong. To
    predict those would make everything look forgotten, so they are told from fair ones.
    """
    found: list[Answer] = []
    last: int | None = None
    due: int | None = None
    whole = True
    for entry in standing(entries):
        if entry.evidence is Evidence.MANUAL:
            if entry.state is State.NEW:
                found, last, whole = [], None, True
            elif entry.snapshot is not None:
                seen = entry.snapshot.last_day
                whole = whole and last is not None and (seen is None or seen <= last)
            due = entry.due_day
        elif entry.rating is not None and entry.evidence.moves_memory:
            if last is None and entry.state_before is not State.NEW:
                whole = False
            if whole:
                elapsed = 0 if last is None else max(0, entry.day - last)
                early = due is not None and due > entry.day
                wrong = entry.evidence is Evidence.TYPED and entry.rating is Rating.AGAIN
                fair = not (early and wrong)
                found.append(Answer(int(entry.rating), elapsed, to_ms(entry.at), fair))
                last = entry.day
            due = entry.due_day
    return found


def recalls(histories: Iterable[History]) -> int:
    """Return how many recalls there are to predict."""
    return sum(answer.predicted for each in histories for answer in each)


def split_at(histories: Iterable[History], share: float) -> int:
    """Return the Unix milliseconds before which the first ``share`` (0 to 1) of recalls lie.

    Recalls at that moment belong to the later part. Raises ValueError without any recall.
    """
    times = sorted(answer.at for each in histories for answer in each if answer.predicted)
    if not times:
        raise ValueError("no recall to split")
    return times[min(int(len(times) * share), len(times) - 1)]


def predictions(
    histories: Iterable[History], parameters: tuple[float, ...], since: int | None = None
) -> list[Prediction]:
    """Return what the model expects of each recall from the answers before it, in order of time.

    Only recalls at ``since`` (Unix milliseconds) or later are returned; all with None. Days are
    whole study days, as fsrs-rs counts them.
    """
    found: list[Prediction] = []
    for answers in histories:
        if since is None or (answers and max(each.at for each in answers) >= since):
            found += _of_card(answers, parameters, since)
    found.sort()
    return found


def _of_card(
    answers: History, parameters: tuple[float, ...], since: int | None
) -> Iterable[Prediction]:
    stability: float | None = None
    difficulty: float | None = None
    number, lapses = 1, 0
    for rating, elapsed, at, fair in answers:
        if elapsed > 0 and stability is not None:
            number += 1
            if fair and (since is None or at >= since):
                expected = retrievability(stability, elapsed, parameters)
                recalled = rating > Rating.AGAIN
                yield Prediction(at, expected, recalled, elapsed, number, lapses)
            lapses += rating == Rating.AGAIN
        stability, difficulty = remember(stability, difficulty, elapsed, Rating(rating), parameters)
