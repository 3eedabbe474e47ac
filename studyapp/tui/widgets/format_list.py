"""The formats that decks are written in."""

from collections.abc import Sequence

from textual.content import Content

from studyapp.formats import registry
from studyapp.formats.base import FormatInfo
from studyapp.tui.safe import join, line
from studyapp.tui.widgets.rows import Rows

SUFFIX = 10


class FormatList(Rows):
    """One format a row: what people call it, and how its files end."""

    def __init__(self, infos: Sequence[FormatInfo], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._infos = tuple(infos)

    def on_mount(self) -> None:
        """Show them."""
        self.replaced(len(self._infos))

    @property
    def current(self) -> FormatInfo:
        """The format under the cursor."""
        return self._infos[self.cursor]

    def follow(self, suffix: str) -> None:
        """Go to the format that files with this ending are in, unless the one here may be it."""
        if suffix.lower() not in self.current.suffixes:
            found = registry.for_suffix(suffix)
            names = [info.name for info in self._infos]
            if found is not None and found.info.name in names:
                self.cursor = names.index(found.info.name)

    def draw(self, index: int, width: int) -> Content:
        """Draw one format."""
        info = self._infos[index]
        bar = ("▌", "$primary") if index == self.cursor else " "
        room = max(width - SUFFIX - 3, 8)
        title = line(info.title, "", 200).truncate(room, ellipsis=True)
        gap = " " * (room - title.cell_length)
        return join(bar, " ", title, gap, (info.suffixes[0].rjust(SUFFIX), "$muted"), " ")
