"""What a note is where a file gives its texts only: its kind, and an identity of its own."""

from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.ids import note_guid
from studyapp.domain.note import NoteKind


def kind_of_text(front: str) -> NoteKind:
    """Return CLOZE for a front with deletions, else BASIC."""
    return NoteKind.CLOZE if "{{c" in front and cloze_numbers(front) else NoteKind.BASIC


class Identities:
    """Gives each note of a file an identity of its own, of those that say the same too."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._copies: dict[tuple[str, str], int] = {}

    def of(self, deck: str, text: str, given: str = "") -> str:
        """Return the identity a file gives, else one made from deck and first text.

        The copy of a given one gets another; compare to see whether that was so.
        """
        guid = given or note_guid(deck, text)
        while guid in self._taken:
            key = (given or deck, "" if given else text)
            self._copies[key] = copy = self._copies.get(key, 1) + 1
            guid = note_guid(key[0], f"{key[1]}\0{copy}")
        self._taken.add(guid)
        return guid
