"""Known or still learning: two piles, and the second can be studied at once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.widget import Widget
from textual.widgets import Static

from studyapp.services.views import CardView
from studyapp.tui import figures
from studyapp.tui.safe import join, stack
from studyapp.tui.screens.review import LONGEST_MS
from studyapp.tui.screens.sitting import SittingScreen
from studyapp.tui.widgets.line import Line, progress
from studyapp.tui.widgets.sheet import Sheet
from studyapp.tui.widgets.tile import Tile

if TYPE_CHECKING:
    from studyapp.services.selftest.piles import PilesSession


class PilesScreen(SittingScreen["PilesSession"]):
    """Shows a card, its answer if wanted, and lays it on a pile. Moves no schedule."""

    NAME = "Piles"
    CSS_PATH = "sorting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "reveal", "Show", id="piles.show", tooltip="the answer"),
        Binding("1,left", "lay(0)", "Learning", id="piles.learning", tooltip="still learning it"),
        Binding("2,right", "lay(1)", "Known", id="piles.known", tooltip="I know it"),
        Binding("z,ctrl+z", "undo", "Undo", id="piles.undo", tooltip="the last card"),
        Binding("j,down", "scroll(1)", "More", id="piles.more", tooltip="of a long card"),
        Binding("k,up", "scroll(-1)", "Up", id="piles.less", tooltip="to its top", show=False),
        Binding("r", "again", "Sort again", id="piles.again", tooltip="what is still learned"),
        Binding("f", "flip", "Flashcards", id="piles.flip", tooltip="of what is still learned"),
        Binding("c", "cram", "Cram", id="piles.cram", tooltip="what is still learned"),
        Binding("n", "new", "New", id="piles.new", tooltip="piles of the whole deck"),
        Binding("escape,q", "leave", "Back", id="piles.leave", tooltip="your place is kept"),
    ]

    def __init__(self, deck: str) -> None:
        super().__init__(deck)
        self._card: CardView | None = None
        self._revealed = False
        self._shown_at = 0.0

    def body(self) -> Iterable[Widget]:
        """Return the card over the two piles, and the end."""
        yield Line(self._progress, id="progress")
        with Vertical(id="table"):
            yield Sheet(id="sheet")
            with Horizontal(id="piles"):
                yield Tile("1", id="learning")
                yield Tile("2", id="known")
        with Center(id="end"):
            yield Static(id="report")

    def find(self, *, fresh: bool) -> "PilesSession":
        """Return the sitting that was left, or a new one."""
        return self.study.collection.piles(self.deck, fresh=fresh)

    def take(self, session: "PilesSession") -> None:
        """Show a sitting that was opened."""
        if session.resumed:
            self.notice.say("where you left; n begins with the whole deck")
        self._next()

    @property
    def begun(self) -> bool:
        """Whether cards lie on the piles and others wait."""
        piles = self._session.piles if self._session else None
        return piles is not None and bool(piles.waiting) and bool(piles.past)

    def _next(self) -> None:
        self.unsure()
        session = self._session
        if session is None:
            return
        done, card = self.attempt(session.card)
        if not done:
            return
        self._card, self._revealed = card, False
        self.query_one("#table").display = card is not None
        self.query_one("#end").display = card is None
        piles = session.piles
        if card is None:
            self.query_one("#report", Static).update(self._report(session))
        else:
            self.query_one(Sheet).show(card, revealed=False)
            learning, known = len(piles.learning), len(piles.known)
            self.query_one("#learning", Tile).show("still learning", beside=f"{learning:,}")
            self.query_one("#known", Tile).show("known", beside=f"{known:,}")
            self._shown_at = self.study.clock()
        self._head()

    def _head(self) -> None:
        session = self._session
        left = len(session.piles.waiting) if session else 0
        right = join((f"{left:,}", "bold $hard"), (" left", "$muted")) if left else Content("")
        self.topbar.place(join(("piles  ", "$muted"), figures.deck_path(self.deck)), right)
        self.query_one("#progress", Line).refresh()
        self.refresh_bindings()
        self.later(self.refresh_bindings)

    def _progress(self, width: int) -> Content:
        piles = self._session.piles if self._session else None
        if piles is None:
            return Content("")
        whole = len(piles.waiting) + len(piles.known) + len(piles.learning)
        known, learning = (len(piles.known), "$good"), (len(piles.learning), "$hard")
        return progress(width, whole, known, learning)

    def _report(self, session: "PilesSession") -> Content:
        known, learning = len(session.piles.known), len(session.piles.learning)
        lines = [
            join(("All sorted", "bold $good")),
            join((f"{known:,}", "bold $good"), (" known", "$muted")),
            join((f"{learning:,}", "bold $hard"), (" still learning", "$muted")),
            Content(""),
        ]
        if learning:
            lines += [
                join(("r", "bold $accent"), "  sort what you are still learning again"),
                join(("f", "bold $accent"), "  look through it as flashcards"),
                join(("c", "bold $accent"), "  cram it until it is known"),
            ]
        lines += [join(("n", "bold $accent"), "  sort the whole deck anew"), Content("")]
        lines.append(join(("The schedule is as it was before.", "$muted")))
        return stack(*lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the piles while a card is on the table, the rest at the end."""
        session, on_table = self._session, self._card is not None
        match action:
            case "reveal":
                return on_table and not self._revealed
            case "lay":
                return on_table
            case "media":
                return self.has_media
            case "undo":
                return session is not None and session.can_undo
            case "scroll":
                sheet = self.query_one(Sheet)
                return on_table and (sheet.more_below if parameters == (1,) else sheet.more_above)
            case "again" | "flip" | "cram":
                return session is not None and not on_table and bool(session.learning)
            case "new":
                return session is not None
        return True

    def pictured(self) -> tuple[int, tuple[str, ...]]:
        """Return the question, with the answer once it is on show."""
        card = self._card
        if card is None:
            return 0, ()
        return card.id, (card.question, card.answer) if self._revealed else (card.question,)

    def action_reveal(self) -> None:
        """Show the answer."""
        if self._card is not None:
            self._revealed = True
            sheet = self.query_one(Sheet)
            sheet.show(self._card, revealed=True)
            self.later(sheet.bring_answer)
            self._head()

    def on_click(self, event: Click) -> None:
        """Show the answer of the card that was clicked."""
        if event.widget is not None and self.query_one(Sheet) in event.widget.ancestors_with_self:
            self.action_reveal()

    def action_lay(self, known: int) -> None:
        """Lay the card on a pile."""
        session = self._session
        if session is None:
            return
        took = min(max(int((self.study.clock() - self._shown_at) * 1000), 0), LONGEST_MS)
        act = lambda: session.sort(known=bool(known), duration_ms=took)  # noqa: E731
        if self.attempt(act, "not saved")[0]:
            self.notice.clear()
            self._next()

    @on(Tile.Pressed)
    def _pressed(self, event: Tile.Pressed) -> None:
        if self._card is not None:
            self.action_lay(int(event.tile.id == "known"))

    def action_undo(self) -> None:
        """Take the last card back."""
        session = self._session
        if session is not None and self.attempt(session.undo, "not undone")[0]:
            self.notice.say("undone")
            self._next()

    def action_again(self) -> None:
        """Sort what is still being learned once more."""
        session = self._session
        if session is not None and self.attempt(session.again, "not begun")[0]:
            self._next()

    def action_flip(self) -> None:
        """Look through what is still being learned."""
        from studyapp.tui.screens.flip import FlipScreen

        if self._session is not None:
            _ = self.app.push_screen(FlipScreen(self.deck, cards=self._session.learning))

    def action_cram(self) -> None:
        """Cram what is still being learned."""
        from studyapp.services.selftest.cram import CramWishes
        from studyapp.tui.screens.cram import CramScreen

        if self._session is not None:
            wishes = CramWishes(cards=tuple(self._session.learning))
            _ = self.app.push_screen(CramScreen(self.deck, wishes, fresh=True))

    def action_scroll(self, by: int) -> None:
        """Scroll a long card."""
        self.query_one(Sheet).by_page(by)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """See anew whether there is more."""
        self.later(self.refresh_bindings)

    def action_leave(self) -> None:
        """Go back; the place is kept."""
        _ = self.dismiss(None)
