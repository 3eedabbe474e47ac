"""Wrong options that look like the right answer and are not right as well."""

import heapq
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from random import Random

from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked
from studyapp.quiz.hinted import beside, fits, hint_of
from studyapp.quiz.kinds import alike, is_chemical, kind_of
from studyapp.quiz.listed import listed
from studyapp.quiz.pool import Entry, Pool
from studyapp.quiz.scripts import script
from studyapp.quiz.sense import COUNTED, Sense, marks_of, same, ways

Avoid = Callable[[str], bool]
"""Tells of a text that it must not stand among options."""
LONG = 160
"""Characters of an answer from which an option shows only how it begins."""
_SPARE = 2
"""Wrong options to draw from, for each that is wanted."""
_MOST_RIGHT = 400
"""A question with more right answers than this, on all its cards, is none for a choice."""
_LOOKED_AT = 400
"""Cards that are looked at for one question, the likest first."""
_NEAR = 2.0
"""Distance up to which another card's answer is better than one that came with the card."""
_KIN = 0.15
"""Nearness of two cards, questions and answers, from which one is the other's rival,"""
_KIN_OF_ANOTHER_KIND = 0.3
_UNLIKE = 3.2
"""unless the answers look less alike than this distance."""
_MOST_YEARS = 3.0
"""Distance of two times, however far apart: a decade is 1."""
_MISFIT = 2.4
"""Distance of an answer that the hint in the question does not fit."""
_OTHER_SCRIPT = 2.1
"""Distance of an answer in other letters or signs, which is seen at once not to be meant."""
_PULL = 4.0
"""How much of the distance of two answers the nearness of their cards makes up for."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice."""

    text: str
    card_id: int | None
    """The card it belongs to; None for a wrong answer that came with the card itself."""
    right: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """An answer shown beside its question, to be called true or false."""

    text: str
    true: bool
    card_id: int | None
    """The card that a false answer belongs to."""


def options(
    item: Item,
    pool: Sequence[Item] | Pool,
    rng: Random,
    count: int = 4,
    *,
    reverse: bool = False,
    avoid: Avoid | None = None,
) -> tuple[Option, ...] | None:
    """Return the right answer and up to ``count - 1`` wrong ones, shuffled.

    With ``reverse`` the answer is asked and questions are the options. None if fewer than two
    wrong options can be found of which ``avoid`` does not tell. A ``Pool`` made once saves
    indexing the items for each question; the work is linear in their number.
    """
    index = pool if isinstance(pool, Pool) else Pool(pool)
    wrong = _wrong(item, index, rng, count - 1, reverse=reverse, avoid=avoid)
    if len(wrong) < 2:
        return None
    right = Option(brief(_side(item, reverse)), item.card_id, right=True)
    found = [right, *wrong]
    rng.shuffle(found)
    return tuple(found)


def prompt(item: Item, pool: Pool, options: Sequence[Option]) -> str:
    """Return the question of an item as it may stand above options: its hint may give none away."""
    said = []
    for option in options:
        owner = pool.item(option.card_id)
        # A wrong answer that came with the card was made to fit its hint.
        made = hint_of(item) if option.card_id is None or option.text in item.distractors else None
        said.append((option.text, (hint_of(owner) if owner is not None else None) or made))
    return beside(item, said)


def true_false(
    item: Item, pool: Sequence[Item] | Pool, rng: Random, avoid: Avoid | None = None
) -> Statement | None:
    """Return the answer of the item or, half the time, a wrong one.

    None if no wrong one can be found: a statement that is never false asks nothing.
    """
    index = pool if isinstance(pool, Pool) else Pool(pool)
    wrong = _wrong(item, index, rng, 1, reverse=False, avoid=avoid)
    if not wrong:
        return None
    if rng.random() < 0.5:
        return Statement(brief(item.term), true=True, card_id=item.card_id)
    return Statement(wrong[0].text, true=False, card_id=wrong[0].card_id)


