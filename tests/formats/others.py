"""The formats of other programs under test, and short ways to ask them."""

from studyapp.domain.package import Package, PackedNote
from studyapp.formats.base import DeckFile, DeckFormat, Reading, Writing
from studyapp.formats.crowdanki import CROWDANKI
from studyapp.formats.hascard import HASCARD
from studyapp.formats.hashcards import HASHCARDS
from studyapp.formats.markdown_format import MARKDOWN
from studyapp.formats.mnemosyne import MNEMOSYNE
from studyapp.formats.obsidian import OBSIDIAN
from studyapp.formats.org import ORG
from studyapp.formats.supermemo import SUPERMEMO

FORMATS: tuple[DeckFormat, ...] = (
    MARKDOWN,
    HASHCARDS,
    CROWDANKI,
    OBSIDIAN,
    MNEMOSYNE,
    SUPERMEMO,
    HASCARD,
    ORG,
)
WRITING = Writing()


def package(form: DeckFormat, text: str, name: str = "deck.txt") -> Package:
    """Read a text whole."""
    with form.read(DeckFile(name, text=text), Reading()) as found:
        found.notes = list(found.notes)
        found.media = list(found.media)
        return found


def notes(form: DeckFormat, text: str, name: str = "deck.txt") -> list[PackedNote]:
    """Read a text that has nothing wrong with it."""
    found = package(form, text, name)
    assert found.problems == []
    return list(found.notes)


def sides(form: DeckFormat, text: str, name: str = "deck.txt") -> list[tuple[str, str]]:
    return [(each.note.front, each.note.back) for each in notes(form, text, name)]
