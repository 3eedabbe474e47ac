"""All formats, in the order of the table, and the choice among them by what is in a file."""

from collections.abc import Sequence
from functools import cache

from studyapp.formats.base import DeckFile, DeckFormat, FormatInfo

PAGE = FormatInfo(
    "page",
    "Copied flashcard pages (Knowt, Quizlet, Brainscape, tables, lists)",
    (".txt", ".html"),
    carries=("tags",),
)
"""Read by ``sources``, which asks for no format; here for the table."""

SURE = 60
"""From here on, a format is surer of a text than the layouts of pages are."""


@cache
def formats() -> Sequence[DeckFormat]:
    """Return the formats; they are imported with the first question."""
    from studyapp.formats.anki.package import APKG, APKG3, COLPKG
    from studyapp.formats.anki_text import ANKI_TEXT
    from studyapp.formats.collection_json import JSON
    from studyapp.formats.crowdanki import CROWDANKI
    from studyapp.formats.delimited import CSV, TSV
    from studyapp.formats.hascard import HASCARD
    from studyapp.formats.hashcards import HASHCARDS
    from studyapp.formats.markdown_format import MARKDOWN
    from studyapp.formats.mnemosyne import MNEMOSYNE
    from studyapp.formats.obsidian import OBSIDIAN
    from studyapp.formats.org import ORG
    from studyapp.formats.paste import PASTE
    from studyapp.formats.supermemo import SUPERMEMO

    return (
        APKG,
        APKG3,
        COLPKG,
        ANKI_TEXT,
        CSV,
        TSV,
        PASTE,
        MARKDOWN,
        HASHCARDS,
        JSON,
        CROWDANKI,
        OBSIDIAN,
        MNEMOSYNE,
        SUPERMEMO,
        HASCARD,
        ORG,
    )


def table() -> list[FormatInfo]:
    """Return the lines of the table of formats."""
    return [*(each.info for each in formats()), PAGE]


def recognise(file: DeckFile) -> tuple[DeckFormat | None, int]:
    """Return the format that is surest of ``file``, and how sure it is."""
    claims = [(each.claims(file), -place) for place, each in enumerate(formats())]
    surest, place = max(claims)
    return (formats()[-place], surest) if surest > 0 else (None, 0)


def named(name: str) -> DeckFormat | None:
    """Return the format called ``name``."""
    return next((each for each in formats() if each.info.name == name), None)


def for_suffix(suffix: str) -> DeckFormat | None:
    """Return the format that a file with this suffix is written in; a folder has none."""
    wanted = suffix.lower()
    return next(
        (
            each
            for each in formats()
            if each.info.writes and not each.info.folder and wanted in each.info.suffixes
        ),
        None,
    )
