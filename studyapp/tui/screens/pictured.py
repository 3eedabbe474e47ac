"""A screen whose card may name pictures and recordings, which other programs show."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ScreenResultType

from studyapp.domain.media import named
from studyapp.tui.screens.base import StudyScreen


class PicturedScreen(StudyScreen[ScreenResultType]):
    """Opens what the texts on show name; subclasses say which texts of which card these are."""

    NAME = "All self-tests"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2",
            "media",
            "Open",
            id="pictured.media",
            tooltip="picture or sound of this card",
            key_display="F2",
        )
    ]

    def pictured(self) -> tuple[int, Sequence[str]]:
        """Return the card on the table and its texts on show; no texts where none is."""
        return 0, ()

    @property
    def has_media(self) -> bool:
        """Whether what is on show names a picture or a recording."""
        return bool(self._names())

    def _names(self) -> tuple[str, ...]:
        return named("\n".join(self.pictured()[1]))

    def action_media(self) -> None:
        """Open the card's picture or recording in another program."""
        from studyapp.tui.screens.media import open_media

        card_id, names = self.pictured()[0], self._names()
        collection = self.study.collection
        if names:
            self.in_thread(
                lambda: [e for e in collection.media(collection.card(card_id)) if e.name in names],
                lambda found: open_media(self, found),
                "media",
            )
