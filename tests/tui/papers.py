"""A collection in a file with the harbour deck, whose papers are always the same."""

from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from studyapp.collection import Collection
from studyapp.domain.deck import ParsedDeck
from studyapp.formats.markdown import write_deck
from studyapp.quiz.paper_wishes import Kind, Wishes
from studyapp.services.build import SourceFile
from studyapp.services.selftest.practice_test import Setup
from tests.desk import lent
from tests.quiz.papers import notes
from tests.tui.fake import NOON, FakeCollection

MIXTURE = Wishes(questions=15, minutes=10, seed=4)
_numbers = count()


class Papers(Collection):
    """Fills certain wishes into the form of a deck that was never tested."""

    preset = MIXTURE

    def test_setup(self, deck: str) -> Setup:
        setup = super().test_setup(deck)
        return replace(setup, wishes=self.preset) if setup.wishes == Wishes() else setup


@cache
def _template() -> bytes:
    """Return the collection as a file: built once, it is the same for every test."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "papers.db"
        with Collection.open(path, clock=lambda: NOON, zone=ZoneInfo("UTC"), seed=1) as made:
            files = write_deck(ParsedDeck("Harbour", notes()))
            made.build([SourceFile(name, text.encode()) for name, text in files.items()])
        return path.read_bytes()


class PaperFake(FakeCollection):
    """Stands in for the fake collection with a real one, in the folder of the test."""

    def __init__(self, wishes: Wishes = MIXTURE) -> None:
        super().__init__([])
        path = Path.cwd() / f"papers{next(_numbers)}.db"
        path.write_bytes(_template())
        papers = Papers.open(path, clock=self.clock.now, zone=ZoneInfo("UTC"), seed=1)
        assert isinstance(papers, Papers)
        self.papers = lent(papers)
        self.papers.preset = wishes

    def real(self) -> Collection:
        """Return the collection that the screens see."""
        return self.papers


def only(kind: Kind, questions: int = 12) -> PaperFake:
    """Return a collection whose papers have questions of one kind."""
    return PaperFake(Wishes(questions=questions, kinds=(kind,), seed=2))
