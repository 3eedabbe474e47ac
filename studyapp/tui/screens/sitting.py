"""A screen on a sitting: opened in a worker, and again where another window went on with it."""

from typing import Generic, TypeVar

from studyapp.errors import ElsewhereError
from studyapp.tui.screens.pictured import PicturedScreen

S = TypeVar("S")


class SittingScreen(PicturedScreen[None], Generic[S]):
    """A screen for one deck; subclasses find the sitting and show it."""

    def __init__(self, deck: str) -> None:
        super().__init__()
        self.deck = deck
        self._session: S | None = None

    def on_mount(self) -> None:
        """Open the sitting; until it is there, neither a card nor the end shows."""
        _ = self.query("#table, #end").set(display=False)
        self.begin()

    def find(self, *, fresh: bool) -> S:
        """Return the sitting that was left, or a new one; called in a worker."""
        raise NotImplementedError

    def take(self, session: S) -> None:
        """Show a sitting that was opened."""
        raise NotImplementedError

    def begin(self, *, fresh: bool = False, why: ElsewhereError | None = None) -> None:
        """Open the sitting in a worker; ``why`` is said where it is opened again."""

        def opened(session: S) -> None:
            self._session = session
            self.unsure()
            self.take(session)
            self.say_elsewhere(why)

        self.in_thread(lambda: self.find(fresh=fresh), opened, "open", self._refused)

    @property
    def begun(self) -> bool:
        """Whether a new one would lose a place in the middle of this one."""
        return False

    def action_new(self) -> None:
        """Begin another one; in the middle of this one at the second press."""
        if not self.begun or self.sure("new", "your place here will be given up: press n again"):
            self.notice.clear()
            self.begin(fresh=True)

    def _refused(self, error: BaseException) -> None:
        if not self.study.give_up(error):
            self.notice.fail(error)

    def overtaken(self, error: ElsewhereError) -> None:
        """Open it again where it stands. Until then there is none to write with."""
        self._session = None
        self.begin(why=error)
