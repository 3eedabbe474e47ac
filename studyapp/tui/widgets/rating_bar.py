"""The four answers with their intervals, for the mouse and as a reminder of the keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from studyapp.domain.review import Rating
from studyapp.services.views import Preview
from studyapp.tui.figures import RATINGS
from studyapp.tui.safe import clean_line, join


class RatingButton(Widget, can_focus=False):
    """One rating: key, name, and when the card would come again."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RatingButton { width: 1fr; height: 1fr; content-align: center middle; text-align: center;
                   text-wrap: nowrap; margin: 0 1 0 0; }
    RatingButton:hover { pointer: pointer; text-style: underline; }
    RatingButton.-again { background: $again-wash; border-left: outer $again; }
    RatingButton.-hard { background: $hard-wash; border-left: outer $hard; }
    RatingButton.-good { background: $good-wash; border-left: outer $good; }
    RatingButton.-easy { background: $easy-wash; border-left: outer $easy; margin: 0; }
    """

    def __init__(self, rating: Rating) -> None:
        name, colour = RATINGS[rating]
        super().__init__(classes=f"-{colour}")
        self.rating = rating
        self._word = name
        self._colour = f"${colour}"
        self._interval = ""

    def promise(self, interval: str) -> None:
        """Show when the card would come again."""
        self._interval = clean_line(interval, 12)
        self.refresh()

    def render(self) -> Content:
        """Draw key and name over the interval."""
        return join(
            (f"{self.rating:d} ", f"bold {self._colour}"),
            (self._word, "bold"),
            "\n",
            (self._interval, self._colour),
        )

    def on_click(self) -> None:
        """Give this rating."""
        self.post_message(RatingBar.Rated(self.rating))


class RatingBar(Horizontal):
    """Again, Hard, Good, Easy."""

    DEFAULT_CSS = """
    RatingBar { height: 4; width: 1fr; }
    """

    @dataclass
    class Rated(Message):
        """A rating was clicked."""

        rating: Rating

    def compose(self) -> Iterable[Widget]:
        """Return one button for each rating."""
        for rating in Rating:
            yield RatingButton(rating)

    def promise(self, previews: Mapping[Rating, Preview]) -> None:
        """Show what each rating would do."""
        for button in self.query(RatingButton):
            preview = previews.get(button.rating)
            button.promise(preview.label if preview else "")


class RevealButton(Widget, can_focus=False):
    """Stands where the ratings will be."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RevealButton { width: 1fr; height: 4; content-align: center middle; background: $panel; }
    RevealButton:hover { pointer: pointer; background: $cursor; }
    """

    @dataclass
    class Pressed(Message):
        """It was clicked."""

    def render(self) -> Content:
        """Draw the key and what it does."""
        return join(("Space", "bold $accent"), "  show the answer")

    def on_click(self) -> None:
        """Ask for the answer."""
        self.post_message(self.Pressed())
