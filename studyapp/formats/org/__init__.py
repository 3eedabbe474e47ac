"""Cards in Org files, read only: those of anki-editor and those of org-fc.

``outline`` reads headings, properties and drawers, ``markup`` turns Org's text into Markdown,
``anki_editor`` and ``fc`` each know the cards of their program. One file may hold both.
"""

from studyapp.domain.package import Package
from studyapp.formats.base import DeckFile, FormatInfo, Reading, TextFormat
from studyapp.formats.found import Found, Problems, package
from studyapp.formats.org import anki_editor, fc
from studyapp.formats.org.outline import read_outline

_REMEDY = (
    "A card is a heading with the property ANKI_NOTE_TYPE (anki-editor), or with the tag :fc: "
    "(org-fc)."
)


def _claim(text: str, name: str) -> int:
    """Claim an outline in which a heading is a card."""
    if "ANKI_NOTE_TYPE:" not in text and "FC_" not in text:
        return 0
    nodes = read_outline(text)
    return 95 if any(map(anki_editor.is_note, nodes)) or any(map(fc.is_card, nodes)) else 0


def _read(file: DeckFile, text: str, reading: Reading) -> Package:
    nodes = read_outline(text)
    problems = Problems()
    remarks: list[str] = []
    found: list[Found] = anki_editor.read(nodes, problems, remarks)
    found += fc.read(nodes, reading, problems)
    found.sort(key=lambda each: each.line)
    return package("org", file, found, problems, remarks, remedy=_REMEDY)


ORG = TextFormat(
    FormatInfo("org", "Org (anki-editor, org-fc)", (".org",)),
    _claim,
    _read,
)
