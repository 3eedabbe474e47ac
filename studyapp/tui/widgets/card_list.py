"""Cards, one a line."""

from collections.abc import Callable, Sequence
from datetime import datetime

from textual.content import Content

from studyapp.domain.card import Flag, Queue
from studyapp.services.views import CardView
from studyapp.tui import figures
from studyapp.tui.safe import clean_line, join
from studyapp.tui.widgets.rows import Rows

STATE = 11
DUE = 9


def heading(width: int) -> Content:
    """Return the line above the cards."""
    text = "    question".ljust(max(width - STATE - DUE, 0))
    return join((text + "state".ljust(STATE) + "due in".rjust(DUE - 1) + " ", "$muted"))


class CardList(Rows):
    """Ten thousand cards cost no more than the ones on show."""

    def __init__(self, now: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._now = now
        self.cards: list[CardView] = []

    @property
    def current(self) -> CardView | None:
        """The card under the cursor."""
        return self.cards[self.cursor] if self.cards else None

    def load(self, cards: Sequence[CardView]) -> None:
        """Show these cards; the cursor stays on its card if it is there."""
        kept = self.current
        self.cards = list(cards)
        at = next((n for n, card in enumerate(self.cards) if kept and card.id == kept.id), 0)
        self.replaced(len(self.cards), at)

    def put(self, card: CardView) -> None:
        """Show a card as it is now."""
        for at, known in enumerate(self.cards):
            if known.id == card.id:
                self.cards[at] = card
                self.refresh_line(at)
        self.post_message(self.Moved(self))

    def draw(self, index: int, width: int) -> Content:
        """Draw one card."""
        card = self.cards[index]
        bar = ("▌", "$primary") if index == self.cursor else " "
        colour = figures.FLAGS[card.flag][1]
        flag = ("⚑", colour) if card.flag is not Flag.NONE else " "
        room = max(width - STATE - DUE - 4, 8)
        question = join(figures.without_marks(clean_line(card.question, 200))).truncate(
            room - 1, ellipsis=True
        )
        state = figures.standing(card)
        style = "$muted" if card.queue is not Queue.ACTIVE else figures.STATES[card.memory.state][1]
        if card.queue is not Queue.ACTIVE:
            question = question.stylize("$muted")
        return join(
            bar,
            " ",
            flag,
            " ",
            question,
            " " * (room - question.cell_length),
            (state.ljust(STATE), style),
            (figures.due_in(card, self._now()).rjust(DUE - 1), "$muted"),
            " ",
        )
