"""The four ratings, one of them suggested."""

from studyapp.domain.review import Rating
from studyapp.tui.widgets.rating_bar import RatingBar, RatingButton


class SuggestionBar(RatingBar):
    """Ratings for an answer that was graded: Enter takes the one that stands out."""

    DEFAULT_CSS = """
    SuggestionBar RatingButton.-suggested { background: $cursor; border-right: outer $accent; }
    """

    def suggest(self, rating: Rating | None, word: str = "↵ suggested") -> None:
        """Let one stand out, or none."""
        for button in self.query(RatingButton):
            chosen = button.rating is rating
            button.set_class(chosen, "-suggested")
            button.promise(word if chosen else "")
