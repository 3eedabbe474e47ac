"""Where the parts of one package find their place: note types, media, notes without identity."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import NoteType, Package, PackedNote
from studyapp.services.browse import sides
from studyapp.services.exchange.names import Decks
from studyapp.services.faces import note_type_from, note_type_text, template_sides
from studyapp.storage import content, packing
from studyapp.storage.engine import Connection


class Places:
    """Looked up once for a package, within the transaction of its import."""

    def __init__(
        self,
        connection: Connection,
        package: Package,
        decks: Decks,
        renamed: Mapping[str, str],
    ) -> None:
        self.types: dict[str, NoteType] = {each.key: each for each in package.note_types}
        self.renamed = renamed
        """Names of media that are another file's here, to the names they got."""
        self._connection = connection
        self._decks = decks
        self._stored = _known_types(connection)
        self._ids: dict[str, int] = {}
        self._fronts: dict[str, dict[str, dict[str, str]]] = {}
        self._families: dict[int, int] = {}

    def note_type(self, key: str) -> int:
        """Return the id of the stored note type that the package calls ``key``.

        One that changed shape since it was stored is stored beside the old one, which notes
        stand on.
        """
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = self._store(self.types[key])
        return found

    def _store(self, note_type: NoteType) -> int:
        payload = note_type_text(note_type)
        known = self._stored.get(note_type.key)
        if known is not None and not _same_shape(known[1], note_type):
            digest = sha256(payload.encode()).hexdigest()[:8]
            note_type = replace(note_type, key=f"{note_type.key}-{digest}")
            payload = note_type_text(note_type)
            known = self._stored.get(note_type.key)
        return content.put_note_type(self._connection, note_type.key, payload)

    def guid(self, deck: str, note: Note, made: str) -> str:
        """Return the identity of a note whose file gives none: that of its question's note.

        Of several with that question it is the one that was made alike, else the one with that
        answer, else the oldest.
        """
        if deck not in self._fronts:
            ids = content.deck_ids(self._connection)
            here = [ids[deck]] if deck in ids else []
            self._fronts[deck] = packing.fronts(self._connection, here)
        alike = self._fronts[deck].get(note.front, {})
        if not alike or made in alike:
            return made
        return next((guid for guid, back in alike.items() if back == note.back), next(iter(alike)))

    def family(self, note_id: int) -> int:
        """Return what the cards of a stored note share with their siblings."""
        if note_id not in self._families:
            self._families[note_id] = content.family_of(self._connection, note_id)
        return self._families[note_id]

    def sides(self, packed: PackedNote) -> tuple[str, str]:
        """Return question and answer of a note's first card."""
        note = packed.note
        ordinal = packed.cards[0].ordinal if packed.cards else 0
        if note.kind is NoteKind.TEMPLATE:
            deck = self._decks.name(packed.deck)
            return template_sides(
                self.types[packed.note_type], packed.fields, ordinal, note.tags, deck
            )
        if note.kind is NoteKind.CLOZE and not packed.cards:
            ordinal = next(iter(note.ordinals()), 0)
        return sides(note, ordinal)


def _known_types(connection: Connection) -> dict[str, tuple[int, NoteType]]:
    stored = packing.note_types(connection)
    return {key: (number, note_type_from(payload)) for number, (key, payload) in stored.items()}


def _same_shape(one: NoteType, other: NoteType) -> bool:
    return (
        one.fields == other.fields
        and one.cloze == other.cloze
        and len(one.templates) == len(other.templates)
    )
