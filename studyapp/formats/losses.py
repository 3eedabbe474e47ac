"""What a format cannot hold, in words, once each however many notes it is true of."""

from studyapp.domain.package import Package, PackedCard, PackedNote
from studyapp.formats.base import Writing


class Losses:
    """Looks at the notes that go into a file and remembers what does not.

    ``keeps`` names what the format does hold, of ``ids``, ``tags``, ``media``, ``options``,
    ``fields`` and ``scheduling``. What the user asked to leave out is no loss.
    """

    def __init__(self, package: Package, writing: Writing, keeps: frozenset[str] = frozenset()):
        self._default = package.name
        self._keeps = keeps
        self._scheduling = writing.scheduling and "scheduling" not in keeps
        self._words: dict[str, None] = {}
        if "media" not in keeps and next(iter(package.media), None) is not None:
            self.add("pictures and recordings")
        named = any(deck.description or deck.options for deck in package.decks)
        if "options" not in keeps and (package.options or named):
            self.add("options and descriptions of decks")

    def add(self, words: str) -> None:
        """Remember a loss."""
        self._words.setdefault(words)

    def see(self, packed: PackedNote) -> str:
        """Look at a note and return the full name of its deck."""
        if packed.note.tags and "tags" not in self._keeps:
            self.add("tags")
        if packed.note_type and "fields" not in self._keeps:
            self.add("the fields and templates of Anki's note types: their texts are kept")
        if self._scheduling and any(map(_has_history, packed.cards)):
            self.add("where cards stand, and their reviews")
        if "ids" not in self._keeps:
            self.add("identities of notes: read again, a note is known by its text")
        decks = {card.deck for card in packed.cards if card.deck}
        if len(decks) > 1:
            self.add("that cards of one note are in several decks")
        return packed.deck or min(decks, default=self._default)

    def words(self) -> tuple[str, ...]:
        """Return the losses in the order in which they were met."""
        return tuple(self._words)


def _has_history(card: PackedCard) -> bool:
    return bool(card.memory or card.reviews or card.queue or card.flag)
