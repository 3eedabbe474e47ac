"""Which layout a page has: the best score wins, and none wins below one half."""

from collections.abc import Sequence

from studyapp.sources.account import Line
from studyapp.sources.pages import LAYOUTS
from studyapp.sources.pages.page import Layout

THRESHOLD = 0.5


def scores(lines: Sequence[Line]) -> dict[str, float]:
    """Return the score of each layout by name, so that a wrong choice can be explained."""
    return {layout.name: layout.score(lines) for layout in LAYOUTS}


def detect(lines: Sequence[Line]) -> Layout | None:
    """Return the layout of a page, or None for a document that is no flashcard page."""
    best, found = 0.0, None
    for layout in LAYOUTS:
        score = layout.score(lines)
        if score > best:
            best, found = score, layout
        if best >= 1:
            break
    return found if best >= THRESHOLD else None
