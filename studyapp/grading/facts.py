"""Dates and figures of a model held against those of an answer.

What the answer has instead of a missing one is named: a figure of the same kind that neither model
nor question has, said of the same thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from studyapp.grading.analysis import Text
from studyapp.grading.data import word_set
from studyapp.grading.dates import Date, clash, fits
from studyapp.grading.numbers import Figure, like_size, near_figure, same_figure, same_unit
from studyapp.grading.relative import inside, relative_years, shares, with_months
from studyapp.grading.units import UNITS

ENOUGH = 0.7
"""Of a date, to count as said: the year without its month, but not the month alone."""
RIVAL = 0.1
"""Likeness from which one fact is said in the place of another."""
WINDOW = 14
"""Words to either side that tell what a figure is about."""
FEW, EXACT = 20, 1e-6
"""Below which a figure is too common to be a difference that is not said to be one."""
PART = 0.2
"""Of a difference, that both figures are at least where it is not said to be one."""
MOST = 30
"""Dates and figures of a text that are compared."""
_LABELS = word_set("label")
_APART = frozenset(("by", "short", "fewer", "less", "more", "below", "above", "difference", "gap"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A date or figure of the model and what became of it."""

    meant: Date | Figure
    credit: float
    """How much of it is said, 0 to 1."""
    instead: Date | Figure | None = None
    """What the answer says in its place."""
    asked: bool = False
    """Whether it is the question that has it, and not the model."""


@dataclass(frozen=True, slots=True)
class Side:
    """A text with the stems by which each of its words is compared."""

    text: Text
    stems: Mapping[int, set[str]]

    @property
    def facts(self) -> list[Date | Figure]:
        """Dates and figures in the order of the text."""
        found: list[Date | Figure] = [*self.text.dates, *self.text.figures]
        return sorted(found, key=lambda each: each.first)[:MOST]


def compare(model: Side, answer: Side, question: Side) -> tuple[Fact, ...]:
    """Hold the dates and figures of ``model`` against those of ``answer``."""
    given, meant, asked = answer.facts, model.facts, question.facts
    known = [*meant, *asked, *relative_years(model.text), *with_months(model.text)]
    parts = shares(answer.text)
    known += [each for part in parts if _explained(part, meant) for each in inside(part, given)]
    free = [
        each
        for each in given
        if not _explained(each, known) and not _follows(each, answer.text, model.text.figures)
    ]
    exact = [said for said in given if any(_is_same(said, each) for each in meant)]
    told = [*given, *parts, *relative_years(answer.text)]
    credit = {id(each): _best_credit(each, told, exact) for each in meant}
    instead = _rivals(_unmet(meant, given, model, answer), free, model, answer)
    facts = [
        Fact(each, 0.0 if id(each) in instead else credit[id(each)], instead.get(id(each)))
        for each in meant
    ]
    used = {id(each) for each in instead.values()}
    left = [each for each in free if id(each) not in used]
    return (*facts, *_against_question(left, given, model, answer, asked))


def _explained(said: Date | Figure, known: list[Date | Figure]) -> bool:
    """Whether all that a fact of the answer says is in what is known already."""
    if isinstance(said, Figure):
        return any(_credit(said, each) >= 1 for each in known)
    near = [
        each
        for each in known
        if isinstance(each, Date) and (said.decade or not each.decade) and not clash(said, each)
    ]
    if said.decade and near:
        return True
    return (
        (not said.year or any(_in_year(said.year, each) for each in near))
        and (not said.until or any(_in_year(said.until, each) for each in near))
        and (not said.month or any(_in_month(said.month, each) for each in near))
        and (not said.day or any(each.day == said.day for each in near))
    )


def _in_month(month: int, date: Date) -> bool:
    return date.month <= month <= (date.month_until or date.month)


def _in_year(year: int, date: Date) -> bool:
    return date.year <= year <= (date.until or date.year)


def _best_credit(
    meant: Date | Figure, given: list[Date | Figure], exact: list[Date | Figure]
) -> float:
    """Return how much of a fact is said; what says another one exactly is not this one rounded."""
    taken = {id(each) for each in exact if not _is_same(each, meant)}
    return max((_credit(said, meant) for said in given if id(said) not in taken), default=0.0)


def _is_same(said: Date | Figure, meant: Date | Figure) -> bool:
    if not isinstance(said, Figure) or not isinstance(meant, Figure):
        return False
    return same_figure(said, meant) or said.raw == meant.raw > 0


