"""Cards and logs that another process has made into rows."""

from collections.abc import Sequence
from typing import overload

from studyapp.domain.package import PackedCard, PackedReview
from studyapp.services.exchange.logs import Row
from studyapp.storage.columns import LOG_FIELDS

_CARD = LOG_FIELDS.index("card_id")


class ReadyLog(Sequence[PackedReview]):
    """The log of a card as rows to be stored, their checksums with them; the last a snapshot.

    Entries are made for those who ask for them: where the card is known already.
    """

    __slots__ = ("_entries", "guid", "rows")

    def __init__(self, guid: str, rows: Sequence[Row]) -> None:
        """``guid`` is that of the note as the file has it; ids of entries follow from it."""
        self.guid = guid
        self.rows = rows
        self._entries: Sequence[PackedReview] | None = None

    @property
    def card(self) -> int:
        """The id of the card that the rows are for."""
        return int(self.rows[0][_CARD])

    def fits(self, guid: str, card: int) -> bool:
        """Whether the rows can be stored as they are."""
        return guid == self.guid and card == self.card

    def __len__(self) -> int:
        return len(self.rows) - 1

    @overload
    def __getitem__(self, at: int) -> PackedReview: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[PackedReview]: ...

    def __getitem__(self, at: int | slice) -> PackedReview | Sequence[PackedReview]:
        if self._entries is None:
            self._entries = [PackedReview("", *row[3:-2]) for row in self.rows[:-1]]
        return self._entries[at]


class PartCards(Sequence[PackedCard]):
    """Cards of a note that nobody here knows: they lie in a ``Part`` with all they have.

    What is told of them here is enough to count them, and to show one.
    """

    __slots__ = ("decks", "last", "ordinals", "part", "position", "rated")

    def __init__(
        self,
        part: int,
        ordinals: Sequence[int],
        decks: Sequence[str],
        last: int,
        position: int,
        rated: int,
    ) -> None:
        """``last`` is the id of the last of them, ``position`` the highest; 0 without cards."""
        self.part = part
        """Number of the part, from 1."""
        self.ordinals = ordinals
        self.decks = decks
        self.last = last
        self.position = position
        self.rated = rated
        """How many entries of their logs are answers."""

    @overload
    def __getitem__(self, at: int) -> PackedCard: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[PackedCard]: ...

    def __getitem__(self, at: int | slice) -> PackedCard | Sequence[PackedCard]:
        return [*map(PackedCard, self.ordinals, self.decks)][at]

    def __len__(self) -> int:
        return len(self.ordinals)
