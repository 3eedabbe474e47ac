"""The keys that work at this moment, as many as fit."""

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from studyapp.tui.safe import join

NAMES = {
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "minus": "-",
    "at": "@",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "delete": "Del",
    "backspace": "Backspace",
    "f1": "F1",
}
WAYS_OUT = ("leave", "back", "cancel", "close", "quit", "help")
"""Actions that keep their place when there is not room for all, and come last."""


def key_name(binding: Binding) -> str:
    """Return a key as it stands on the keyboard."""
    if binding.key.startswith("ctrl+"):
        return f"^{NAMES.get(binding.key[5:], binding.key[5:])}"
    return NAMES.get(binding.key, binding.key)


class KeyBar(Widget, can_focus=False):
    """The footer. It shows each action once, with its first key, and drops what does not fit.

    One widget instead of Textual's one per key: it is redrawn on every card.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; width: 1fr; padding: 0 1; background: $panel;
             text-wrap: nowrap; }
    KeyBar:hover { pointer: pointer; }
    """

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        self.refresh()

    def shown(self) -> list[Binding]:
        """Return the bindings on show, in order, each action once."""
        found: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.enabled:
                found.setdefault(active.binding.action, active.binding)
        last = [found.pop(action) for action in WAYS_OUT if action in found]
        room = self.content_size.width - sum(_width(binding) for binding in last)
        fits: list[Binding] = []
        for binding in found.values():
            room -= _width(binding)
            if room < 0:
                break
            fits.append(binding)
        return fits + last

    def render(self) -> Content:
        """Draw the keys."""
        parts = [_entry(binding) for binding in self.shown()]
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        at = event.x - 1
        for binding in self.shown():
            if 0 <= at < _width(binding):
                self.app.simulate_key(binding.key)
                return
            at -= _width(binding)


def _shown_key(binding: Binding) -> str:
    """Return the key, or the range of keys that one entry stands for."""
    return binding.key_display or key_name(binding)


def _width(binding: Binding) -> int:
    return len(_shown_key(binding)) + len(binding.description) + 4


def _entry(binding: Binding) -> Content:
    return join(" ", (_shown_key(binding), "bold $accent"), f" {binding.description}  ")
