"""Notes of a package into the collection, batch by batch, inside one transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import islice

from studyapp.domain.day import to_ms
from studyapp.domain.media import named
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedNote, Problem
from studyapp.formats.anki.notes import STOCK, fields_of
from studyapp.formats.anki.rows import Rows
from studyapp.services.exchange import merge
from studyapp.services.exchange.additions import Additions
from studyapp.services.exchange.apart import Helper
from studyapp.services.exchange.names import Decks, cleaned
from studyapp.services.exchange.places import Places
from studyapp.services.exchange.reports import Fate, OnDuplicate, Progress, Sample
from studyapp.services.exchange.takeover import Takeover
from studyapp.services.workspace import Workspace
from studyapp.storage import bulk, content, packing
from studyapp.storage.content import StoredNote
from studyapp.storage.convert import note_values, tags_text
from studyapp.storage.engine import Connection
from studyapp.storage.sums import with_checksums

BATCH = 1_000
"""Notes looked up and written at once."""

SAMPLES = 20
"""Cards kept for the preview."""

LONGEST_GUID = 255


class Intake:
    """Takes the notes of one package; what it counted is the report."""

    def __init__(
        self,
        workspace: Workspace,
        connection: Connection,
        package: Package,
        decks: Decks,
        places: Places,
        on_duplicate: OnDuplicate,
    ) -> None:
        self.fates: Counter[Fate] = Counter()
        self.samples: list[Sample] = []
        self._workspace = workspace
        self._connection = connection
        self._package = package
        self._decks = decks
        self._places = places
        self._on_duplicate = on_duplicate
        self._now = to_ms(workspace.now())
        self._rows = bulk.Rows(connection)
        self._merger = merge.Merger(workspace, connection)
        self.added = Additions(workspace, decks, places, self._rows, self._merger)
        self._unknown = self.added.first_note == 1
        """Whether no note of the package is here."""
        self._seen: set[str] = set()
        self._takeover: Takeover | None = None
        self._named: dict[str, None] = {}

    def take(self, progress: Progress, helper: Helper | None = None) -> None:
        """Store all notes of the package, read with ``helper`` if there is one and it can."""
        notes = iter(self._given(helper))
        done = 0

        def tell() -> None:
            progress(done, max(self._package.total or 0, done), f"{done:,} notes")

        if helper is not None:
            helper.waiting = tell
        while batch := list(islice(notes, BATCH)):
            self._batch(batch)
            if self._takeover is not None:
                self._takeover.take(before=self.added.card_id)
            done += len(batch)
            tell()
        self._rows.write()
        if self._takeover is not None:
            self._takeover.take()
        self._say_what_is_missing()

    def _given(self, helper: Helper | None) -> Iterable[PackedNote]:
        given = self._package.notes
        if not isinstance(given, Rows):
            return given
        self.added.list_cards(given.cards())
        if helper is None:
            return given
        self._takeover = Takeover(self._workspace, self._connection, self.added, helper)
        notes, self._unknown = self._takeover.notes(self._package, given)
        return notes

    def _say_what_is_missing(self) -> None:
        """Remark on pictures and sounds that the notes name and nobody has."""
        gone = self._named.keys() - packing.media(self._connection) if self._named else set()
        if gone:
            names = ", ".join(sorted(gone)[:3])
            more = f" and {len(gone) - 3} more" if len(gone) > 3 else ""
            self._package.remarks.append(f"the notes name media that are not there: {names}{more}")

    def _batch(self, batch: Sequence[PackedNote]) -> None:
        ready = [each for each in map(self._prepared, batch) if each is not None]
        guids = [] if self._unknown else [each.note.guid for each in ready]
        known = content.notes_by_guid(self._connection, guids)
        here = [known[each.note.guid].id for each in ready if each.note.guid in known]
        cards = packing.cards(self._connection, self._workspace.learner_id, here) if here else {}
        origins = packing.notes(self._connection, here) if here else {}
        if here:
            self._merger.load([card.id for some in cards.values() for card in some])
        apart = self._both(ready, known, origins)
        for each in ready:
            note = each.note
            old = known.get(note.guid)
            if note.guid in apart:
                each, old = apart[note.guid], None
            for text in (note.front, note.back):
                if "[" in text and (media := named(text)):
                    self._named.update(dict.fromkeys(media))
            if old is None:
                self.added.note(each)
                fate = Fate.NEW
            else:
                fate = self._meet(each, old, origins[old.id])
                self._merge_cards(each, old, cards.get(old.id, []))
            self.fates[fate] += 1
            if len(self.samples) < SAMPLES:
                self._note_sample(each, fate)
        self._rows.write()

    def _prepared(self, packed: PackedNote) -> PackedNote | None:
        """Return a note fit to be stored, or None for one that was refused."""
        note = packed.note
        if not (packed.fields or note.front.strip()):
            self._refuse(packed, "a note without a question", "Give it one, and import again.")
            return None
        guid = note.guid
        if len(guid) > LONGEST_GUID or not guid:
            guid = sha256(f"{guid}\0{note.front}".encode("utf-8", "replace")).hexdigest()[:32]
        guid = cleaned(guid)
        if not self._package.settled:
            here = self._places.guid(self._decks.name(packed.deck), note, guid)
            guid = guid if here in self._seen else here
        if guid in self._seen:
            settled = self._package.settled
            what = f"the identity {guid} is another note's" if settled else "the same note again"
            self._refuse(packed, what, "")
            return None
        self._seen.add(guid)
        renamed = self._places.renamed
        front, back = cleaned(note.front), cleaned(note.back)
        if guid != note.guid or front is not note.front or back is not note.back or renamed:
            fields = packed.fields
            for name, other in renamed.items():
                front, back = front.replace(name, other), back.replace(name, other)
                fields = tuple(each.replace(name, other) for each in fields)
            note = note._replace(guid=guid, front=front, back=back)
            packed = packed._replace(note=note, fields=fields)
        return packed

    def _refuse(self, packed: PackedNote, what: str, remedy: str) -> None:
        where = packed.where or f"note {packed.note.guid}"
        self._package.problems.append(Problem(where, what, remedy))

    def _both(
        self,
        ready: Sequence[PackedNote],
        known: Mapping[str, StoredNote],
        origins: Mapping[int, packing.NoteRow],
    ) -> dict[str, PackedNote]:
        """Return the notes that differ from those here and come in beside them, by their guid.

        Their identity follows from what they say, so that the same file again adds none.
        """
        if self._on_duplicate is not OnDuplicate.BOTH:
            return {}
        found: dict[str, PackedNote] = {}
        for each in ready:
            note = each.note
            old = known.get(note.guid)
            if old is None or self._says_the_same(each, old, origins[old.id]):
                continue
            said = f"{note.guid}\0{int(note.kind)}\0{note.front}\0{note.back}"
            fresh = sha256(said.encode("utf-8", "replace")).hexdigest()[:32]
            if fresh not in self._seen:
                self._seen.add(fresh)
                found[note.guid] = each._replace(note=note._replace(guid=fresh))
        there = content.notes_by_guid(self._connection, [each.note.guid for each in found.values()])
        return {guid: each for guid, each in found.items() if each.note.guid not in there}

    def _meet(self, packed: PackedNote, old: StoredNote, origin: packing.NoteRow) -> Fate:
        """Bring a stored note up to what the file says."""
        note = packed.note
        changed = not self._says_the_same(packed, old, origin)
        foreign = origin.note_type_id is not None and not packed.note_type
        if changed and foreign and old.kind == NoteKind.TEMPLATE:
            self._refuse(
                packed,
                "it differs here, but its note type has fields of its own: left as it is",
                "Edit its fields here, or import the package that it came with.",
            )
            changed = False
        tags = set(old.tags.split())
        wanted = set(note.tags) if packed.modified else tags | set(note.tags)
        if not changed and wanted == tags:
            return Fate.UNCHANGED
        later_here = packed.modified and packed.modified < origin.modified_at
        if self._on_duplicate is not OnDuplicate.UPDATE or later_here:
            return Fate.KEPT
        ordered = note.tags if packed.modified else (*old.tags.split(), *note.tags)
        values: dict[str, object] = {
            "tags": tags_text(dict.fromkeys(map(cleaned, ordered))),
            "modified_at": packed.modified or self._now,
        }
        if changed:
            fresh = note_values(note)
            names = ("front", "back") if foreign else ("kind", "front", "back")
            values.update({name: fresh[name] for name in names})
        content.update_note(self._connection, old.id, values)
        if changed:
            if packed.note_type:
                content.put_origin(self._connection, old.id, self.added.origin(packed))
            note = note._replace(kind=NoteKind(old.kind)) if foreign else note
            before = Note(old.guid, NoteKind(old.kind), old.front, old.back).ordinals()
            if not packed.cards:
                content.sync_cards(
                    self._connection,
                    old.id,
                    before,
                    note.ordinals(),
                    learner_id=self._workspace.learner_id,
                )
        return Fate.UPDATED

    def _says_the_same(self, packed: PackedNote, old: StoredNote, origin: packing.NoteRow) -> bool:
        """Whether a file's note is the stored one, perhaps in the notation of another program.

        A text file does not know what another program's note type makes of its fields.
        """
        note = packed.note
        foreign = origin.note_type_id is not None and not packed.note_type
        texts = (note.front.strip(), note.back.strip())
        if (note.kind == old.kind or foreign) and texts == (old.front.strip(), old.back.strip()):
            raw = origin.fields
            return not raw or not packed.fields or raw == "\x1f".join(packed.fields)
        if not packed.fields or note.kind != old.kind or note.kind not in STOCK:
            return False
        sent = fields_of(Note(old.guid, NoteKind(old.kind), old.front, old.back))
        return sent == tuple(packed.fields[: len(sent)])

    def _merge_cards(
        self, packed: PackedNote, old: StoredNote, stored: Sequence[packing.StoredCard]
    ) -> None:
        have = {card.ordinal: card for card in stored}
        for card in packed.cards:
            known = have.get(card.ordinal)
            if known is None:
                family = self._places.family(old.id)
                self.added.card(packed.note.guid, old.id, family, packed.deck, card)
                continue
            self.added.decks[self._decks.called(known.deck_id)] += 1
            rows = self._merger.meet(packed.note.guid, known, card)
            self.added.log(with_checksums(rows))

    def _note_sample(self, packed: PackedNote, fate: Fate) -> None:
        deck = self._decks.name(packed.cards[0].deck if packed.cards else packed.deck)
        question, answer = self._places.sides(packed)
        self.samples.append(Sample(deck, question, answer, fate))
