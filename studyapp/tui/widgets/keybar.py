"""The keys that work at this moment, as many as fit."""

from collections.abc import Iterable
from typing import NamedTuple

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
    "plus": "+",
    "equals_sign": "=",
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


class Entry(NamedTuple):
    """A binding with the keys that stand before its verb."""

    binding: Binding
    keys: str

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return len(self.keys) + len(self.binding.description) + 4

    @property
    def drawn(self) -> Content:
        """The keys and the verb."""
        return join(" ", (self.keys, "bold $accent"), f" {self.binding.description}  ")


class KeyBar(Widget, can_focus=False):
    """The footer. It shows each action once, with its first key, and drops what does not fit.

    A binding with a ``key_display``, the range of keys such as ``1-4``, stands for all bindings of
    the same action and verb, whatever their parameters; shown are those keys that work now.

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
        return [entry.binding for entry in self._entries()]

    def _entries(self) -> list[Entry]:
        works = [each.binding for each in self.screen.active_bindings.values() if each.enabled]
        found: dict[str, Entry] = {}
        for binding in works:
            if binding.key_display:
                keys = _range(binding, works)
                _ = found.setdefault(_family(binding), Entry(binding, keys))
            elif binding.show:
                _ = found.setdefault(binding.action, Entry(binding, key_name(binding)))
        last = [found.pop(action) for action in WAYS_OUT if action in found]
        room = self.content_size.width - sum(entry.width for entry in last)
        fits: list[Entry] = []
        for entry in found.values():
            room -= entry.width
            if room < 0:
                break
            fits.append(entry)
        return fits + last

    def render(self) -> Content:
        """Draw the keys."""
        return Content("").join(entry.drawn for entry in self._entries())

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        at = event.x - 1
        for entry in self._entries():
            if 0 <= at < entry.width:
                self.app.simulate_key(entry.binding.key)
                return
            at -= entry.width


def _family(binding: Binding) -> str:
    """Return what the bindings of one range have in common: the action and the verb."""
    return f"{binding.action.partition('(')[0]} {binding.description}"


def _range(binding: Binding, works: Iterable[Binding]) -> str:
    """Return those keys of a range that work now: ``1-4``, ``a/c-e``, ``T/F``."""
    first: dict[str, str] = {}
    for each in works:
        if _family(each) == _family(binding):
            _ = first.setdefault(each.action, key_name(each))
    runs: list[str] = []
    for key in first.values():
        if runs and len(key) == 1 and ord(key) == ord(runs[-1][-1]) + 1:
            runs[-1] = f"{runs[-1][0]}-{key}"
        else:
            runs.append(key)
    said = "/".join(runs)
    return said.upper() if binding.key_display and binding.key_display.isupper() else said
