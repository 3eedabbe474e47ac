"""Decks as a tree with columns of figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.deck import leaf, parents
from studyapp.services.views import Counts, DeckRow
from studyapp.tui.safe import join, line
from studyapp.tui.widgets.rows import Rows


class Column(NamedTuple):
    """A figure beside a deck's name."""

    title: str
    width: int
    style: str
    value: Callable[[DeckRow], int | None]
    unit: str = ""
    nothing: str = "·"
    """What stands where there is no figure, or where it is 0."""


COLUMNS = (
    Column("due", 8, "$good", lambda row: row.counts.due),
    Column("new", 8, "$easy", lambda row: row.counts.new),
    Column("learning", 10, "$hard", lambda row: row.counts.learning),
)
WIDE_COLUMNS = (*COLUMNS, Column("cards", 10, "$muted", lambda row: row.cards))
EXAM = Column("exam in", 9, "$accent", lambda row: row.exam_in, " d", "")
WIDE, WIDER = 70, 76
"""From these widths on the number of cards is shown too, and the days to the exam."""


def columns(width: int) -> tuple[Column, ...]:
    """Return the columns that fit a width."""
    if width < WIDE:
        return COLUMNS
    return WIDE_COLUMNS if width < WIDER else (*WIDE_COLUMNS, EXAM)


def heading(width: int) -> Content:
    """Return the line above the decks."""
    shown = columns(width)
    room = width - sum(column.width for column in shown) - 1
    figures = "".join(column.title.rjust(column.width) for column in shown)
    return join(("  deck".ljust(max(room, 0)) + figures + " ", "$muted"))


def totals(counts: Counts, cards: int, width: int) -> Content:
    """Return the line below the decks."""
    whole = DeckRow(0, "", 0, has_children=False, cards=cards, counts=counts)
    return _row(join(("  all decks", "$muted")), whole, width)


def _row(name: Content, row: DeckRow, width: int) -> Content:
    shown = columns(width)
    room = max(width - sum(column.width for column in shown) - 1, 8)
    parts = [name.truncate(room - 1, ellipsis=True)]
    parts.append(Content(" " * (room - parts[0].cell_length)))
    for column in shown:
        value = column.value(row)
        style = f"bold {column.style}" if column.style != "$muted" else column.style
        figure = f"{value:,}{column.unit}" if value else column.nothing
        parts.append(join((figure.rjust(column.width), style if value else "$muted")))
    return Content("").join([*parts, Content(" ")])


class DeckTree(Rows):
    """The decks, subdecks folded under their parents with the arrow keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "fold", "Fold", id="decks.fold", tooltip="subdecks"),
        Binding("right,l", "unfold", "Unfold", id="decks.unfold", tooltip="subdecks"),
    ]

    @dataclass
    class Folded(Rows.Moved):
        """What can be folded or unfolded is something else now."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._all: tuple[DeckRow, ...] = ()
        self._seen: list[int] = []
        self._folded: set[str] = set()

    @property
    def current(self) -> DeckRow | None:
        """The deck under the cursor."""
        return self._all[self._seen[self.cursor]] if self._seen else None

    def load(self, decks: Sequence[DeckRow], wanted: str = "") -> None:
        """Show these decks; the cursor stays on its deck, or goes to the one that is wanted."""
        kept = self.current
        self._all = tuple(decks)
        self._folded.difference_update(parents(wanted))
        self._refold(wanted or (kept.name if kept else None))

    def _refold(self, stay: str | None) -> None:
        self._seen = []
        hidden_below: int | None = None
        for at, row in enumerate(self._all):
            if hidden_below is not None and row.depth > hidden_below:
                continue
            hidden_below = row.depth if row.name in self._folded else None
            self._seen.append(at)
        names = [self._all[at].name for at in self._seen]
        self.replaced(len(names), names.index(stay) if stay in names else self.cursor)

    def draw(self, index: int, width: int) -> Content:
        """Draw one deck."""
        row = self._all[self._seen[index]]
        mark = ("▸ " if row.name in self._folded else "▾ ") if row.has_children else "  "
        bar = ("▌", "$primary") if index == self.cursor else " "
        style = "bold" if row.depth == 0 else ""
        name = join(bar, " ", "  " * min(row.depth, 12), (mark, "$muted"))
        return _row(name + line(leaf(row.name), style, 200), row, width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to fold what can be folded."""
        row = self.current
        if action == "fold":
            return row is not None and (
                row.depth > 0 or (row.has_children and row.name not in self._folded)
            )
        if action == "top":
            return False  # the screen has another use for the letter
        if action == "unfold":
            return row is not None and row.has_children and row.name in self._folded
        return super().check_action(action, parameters)

    def action_fold(self) -> None:
        """Fold the deck, or go to the deck above it."""
        row = self.current
        if row is None:
            return
        if row.has_children and row.name not in self._folded:
            self._folded.add(row.name)
            self._refold(row.name)
        elif row.depth > 0:
            at = self.cursor
            while self._all[self._seen[at]].depth >= row.depth:
                at -= 1
            self.cursor = at

    def action_unfold(self) -> None:
        """Show the subdecks."""
        row = self.current
        if row is not None:
            self._folded.discard(row.name)
            self._refold(row.name)

    def clicked(self, x: int) -> None:
        """Fold or unfold at the triangle, choose elsewhere."""
        row = self.current
        if row is not None and row.has_children and 2 + 2 * row.depth <= x <= 3 + 2 * row.depth:
            (self.action_unfold if row.name in self._folded else self.action_fold)()
        else:
            super().clicked(x)
