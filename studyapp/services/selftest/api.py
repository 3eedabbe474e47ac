"""Self-tests of a collection, as scripts, commands and screens begin them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from studyapp.services.guard import sound
from studyapp.services.workspace import Workspace

if TYPE_CHECKING:
    from studyapp.quiz.paper import Paper
    from studyapp.quiz.paper_wishes import Wishes as TestWishes
    from studyapp.services.selftest.confusions import Confused
    from studyapp.services.selftest.contrast import ContrastSession
    from studyapp.services.selftest.cram import CramSession, CramWishes
    from studyapp.services.selftest.cram_offer import CramOffer
    from studyapp.services.selftest.flip import FlipSession
    from studyapp.services.selftest.learn import LearnSitting
    from studyapp.services.selftest.match import MatchSession
    from studyapp.services.selftest.piles import PilesSession
    from studyapp.services.selftest.practice_test import Score, Setup, TestSitting
    from studyapp.services.selftest.sorting import SortingSession, SortOffer
    from studyapp.services.selftest.tutor import TutorSession


class SelfTests:
    """The part of ``Collection`` for testing oneself. Modes are imported when they are begun."""

    _workspace: Workspace

    @sound
    def learn(self, deck: str, size: int | None = None) -> "LearnSitting":
        """Begin or resume Learn for a deck, ``size`` cards a round. Raises ``StudyError``."""
        from studyapp.services.selftest.learn import LearnSitting

        return LearnSitting(self._workspace, deck, size)

    @sound
    def test_setup(self, deck: str) -> "Setup":
        """Return what a practice test on a deck can ask, and how it was asked last."""
        from studyapp.services.selftest import practice_test

        return practice_test.setup(self._workspace, deck)

    @sound
    def test_paper(self, deck: str, wishes: "TestWishes") -> "Paper":
        """Make a paper with its key: always the same from the same deck, wishes and seed."""
        from studyapp.services.selftest import practice_test

        return practice_test.paper(self._workspace, deck, wishes)

    @sound
    def begin_test(self, deck: str, wishes: "TestWishes") -> "TestSitting":
        """Begin a practice test; one on this deck that was left is given up for it."""
        from studyapp.services.selftest import practice_test

        return practice_test.begin(self._workspace, deck, wishes)

    @sound
    def resume_test(self, deck: str) -> "TestSitting | None":
        """Return the practice test that was left, on the same question with all answers."""
        from studyapp.services.selftest import practice_test

        return practice_test.resume(self._workspace, deck)

    @sound
    def past_test(self, deck: str, sitting_id: int) -> "TestSitting":
        """Return a practice test that was handed in. Raises ``NotFoundError``."""
        from studyapp.services.selftest import practice_test

        return practice_test.past(self._workspace, deck, sitting_id)

    @sound
    def test_scores(self, deck: str) -> "tuple[Score, ...]":
        """Return the scores of the practice tests on a deck, oldest first."""
        from studyapp.services.selftest import practice_test

        return practice_test.scores(self._workspace, deck)

    @sound
    def match(
        self,
        deck: str,
        *,
        pairs: int | None = None,
        boards: int | None = None,
        fresh: bool = False,
    ) -> "MatchSession":
        """Match questions with answers against the clock; goes on with what was left."""
        from studyapp.services.selftest.match import MatchSession

        return MatchSession(self._workspace, deck, pairs=pairs, boards=boards, fresh=fresh)

    @sound
    def sortings(self, deck: str) -> "SortOffer":
        """Return by what a deck can be sorted, and by what a sorting was left."""
        from studyapp.services.selftest.sorting import offer

        return offer(self._workspace, deck)

    @sound
    def sort(self, deck: str, by: str, *, limit: int = 24, fresh: bool = False) -> "SortingSession":
        """Sort cards by an attribute of ``sortings``; goes on with what was left."""
        from studyapp.services.selftest.sorting import SortingSession

        return SortingSession(self._workspace, deck, by, limit=limit, fresh=fresh)

    @sound
    def piles(self, deck: str, *, fresh: bool = False) -> "PilesSession":
        """Sort cards into known and still learning; goes on with what was left."""
        from studyapp.services.selftest.piles import PilesSession

        return PilesSession(self._workspace, deck, fresh=fresh)

    @sound
    def flip(
        self,
        deck: str,
        *,
        cards: Iterable[int] | None = None,
        starred: bool = False,
        fresh: bool = False,
    ) -> "FlipSession":
        """Look through flashcards; goes on where the deck was left. ``cards`` chooses some."""
        from studyapp.services.selftest.flip import FlipSession

        chosen = None if cards is None else tuple(cards)
        return FlipSession(self._workspace, deck, cards=chosen, starred=starred, fresh=fresh)

    @sound
    def cram_offer(self, deck: str) -> "CramOffer":
        """Return choices of cards to cram, with how many each is and what was left of it."""
        from studyapp.services.selftest.cram_offer import offer

        return offer(self._workspace, deck)

    @sound
    def cram(
        self, deck: str, wishes: "CramWishes | None" = None, *, fresh: bool = False
    ) -> "CramSession":
        """Review chosen cards without moving the schedule; goes on with what was left so."""
        from studyapp.services.selftest.cram import CramSession

        return CramSession(self._workspace, deck, wishes, fresh=fresh)

    @sound
    def contrast(self, deck: str) -> "ContrastSession":
        """Drill the pairs of a deck that are confused. Raises ``StudyError`` if none are."""
        from studyapp.services.selftest.contrast import ContrastSession

        return ContrastSession(self._workspace, deck)

    @sound
    def confused(self, deck: str) -> "tuple[Confused, ...]":
        """Return the pairs of cards of a deck that are confused with each other."""
        from studyapp.services.selftest.confusions import offered

        return offered(self._workspace, deck)

    @sound
    def star(self, card_id: int, *, on: bool) -> bool:
        """Star the note behind a card or take the star off; return whether that changed it."""
        from studyapp.services.selftest.stars import star

        return star(self._workspace, card_id, on=on)

    @sound
    def tutor(self, deck: str, *, limit: int = 10, fresh: bool = False) -> "TutorSession":
        """Answer a deck's questions at length and hear what was missing; goes on with what was.

        Raises ``NotFoundError``.
        """
        from studyapp.services.selftest.tutor import TutorSession

        return TutorSession(self._workspace, deck, limit=limit, fresh=fresh)
