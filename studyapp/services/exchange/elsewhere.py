"""Logs that another process has made into rows."""

from collections.abc import Sequence
from typing import overload

from studyapp.domain.package import PackedReview
from studyapp.services.exchange.logs import Row
from studyapp.storage.convert import LOG_FIELDS

_CARD = LOG_FIELDS.index("card_id")


class _Log(Sequence[PackedReview]):
    __slots__ = ()

    @overload
    def __getitem__(self, at: int) -> PackedReview: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[PackedReview]: ...

    def __getitem__(self, at: int | slice) -> PackedReview | Sequence[PackedReview]:
        return self.entries()[at]

    def entries(self) -> Sequence[PackedReview]:
        """Return the entries themselves."""
        raise NotImplementedError


class ReadyLog(_Log):
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

    def entries(self) -> Sequence[PackedReview]:
        """Return the entries themselves."""
        if self._entries is None:
            self._entries = [PackedReview("", *row[3:-2]) for row in self.rows[:-1]]
        return self._entries


class PartLog(_Log):
    """The log of a card that nobody here knows: it lies in a ``Part``, as memory does.

    Its length is all that is known of it here.
    """

    __slots__ = ("card", "part", "rated", "total")

    def __init__(self, card: int, part: int, total: int, rated: int) -> None:
        """``card`` is the id that the card has there; ``rated`` of the ``total`` are answers."""
        self.card = card
        self.part = part
        """Number of the part, from 1."""
        self.total = total
        self.rated = rated

    def __len__(self) -> int:
        return self.total
