"""Whether two cards could be mistaken for each other where questions are matched with answers."""

from collections.abc import Iterable, Sequence

from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import in_line
from studyapp.quiz.pool import Pool
from studyapp.quiz.sense import Sense, same


class Mistakable:
    """Tells of two cards of a deck whether an answer could be right for both questions.

    Errs on the side of yes: a board with another card in its place loses nothing. What is right
    for a card is looked up once.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._pool = Pool(items)
        self._known: dict[int, tuple[Sequence[Sense], set[int]]] = {}

    def __call__(self, one: Item, other: Item) -> bool:
        """Return whether the two must not lie on one board."""
        if _key(one.question) == _key(other.question) or _key(one.term) == _key(other.term):
            return True
        return self._also(one, other) or self._also(other, one)

    def _also(self, one: Item, other: Item) -> bool:
        """Whether the answer of ``other`` could be right for ``one``, or both ask the same."""
        right, twins = self._rights(one)
        entry = self._pool.entry(other)
        return entry.at in twins or any(
            same(answer, each) for answer in entry.senses for each in right
        )

    def _rights(self, item: Item) -> tuple[Sequence[Sense], set[int]]:
        if item.card_id not in self._known:
            self._known[item.card_id] = self._pool.rights(self._pool.entry(item))
        return self._known[item.card_id]


def _key(text: str) -> str:
    """Return what is to be seen of a text; of two pictures the names tell them apart."""
    return "".join(char for char in in_line(text).casefold() if not char.isspace())
