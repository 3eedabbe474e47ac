"""Our Markdown decks among the formats: a file for one deck, a folder for several.

The text itself is ``markdown``. Where the name of the target ends in ``.md``, several decks go
into one file, whose notes name their deck.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from studyapp.domain.deck import ParsedDeck, ParsedNote
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedNote, Problem
from studyapp.errors import SourceError
from studyapp.formats.base import DeckFile, FormatError, FormatInfo, Reading, Writing
from studyapp.formats.found import Problems
from studyapp.formats.losses import Losses
from studyapp.formats.markdown import is_markdown_deck, is_ours, read_deck, write_deck, write_file


class MarkdownFormat:
    """Reads and writes Markdown decks."""

    info = FormatInfo(
        "markdown",
        "Markdown",
        (".md", ".markdown"),
        writes=True,
        carries=("tags", "decks"),
    )

    def claims(self, file: DeckFile) -> int:
        """Claim any deck of hashcards too, but surely only what has more than that."""
        if file.text is None or not is_markdown_deck(file.text):
            return 0
        return 90 if is_ours(file.text) else 70

    def read(self, file: DeckFile, reading: Reading) -> AbstractContextManager[Package]:
        """Read one file; a note that cannot be read is a problem of the package."""
        if file.text is None:
            raise FormatError(f"{file.name} is not text", "Give a Markdown file.")
        problems = Problems()

        def broken(error: SourceError) -> None:
            where, _, what = error.message.removeprefix(f"{file.name}, ").partition(": ")
            problems.append(Problem(where, what, error.hint))

        try:
            deck = read_deck(file.text, file.name, broken)
        except SourceError as error:
            raise FormatError(error.message, error.hint) from None
        notes = [PackedNote(parsed.note, parsed.deck) for parsed in deck.notes]
        return nullcontext(
            Package(
                self.info.name,
                deck.name,
                notes,
                settled=not any(map(_made, deck.notes)),
                total=len(notes),
                problems=problems,
            )
        )

    def write(self, package: Package, target: Path, writing: Writing) -> Sequence[str]:
        """Write one file, or a folder of files. Raises ``FormatError`` if the folder is there."""
        losses = Losses(package, writing, _KEEPS)
        notes = tuple(ParsedNote(losses.see(packed), _plain(packed)) for packed in package.notes)
        names = {parsed.deck for parsed in notes} or {_only_deck(package)}
        if len(names) == 1:
            target.write_bytes(write_file(names.pop(), notes).encode())
        elif target.suffix.lower() in self.info.suffixes:
            target.write_bytes(write_file(package.name, notes).encode())
        else:
            _write_folder(target, write_deck(ParsedDeck(package.name, notes)))
        return losses.words()


_KEEPS = frozenset({"ids", "tags"})


def _only_deck(package: Package) -> str:
    """Return the name of a package without notes: its own, or the one it names."""
    return package.decks[0].name if len(package.decks) == 1 else package.name


def _plain(packed: PackedNote) -> Note:
    """Return a note whose cards come from its texts: another program's type is not written."""
    note = packed.note
    return note._replace(kind=NoteKind.BASIC) if note.kind is NoteKind.TEMPLATE else note


def _made(parsed: ParsedNote) -> bool:
    """Whether the identity of a note is made from its text (see ``markdown``)."""
    tag = "C:" if parsed.note.kind is NoteKind.CLOZE else "Q:"
    return parsed.note.guid == note_guid(parsed.deck, f"{tag}{parsed.note.front}")


def _write_folder(folder: Path, files: dict[str, str]) -> None:
    try:
        folder.mkdir()
    except FileExistsError:
        raise FormatError(
            f"{folder} is there already",
            "Name a folder that is not there yet, or a file that ends in .md for one file.",
        ) from None
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


MARKDOWN = MarkdownFormat()