def brief(text: str, longest: int = LONG) -> str:
    """Return a long answer cut at the end of a sentence, or else of a word, with an ellipsis."""
    text = unmarked(text)
    if len(text) <= longest:
        return text
    head = text[: longest + 1]
    ends = [end.end() for end in re.finditer(r"[^\W\d_]{3}[.!?]['\"”’)]*(?=\s)", head)]
    if ends and ends[-1] >= longest // 2:
        return head[: ends[-1]]
    return head[: longest - 1].rsplit(None, 1)[0].rstrip(" ,;:–—-") + "…"


def _side(item: Item, reverse: bool) -> str:
    return item.question if reverse else item.term


def _wrong(
    item: Item, pool: Pool, rng: Random, count: int, *, reverse: bool, avoid: Avoid | None
) -> list[Option]:
    """Return wrong options: of its rivals, then of cards that look like it, its own, and others.

    The nearest rival is always among them. The rest is drawn from twice as much as is wanted, so
    that a question asked again does not always come with the same options.
    """
    entry = pool.entry(item)
    right, twins = pool.rights(entry)
    if len(right) > _MOST_RIGHT:
        return []
    ranks: dict[_Rank, list[Option]] = {rank: [] for rank in _Rank}
    picked = _Picked(brief(_side(item, reverse)), right, entry, avoid, reverse=reverse)
    found = 0
    for rank, other in islice(_nearest(entry, pool, reverse=reverse), _LOOKED_AT):
        text = brief(_side(other.item, reverse))
        if other.at in twins or not picked.takes(text, other.senses, other.item.family):
            continue
        ranks[rank].append(Option(text, other.item.card_id, right=False))
        found += 1
        if found >= _SPARE * count:
            break
    first, near = ranks[_Rank.KIN][:1], ranks[_Rank.NEAR]
    kin = _drawn(ranks[_Rank.KIN][1:], count - len(first), rng)
    near = _drawn(near, count - len(first) - len(kin), rng)
    own = [] if reverse else _own(item, pool, picked)
    good = [*first, *kin, *near, *own, *ranks[_Rank.FAR]]
    return good[:count] if len(good) >= 2 else [*good, *ranks[_Rank.STRANGE]][:count]


def _drawn(found: list[Option], count: int, rng: Random) -> list[Option]:
    return rng.sample(found, count) if len(found) > count else found


class _Rank(IntEnum):
    """How good a wrong option is."""

    KIN = 0
    """Its question is about the same."""
    NEAR = 1
    """It looks like the answer."""
    FAR = 2
    STRANGE = 3
    """It is of another kind: better only than no choice at all."""


def _own(item: Item, pool: Pool, picked: "_Picked") -> list[Option]:
    """Return wrong answers that came with the card."""
    return [
        Option(brief(text), pool.owner(text), right=False)
        for text in item.distractors
        if picked.takes(brief(text), ways(text), None)
    ]


class _Picked:
    """What stands among the options already, and what may join it."""

    def __init__(
        self,
        shown: str,
        right: Sequence[Sense],
        entry: Entry,
        avoid: Avoid | None,
        *,
        reverse: bool,
    ) -> None:
        self._shown = {shown.casefold()}
        self._families: set[int | None] = {entry.item.family}
        self._right = right
        self._avoid = avoid
        self._taken: list[Sense] = []
        self._reverse = reverse
        self._asked = {m for word in marks_of(unmarked(entry.item.question)) for m in word}
        self._answer_said = self._says(entry.senses[0])

    def _says(self, option: Sense) -> bool:
        """Whether the question itself says an option."""
        return bool(option.words) and all(word & self._asked for word in option.words)

    def takes(self, text: str, senses: Sequence[Sense], family: int | None) -> bool:
        """Take an option and return True, unless it is right too or there already."""
        if not text or text.casefold() in self._shown or family in self._families:
            return False
        if _also_right(senses, self._right) or (self._avoid is not None and self._avoid(text)):
            return False
        if not self._reverse:
            if _also_right(senses, self._taken):
                return False
            if self._says(senses[0]) and not self._answer_said:
                return False
        self._taken += senses
        self._shown.add(text.casefold())
        if family is not None:
            self._families.add(family)
        return True


