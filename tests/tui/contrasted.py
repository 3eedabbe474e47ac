"""The drill on confused cards as its screen gets it."""

from random import Random
from typing import TYPE_CHECKING, Any

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.errors import StudyError
from studyapp.quiz.contrast import Ask, Contrast

if TYPE_CHECKING:
    from tests.tui.fake import FakeCollection


def item(number: int, question: str, term: str) -> Item:
    return Item(number, number, "Voyages", NoteKind.BASIC, question, term, term, (term,))


PAIR = (
    item(1, "Which cape did **Dias** round in 1488?", "the Cape of Good Hope"),
    item(2, "Which cape did **Magellan** round in 1520?", "the Cape of the Virgins"),
)


class FakeContrast:
    """What the screen needs of ``ContrastSession``."""

    def __init__(self, collection: "FakeCollection") -> None:
        self._collection = collection
        self.pairs = collection.pairs_confused
        self._drill = Contrast([PAIR] * self.pairs, Random(3))

    @property
    def question(self) -> Ask | None:
        return self._drill.question

    @property
    def done(self) -> int:
        return self._drill.at

    @property
    def asked(self) -> int:
        return self._drill.asked

    @property
    def correct(self) -> int:
        return self._drill.correct

    def answer(self, place: int, duration_ms: int) -> bool:
        self._collection.check_fault("contrast_answer")
        return self._drill.answer(place)


class FakeConfusions:
    """The part of the fake collection about cards that are confused."""

    pairs_confused = 1

    def contrast(self, deck: str) -> Any:
        if not self.pairs_confused:
            raise StudyError("no cards are confused with each other", "Take a test first.")
        return FakeContrast(self)  # type: ignore[arg-type]

    def confused(self, deck: str) -> tuple[int, ...]:
        return tuple(range(self.pairs_confused))
