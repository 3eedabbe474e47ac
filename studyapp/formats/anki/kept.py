"""Columns of an imported card that no memory of ours holds, kept for the way back.

SM-2's factor, an interval that is not that of the last review, numbers and custom data in the
JSON of the card. They are written next to the snapshot that an import leaves in the card's log,
and go out as they came for as long as that snapshot is the last that happened.
"""

from typing import NamedTuple

from studyapp.domain.package import ForeignLog, PackedCard
from studyapp.formats.anki.schedule import CardRow


class Kept(NamedTuple):
    """As the columns of ``cards`` are called."""

    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    data: str


def text(row: CardRow) -> str:
    """Return the columns of a card as one text."""
    data = str(row.data or "")
    if not data.isascii():  # bytes that are not UTF-8 cannot be stored
        data = data.encode("utf-8", "replace").decode()
    return f"{row.ivl},{row.factor},{row.reps},{row.lapses},{row.left},{data}"


def last(card: PackedCard) -> tuple[Kept | None, bool]:
    """Return what was kept last of a card, and whether nothing has happened since."""
    if card.foreign is not None:
        return _parsed(card.foreign), True
    reviews = card.reviews
    if isinstance(reviews, ForeignLog):
        said = _parsed(reviews.foreign)
        return said, said is not None
    for at in range(len(reviews) - 1, -1, -1):
        entry = reviews[at]
        if entry.memory is not None and entry.foreign is not None:
            return _parsed(entry.foreign), at == len(reviews) - 1
    return None, False


def _parsed(said: str) -> Kept | None:
    """Read them again; None for anything else."""
    *numbers, data = said.split(",", 5)
    try:
        ivl, factor, reps, lapses, left = map(int, numbers)
    except ValueError:
        return None
    return Kept(ivl, factor, reps, lapses, left, data)
