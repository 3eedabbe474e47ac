"""Figures and dates of a model that an answer gives, but of another thing.

A fact is known by its company: the words around it in its sentence, the nearer the more, and what
lies beyond a comma or an "and" the less. Two facts are exchanged if each keeps, in the answer, the
company that the other keeps in the model; one is misplaced if it keeps that of another which the
answer does not give.
"""

from dataclasses import dataclass, replace
from itertools import combinations

from studyapp.grading import facts
from studyapp.grading.dates import Date, clash
from studyapp.grading.facts import Side, meets
from studyapp.grading.numbers import Figure, like_size, same_unit
from studyapp.grading.stretches import Stretches, are_crossed, stretches

EACH, TOGETHER = 0.1, 0.8
"""By how much the company must speak for the other place: of either fact, and of both."""
FAINT_EACH, FAINT_TOGETHER, SHARE = -0.1, 0.5, 0.2
"""The same where that is a good share of all company they have in common with either place.

Chosen on the good answers of the two files for tuning: with two figures put in each other's places
more than three quarters of 240 are found, and none of 270 as they were typed.
"""
ALONE = 1.2
"""The same of one that is misplaced."""
HEAD, HEAD_REACH = 1.0, 4
"""Weight of the first known word after a fact, which is mostly what it counts; its distance."""
PART = 0.3
"""Company that is added to what two places have in common, so that little of it says little."""
HALVING = 5.0
"""Words after which company counts half."""
FAR = 40.0
"""Words beyond which company counts next to nothing."""
FENCE = 5.0
"""Words that a mark or an "and" counts as."""
MOST = 24
"""Facts of a model that are compared with each other."""
_FENCES = frozenset((",", ";", ":", "(", ")", "–", "—", "and", "while", "but", "or"))
_DIRECTIONS = frozenset(("from", "to", "until", "than", "against", "instead"))

Fact = Date | Figure
Company = dict[str, float]
"""Stem -> how near it stands, from 1 for the nearest; "stem counted" for what is counted."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two facts of the answer in each other's places."""

    one: Fact
    other: Fact


def exchanged(model: Side, answer: Side) -> tuple[Exchange, ...]:
    """Return the pairs of facts that an answer has the wrong way round, each at most once."""
    places = _places(model.facts[:MOST], answer.facts)
    ours = {id(meant): company(meant, model) for meant, _ in places}
    theirs = {id(said): company(said, answer) for _, said in places}
    parts = {kind: (stretches(model, kind), stretches(answer, kind)) for kind in (Date, Figure)}
    found = []
    taken: set[int] = set()
    for (meant, said), (rival, rivalling) in combinations(places, 2):
        if said is rivalling or not _comparable(meant, rival):
            continue
        itself = _stems(meant, model) | _stems(rival, model)
        both = ours[id(meant)], ours[id(rival)]
        crossed = _are_crossed(theirs[id(said)], theirs[id(rivalling)], both, itself)
        crossed = crossed or _are_listed_crossed(
            (said, rivalling), (meant, rival), *parts[type(said)]
        )
        if crossed and not {id(said), id(rivalling)} & taken:
            taken |= {id(said), id(rivalling)}
            found.append(Exchange(said, rivalling))
    return tuple(found)


def _are_crossed(
    one: Company, other: Company, places: tuple[Company, Company], itself: set[str]
) -> bool:
    """Whether two facts of an answer keep each other's company."""
    here, there = places
    gains = (_gain(one, here, there, itself), _gain(other, there, here, itself))
    if min(gains) >= EACH and sum(gains) >= TOGETHER:
        return True
    common = sum(_shared(said, place, itself) for said in (one, other) for place in places)
    faint = min(gains) >= FAINT_EACH and sum(gains) >= FAINT_TOGETHER
    return faint and sum(gains) >= SHARE * (common + PART)


def _are_listed_crossed(
    said: tuple[Fact, Fact], meant: tuple[Fact, Fact], ours: Stretches, theirs: Stretches
) -> bool:
    """Whether the stretches of two facts are those of each other in the model."""
    one, other = (theirs.get(id(each), {}) for each in said)
    here, there = (ours.get(id(each), {}) for each in meant)
    return all((one, other, here, there)) and are_crossed(one, other, here, there)


