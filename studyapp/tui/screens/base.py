"""What every screen has: a line on top, the keys below, a place for notices, and workers."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from studyapp.errors import ElsewhereError, StudyError
from studyapp.tui.commands import ActionCommands
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.notice import Notice
from studyapp.tui.widgets.topbar import TopBar

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp

T = TypeVar("T")


class StudyScreen(Screen[ScreenResultType]):
    """A screen of the application; subclasses give a name and a body."""

    COMMANDS: ClassVar = {ActionCommands}
    NAME: ClassVar[str] = ""
    """Heading of its keys on the help screen."""

    def __init__(self) -> None:
        super().__init__()
        self._awaited: dict[Worker[Any], Callable[[Any], None]] = {}
        self._handlers: dict[Worker[Any], Callable[[BaseException], None]] = {}
        self._asked_once = ""
        """The action that was asked for once and takes place at the second time."""

    def compose(self) -> ComposeResult:
        """Put the body between the line on top and the keys."""
        yield TopBar()
        yield KeyBar()
        yield Notice()
        yield from self.body()

    def body(self) -> Iterable[Widget]:
        """Return what stands between."""
        return ()

    @property
    def study(self) -> "StudyApp":
        """The application, by its own type."""
        return cast("StudyApp", self.app)

    @property
    def notice(self) -> Notice:
        """The line for notices."""
        return self.query_one(Notice)

    @property
    def topbar(self) -> TopBar:
        """The line on top."""
        return self.query_one(TopBar)

    def in_thread(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        name: str,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run ``work`` in a thread and give its value to ``then`` on the UI thread.

        A second call with the same name replaces the first: its value is thrown away. Errors
        become a notice. After the screen is gone nothing is called.
        """
        worker = self.run_worker(
            work, name=name, group=name, thread=True, exclusive=True, exit_on_error=False
        )
        self._awaited[worker] = then
        self._handlers[worker] = failed or self.notice.fail

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Hand on what a worker brought."""
        if event.state in (WorkerState.PENDING, WorkerState.RUNNING):
            return
        then = self._awaited.pop(event.worker, None)
        failed = self._handlers.pop(event.worker, None)
        if event.state is WorkerState.SUCCESS and then is not None:
            then(event.worker.result)
        elif event.state is WorkerState.ERROR and failed is not None:
            failed(event.worker.error or RuntimeError("unknown"))

    def attempt(self, work: Callable[[], T], before: str = "") -> tuple[bool, T | None]:
        """Run a short ``work`` here; an error becomes a notice that begins with ``before``."""
        try:
            value = work()
        except ElsewhereError as error:
            self.overtaken(error)
            return False, None
        except (StudyError, LookupError, OSError) as error:
            self.notice.fail(error, before)
            return False, None
        return True, value

    def overtaken(self, error: ElsewhereError) -> None:
        """Another window went on with what is shown; screens on a sitting open it again.

        Until it is open they hold none: with the old one, the other's would be overwritten.
        """
        self.notice.fail(error)

    def say_elsewhere(self, error: BaseException | None) -> None:
        """Say that another window went on with what was opened again here; nothing if None."""
        if isinstance(error, ElsewhereError):
            self.notice.say(f"not saved: {error.message}; this is where it stands", "error")

    def sure(self, action: str, said: str) -> bool:
        """Whether an action that cannot be taken back is asked for the second time; else say it."""
        again = self._asked_once == action
        self._asked_once = "" if again else action
        if not again:
            self.notice.say(said, "hint")
        return again

    def unsure(self) -> None:
        """Forget what was asked for once: something else was done since."""
        self._asked_once = ""

    def later(self, work: Callable[..., object], *arguments: object) -> None:
        """Call after the next layout, when sizes are known."""
        self.call_after_refresh(partial(work, *arguments))