def meets(said: Date | Figure, meant: Date | Figure) -> bool:
    """Whether a fact says all of another, or nearly all: the year without its month."""
    return _credit(said, meant) >= ENOUGH


def _credit(said: Date | Figure, meant: Date | Figure) -> float:
    if isinstance(said, Date) and isinstance(meant, Date):
        return fits(said, meant)
    if isinstance(said, Figure) and isinstance(meant, Figure):
        return 1.0 if same_figure(said, meant) or near_figure(said, meant) else 0.0
    return 0.0


def _unmet(
    meant: list[Date | Figure], given: list[Date | Figure], model: Side, answer: Side
) -> list[Date | Figure]:
    """Return the facts that no fact of the answer is left for, if each may meet but one."""
    ours = {id(each): _around(each, model) for each in meant}
    theirs = {id(said): _around(said, answer) for said in given}
    scored = [
        (credit, _likeness(said, each, ours[id(each)], theirs[id(said)]), -each.first, each, said)
        for each in meant
        for said in given
        if (credit := _credit(said, each)) >= ENOUGH
    ]
    met: set[int] = set()
    used: set[int] = set()
    for _, _, _, each, said in sorted(scored, key=lambda row: row[:3], reverse=True):
        if id(each) not in met and id(said) not in used:
            met.add(id(each))
            used.add(id(said))
    return [each for each in meant if id(each) not in met]


def _follows(said: Date | Figure, answer: Text, meant: list[Figure]) -> bool:
    """Whether a figure is the difference of two of the model, and said to be one."""
    if not isinstance(said, Figure) or said.unit in ("times", "ordinal"):
        return False
    meant = [each for each in meant if each.unit not in ("times", "ordinal")][:20]
    words = answer.words
    first, end = answer.sentences[answer.sentence_of(said.first)]
    before = words[max(first, said.first - 3) : said.first]
    around = (*before, *words[said.last + 1 : min(end, said.last + 4)])
    loose = 0.0 if _APART.isdisjoint(word.low for word in around) else 0.08
    if not loose and said.value < FEW:
        return False
    pairs = [
        pair
        for pair in combinations(meant, 2)
        if pair[0].unit == pair[1].unit and abs(_scale(pair[0]) / _scale(pair[1]) - 1) < 1e-9
    ]
    return any(
        (
            abs(said.value - abs(one.value - other.value)) <= (loose + EXACT) * said.value
            and (loose or min(one.value, other.value) >= PART * said.value)
        )
        or (loose and abs(said.raw - abs(one.raw - other.raw)) <= loose * said.raw)
        for one, other in pairs
    )


def _scale(figure: Figure) -> float:
    """Return what one of a figure's units comes to: a million, 1,000 metres."""
    return figure.value / figure.raw if figure.raw and figure.value else 1.0


def _rivals(
    missing: list[Date | Figure], free: list[Date | Figure], model: Side, answer: Side
) -> dict[int, Date | Figure]:
    """Return for missing facts, by identity, what the answer has in their place, best first."""
    ours = {id(meant): _around(meant, model) for meant in missing}
    theirs = {id(said): _around(said, answer) for said in free}
    scored = [
        (_likeness(said, meant, ours[id(meant)], theirs[id(said)]), -meant.first, meant, said)
        for meant in missing
        for said in free
        if _is_rival(said, meant, model, answer)
    ]
    taken: dict[int, Date | Figure] = {}
    used: set[int] = set()
    for score, _, meant, said in sorted(scored, key=lambda each: each[:2], reverse=True):
        if score >= RIVAL and id(meant) not in taken and id(said) not in used:
            taken[id(meant)] = said
            used.add(id(said))
    return taken


def _is_rival(said: Date | Figure, meant: Date | Figure, model: Side, answer: Side) -> bool:
    if isinstance(said, Date) and isinstance(meant, Date):
        return clash(said, meant) and bool(said.until) <= bool(meant.until)
    if isinstance(said, Figure) and isinstance(meant, Figure):
        coded = _is_code(meant, model.text) and not _is_code(said, answer.text)
        if coded or not same_unit(said, meant) or _is_unlike(said, meant, model.text, answer.text):
            return False
        return _of_one_thing(said, meant, model, answer)
    return False


