"""Making a paper: which cards, asked in which way, in which order. The seed decides everything."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from studyapp.domain.deck import leaf
from studyapp.domain.selftest import Item
from studyapp.quiz import paper_questions as asking
from studyapp.quiz.blocks import FEWEST, blocks
from studyapp.quiz.giveaway import Shown
from studyapp.quiz.paper import Paper
from studyapp.quiz.paper_questions import Made
from studyapp.quiz.paper_wishes import Kind, Wishes
from studyapp.quiz.pool import Pool

PICKY = (Kind.CLOZE, Kind.WRITTEN, Kind.CHOICE, Kind.TRUE_FALSE)
"""Kinds that fit the fewest cards first: what fits all takes what is left."""
FAILURES = 200
"""Cards that may fail to be asked before a paper stays short: each costs a look at all others."""
SLACK = 30
"""Cards looked at for matching blocks beyond four times as many as are wanted."""


def make(deck: str, pool: Sequence[Item], wishes: Wishes) -> Paper:
    """Return a paper of at most ``wishes.questions`` points; fewer if not more can be made.

    Kinds take turns as far as the cards allow. No two cards of a family are on one paper, and none
    that another one gives away. Wrong options come from the whole ``pool``, also from cards that
    the wishes leave out. Raises ``ValueError`` without a seed in the wishes.
    """
    if wishes.seed is None:
        raise ValueError("a paper needs a seed")
    rng = Random(wishes.seed)  # noqa: S311
    items = [item for item in pool if wishes.fits(item)]
    rng.shuffle(items)
    made = _Maker(pool, wishes, rng).all(items)
    made.sort(key=lambda each: list(Kind).index(each[0].kind))
    questions, number = [], 1
    for question, _ in made:
        questions.append(replace(question, number=number))
        number += question.points
    keys = tuple(keys for _, keys in made)
    return Paper(leaf(deck), wishes.seed, tuple(questions), keys, wishes.minutes, wishes.pass_mark)


class _Maker:
    def __init__(self, pool: Sequence[Item], wishes: Wishes, rng: Random) -> None:
        self._pool = Pool(pool)
        self._wishes = wishes
        self._rng = rng
        self._shown = Shown()
        self._left = _shares(wishes)
        """How many points of each kind are wanted; matching is taken out when it is done."""

    def all(self, items: Sequence[Item]) -> list[Made]:
        """Return the questions: of each kind its share, then what else can be asked."""
        made = list(self._matching(items))
        for kind in (each for each in PICKY if each in self._left):
            made += self._singles(items, (kind,), self._left[kind])
        for strictly in (True, False):
            wanted = self._wishes.questions - sum(question.points for question, _ in made)
            made += self._singles(items, tuple(self._left), wanted, strictly=strictly)
        return made

    def _singles(
        self, items: Sequence[Item], kinds: Sequence[Kind], wanted: int, *, strictly: bool = True
    ) -> list[Made]:
        """Return up to ``wanted`` questions, each in the first of the kinds that fits its card."""
        made: list[Made] = []
        failed = 0
        for item in items:
            if len(made) >= wanted or failed >= FAILURES:
                break
            if not self._shown.admits(item):
                continue
            found = self._single(item, kinds, strictly=strictly)
            if found is None:
                failed += 1
            else:
                self._shown.add((item,))
                self._shown.print(*found)
                made.append(found)
        return made

    def _single(self, item: Item, kinds: Sequence[Kind], *, strictly: bool) -> Made | None:
        """Return a question that prints no answer of another, nor has its own printed there."""
        for kind in kinds:
            found = asking.single(
                kind, item, self._pool, self._wishes, self._rng, avoid=self._shown.tells
            )
            if found is not None and self._shown.fits(*found, strictly=strictly):
                return found
        return None

    def _matching(self, items: Sequence[Item]) -> Iterator[Made]:
        wanted = self._left.pop(Kind.MATCHING, 0)
        candidates: list[Item] = []
        beside = Shown()
        for item in items:
            if not wanted or len(candidates) >= 4 * wanted + SLACK:
                break
            if beside.admits(item):
                beside.add((item,))
                candidates.append(item)
        for block in blocks(candidates, self._pool, wanted):
            self._shown.add(block)
            made = asking.matching(
                block, asking.side_of(block[0], self._wishes, self._rng), self._rng
            )
            self._shown.print(*made)
            yield made


def _shares(wishes: Wishes) -> dict[Kind, int]:
    """Return how many points each kind is to have: the same, but whole matching blocks."""
    kinds, wanted = wishes.kinds, wishes.questions
    if kinds == (Kind.MATCHING,):
        return {Kind.MATCHING: wanted}
    shares = {}
    if Kind.MATCHING in kinds and wanted >= 2 * FEWEST:
        shares[Kind.MATCHING] = max(wanted // len(kinds), FEWEST)
    others = [kind for kind in kinds if kind is not Kind.MATCHING]
    rest = wanted - sum(shares.values())
    for at, kind in enumerate(others):
        shares[kind] = (rest + len(others) - 1 - at) // len(others)
    return shares