def misplaced(found: tuple[facts.Fact, ...], model: Side, answer: Side) -> tuple[facts.Fact, ...]:
    """Return what became of the facts of a model, with what is said of those left out."""
    used = {id(each.instead) for each in found if each.instead is not None}
    candidates = _candidates(model, answer)
    placed = []
    for each in found[:MOST]:
        said = None
        if not each.credit and each.instead is None and not each.asked:
            free = [candidate for candidate in candidates if id(candidate.said) not in used]
            said = _usurper(each.meant, free, model)
        if said is not None:
            used.add(id(said))
        placed.append(each if said is None else replace(each, instead=said))
    return (*placed, *found[MOST:])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A fact of the answer that is true of something in the model."""

    said: Fact
    company: Company
    owners: list[Company]
    """The company of what it is true of."""
    itself: set[str]


def _candidates(model: Side, answer: Side) -> list[_Candidate]:
    meant = model.facts[:MOST]
    ours = {id(each): company(each, model) for each in meant}
    found = []
    for said in answer.facts[:MOST]:
        owners = [each for each in meant if meets(said, each)]
        if owners:
            itself = set().union(*(_stems(each, model) for each in owners))
            theirs = [ours[id(each)] for each in owners]
            found.append(_Candidate(said, company(said, answer), theirs, itself))
    return found


def _usurper(meant: Fact, candidates: list[_Candidate], model: Side) -> Fact | None:
    """Return what is true of something else, and said of this."""
    ours, stems = company(meant, model), _stems(meant, model)
    for each in candidates:
        if _comparable(each.said, meant) and _alike(each.said, meant):
            itself = each.itself | stems
            if min(_gain(each.company, own, ours, itself) for own in each.owners) >= ALONE:
                return each.said
    return None


def _alike(said: Fact, meant: Fact) -> bool:
    if isinstance(said, Figure) and isinstance(meant, Figure):
        return said.unit == meant.unit and like_size(said, meant)
    return True


def _places(meant: list[Fact], given: list[Fact]) -> list[tuple[Fact, Fact]]:
    """Return the facts that an answer gives exactly and once, with where it does."""
    found: list[tuple[Fact, Fact]] = []
    for each in meant:
        said = [fact for fact in given if meets(fact, each)]
        if len(said) == 1 and not any(meets(fact, each) for fact, _ in found):
            found.append((each, said[0]))
    return found


def _stems(fact: Fact, side: Side) -> set[str]:
    return {stem for at in range(fact.first, fact.last + 1) for stem in side.stems.get(at, ())}


def _comparable(one: Fact, other: Fact) -> bool:
    if isinstance(one, Date) and isinstance(other, Date):
        return clash(one, other)
    if isinstance(one, Figure) and isinstance(other, Figure):
        return same_unit(one, other) and one.value != other.value
    return False


def company(fact: Fact, side: Side) -> Company:
    """Return what stands around a fact in its sentence."""
    words = side.text.words
    first, end = side.text.sentences[side.text.sentence_of(fact.first)]
    found: Company = {}
    for steps in (range(fact.first - 1, first - 1, -1), range(fact.last + 1, end)):
        distance = 0.0
        for at in steps:
            low = words[at].low
            distance += FENCE if low in _FENCES else 1.0
            if distance > FAR:
                break
            weight = 0.5 ** (distance / HALVING)
            for stem in side.stems.get(at, ()):
                found[stem] = max(found.get(stem, 0.0), weight)
            if low in _DIRECTIONS and at == fact.first - 1:
                found[f"{low} …"] = 0.6
    for at in range(fact.last + 1, min(end, fact.last + 1 + HEAD_REACH)):
        if words[at].low in _FENCES or at in side.stems:
            heads = () if words[at].low in _FENCES else side.stems[at]
            return found | {f"{stem} counted": HEAD for stem in heads}
    return found


def _gain(said: Company, own: Company, rival: Company, itself: set[str]) -> float:
    """Return how much better the company of a fact fits the rival's place than its own."""
    return _shared(said, rival, itself) - _shared(said, own, itself)


def _shared(said: Company, place: Company, itself: set[str]) -> float:
    return sum(
        min(weight, place.get(stem, 0.0)) for stem, weight in said.items() if stem not in itself
    )
