"""Flashcards: one after another, turned by key, by mouse or by themselves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.quiz.flip import Flip
from studyapp.services.views import CardView
from studyapp.tui import figures
from studyapp.tui.safe import join, stack
from studyapp.tui.screens.sitting import SittingScreen
from studyapp.tui.widgets.line import Line, progress, spread
from studyapp.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from studyapp.services.selftest.flip import FlipSession

PACES = (2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 20.0, 30.0)
"""Seconds that a side is on show."""
TICK = 0.25


class FlipScreen(SittingScreen["FlipSession"]):
    """Shows a side, then the other. Says nothing about memory; goes on where it was left."""

    NAME = "Flashcards"
    CSS_PATH = "flip.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "turn", "Turn", id="flip.turn", tooltip="the card"),
        Binding("pagedown", "scroll(1)", "More", id="flip.more", tooltip="of a long card"),
        Binding("n,right", "step(1)", "Next", id="flip.next", tooltip="card"),
        Binding("b,left", "step(-1)", "Before", id="flip.before", tooltip="the card before"),
        Binding("s", "star", "Star", id="flip.star", tooltip="this card, or take its star off"),
        Binding("z,ctrl+z", "undo", "Undo", id="flip.undo", tooltip="the last star"),
        Binding("a", "autoplay", "Play", id="flip.autoplay", tooltip="by itself, or stop"),
        Binding("plus,equals_sign", "pace(-1)", "Faster", id="flip.faster", tooltip="autoplay"),
        Binding("minus", "pace(1)", "Slower", id="flip.slower", tooltip="autoplay"),
        Binding("m", "shuffle", "Mix", id="flip.shuffle", tooltip="the cards, or back in order"),
        Binding("r", "swap", "Reverse", id="flip.swap", tooltip="answers first, or questions"),
        Binding("o", "starred", "Starred", id="flip.starred", tooltip="only these, or all cards"),
        Binding("g,home", "again", "First", id="flip.again", tooltip="card again", show=False),
        Binding("j,down", "nudge(1)", "Down", id="flip.down", tooltip="one line", show=False),
        Binding("k,up", "nudge(-1)", "Up", id="flip.up", tooltip="one line", show=False),
        Binding("pageup", "scroll(-1)", "Page up", id="flip.page_up", tooltip="a page", show=False),
        Binding("escape,q", "leave", "Back", id="flip.leave", tooltip="your place is kept"),
    ]

    def __init__(
        self,
        deck: str,
        *,
        cards: Sequence[int] | None = None,
        starred: bool = False,
        pace: float = 4.0,
    ) -> None:
        super().__init__(deck)
        self._cards = cards
        self._only_starred = starred
        self.pace = min(PACES, key=lambda each: abs(each - pace))
        self.playing = False
        self._turn_at = 0.0
        self._card: CardView | None = None

    def body(self) -> Iterable[Widget]:
        """Return the card under its place in the pile, and what stands there at the end."""
        yield Line(self._progress, id="progress")
        with Vertical(id="table"):
            yield Line(self._place, id="place")
            yield Sheet(id="sheet")
        with Center(id="end"):
            yield Static(id="said")

    def on_mount(self) -> None:
        """Name the screen, and let time pass."""
        self.topbar.place(join(("flashcards  ", "$muted"), figures.deck_path(self.deck)))
        self.set_interval(TICK, self.tick)

    def find(self, *, fresh: bool) -> "FlipSession":
        """Return the pile that was left, or a new one."""
        starred, self._only_starred = self._only_starred, False
        collection = self.study.collection
        return collection.flip(self.deck, cards=self._cards, starred=starred, fresh=fresh)

    def take(self, session: "FlipSession") -> None:
        """Show a pile that was opened."""
        self.playing = False
        self.deck = session.deck
        if session.resumed:
            self.notice.say("where you left; g begins with the first card")
        self._show()
        self.later(self.study.settled)

    @property
    def pile(self) -> Flip | None:
        """The pile, None until it is open."""
        return self._session.pile if self._session else None

    def _show(self) -> None:
        session = self._session
        if session is None:
            return
        done, card = self.attempt(session.card)
        if not done:
            return
        self._card = card
        self.query_one("#table").display = card is not None
        self.query_one("#end").display = card is None
        if card is None:
            self.playing = False
            self.query_one("#said", Static).update(self._end())
        else:
            shown = card
            if session.pile.answers_first:
                shown = replace(card, question=card.answer, answer=card.question)
            sheet = self.query_one(Sheet)
            sheet.show(shown, revealed=session.pile.turned)
            if session.pile.turned:
                self.later(sheet.bring_answer)
        self._head()

    def _head(self) -> None:
        session = self._session
        stars = session.stars if session else 0
        star = join(("★ ", "$accent"), (f"{stars:,}", "bold"), (" starred", "$muted"))
        self.topbar.place(
            join(("flashcards  ", "$muted"), figures.deck_path(self.deck)),
            star if stars else Content(""),
        )
        for part in self.query(Line):
            part.refresh()
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def _progress(self, width: int) -> Content:
        pile = self.pile
        whole = len(pile.order) if pile else 0
        return progress(width, whole, (pile.at if pile else 0, "$good"))

    def _place(self, width: int) -> Content:
        pile, session = self.pile, self._session
        if pile is None or session is None:
            return Content("")
        star = ("★ ", "$accent") if session.is_starred else ("", "")
        place = f"{min(pile.at + 1, len(pile.order)):,} of {len(pile.order):,}"
        words = [
            "mixed" if pile.shuffled else "",
            "answers first" if pile.answers_first else "",
            "only starred" if pile.starred else "",
            f"▶ {self.pace:g} s a side" if self.playing else "",
        ]
        right = join(("  ·  ".join(word for word in words if word), "$muted"))
        return spread(join(star, (place, "bold")), right, width)

    def pictured(self) -> tuple[int, tuple[str, ...]]:
        """Return the side that is up, or both once it was turned."""
        card, pile = self._card, self.pile
        if card is None or pile is None:
            return 0, ()
        if pile.turned:
            return card.id, (card.question, card.answer)
        return card.id, (card.answer if pile.answers_first else card.question,)

    def _end(self) -> Content:
        pile = self.pile
        seen = figures.plural(len(pile.order), "card") if pile else ""
        return stack(
            join(("All seen", "bold $good")),
            join((seen, "bold"), ("; looking moves no schedule", "$muted")),
            Content(""),
            join(("g", "bold $accent"), "  again from the first"),
            join(("m", "bold $accent"), "  mixed anew, or in order"),
            join(("b", "bold $accent"), "  back to the last card"),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is something for."""
        session, pile = self._session, self.pile
        if action in ("leave", "back"):
            return True
        if session is None or pile is None:
            return False
        match action:
            case "turn" | "star" | "autoplay" | "swap":
                return not pile.over
            case "step":
                return not pile.over if parameters == (1,) else pile.at > 0
            case "undo":
                return session.can_undo
            case "media":
                return self.has_media
            case "pace":
                at = PACES.index(self.pace) + (1 if parameters == (1,) else -1)
                return self.playing and 0 <= at < len(PACES)
            case "starred":
                return pile.starred or session.stars > 0
            case "again":
                return pile.at > 0 or pile.turned
            case "scroll" | "nudge":
                sheet = self.query_one(Sheet)
                more = sheet.more_below if parameters == (1,) else sheet.more_above
                return not pile.over and more
        return True

    def _do(self, act: Callable[["FlipSession"], object]) -> None:
        """Do something with the pile and show what came of it; autoplay counts anew."""
        session = self._session
        if session is not None and self.attempt(lambda: act(session), "not kept")[0]:
            self.notice.clear()
            self._turn_at = self.study.clock() + self.pace
            self._show()

    def action_turn(self) -> None:
        """Show the other side."""
        self._do(lambda session: session.do(Flip.turn))

    def action_step(self, by: int) -> None:
        """Go to another card."""
        self._do(lambda session: session.do(lambda pile: pile.step(by)))

    def action_swap(self) -> None:
        """Begin cards with their other side."""
        self._do(lambda session: session.do(Flip.swap))

    def action_shuffle(self) -> None:
        """Mix the pile, or put it in order."""
        self._do(lambda session: session.shuffle())

    def action_starred(self) -> None:
        """Look at starred cards only, or at all."""
        pile = self.pile
        if pile is not None:
            self._do(lambda session: session.only_starred(on=not pile.starred))

    def action_again(self) -> None:
        """Begin with the first card."""
        self._do(lambda session: session.do(Flip.restart))

    def action_star(self) -> None:
        """Star the card on top or take its star off."""
        self._star(lambda session: session.star(), "")

    def action_undo(self) -> None:
        """Take the last star, or its removal, back."""
        self._star(lambda session: session.undo(), "undone: ")

    def _star(self, act: Callable[["FlipSession"], bool], before: str) -> None:
        session = self._session
        if session is None:
            return
        done, on = self.attempt(lambda: act(session), "not saved")
        if done:
            self.notice.say(f"{before}{'starred' if on else 'no star any more'}")
            self._show()

    def action_autoplay(self) -> None:
        """Turn cards by themselves, or stop."""
        self.playing = not self.playing
        self._turn_at = self.study.clock() + self.pace
        self._head()

    def action_pace(self, by: int) -> None:
        """Give each side more or less time."""
        self.pace = PACES[PACES.index(self.pace) + by]
        self._turn_at = self.study.clock() + self.pace
        self._head()

    def tick(self) -> None:
        """Turn the card or go on, when its time is over."""
        showing = self.app.screen is self and self.playing
        if showing and self.study.clock() >= self._turn_at:
            self._do(lambda session: session.do(Flip.advance))

    def on_screen_resume(self) -> None:
        """Give the side its whole time again after a dialog."""
        self._turn_at = self.study.clock() + self.pace

    def on_click(self, event: events.Click) -> None:
        """Turn the card that was clicked."""
        if self.pile is None or self.pile.over or event.widget is None:
            return
        if self.query_one(Sheet) in event.widget.ancestors_with_self:
            self.action_turn()

    def action_scroll(self, by: int) -> None:
        """Scroll by most of a page."""
        self.query_one(Sheet).by_page(by)
        self.refresh_bindings()

    def action_nudge(self, by: int) -> None:
        """Scroll by a line."""
        self.query_one(Sheet).by_line(by)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def action_leave(self) -> None:
        """Go back; the place in the pile is kept."""
        _ = self.dismiss(None)
