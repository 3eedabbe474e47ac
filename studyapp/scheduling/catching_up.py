"""Coming back after a break: how many days it takes to work off what is due, forgotten first."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from studyapp.domain.review import Rating
from studyapp.scheduling.fsrs import ideal_interval, remember, retrievability

LIMIT = 3650
"""Days after which working off is taken to be hopeless at this pace."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card that has been learned."""

    stability: float
    difficulty: float
    elapsed: int
    """Study days since the last review."""
    due_in: int
    """Study days until it is due; 0 or less for one that is due."""


@dataclass(frozen=True, slots=True)
class Course:
    """How working off goes, in expectation."""

    backlog: tuple[int, ...]
    """Due cards left at the end of each day."""
    asked: tuple[float, ...]
    """Cards asked on each day."""
    days: int | None
    """After how many days nothing due is left; None if never at this pace."""


def catch_up(
    cards: Sequence[Waiting],
    minutes: float,
    seconds: float,
    desired_retention: float = 0.9,
    parameters: tuple[float, ...] = (),
) -> Course:
    """Return the course of ``minutes`` a day at ``seconds`` a card.

    Each day the cards remembered worst are asked first. What becomes of a card is taken at its
    likelier outcome, so the figures are an expectation, not a promise.
    """
    per_day = int(minutes * 60 / max(seconds, 1.0))
    later = [(card.due_in, at) for at, card in enumerate(cards)]
    heapify(later)
    last = [-card.elapsed for card in cards]
    standing = [(card.stability, card.difficulty) for card in cards]
    pile: set[int] = set()
    backlog: list[int] = []
    asked: list[float] = []
    for today in range(LIMIT):
        while later and later[0][0] <= today:
            pile.add(heappop(later)[1])
        recalled = {
            at: retrievability(standing[at][0], max(today - last[at], 0), parameters) for at in pile
        }
        chosen = sorted(pile, key=lambda at: (recalled[at], at))[:per_day]
        for at in chosen:
            rating = Rating.GOOD if recalled[at] >= 0.5 else Rating.AGAIN
            standing[at] = remember(*standing[at], today - last[at], rating, parameters)
            last[at] = today
            interval = ideal_interval(standing[at][0], desired_retention, parameters)
            heappush(later, (today + max(1, round(interval)), at))
            pile.discard(at)
        backlog.append(len(pile))
        asked.append(len(chosen))
        if not pile:
            return Course(tuple(backlog), tuple(asked), today + 1)
        if not per_day or (today > 60 and backlog[-1] >= backlog[-31]):
            break
    return Course(tuple(backlog), tuple(asked), None)
