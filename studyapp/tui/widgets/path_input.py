"""A path that is typed, completed from what is on the disk."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input

from studyapp.tui.dropped import user_path

MOST = 2_000
"""Entries of a folder that are looked at."""


class PathSuggester(Suggester):
    """Completes the last part of a path; the shortest name that fits comes first."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._folder = folder

    async def get_suggestion(self, value: str) -> str | None:
        """Return ``value`` with its last part completed; None where nothing fits."""
        return completed(value, self._folder())


def completed(value: str, folder: Path) -> str | None:
    """Return a typed path completed; relative ones are looked for in ``folder``."""
    head, slash, begun = value.rpartition("/")
    if not begun:
        return None
    try:
        inside = folder / user_path(head + slash) if slash else folder
        names = [
            (path.name, path.is_dir())
            for _, path in zip(range(MOST), inside.iterdir(), strict=False)
            if path.name.startswith(begun)
        ]
    except (OSError, ValueError):
        return None
    if not names:
        return None
    name, is_folder = min(names, key=lambda each: (len(each[0]), each[0]))
    return f"{head}{slash}{name}{'/' if is_folder else ''}"


class PathInput(Input):
    """Tab takes the completion, or goes on to the next field. A paste is the screen's affair."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", id="path.complete", tooltip="the path typed"),
    ]

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()  # it goes on to the screen, which knows paths from cards

    def action_complete(self) -> None:
        """Take what is suggested; without it go to the next field."""
        if self.cursor_at_end and self._suggestion:
            self.action_cursor_right()
        else:
            _ = self.screen.focus_next()
