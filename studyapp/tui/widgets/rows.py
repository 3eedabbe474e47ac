"""A list of any length that draws only the lines on show."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size, clamp
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual


class Rows(ScrollView, can_focus=True):
    """Rows of one line each under a cursor. Subclasses say what row ``index`` looks like."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", id="list.up", tooltip="one row", show=False),
        Binding("down,j", "step(1)", "Down", id="list.down", tooltip="one row", show=False),
        Binding("pageup", "page(-1)", "Page up", id="list.page_up", tooltip="one page", show=False),
        Binding(
            "pagedown", "page(1)", "Page down", id="list.page_down", tooltip="one page", show=False
        ),
        Binding("g", "top", "First", id="list.top", tooltip="row, except in the decks", show=False),
        Binding("home", "edge(0)", "First", id="list.first", tooltip="row", show=False),
        Binding("end,G", "edge(1)", "Last", id="list.last", tooltip="row", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--blurred", "rows--hover"}
    DEFAULT_CSS = """
    Rows {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        & > .rows--cursor { background: $cursor; text-style: none; }
        & > .rows--blurred { background: $panel; }
        & > .rows--hover { background: $panel; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    count: reactive[int] = reactive(0, repaint=False, init=False)
    _hover: reactive[int] = reactive(-1, repaint=False, init=False)

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or on another thing in the same row."""

        rows: "Rows"

        @property
        def control(self) -> "Rows":
            """The list."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """Enter or a click on the row under the cursor."""

        rows: "Rows"

        @property
        def control(self) -> "Rows":
            """The list."""
            return self.rows

    def draw(self, index: int, width: int) -> Content:
        """Return row ``index`` for ``width`` cells."""
        raise NotImplementedError

    def replaced(self, count: int, cursor: int = 0) -> None:
        """Take note that the rows are others now, ``count`` of them."""
        self.count = count
        self.virtual_size = Size(0, count)
        self.set_reactive(Rows.cursor, clamp(cursor, 0, max(count - 1, 0)))
        self._show_cursor()
        self.refresh()
        self.post_message(self.Moved(self))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        index = y + self.scroll_offset.y
        width = self.size.width
        if index >= self.count:
            return Strip.blank(width, self.visual_style.rich_style)
        style = self.visual_style
        if index == self.cursor:
            style = self.get_visual_style("rows--cursor" if self.has_focus else "rows--blurred")
        elif index == self._hover:
            style = self.get_visual_style("rows--hover")
        row = self.draw(index, width).truncate(width, ellipsis=True)
        strip = Visual.to_strips(self, row, width, 1, style, pad=True)[0]
        return strip.adjust_cell_length(width, style.rich_style)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return clamp(cursor, 0, max(self.count - 1, 0))

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two rows and follow."""
        self.refresh_line(old)
        self.refresh_line(new)
        self._show_cursor()
        self.post_message(self.Moved(self))

    def watch__hover(self, old: int, new: int) -> None:
        """Redraw the two rows."""
        self.refresh_line(old)
        self.refresh_line(new)

    def _show_cursor(self) -> None:
        self.scroll_to_region(
            Region(0, self.cursor, 1, 1), animate=False, force=True, immediate=True
        )

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._show_cursor()

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as resting."""
        self.refresh_line(self.cursor)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the row under the mouse."""
        row = event.y + self.scroll_offset.y
        self._hover = row if row < self.count else -1

    def on_leave(self) -> None:
        """Forget the mouse."""
        self._hover = -1

    async def on_click(self, event: events.Click) -> None:
        """Go to the row under the mouse; a click on the cursor chooses it."""
        row = event.y + self.scroll_offset.y
        if row >= self.count:
            return
        if row == self.cursor:
            self.clicked(event.x)
        else:
            self.cursor = row

    def clicked(self, x: int) -> None:
        """Choose the row: it was clicked while it held the cursor."""
        self.post_message(self.Chosen(self))

    def action_step(self, by: int) -> None:
        """Move by rows."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """Move by pages."""
        self.cursor += by * max(self.size.height - 1, 1)

    def action_top(self) -> None:
        """Move to the first row, by a letter that a screen may want for itself."""
        self.cursor = 0

    def action_edge(self, end: int) -> None:
        """Move to the first or the last row."""
        self.cursor = (self.count - 1) * end
