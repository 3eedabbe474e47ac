"""Directions that an answer has the other way round: "falls" where the model has "rises".

Two opposite words speak of the same thing if they keep the same company. Where the model has
another word that agrees with the one of the answer in as good a place, nothing is reversed: blood
pressure falls in one sentence and rises in another.
"""

from dataclasses import dataclass

from studyapp.grading.analysis import Text
from studyapp.grading.frames import Company, Page, Pair, like
from studyapp.grading.kinship import Kinship
from studyapp.grading.opposites import Direction, directions
from studyapp.grading.polarity import UNSURE
from studyapp.grading.words import FUNCTION, MARKS

CLEAR = 0.9
"""By how much the company must speak for the opposite."""
PLAIN, AHEAD = 1.5, 0.28
"""The same where the company is close: all of it for the opposite, and the share that is ahead."""
LOOSE = 0.7
"""What it counts that one is high, where the other says that it rises."""
OWN, KIN = 0.6, 0.4
"""What company counts by itself, and what only between sentences about the same."""
MOST = 80
"""Words of direction of a text that are looked at."""
COMPARED = 8
"""Words within which "than" or "if" belongs to a word."""
_CONDITIONS = frozenset(("if", "when", "unless", "until", "where", "whenever"))
_ORDERS = frozenset(("before", "after", "precede", "follow", "following"))
_FEWER = frozenset(("fewer", "less", "few", "little", "hardly"))


@dataclass(frozen=True, slots=True)
class Reversal:
    """A word of the answer that says the opposite of one of the model, of the same thing."""

    said: str
    """The opposite word with what stands beside it."""
    meant: str
    clause: int
    """Number of the model's clause."""
    strength: float


@dataclass(frozen=True, slots=True)
class _Side:
    page: Page
    directions: list[Direction]

    def negator(self, direction: Direction) -> int:
        """Return what negates a direction, or its word; "few" does not negate itself."""
        for at in range(direction.at, direction.last + 3):
            if at in self.page.items:
                negator = self.page.items[at].negator
                return 0 if negator == direction.at + 1 else negator
        return 0


def reversals(pair: Pair) -> tuple[Reversal, ...]:
    """Return what an answer has the other way round, the clauses of the model each once."""
    meant, said = (
        _Side(page, directions(page.text.words)[:MOST]) for page in (pair.meant, pair.said)
    )
    homes = {each.at: meant.page.company(each.at, each.last) for each in meant.directions}
    found: dict[int, Reversal] = {}
    for each in said.directions:
        reversal = _reversal(each, said, meant, homes, pair.kin)
        if reversal is not None:
            old = found.get(reversal.clause)
            if old is None or old.strength < reversal.strength:
                found[reversal.clause] = reversal
    return tuple(found.values())


def _reversal(
    said: Direction, ours: _Side, meant: _Side, homes: dict[int, Company], kin: Kinship
) -> Reversal | None:
    rivals = [(each, sign) for each in meant.directions if (sign := said.relation(each))]
    if all(sign > 0 for _, sign in rivals):
        return None
    company = ours.page.company(said.at, said.last)
    here = ours.page.text.sentence_of(said.at)
    best = {1: (0.0, said), -1: (0.0, said)}
    for each, sign in rivals:
        negators = ours.negator(said), meant.negator(each)
        if UNSURE in negators:
            continue
        if bool(negators[0]) != bool(negators[1]):
            sign = -sign
        share = kin.share(here, meant.page.text.sentence_of(each.at))
        score = like(company, homes[each.at]) * (OWN + KIN * share)
        if sign > 0 and not said.is_akin(each):
            score *= LOOSE
        if score > best[sign][0]:
            best[sign] = (score, each)
    strength = best[-1][0] - best[1][0]
    other = best[-1][1]
    plain = best[-1][0] >= PLAIN and strength >= AHEAD * best[-1][0]
    if not (plain or strength >= CLEAR) or _is_unsure(said, other, ours.page, meant.page):
        return None
    text, model = ours.page.text, meant.page.text
    return Reversal(_shown(text, said), _shown(model, other), model.clause_of(other.at), strength)


