"""The application: themes, the collection, sessions that outlive their screen."""

import gc
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter

from studyapp.tui.outside import Opener, Outside, open_outside
from studyapp.tui.safe import LastGate
from studyapp.tui.themes import DEFAULTS, INK, PAPER, THEMES

if TYPE_CHECKING:
    from studyapp.collection import Collection, StudySession
    from studyapp.tui.speech import Finder


def _now() -> datetime:
    return datetime.now(UTC)


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def _nothing() -> None:
    """Do nothing."""


class StudyApp(App[None]):
    """Decks, review, browsing. Every screen talks to one ``Collection``.

    It may be given as a function that opens it: that is called in the first worker, so that the
    frame is on the screen while the database library is still being imported.

    ``now`` and ``clock`` (seconds, monotonic) are parameters so that tests and pictures do not
    depend on the time of day; so are what opens media in another program and what reads aloud.
    """

    TITLE = "studyapp"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar = set()
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (108, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (26, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", id="app.help", tooltip="all keys"),
        Binding("ctrl+t", "theme", "Theme", id="app.theme", tooltip="light or dark", show=False),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", tooltip="studyapp", show=False),
    ]

    def __init__(
        self,
        collection: "Collection | Callable[[], Collection]",
        deck: str | None = None,
        *,
        mode: str = "",
        wishes: Mapping[str, Any] | None = None,
        theme: str = INK,
        now: Callable[[], datetime] = _now,
        clock: Callable[[], float] = monotonic,
        cursor_blink: bool = True,
        settled: Callable[[], object] = _nothing,
        opener: Opener = open_outside,
        speaker: "Finder | None" = None,
        folder: Path | None = None,
    ) -> None:
        super().__init__()
        self._given = collection
        self._opened: Collection | None = None
        self._opening = Lock()
        self.refusal: BaseException | None = None
        """Why the collection could not be opened."""
        self.now = now
        self.clock = clock
        self.cursor_blink = cursor_blink
        self.settled = settled
        """Called when the decks, and later a session, are on the screen."""
        self.outside = Outside(opener)
        self.speaker = speaker
        """Finds what reads aloud; by default what the system has."""
        self.folder = folder or _home()
        """Where files are looked for and written: the home folder, then the last one used."""
        self._start_deck = deck
        self._start_mode = mode
        self._start_wishes = wishes or {}
        self._sessions: dict[str, StudySession] = {}
        self._gate = LastGate()
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme

    @property
    def collection(self) -> "Collection":
        """The collection, opened at the first call, which belongs in a worker."""
        with self._opening:
            if self._opened is None:
                opened: Collection = self._given() if callable(self._given) else self._given
                self._opened = opened
            return self._opened

    def give_up(self, error: BaseException) -> bool:
        """Leave if it is the collection that could not be opened; return whether so."""
        if self._opened is None:
            self.refusal = error
            self.exit()
        return self._opened is None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own variables a value under themes that do not know them."""
        return DEFAULTS

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Run every drawn line through the last gate."""
        return [*super().get_line_filters(), self._gate]

    def on_mount(self) -> None:
        """Show the decks, and the start deck's cards on top of them."""
        from studyapp.tui.screens.decks import DeckScreen

        _ = self.push_screen(DeckScreen())
        if self._start_deck is None:
            return
        if self._start_mode:
            self.open_mode(self._start_mode, self._start_deck, self._start_wishes)
        else:
            self.open_review(self._start_deck)

    def open_review(self, deck: str) -> None:
        """Study a deck; a session left earlier goes on where it was."""
        from studyapp.tui.screens.review import ReviewScreen

        _ = self.push_screen(ReviewScreen(deck))

    def open_mode(
        self,
        name: str,
        deck: str,
        wishes: Mapping[str, Any] | None = None,
        then: Callable[[], None] = _nothing,
    ) -> None:
        """Open a screen of ``modes.MODES`` for a deck; ``then`` is called when it closes."""
        from studyapp.tui.modes import mode

        if name == "exam-study":
            from studyapp.tui.screens.exam_study import ExamStudyScreen

            _ = self.push_screen(ExamStudyScreen(deck))
            return
        _ = self.push_screen(mode(name).open(deck, **(wishes or {})), lambda _: then())

    def session(self, deck: str) -> "StudySession":
        """Return the deck's session, begun now or earlier. Call from a worker."""
        session = self._sessions.get(deck)
        if session is None:
            session = self._sessions[deck] = self.collection.study(deck)
        return session

    def forget_sessions(self) -> None:
        """Begin anew next time: options or cards changed outside a session."""
        self._sessions.clear()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer help only where it is not open yet."""
        if action == "help":
            return not self.screen.has_class("-no-help")
        return True

    async def action_quit(self) -> None:
        """Leave, unless a form holds what is not saved and has to ask first."""
        from studyapp.tui.screens.form import FormScreen

        for form in self.screen_stack:
            if isinstance(form, FormScreen) and not form.may_leave("Ctrl+Q"):
                while self.screen is not form:
                    _ = self.pop_screen()
                return
        self.exit()

    def action_help(self) -> None:
        """List all keys."""
        from studyapp.tui.screens.help import HelpScreen

        _ = self.push_screen(HelpScreen(self.screen))

    def action_theme(self) -> None:
        """Change between light and dark."""
        self.theme = INK if self.theme == PAPER else PAPER


def run(
    collection: "Collection | Callable[[], Collection]",
    deck: str | None = None,
    *,
    mode: str = "",
    wishes: Mapping[str, Any] | None = None,
    theme: str = INK,
) -> None:
    """Run the screens until the user leaves; ``deck`` opens its review, or ``mode``, at once.

    With a function that opens the collection the first frame comes sooner; what it raises is
    raised here after the screen is restored. The caller closes what it opened.
    """
    gc.disable()  # start-up makes many objects and no garbage to speak of
    try:
        app = StudyApp(collection, deck, mode=mode, wishes=wishes, theme=theme, settled=_settle)
        app.run()
    finally:
        gc.enable()
    if app.refusal is not None:
        raise app.refusal


def _settle() -> None:
    """Take what start-up made out of the collector's sight.

    A full collection walks all of Textual and SQLAlchemy: 120 ms in the middle of a card, against
    10 ms for what a session adds.
    """
    gc.freeze()
    gc.enable()