def _is_code(figure: Figure, text: Text) -> bool:
    """Whether a figure is a part of a number like 44/21."""
    around = (figure.first - 1, figure.last + 1)
    return any(0 <= at < len(text.words) and text.words[at].text == "/" for at in around)


def _is_unlike(said: Figure, meant: Figure, model: Text, answer: Text) -> bool:
    """Whether two numbers tell different things: Article 61 and five times, 10 g and two rivers."""
    if answer.words[said.first].low == "single" or _label(said, answer) != _label(meant, model):
        return True
    if said.unit == "ordinal":
        return answer.words[said.first].low in {word.low for word in model.words}
    counts = not said.unit and said.raw == said.value and _counted_noun(said, answer)
    return bool(counts and meant.written_unit and meant.unit not in ("", "%"))


def _label(figure: Figure, text: Text) -> str:
    """Return the noun that a number only names one of: "article", "stage"; empty for a quantity."""
    before = text.words[figure.first - 1].low if figure.first else ""
    return before.removesuffix("s") if before.removesuffix("s") in _LABELS else ""


def is_label(fact: Date | Figure, side: Side) -> bool:
    """Whether a number only names one of several: "stage 2"."""
    return isinstance(fact, Figure) and bool(_label(fact, side.text))


def _counted_noun(figure: Figure, text: Text) -> str:
    after = text.words[figure.last + 1] if figure.last + 1 < len(text.words) else None
    return after.stem if after is not None and after.low not in UNITS else ""


def _of_one_thing(said: Figure, meant: Figure, model: Side, answer: Side) -> bool:
    """Whether "second" stands for "first": small ordinals are words of many uses."""
    if said.unit != "ordinal" or max(said.value, meant.value) > 2:
        return True
    return bool(answer.stems.get(said.last + 1, set()) & model.stems.get(meant.last + 1, set()))


def _likeness(
    said: Date | Figure, meant: Date | Figure, ours: dict[str, float], theirs: dict[str, float]
) -> float:
    shared = sum(min(ours[stem], theirs[stem]) for stem in ours.keys() & theirs.keys())
    if isinstance(said, Date) and isinstance(meant, Date):
        same = sum(a == b != 0 for a, b in ((said.year, meant.year), (said.month, meant.month)))
        return shared + 0.5 * same
    if isinstance(said, Figure) and isinstance(meant, Figure):
        unit = 0.5 * (said.written_unit == meant.written_unit != "")
        size = 0.0 if like_size(said, meant) else -1.0
        return shared + unit + size + 0.5 * _resemble(said.raw, meant.raw)
    return shared


def _resemble(one: float, other: float) -> bool:
    """Whether two numbers have the same digits, or all but one: a slip of memory or pen."""
    mine, theirs = f"{one:.15g}", f"{other:.15g}"
    if len(mine) != len(theirs) or len(mine) < 2:
        return False
    return (
        sorted(mine) == sorted(theirs)
        or sum(a != b for a, b in zip(mine, theirs, strict=True)) == 1
    )


def _around(fact: Date | Figure, side: Side) -> dict[str, float]:
    """Return the stems around a fact in its sentence; the nearer, the more they count."""
    first, end = side.text.sentences[side.text.sentence_of(fact.first)]
    found: dict[str, float] = {}
    for at in range(max(first, fact.first - WINDOW), min(end, fact.last + WINDOW + 1)):
        if fact.first <= at <= fact.last:
            continue
        distance = fact.first - at if at < fact.first else at - fact.last
        for stem in side.stems.get(at, ()):
            found[stem] = max(found.get(stem, 0.0), 1.0 if distance <= 4 else 0.5)
    return found


def _against_question(
    free: list[Date | Figure],
    given: list[Date | Figure],
    model: Side,
    answer: Side,
    asked: list[Date | Figure],
) -> list[Fact]:
    """Return the years that go against the only one of the question, said of what it asks."""
    years = [each for each in asked if isinstance(each, Date) and each.year]
    if len(years) != 1 or any(_credit(each, years[0]) >= ENOUGH for each in given):
        return []
    meant = years[0]
    stems = set().union(*model.stems.values())
    for said in free:
        if isinstance(said, Date) and said.year and clash(said, meant):
            near = sum(weight for stem, weight in _around(said, answer).items() if stem in stems)
            if near >= 2 * RIVAL:
                return [Fact(meant, 0.0, said, asked=True)]
    return []
