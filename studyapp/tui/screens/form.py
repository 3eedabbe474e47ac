"""Forms: what was typed and not saved is dropped only by who was told and insists."""

from textual.screen import ScreenResultType

from studyapp.tui.screens.base import StudyScreen


class FormScreen(StudyScreen[ScreenResultType]):
    """A screen with something to save. Every way out asks it first."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[str, object] | None = None

    def held(self) -> object:
        """Return what the form holds now, to be compared with ``stored``."""
        raise NotImplementedError

    def stored(self) -> object:
        """Return what it held when there was nothing to save."""
        raise NotImplementedError

    def may_leave(self, key: str) -> bool:
        """Whether nothing is lost by leaving, or ``key`` was pressed again after the warning."""
        held = self.held()
        if held == self.stored() or self._asked == (key, held):
            return True
        self._asked = (key, held)
        self.notice.say(f"unsaved changes: press {key} again to drop them", "error")
        return False

    def action_cancel(self) -> None:
        """Close; with unsaved changes only at the second press."""
        if self.may_leave("Esc"):
            _ = self.dismiss(None)
