"""One of a thing against several: "two cells thick" for "only one cell thick".

"One" is too often a pronoun to be read as a figure by itself. It is a number where the other text
has a number of the same thing.
"""

from dataclasses import dataclass

from studyapp.grading.analysis import Text
from studyapp.grading.facts import Fact, Side
from studyapp.grading.numbers import Figure

_ONE = frozenset(("one", "single"))
_PLACES = frozenset(
    ("side", "end", "hand", "time", "day", "way", "another", "point", "part", "case")
)
"""Nouns of which one is named beside another."""
MOST = 40


@dataclass(frozen=True, slots=True)
class _Count:
    figure: Figure
    things: frozenset[str]
    """Stems of what is counted, as the model has them."""


def counted(found: tuple[Fact, ...], model: Side, answer: Side) -> tuple[Fact, ...]:
    """Return what became of the facts, with what is one in one text and several in the other."""
    ours, theirs = _ones(model), _ones(answer)
    several = [
        count for count in (_count(answer, each) for each in _bare(answer.text)) if count.things
    ]
    used = {id(fact.instead) for fact in found}
    known = [_count(model, each) for each in _bare(model.text)]
    more = [
        Fact(one.figure, 0.0, count.figure)
        for one in ours
        for count in several[:MOST]
        if one.things & count.things
        and id(count.figure) not in used
        and not any(
            each.figure.value == count.figure.value and each.things & count.things for each in known
        )
        and not any(one.things & each.things for each in theirs)
    ]
    changed = [_as_one(fact, theirs, model) for fact in found]
    return (*changed, *more[:1])


def _as_one(fact: Fact, ones: list[_Count], model: Side) -> Fact:
    """Return a fact that is missing with the one that is said in its place."""
    meant = fact.meant
    if fact.credit or fact.instead or fact.asked or not isinstance(meant, Figure) or meant.unit:
        return fact
    things = _count(model, meant).things
    said = next((one.figure for one in ones if one.things & things), None)
    return Fact(meant, 0.0, said) if said is not None else fact


def _bare(text: Text) -> list[Figure]:
    return [each for each in text.figures if not each.unit and 1 < each.value <= 100]


def _count(side: Side, figure: Figure) -> _Count:
    return _Count(figure, _things(side, figure.last + 1))


def _things(side: Side, at: int) -> frozenset[str]:
    words = side.text.words
    if at >= len(words) or words[at].low in _PLACES or not words[at].stem:
        return frozenset()
    return frozenset(side.stems.get(at, ()))


def _ones(side: Side) -> list[_Count]:
    words = side.text.words
    taken = {at for each in side.text.figures for at in range(each.first, each.last + 1)}
    found = [
        _Count(Figure(1.0, "", at, at, raw=1.0), _things(side, at + 1))
        for at, word in enumerate(words)
        if word.low in _ONE and at not in taken
    ]
    return [count for count in found if count.things][:MOST]
