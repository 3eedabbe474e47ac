"""The command palette: every action of the screen on top that works now, as ``verb: object``.

Actions are defined once, as bindings with an id, a description (the verb) and a tooltip (the
object); the key bar, the help screen and the palette read them from there.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from studyapp.tui.safe import join
from studyapp.tui.widgets.keybar import key_name

if TYPE_CHECKING:
    from textual.dom import DOMNode


class Command(NamedTuple):
    """An action as the palette offers it."""

    node: "DOMNode"
    binding: Binding

    @property
    def label(self) -> str:
        """``verb: object``."""
        return f"{self.binding.description.lower()}: {self.binding.tooltip}"

    @property
    def shown(self) -> Content:
        """The label with its key."""
        verb, _, rest = self.label.partition(":")
        return join((verb, "bold"), f":{rest}  ", (key_name(self.binding), "$muted"))


class ActionCommands(Provider):
    """Offers the bindings that have an id and work at this moment."""

    def _commands(self) -> Iterator[Command]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.tooltip and active.enabled and binding.id not in seen:
                seen.add(binding.id)
                yield Command(active.node, binding)

    async def discover(self) -> Hits:
        """Offer everything that works now."""
        for command in self._commands():
            run = partial(self.app.run_action, command.binding.action, command.node)
            yield DiscoveryHit(command.shown, run, text=command.label)

    async def search(self, query: str) -> Hits:
        """Offer what fits the query."""
        matcher = self.matcher(query)
        for command in self._commands():
            if (score := matcher.match(command.label)) > 0:
                run = partial(self.app.run_action, command.binding.action, command.node)
                yield Hit(score, command.shown, run, text=command.label)
