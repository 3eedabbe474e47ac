"""A piece of a game: a key and a text, shortened to what fits."""

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from studyapp.tui.safe import CUT, clean_line, join

LOOKED_AT = 600
"""Characters of a text that a tile can show at all."""


def fitted(text: Content, width: int, height: int) -> Content:
    """Return ``text`` wrapped to ``width`` cells, with an ellipsis if it has more lines."""
    lines = text.wrap(max(width, 1))
    if len(lines) <= height:
        return Content("\n").join(line.rstrip() for line in lines)
    kept = [line.rstrip() for line in lines[: max(height, 1)]]
    last = kept[-1]
    if last.cell_length > width - 2:
        room = last.truncate(max(width - 2, 1))
        last = room[: room.plain.rindex(" ")] if " " in room.plain else room
    kept[-1] = last.rstrip() + Content(" …")
    return Content("\n").join(kept)


def around(text: str, focus: str, room: int) -> str:
    """Return ``text`` so that ``focus`` is within its first ``room`` characters.

    What is left out before it becomes an ellipsis; a cloze question is read by its blank.
    """
    at = text.find(focus) if focus else -1
    if at < 0 or at + len(focus) <= room * 2 // 3:
        return text
    start = text.rfind(" ", 0, max(at - room // 3, 1)) + 1
    return f"… {text[start:]}"


class Tile(Widget, can_focus=False):
    """Shows a key and a text; a click is a message."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Tile { width: 1fr; height: 1fr; background: $surface; border-left: outer $faint;
           padding: 0 1; }
    Tile:hover { pointer: pointer; background: $panel; }
    Tile.-cursor { border-left: outer $accent; background: $panel; }
    Tile.-chosen { border-left: outer $easy; background: $easy-wash; }
    Tile.-wrong { border-left: outer $again; background: $again-wash; }
    Tile.-right { border-left: outer $good; background: $good-wash; }
    Tile.-found { border-left: outer $good-wash; background: $background; color: $muted; }
    """

    @dataclass
    class Pressed(Message):
        """It was clicked."""

        tile: "Tile"

        @property
        def control(self) -> "Tile":
            """The tile."""
            return self.tile

    def __init__(self, key: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._key = key
        self._text = ""
        self._beside = ""
        self._focus = ""
        self._found = False

    def show(self, text: str, *, focus: str = "", beside: str = "", found: bool = False) -> None:
        """Show a text, with a short word at the end; one that is found only as a tick.

        ``focus`` is a part of the text that must not be lost where it is shortened.
        """
        self._focus = clean_line(focus, 80)
        self._text = clean_line(text[:CUT], LOOKED_AT)
        self._beside = clean_line(beside, 12)
        self._found = found
        self.refresh()

    def render(self) -> Content:
        """Draw as much as there is room for."""
        width, height = self.content_size
        if self._found:
            return join(("✓", "$good"))
        key = join((self._key, "bold $accent"), "  ")
        beside = join((f"  {self._beside}", "$muted")) if self._beside else Content("")
        room = max(width - key.cell_length, 4)
        text = around(self._text, self._focus, room * height)
        body = fitted(join(text) + beside, room, height)
        lines = body.split("\n", allow_blank=True)
        gap = Content(" " * key.cell_length)
        return Content("\n").join((gap if at else key) + text for at, text in enumerate(lines))

    def on_click(self) -> None:
        """Say so."""
        self.post_message(self.Pressed(self))
