"""Facts in each other's places, told by the stretch between two marks that each stands in.

In a list, "arrests 1,487, food shortage 1,220", a number may stand before or after what it is of,
so that how near a word stands tells nothing. What a stretch with one number in it says does.
"""

from itertools import pairwise

from studyapp.grading.dates import PARTS, Date
from studyapp.grading.facts import Side, is_label
from studyapp.grading.numbers import Figure

CLEAR, TWO = 1.0, 2
"""By how much two stretches must speak for the other place, and by how many words."""
SLIGHT = 0.25
"""How much less one of them may speak for its own place."""
_MARKS = frozenset((".", ",", ";", ":", "(", ")", "–", "—", "while", "but", "whereas"))
_JOINTS = frozenset(("and", "or", "&"))
NAMED = 1.5
"""Weight of a name in relation to that of a word."""

Fact = Date | Figure
Stems = dict[str, float]
"""Stem -> weight."""
Stretches = dict[int, Stems]
"""Identity of a fact -> the stems of its stretch."""


def stretches(side: Side, kind: type[Fact]) -> Stretches:
    """Return what stands in one stretch with each fact of a kind; nothing of those together."""
    facts = [each for each in side.facts if isinstance(each, kind) and not is_label(each, side)]
    weights = {item.at: item.weight * (NAMED if item.name else 1.0) for item in side.text.items}
    found: Stretches = {}
    for first, end in side.text.sentences:
        inside = [each for each in facts if first <= each.first < end]
        for start, stop in _split(side, first, end, _MARKS):
            own = [each for each in inside if start <= each.first < stop]
            parts = _split(side, start, stop, _JOINTS) if len(own) > 1 else [(start, stop)]
            for begin, over in parts:
                alone = [each for each in own if begin <= each.first < over]
                if len(alone) == 1:
                    found[id(alone[0])] = _stems(side, range(begin, over), alone[0], weights)
    return found


def _split(side: Side, first: int, end: int, fences: frozenset[str]) -> list[tuple[int, int]]:
    inner = {at for each in side.facts for at in range(each.first, each.last + 1)}
    words = side.text.words
    cuts = [at for at in range(first, end) if words[at].low in fences and at not in inner]
    return list(pairwise([first, *cuts, end]))


def _stems(side: Side, places: range, fact: Fact, weights: dict[int, float]) -> Stems:
    own = range(fact.first, fact.last + 1)
    return {
        stem: weights.get(at, 1.0)
        for at in places
        if at not in own and not (isinstance(fact, Date) and side.text.words[at].low in PARTS)
        for stem in side.stems.get(at, ())
    }


def are_crossed(one: Stems, other: Stems, here: Stems, there: Stems) -> bool:
    """Whether what stands with two facts of an answer stands with the other each in the model."""
    for_it = [_only(one, there, here), _only(other, here, there)]
    against = [_only(one, here, there), _only(other, there, here)]
    gains = [sum(mine) - sum(theirs) for mine, theirs in zip(for_it, against, strict=True)]
    clear = min(gains) >= -SLIGHT * max(gains) and sum(gains) >= CLEAR
    return clear and sum(map(len, for_it)) >= TWO


def _only(said: Stems, place: Stems, other: Stems) -> list[float]:
    """Return the weights of what a stretch has in common with one place and not the other."""
    return [min(said[stem], place[stem]) for stem in said.keys() & (place.keys() - other.keys())]
