"""Dates and figures of a model held against those of an answer, one to one.

What the answer has instead of a missing one is named: a figure of the same kind that the model
does not have, said of the same thing.
"""

from dataclasses import dataclass

from studyapp.grading.analysis import Text
from studyapp.grading.dates import Date, clash, fits
from studyapp.grading.numbers import Figure, same_figure, same_unit

ENOUGH = 0.7
"""Of a date, to count as said: the year without its month, but not the month alone."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A date or figure of the model and what became of it."""

    meant: Date | Figure
    credit: float
    """How much of it is said, 0 to 1."""
    instead: Date | Figure | None = None
    """What the answer says in its place."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All dates and figures of a model against an answer."""

    facts: tuple[Fact, ...]
    unknown: tuple[Date | Figure, ...]
    """What the answer says besides that neither model nor question has."""


def compare(model: Text, answer: Text, question: Text) -> Facts:
    """Hold the dates and figures of ``model`` against those of ``answer``."""
    given: list[Date | Figure] = [*answer.dates, *answer.figures]
    meant: list[Date | Figure] = sorted([*model.dates, *model.figures], key=lambda each: each.first)
    free = set(range(len(given)))
    credit: dict[int, float] = {}
    for number, each in enumerate(meant):
        best = max(range(len(given)), key=lambda i: _credit(given[i], each), default=None)
        credit[number] = _credit(given[best], each) if best is not None else 0.0
    known = [*meant, *question.dates, *question.figures]
    free = {i for i in free if not any(_credit(each, given[i]) >= 1 for each in known)}
    facts = []
    for number, each in enumerate(meant):
        instead = None
        if credit[number] < ENOUGH:
            instead = _instead(each, [given[i] for i in sorted(free)], model, answer)
            if instead is not None:
                free -= {i for i in free if given[i] is instead}
        facts.append(Fact(each, credit[number], instead))
    return Facts(tuple(facts), tuple(given[i] for i in sorted(free)))


def _credit(said: Date | Figure, meant: Date | Figure) -> float:
    if isinstance(said, Date) and isinstance(meant, Date):
        return fits(said, meant)
    if isinstance(said, Figure) and isinstance(meant, Figure):
        return float(same_figure(said, meant))
    return 0.0


def _instead(
    meant: Date | Figure, given: list[Date | Figure], model: Text, answer: Text
) -> Date | Figure | None:
    """Return the rival of a missing fact: of its kind, and nearest to it by the words around."""
    rivals = [each for each in given if _rivals(each, meant)]
    around = context(model, meant)
    scored = [(_likeness(around, context(answer, each), each, meant), each) for each in rivals]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= 1.0 else None


def _rivals(said: Date | Figure, meant: Date | Figure) -> bool:
    if isinstance(said, Date) and isinstance(meant, Date):
        return clash(said, meant)
    if isinstance(said, Figure) and isinstance(meant, Figure):
        return same_unit(said, meant)
    return False


def context(text: Text, fact: Date | Figure) -> dict[str, float]:
    """Return the stems around a fact in its sentence; the nearer, the more they count."""
    sentence = text.sentence_of(fact.first)
    first, end = text.sentences[sentence]
    found: dict[str, float] = {}
    for at in range(max(first, fact.first - 14), min(end, fact.last + 15)):
        stem = text.words[at].stem
        if stem and not fact.first <= at <= fact.last:
            distance = fact.first - at if at < fact.first else at - fact.last
            found[stem] = max(found.get(stem, 0.0), 1.0 if distance <= 4 else 0.5)
    return found


def _likeness(
    one: dict[str, float], other: dict[str, float], said: Date | Figure, meant: Date | Figure
) -> float:
    shared = sum(min(one[stem], other[stem]) for stem in one.keys() & other.keys())
    if isinstance(said, Figure) and isinstance(meant, Figure):
        shared += 0.5 * (said.written_unit == meant.written_unit != "")
    return shared
