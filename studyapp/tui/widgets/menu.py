"""Ways to go on, one a row: what it is, what is in it, how many cards."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from studyapp.tui.safe import join, line
from studyapp.tui.widgets.rows import Rows

COUNT = 8
DETAIL = 30
"""Column in which details begin, where there is room for them."""
LEAST_DETAIL = 12


class Way(NamedTuple):
    """One row."""

    name: str
    detail: str
    cards: int
    left: int = 0
    """Cards that wait in it, if it was begun and can be gone on with."""


class Menu(Rows):
    """A list to choose from."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.ways: Sequence[Way] = ()

    def show(self, ways: Sequence[Way], *, begun: bool = False) -> None:
        """List these; the cursor keeps its way, wherever that is now.

        If one was ``begun`` since, what was left is where Enter goes on: its own way, if that was
        left, else the first that was. So it is when the list is new.
        """
        name = self.ways[self.cursor].name if self.ways else ""
        same = next((at for at, way in enumerate(ways) if way.name == name), None)
        left = next((at for at, way in enumerate(ways) if way.left), 0)
        goes_on = same is not None and (not begun or ways[same].left)
        self.ways = tuple(ways)
        self.replaced(len(ways), same if same is not None and goes_on else left)

    def draw(self, index: int, width: int) -> Content:
        """Draw one row."""
        way = self.ways[index]
        bar = ("▌", "$primary") if index == self.cursor else " "
        count = join((f"{way.cards:,}".rjust(COUNT), "bold $easy"), " ")
        room = max(width - count.cell_length - 2, 8)
        name = line(way.name, "bold", limit=200)
        waiting = f", {way.left:,} left" if way.left != way.cards else ""
        state = join((f"go on{waiting}", "$good")) if way.left else Content("")
        gap = "  " if way.left else ""
        if room - DETAIL >= LEAST_DETAIL:
            name = name.truncate(DETAIL - 2, ellipsis=True)
            name = name.pad_right(DETAIL - name.cell_length)
            name += state + gap + line(way.detail, "$muted", limit=400)
        else:
            name = name.truncate(max(room - state.cell_length - len(gap), 8), ellipsis=True)
            name += gap + state
        name = name.truncate(room, ellipsis=True)
        return join(bar, " ", name.pad_right(room - name.cell_length), count)
