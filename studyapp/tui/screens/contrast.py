"""Two cards that are taken for each other, side by side until both are told apart."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.tui import figures
from studyapp.tui.markdown import document
from studyapp.tui.safe import join, stack
from studyapp.tui.screens.sitting import SittingScreen
from studyapp.tui.widgets.line import Line, progress
from studyapp.tui.widgets.options import Options
from studyapp.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from studyapp.quiz.contrast import Ask
    from studyapp.services.selftest.contrast import ContrastSession

LONGEST_MS = 60_000


class ContrastScreen(SittingScreen["ContrastSession"]):
    """Drills the confused pairs of one deck. Leaving keeps the sitting."""

    NAME = "Drill"
    CSS_PATH = "contrast.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(at + 1),
                f"choose({at})",
                "Choose",
                id=f"contrast.{name}",
                tooltip=f"the {name} answer",
                key_display="1-2",
                show=not at,
            )
            for at, name in enumerate(("first", "second"))
        ),
        Binding("enter,space", "on", "Go on", id="contrast.on", tooltip="to the next question"),
        Binding(
            "escape,q",
            "leave",
            "Back",
            id="contrast.leave",
            tooltip="to the decks; the sitting is kept",
        ),
    ]

    def __init__(self, deck: str) -> None:
        super().__init__(deck)
        self._asked: Ask | None = None
        self._judged = False
        self._shown_at = 0.0

    def body(self) -> Iterable[Widget]:
        """Return the question over its two answers."""
        yield Line(self._progress, id="progress")
        with Vertical(id="table"):
            yield Static(id="kind")
            yield Prose(id="question")
            yield Options()
            yield Static(id="said")
        yield Static(id="end")

    def on_mount(self) -> None:
        """Name the screen."""
        self.topbar.place(self._heading())

    def find(self, *, fresh: bool) -> "ContrastSession":
        """Return the sitting that was left, or a new one."""
        return self.study.collection.contrast(self.deck)

    def take(self, session: "ContrastSession") -> None:
        """Show a sitting that was opened."""
        self._ask()
        self.later(self.study.settled)

    def _ask(self) -> None:
        session = self._session
        if session is None:
            return
        self._asked = session.question
        self._judged = False
        self._shown_at = self.study.clock()
        self.query_one("#table").display = self._asked is not None
        self.query_one("#end").display = self._asked is None
        if self._asked is None:
            self.query_one("#end", Static).update(self._end(session))
        else:
            self.query_one("#kind", Static).update(join(("which answer belongs to it?", "$muted")))
            self.query_one("#question", Prose).show(document(self._asked.item.question))
            self.query_one(Options).show(self._asked.answers)
            self.query_one("#said", Static).update("")
        self._head(session)
        self.refresh_bindings()

    def _head(self, session: "ContrastSession") -> None:
        count = Content("")
        if self._asked is not None:
            pair = (f"{session.done + 1:,}", "bold $accent")
            count = join(("pair ", "$muted"), pair, (f" of {session.pairs:,}", "$muted"))
        self.topbar.place(self._heading(), count)
        self.query_one("#progress", Line).refresh()

    def _heading(self) -> Content:
        return join(figures.deck_path(self.deck), ("  drill", "$muted"))

    @staticmethod
    def _end(session: "ContrastSession") -> Content:
        told = figures.plural(session.pairs, "pair")
        right = figures.share(session.correct, session.asked)
        return stack(
            join(("Told apart", "bold $good")),
            Content(""),
            join(f"{told}, {figures.plural(session.asked, 'answer')}, {right} right"),
            Content(""),
            join(("Reviews keep them apart; confused again, they come back here.", "$muted")),
        )

    def _progress(self, width: int) -> Content:
        session = self._session
        if session is None:
            return Content("")
        return progress(width, session.pairs, (session.done, "$good"))

    def pictured(self) -> tuple[int, tuple[str, ...]]:
        """Return the question."""
        asked = self._asked
        return (asked.item.card_id, (asked.item.question,)) if asked is not None else (0, ())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to choose, and then to go on."""
        if action == "choose":
            return self._asked is not None and not self._judged
        if action == "on":
            return self._judged
        if action == "media":
            return self.has_media
        return True

    @on(Options.Chosen)
    def _clicked(self, event: Options.Chosen) -> None:
        self.action_choose(event.at)

    def action_choose(self, place: int) -> None:
        """Take an answer and say whose it is."""
        session, asked = self._session, self._asked
        if session is None or asked is None or self._judged:
            return
        taken = min(int((self.study.clock() - self._shown_at) * 1000), LONGEST_MS)
        done, right = self.attempt(lambda: session.answer(place, max(taken, 0)), "not saved")
        if not done or right is None:
            return
        self.notice.clear()
        self._judged = True
        verdicts = ["right" if at == asked.right else "wrong" for at in range(2)]
        self.query_one(Options).show(asked.answers, verdicts)
        said = ("right", "bold $good") if right else ("that is the other card's", "bold $again")
        self.query_one("#said", Static).update(join(said))
        self.query_one("#progress", Line).refresh()
        self.refresh_bindings()

    def action_on(self) -> None:
        """Show the next question."""
        if self._judged:
            self._ask()

    def action_leave(self) -> None:
        """Go back."""
        _ = self.dismiss(None)
