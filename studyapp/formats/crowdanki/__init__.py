"""CrowdAnki's folders: a deck as JSON that git can compare, with its media beside it.

``NAME/NAME.json`` (or ``deck.json``) holds the deck with its subdecks, notes, note types and
options; ``NAME/media`` the files that notes name. There are no reviews in it. Source: the package
``crowd_anki.representation`` of the add-on CrowdAnki. ``reading`` and ``writing`` are the two
directions.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from studyapp.domain.package import Package
from studyapp.formats.base import DeckFile, FormatError, FormatInfo, Reading, Writing
from studyapp.formats.crowdanki.reading import read_deck
from studyapp.formats.crowdanki.writing import write_deck

MAX_BYTES = 500_000_000
"""Of the JSON, where it is read from a folder."""


class CrowdAnkiFormat:
    """Reads the JSON or its folder, and writes a folder."""

    info = FormatInfo(
        "crowdanki",
        "CrowdAnki folder",
        (".json",),
        writes=True,
        folder=True,
        carries=("tags", "decks", "media"),
    )

    def claims(self, file: DeckFile) -> int:
        """Claim JSON that says that it is a deck of CrowdAnki, or a folder with such a file."""
        if file.text is None:
            path = _json_of(file)
            return 95 if path and _starts_as_deck(path) else 0
        start = file.text[:10].lstrip("\ufeff \t\r\n")
        named = ('"note_models"', '"crowdanki_uuid"')
        return 98 if start.startswith("{") and all(key in file.text for key in named) else 0

    def read(self, file: DeckFile, reading: Reading) -> AbstractContextManager[Package]:
        """Read the JSON; media are looked for in the folder ``media`` beside it."""
        path = file.path
        text = file.text
        if text is None:
            path = _json_of(file)
            text = _text(path) if path else None
        if text is None:
            raise FormatError(
                f"{file.name} is no folder of CrowdAnki",
                "Give the folder that holds NAME.json or deck.json, or that file.",
            )
        return nullcontext(read_deck(file, text, path.parent / "media" if path else None))

    def write(self, package: Package, target: Path, writing: Writing) -> Sequence[str]:
        """Write a folder that is not there yet."""
        return write_deck(package, target, writing)


def _json_of(file: DeckFile) -> Path | None:
    """Return the deck inside of a folder."""
    if file.path is None or not file.path.is_dir():
        return None
    names = (f"{file.path.resolve().name}.json", "deck.json")
    return next((path for name in names if (path := file.path / name).is_file()), None)


def _starts_as_deck(path: Path) -> bool:
    """Whether the first keys of a file, which CrowdAnki sorts, are those of a deck."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    return b'"__type__"' in start or b'"crowdanki_uuid"' in start


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FormatError(f"{path.name} is too large", "Export its subdecks one by one.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FormatError(f"{path.name} is not UTF-8", "Export the deck again.") from None
    except OSError as error:
        raise FormatError(
            f"cannot read {path.name}: {error.strerror}", "Check its rights."
        ) from None


CROWDANKI = CrowdAnkiFormat()
