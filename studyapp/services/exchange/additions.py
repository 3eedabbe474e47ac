"""Notes of a package that are not here yet, as rows of the collection.

Half the time of a large import is spent here and on what reads the notes, so values are taken
apart once and put together once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from studyapp.domain.day import to_ms
from studyapp.domain.note import NoteKind
from studyapp.domain.package import PackedCard, PackedNote
from studyapp.formats.anki.templates import cards_of
from studyapp.services.exchange.elsewhere import PartCards, ReadyLog
from studyapp.services.exchange.logs import Row
from studyapp.services.exchange.merge import Merger
from studyapp.services.exchange.names import Decks, cleaned
from studyapp.services.exchange.places import Places
from studyapp.services.workspace import Workspace
from studyapp.storage import bulk
from studyapp.storage.convert import content_sums, details_text, tags_text, text_sum


class Additions:
    """Adds notes and cards to the rows that an import writes, and counts them."""

    def __init__(
        self,
        workspace: Workspace,
        decks: Decks,
        places: Places,
        rows: bulk.Rows,
        merger: Merger,
    ) -> None:
        self.decks: Counter[str] = Counter()
        self.cards = 0
        self.reviews = 0
        self.parts: Counter[int] = Counter()
        """How many cards came in that lie in a part, by its number."""
        self.places: dict[str, int] = {}
        """Ids of the decks of such cards, by what the package calls them."""
        self._called: dict[str, str] = {}
        self._learner = workspace.learner_id
        self._now = to_ms(workspace.now())
        self._decks = decks
        self._places = places
        self._rows = rows
        self._merger = merger
        self.first_note, self.card_id, self._position = rows.first_free()
        self._note_id = self.first_note
        """What the next ones get; a file's cards come after those that are here."""
        self._yielded_id: int | None = None
        """The next id for cards that are not in a file which lists cards, after all that are."""
        self.shift = self._position if self.card_id > 1 else 0
        """What the positions in a file are raised by."""
        self._families: dict[str, int] = {}

    def list_cards(self, many: int) -> None:
        """Keep ids for so many cards that a file lists."""
        self._yielded_id = self.card_id + many

    def note(self, packed: PackedNote) -> None:
        """Add a note that is fit to be stored, with its cards."""
        note, deck, cards, note_type, fields, created, modified, built, stale, _, number = packed
        guid, kind, front, back, tags, source, generated, standing = note
        note_id = self.first_note + number - 1 if number else self._note_id
        self._note_id = note_id + 1
        digest, text = content_sums(int(kind), front, back)
        values = (
            note_id,
            guid,
            int(kind),
            front,
            back,
            cleaned(tags_text(tags)),
            cleaned(source.path) if source else "",
            cleaned(source.section) if source else "",
            built or digest,
            details_text(generated),
            int(standing),
            int(stale),
            created or self._now,
            modified or created or self._now,
        )
        if source is None:
            self._rows.notes.append(values)
        else:
            self._rows.sourced.append((*values, source.first_line, source.last_line))
        if note_type:
            key, joined = self._origin(note_type, fields, front, back)
            self._rows.origins.append((note_id, key, joined, text))
        group = generated.group if generated else ""
        family = self._families.setdefault(group, note_id) if group else note_id
        if isinstance(cards, PartCards):
            self._count(cards)
        else:
            for card in cards:
                self.card(guid, note_id, family, deck, card)
        if not cards:
            self._yield_cards(packed, note_id, family)
            self._position += 1

    def _count(self, cards: PartCards) -> None:
        for raw in cards.decks:
            if raw not in self.places:
                self._called[raw], self.places[raw] = self._decks.place(raw)
            self.decks[self._called[raw]] += 1
        many = len(cards.decks)
        self.parts[cards.part] += many
        self.cards += many
        self.reviews += cards.rated
        if cards.position > self._position:
            self._position = cards.position
        if many:
            self.card_id = cards.last + 1

    def origin(self, packed: PackedNote) -> tuple[int, str, int]:
        """Return what is kept of another program's note: its type, its fields and a sum."""
        _, _, front, back, *_ = packed.note
        kept = self._origin(packed.note_type, packed.fields, front, back)
        return (*kept, text_sum(front, back))

    def _origin(
        self, note_type: str, fields: tuple[str, ...], front: str, back: str
    ) -> tuple[int, str]:
        joined = "" if fields == (front, back) else cleaned("\x1f".join(fields))
        return self._places.note_type(note_type), joined

    def _yield_cards(self, packed: PackedNote, note_id: int, family: int) -> None:
        """Add the cards that a note yields which came without; others may count on their ids."""
        listed = self.card_id
        if self._yielded_id is not None:
            self.card_id = self._yielded_id
        for card in self._new_cards(packed):
            self.card(packed.note.guid, note_id, family, packed.deck, card)
        if self._yielded_id is not None:
            self._yielded_id, self.card_id = self.card_id, listed

    def _new_cards(self, packed: PackedNote) -> Iterable[PackedCard]:
        note = packed.note
        if not note.studied:
            return ()
        ordinals = note.ordinals()
        if note.kind is NoteKind.TEMPLATE:
            ordinals = cards_of(self._places.types[packed.note_type], packed.fields)
        position = self._position - self.shift
        return [PackedCard(ordinal, packed.deck, position) for ordinal in ordinals]

    def card(self, guid: str, note_id: int, family: int, deck: str, card: PackedCard) -> None:
        """Add a card of a note that is here or was added."""
        card_id, log = self.card_id, card.reviews
        if isinstance(log, ReadyLog):  # ids may have gaps
            card_id = max(card_id, log.card)
        self.card_id = card_id + 1
        name, deck_id = self._decks.place(card.deck or deck)
        self.decks[name] += 1
        self.cards += 1
        position = card.position + self.shift
        self._position = max(self._position, position)
        self._rows.cards.append((card_id, note_id, deck_id, card.ordinal, family, position))
        memory, log_id, rows = self._merger.fresh(guid, card_id, card)
        self._rows.memories.append(
            (self._learner, card_id, *memory, card.queue, card.buried_until, card.flag, log_id)
        )
        self.log(rows)

    def log(self, rows: Sequence[Row]) -> None:
        """Add log entries, their checksums with them."""
        if rows:
            self.reviews += len(rows) - [row[3] for row in rows].count(None)
            self._rows.log.extend(rows)
