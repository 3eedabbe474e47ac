"""Notes, cards and log as rows, written in batches while the notes stream by."""

import hashlib
import html
import re
import sqlite3
from collections.abc import Iterable
from typing import Any

from studyapp.domain.note import NoteKind
from studyapp.domain.package import ForeignLog, NoteType, Package, PackedCard, PackedNote
from studyapp.formats.anki import columns, notes, templates
from studyapp.formats.anki.deck_names import deck_name
from studyapp.formats.anki.legacy import sort_field
from studyapp.formats.anki.outline import Outline
from studyapp.formats.anki.unique import Unique
from studyapp.formats.anki.write_log import LogWriter
from studyapp.formats.base import Writing

BATCH = 1_000
"""Notes."""
ZERO_DAY = 13_000
"""Study day from which due days count: in 2005, before Anki, so that none is negative."""
_STRIPPED = frozenset(["leech", "marked"])
_MARKUP = re.compile("<[^<>]*>")
_Row = tuple[Any, ...]


class RowWriter:
    """Writes the notes of one package into the tables of one collection."""

    def __init__(
        self, base: sqlite3.Connection, package: Package, outline: Outline, writing: Writing
    ) -> None:
        self._base = base
        self._package = package
        self._outline = outline
        self._scheduling = writing.scheduling
        self._now = writing.now
        self._today = writing.day_of(writing.now)
        self._types = {each.key: each for each in package.note_types}
        self._models: dict[str, tuple[int, int]] = {}
        self._decks: dict[str, tuple[int, columns.Deck]] = {}
        self._note_ids, self._card_ids = Unique(), Unique()
        self._notes: list[_Row] = []
        self._cards: list[_Row] = []
        self._log = LogWriter(base, package.foreign)
        self._position = 0
        self.tags: set[str] = set()
        """All that were written."""
        self.unfit = 0
        """Notes whose fields did not fit their note type."""

    def write(self, given: Iterable[PackedNote]) -> None:
        """Write them, but for those that are only offered to the learner or were dropped."""
        for note in given:
            if note.cards or note.note.studied:
                self._note(note)
            if len(self._notes) >= BATCH:
                self._flush()
        self._flush()
        self._log.close()

    def _flush(self) -> None:
        insert = self._base.executemany
        insert("insert into notes values (?,?,?,?,-1,?,?,?,?,0,'')", self._notes)
        insert("insert into cards values (?,?,?,?,?,-1,?,?,?,?,?,?,?,?,0,0,?,?)", self._cards)
        self._notes.clear()
        self._cards.clear()

    def _note(self, packed: PackedNote) -> None:
        note = packed.note
        ident = self._note_ids.take(packed.created or self._now)
        note_type, fields = self._content(packed)
        modified = (packed.modified or self._now) // 1000
        model, sort = self._model(note_type)
        first = plain(fields[0])
        self._notes.append(
            (
                ident,
                note.guid,
                model,
                modified,
                self._tags(note.tags) if note.tags else "",
                "\x1f".join(fields),
                plain(fields[sort]) if sort else first,
                _checksum(first),
            )
        )
        for card in packed.cards or self._new_cards(packed, note_type, fields):
            self._card(ident, modified, card)

    def _model(self, note_type: NoteType) -> tuple[int, int]:
        """Return the number of a note type, and the field that lists are sorted by."""
        known = self._models.get(note_type.key)
        if known is None:
            known = self._models[note_type.key] = (
                self._outline.model(note_type),
                sort_field(note_type),
            )
        return known

    def _content(self, packed: PackedNote) -> tuple[NoteType, list[str]]:
        """Return a note's type and its fields, as many as the type has."""
        note_type = self._types.get(packed.note_type) if packed.note_type else None
        if note_type is None or not packed.fields:
            kind = packed.note.kind
            note_type = notes.STOCK[kind if kind in notes.STOCK else NoteKind.BASIC]
            fields = list(notes.fields_of(packed.note))
        else:
            fields = list(packed.fields)
        wanted = len(note_type.fields)
        if len(fields) != wanted:
            self.unfit += 1
            fields += [""] * (wanted - len(fields))
            fields[wanted - 1 :] = ["<br>".join(fields[wanted - 1 :])]
        return note_type, [each.replace("\x1f", " ") for each in fields]

    def _new_cards(
        self, packed: PackedNote, note_type: NoteType, fields: list[str]
    ) -> list[PackedCard]:
        self._position += 1
        ordinals = (
            templates.cards_of(note_type, fields) if packed.fields else packed.note.ordinals()
        )
        return [PackedCard(each, packed.deck, self._position) for each in ordinals or (0,)]

    def _card(self, note: int, modified: int, card: PackedCard) -> None:
        name = card.deck or self._package.name
        known = self._decks.get(name)
        if known is None:
            known = self._decks[name] = self._deck(deck_name(name))
        ident = self._card_ids.take(note)
        if self._scheduling:
            reviews = columns.counting(card.reviews)
            if reviews is not card.reviews:
                card = card._replace(reviews=reviews)
            standing = columns.standing(card, known[1], ZERO_DAY, self._today)
            if isinstance(reviews, ForeignLog):
                self._log.follow(reviews, ident)
            elif reviews:
                self._log.add(columns.log(reviews, card.memory, ident))
        else:
            standing = columns.fresh(card)
        modified = card.modified // 1000 or modified
        self._cards.append(
            (ident, note, known[0], card.ordinal, modified, *standing[:8], card.flag, standing[8])
        )

    def _deck(self, name: str) -> tuple[int, columns.Deck]:
        return self._outline.deck(name), columns.of_options(self._outline.options(name))

    def _tags(self, tags: tuple[str, ...]) -> str:
        """Return tags as Anki keeps them: with a space between and at both ends."""
        found = list(filter(None, ["_".join(each.split()) for each in tags]))
        if not self._scheduling:
            found = [each for each in found if each.casefold() not in _STRIPPED]
        self.tags.update(found)
        return f" {' '.join(found)} " if found else ""


def _checksum(text: str) -> int:
    """Return the first 32 bits of SHA-1, by which Anki finds notes that begin alike."""
    digest = hashlib.sha1(text.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:4], "big")


def plain(field: str) -> str:
    """Return a field without markup, for Anki's sort field and checksum."""
    if "<" in field:
        field = _MARKUP.sub("", field)
    return html.unescape(field).strip() if "&" in field else field
