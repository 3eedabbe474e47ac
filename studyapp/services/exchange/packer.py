"""Stored notes as packages carry them, batch by batch within one reading transaction."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import (
    ForeignLog,
    PackedCard,
    PackedMemory,
    PackedNote,
    PackedReview,
)
from studyapp.services.exchange.reports import Progress
from studyapp.services.faces import note_type_from
from studyapp.services.workspace import Workspace
from studyapp.storage import packing
from studyapp.storage.convert import note_from, packed_from, text_sum
from studyapp.storage.engine import Connection

BATCH = 1_000
"""Notes read at once."""


class Packer:
    """Counts what it packs; the report of an export."""

    def __init__(
        self,
        workspace: Workspace,
        connection: Connection,
        decks: Mapping[int, str],
        *,
        scheduling: bool,
        foreign: bool = False,
    ) -> None:
        """``foreign`` is whether entries that another program kept lie elsewhere already."""
        self.notes = self.cards = self.reviews = self.media = 0
        self.decks: set[str] = set()
        self.scheduling = scheduling
        self._learner = workspace.learner_id
        self._connection = connection
        self._names = decks
        self._apart = foreign
        self._logs: Mapping[int, list[Any]] = {}
        self._foreign_logs: Mapping[int, packing.ForeignEnd] = {}
        self._types = {
            key: note_type_from(payload)
            for key, (_, payload) in packing.note_types(connection).items()
        }

    def pack(self, ids: Sequence[int], progress: Progress) -> Iterator[PackedNote]:
        """Yield notes in the order of their ids, with the cards that lie in the chosen decks."""
        for start in range(0, len(ids), BATCH):
            progress(start, len(ids), f"{start:,} notes")
            some = ids[start : start + BATCH]
            rows = packing.notes(self._connection, some)
            cards = packing.cards(self._connection, self._learner, some)
            self._read_logs([card.id for each in cards.values() for card in each])
            for note_id in some:
                if note_id in rows:
                    yield self._note(rows[note_id], cards.get(note_id, ()))
        progress(len(ids), len(ids), f"{len(ids):,} note{'' if len(ids) == 1 else 's'}")

    def _read_logs(self, card_ids: Sequence[int]) -> None:
        if not self.scheduling:
            return
        connection, learner = self._connection, self._learner
        if self._apart:
            self._foreign_logs, card_ids = packing.foreign_logs(connection, learner, card_ids)
        self._logs = packing.log_rows(connection, learner, card_ids)

    def _note(self, row: Any, stored: Sequence[packing.StoredCard]) -> PackedNote:
        note = note_from(row)
        cards = [card for card in map(self._card, stored) if card.deck]
        self.notes += 1
        self.cards += len(cards)
        for card in cards:
            self.decks.add(card.deck)
        key, fields = self._foreign(row, note)
        return PackedNote(
            note,
            cards[0].deck if cards else "",
            cards,
            key,
            fields,
            row.created_at,
            row.modified_at,
            row.source_hash,
            bool(row.stale),
        )

    def _foreign(self, row: Any, note: Note) -> tuple[str, tuple[str, ...]]:
        """Return note type and fields of a foreign note: as they came, but for what was edited."""
        note_type = self._types.get(row.note_type_id)
        if note_type is None:
            return "", ()
        raw = tuple(row.fields.split("\x1f")) if row.fields else (note.front, note.back)
        if text_sum(note.front, note.back) == row.text_sum or note.kind is NoteKind.TEMPLATE:
            return note_type.key, raw
        from studyapp.formats.html import to_html, to_markdown

        edited = [
            field if to_markdown(field) == text else to_html(text)
            for field, text in zip(raw, (note.front, note.back), strict=False)
        ]
        return note_type.key, (*edited, *raw[len(edited) :])

    def _card(self, card: packing.StoredCard) -> PackedCard:
        deck = self._names.get(card.deck_id, "")
        if not self.scheduling or not deck:
            return PackedCard(card.ordinal, deck, card.position)
        memory = None if card.log_id is None else PackedMemory(*card.memory)
        reviews, rated, modified = self._log(card.id)
        self.reviews += rated
        return PackedCard(
            card.ordinal,
            deck,
            card.position,
            memory,
            card.queue,
            card.buried_until,
            card.flag,
            reviews,
            modified,
        )

    def _log(self, card_id: int) -> tuple[Sequence[PackedReview], int, int]:
        """Return the log of a card, how many answers are in it, and when its last entry was."""
        foreign = self._foreign_logs.get(card_id)
        if foreign is not None:
            load = partial(self._entries, card_id)
            log = ForeignLog(card_id, foreign.length, foreign.said, load)
            return log, foreign.rated, foreign.at
        entries = [_review(row) for row in self._logs.get(card_id, ())]
        rated = sum(each.rating is not None for each in entries)
        return entries, rated, entries[-1].at if entries else 0

    def _entries(self, card_id: int) -> list[PackedReview]:
        rows = packing.log_rows(self._connection, self._learner, [card_id])
        return [_review(row) for row in rows[card_id]]


def _review(row: Sequence[Any]) -> PackedReview:
    """Turn a row of ``LOG_FIELDS`` into an entry: id, then all behind learner and card."""
    snapshot = row[-1]
    memory = None if snapshot is None else packed_from(snapshot)
    return PackedReview._make((row[0], *row[3:-1], memory))