def _is_unsure(said: Direction, meant: Direction, ours: Page, theirs: Page) -> bool:
    """Whether two opposites may say the same: "A has more than B", "B has less than A"."""
    if _is_of_fewer(said, ours.text) or _is_of_fewer(meant, theirs.text) or _is_strange(said, ours):
        return True
    if _is_compared(said, ours.text) and _is_compared(meant, theirs.text):
        return _are_turned(_sides(said, ours), _sides(meant, theirs))
    if _is_compared(said, ours.text) or _is_compared(meant, theirs.text):
        return _before(said, ours).isdisjoint(_before(meant, theirs))
    if _is_order(said, ours.text) != _is_order(meant, theirs.text):
        return True
    conditional = _is_conditional(said, ours.text) or _is_conditional(meant, theirs.text)
    return conditional and _denies(said, ours) != _denies(meant, theirs)


def _is_strange(direction: Direction, page: Page) -> bool:
    """Whether a word is said of a thing that the model does not have: "the big crane"."""
    thing = page.items.get(direction.last + 1)
    return thing is not None and thing.role != "verb" and not page.stems.get(thing.at)


def _is_of_fewer(direction: Direction, text: Text) -> bool:
    """Whether the thing itself is counted down: "fewer children die"."""
    return any(word.low in _FEWER for word in text.words[max(0, direction.at - 3) : direction.at])


def _is_compared(direction: Direction, text: Text) -> bool:
    after = text.words[direction.last + 1 : direction.last + 1 + COMPARED]
    return any(word.low == "than" for word in after)


def _is_order(direction: Direction, text: Text) -> bool:
    """Whether a word says of two things which comes first: "after the war", but not "later"."""
    return text.words[direction.at].low in _ORDERS


def _sides(direction: Direction, page: Page) -> tuple[set[str], set[str]]:
    """Return the stems of the model on this side of "than", and beyond it."""
    words = page.text.words
    _, end = page.text.sentences[page.text.sentence_of(direction.at)]
    than = next(at for at in range(direction.last + 1, end + COMPARED) if words[at].low == "than")
    here = _before(direction, page)
    here |= {stem for at in range(direction.last + 1, than) for stem in page.stems.get(at, ())}
    there = range(than + 1, min(end, than + COMPARED))
    return here, {stem for at in there for stem in page.stems.get(at, ())}


def _are_turned(said: tuple[set[str], set[str]], meant: tuple[set[str], set[str]]) -> bool:
    """Whether "A more than B" is said where the model has "B less than A", or nothing tells."""
    straight = len(said[0] & meant[0]) + len(said[1] & meant[1])
    crossed = len(said[0] & meant[1]) + len(said[1] & meant[0])
    return crossed >= straight


def _before(direction: Direction, page: Page) -> set[str]:
    """Return the stems of the model that stand before a word in its clause."""
    first, _ = page.text.clauses[page.text.clause_of(direction.at)]
    places = range(max(first, direction.at - COMPARED), direction.at)
    return {stem for at in places for stem in page.stems.get(at, ())}


def _is_conditional(direction: Direction, text: Text) -> bool:
    before = text.words[max(0, direction.at - COMPARED) : direction.at]
    return any(word.low in _CONDITIONS for word in before)


def _denies(direction: Direction, page: Page) -> bool:
    """Whether the sentence of a word denies anything."""
    first, end = page.text.sentences[page.text.sentence_of(direction.at)]
    found = {page.items[at].negator for at in range(first, end) if at in page.items}
    return bool(found - {0, UNSURE})


def _shown(text: Text, direction: Direction) -> str:
    """Return a direction with the words beside it that say of what."""
    first, end = text.clauses[text.clause_of(direction.at)]
    start, stop = direction.at, direction.last
    content = 0
    while start > first and content < 2 and direction.at - start < 4:
        start -= 1
        content += bool(text.words[start].stem)
    content = 0
    while stop + 1 < end and content < 2 and stop - direction.last < 4:
        stop += 1
        content += bool(text.words[stop].stem)
    while start < direction.at and text.words[start].low in FUNCTION | MARKS:
        start += 1
    while stop > direction.last and text.words[stop].low in FUNCTION | MARKS:
        stop -= 1
    return text.shown(start, stop)
