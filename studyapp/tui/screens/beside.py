"""What review does with a generated card: first letter, paragraph, media, staleness."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from studyapp.services.views import CardView, StudyCard
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.widgets.sheet import PLAIN, Beside, Sheet

if TYPE_CHECKING:
    from studyapp.domain.generated import Generated


class BesideScreen(StudyScreen[None]):
    """A screen with one card on the table and what belongs beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._card: StudyCard | None = None
        self._beside = PLAIN

    @property
    def revealed(self) -> bool:
        """Whether the answer is on show."""
        return False

    @property
    def generated(self) -> "Generated | None":
        """How the card on the table was made; None for all that the generator did not draw."""
        return self._card.card.generated if self._card is not None else None

    def lay(self, card: CardView) -> None:
        """Show a new question; a worker looks for the flashcards it is linked to."""
        self._beside = Beside(stale=card.stale)
        self.query_one(Sheet).show(card, revealed=False, beside=self._beside)
        if card.generated is not None and card.generated.links:
            linked = self.study.collection.linked
            self.in_thread(lambda: linked(card), partial(self._linked, card.id), "linked")

    def lay_again(self, card: CardView) -> None:
        """Show the card as it is now."""
        self._beside = replace(self._beside, stale=card.stale, letter="")
        self.query_one(Sheet).show(card, revealed=self.revealed, beside=self._beside)

    def _linked(self, card_id: int, found: tuple[CardView, ...]) -> None:
        if self._card is not None and self._card.card.id == card_id:
            self._add(replace(self._beside, also=tuple(card.question for card in found)))

    def _add(self, beside: Beside) -> None:
        self._beside = beside
        self.query_one(Sheet).add(beside, revealed=self.revealed)
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def _media(self) -> tuple[str, ...]:
        """Return the names of media on the sides on show."""
        return ()

    def action_media(self) -> None:
        """Open the card's sound or picture in another program."""
        from studyapp.tui.screens.media import open_media

        if self._card is not None:
            card, shown = self._card.card, self._media()
            found = self.attempt(lambda: self.study.collection.media(card))[1] or ()
            open_media(self, [each for each in found if each.name in shown])

    def action_letter(self) -> None:
        """Show the first letter of the answer."""
        if self.generated is not None:
            self._add(replace(self._beside, letter=self.generated.first_letter))

    def action_paragraph(self) -> None:
        """Show the paragraph the card came from."""
        from studyapp.tui.screens.paragraph import ParagraphScreen

        if self._card is not None:
            _ = self.app.push_screen(ParagraphScreen(self._card.card))

    def action_keep(self) -> None:
        """Keep the card although its source changed."""
        if self._card is None:
            return
        note_id = self._card.card.note_id
        if self.attempt(lambda: self.study.collection.keep(note_id), "not kept")[0]:
            self._add(replace(self._beside, stale=False))
            self.notice.say("kept")