def _also_right(senses: Sequence[Sense], right: Sequence[Sense]) -> bool:
    return any(same(one, other) for one in senses for other in right)


def _nearest(entry: Entry, pool: Pool, *, reverse: bool) -> Iterator[tuple[_Rank, Entry]]:
    """Yield items of the same kind: rivals first, then those whose answers look most like it."""
    text = _side(entry.item, reverse)
    own = kind_of(unmarked(text)) if reverse else entry.kind
    nearness = pool.nearness(entry)
    scored = []
    for other in pool.entries:
        kind = other.kind if not reverse else own
        if other.at == entry.at or not alike(own, kind):
            continue
        theirs = _side(other.item, reverse)
        if not _like_length(len(text), len(theirs)):
            continue
        distance = _distance(entry, other, text, theirs, same_kind=own == kind)
        near = nearness.get(other.at, 0.0)
        rank = _rank(distance, near, same_kind=own == kind)
        scored.append((rank, distance - _PULL * near, other.at))
    heapq.heapify(scored)
    while scored:
        rank, _, at = heapq.heappop(scored)
        yield rank, pool.entries[at]


def _rank(distance: float, near: float, *, same_kind: bool) -> _Rank:
    if near >= (_KIN if same_kind else _KIN_OF_ANOTHER_KIND) and distance <= _UNLIKE:
        return _Rank.KIN
    if not same_kind:
        return _Rank.STRANGE
    return _Rank.NEAR if distance <= _NEAR else _Rank.FAR


def _like_length(one: int, other: int) -> bool:
    less, more = sorted((one, other))
    return more - less <= 16 or more <= 2 * less


def _distance(entry: Entry, other: Entry, text: str, theirs: str, *, same_kind: bool) -> float:
    """Return how unlike two answers look; more than ``_NEAR`` if they are of two kinds."""
    one, two = entry.senses[0], other.senses[0]
    far = 0.0 if same_kind else _NEAR + 0.1
    far += abs(math.log((len(text) + 4) / (len(theirs) + 4)))
    far += 0.35 * min(abs(len(one.words) - len(two.words)), 5)
    far += 0.5 * (text[:1].isupper() != theirs[:1].isupper())
    far += _OTHER_SCRIPT * (is_chemical(text) != is_chemical(theirs))
    far += _OTHER_SCRIPT * (script(text) != script(theirs))
    far += 0.5 * (entry.item.category != other.item.category)
    far += 0.3 * (entry.item.deck != other.item.deck)
    far += 0.3 * (entry.item.tags != other.item.tags)
    far += 0.4 * (_asks(entry.item.question) != _asks(other.item.question))
    named, counted = fits(entry.item, (theirs, hint_of(other.item) or None))
    far += _MISFIT * (not named) + 0.6 * (not counted)
    if one.time is not None and two.time is not None:
        far += min(abs(one.time.first - two.time.first) / (372 * 10), _MOST_YEARS)
        far += 0.5 * ((one.time.last - one.time.first) != (two.time.last - two.time.first))
    if one.figure is not None and two.figure is not None and {one.kind, two.kind} <= COUNTED:
        a, b = one.figure, two.figure
        far += min(abs(math.log((abs(a.worth) + 1e-9) / (abs(b.worth) + 1e-9))), 3.0)
        far += 4.0 * (a.dimension != b.dimension) + 0.5 * (a.noun != b.noun)
    return far


def _asks(question: str) -> str:
    start = question[:60].lower().split()
    return next((word for word in start if word in _WH), "")


_WH = frozenset(listed("who whom whose when where why how which what"))
