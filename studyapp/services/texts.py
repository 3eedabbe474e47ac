"""Sources as bytes to text, to cleaned documents, to cards: everything short of storing them.

Nothing here touches the database, so that ``inspect`` and ``generate`` start without its library.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studyapp.domain import cloze
from studyapp.domain.note import Note, NoteKind
from studyapp.errors import SourceError
from studyapp.formats import markdown
from studyapp.generation import Flashcard, Generated, generate
from studyapp.services import files
from studyapp.services.pasted import STDIN
from studyapp.sources import office, readers
from studyapp.sources.account import Account
from studyapp.sources.detect import detect
from studyapp.sources.document import Document, clean_document
from studyapp.sources.read import read_source

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source as bytes, with the name it is reported under."""

    name: str
    data: bytes


def name_as_text(path: str | Path) -> str:
    """Return a file name that can be stored and printed.

    Systems allow names that are no text; Python holds their odd bytes as lone surrogates, which
    no database takes. They are written as in web addresses: ``%FF``. Distinct names stay so.
    """
    return _SURROGATE.sub(lambda odd: f"%{ord(odd[0]) & 0xFF:02X}", str(path))


def gather(
    paths: Iterable[str], stdin: Callable[[], bytes], encoding: str | None = None
) -> tuple[list[SourceFile], list[str]]:
    """Read the files that the user named; a folder stands for the readable files in it.

    Returns the sources and, for folders, the files that were left out and why. ``-`` is
    standard input. Raises ``SourceError`` for a named file that cannot be read.
    """
    found: list[SourceFile] = []
    skipped: list[str] = []
    for name in paths:
        if not name.strip():  # an unset variable; as a path it would be the folder one is in
            raise SourceError("an empty name is no file", "Name a file or folder.")
        path = Path(name)
        if name == "-" or not files.is_folder(path):
            found.append(one(name, stdin))
            continue
        for each in files.below(path):
            shown = name_as_text(each)
            if each.suffix.lower() not in files.SUFFIXES:
                skipped.append(f"{shown}: not a kind of file that studyapp reads")
                continue
            try:
                source = SourceFile(shown, files.read(each))
                extract(source, encoding)
            except SourceError as error:
                skipped.append(name_as_text(error.message))
                continue
            found.append(source)
    if not found:
        raise SourceError(
            f"nothing to read in {', '.join(paths)}",
            f"Name text files, or a folder with files that end in {', '.join(files.SUFFIXES)}.",
        )
    return found, skipped


def one(name: str, stdin: Callable[[], bytes]) -> SourceFile:
    """Read one file, or standard input for ``-``. Raises ``SourceError``."""
    if name == "-":
        return SourceFile(STDIN, stdin())
    return SourceFile(name_as_text(name), files.read(Path(name)))


def extract(source: SourceFile, encoding: str | None = None) -> str:
    """Return the text of a plain, Word, HTML or PDF file. Raises ``SourceError``.

    ``encoding`` is that of plain and HTML files; the others say themselves.
    """
    text = office.to_text(source.data, source.name, encoding)
    if text is None:
        return readers.decode(source.data, source.name, encoding)
    readers.check(text, source.name)
    return text


def read_text(source: SourceFile, encoding: str | None = None) -> tuple[Document, Account, str]:
    """Return the cleaned document, what became of each line, and the text that was cleaned.

    For Word, HTML and PDF files the lines are those of the extracted text. Raises
    ``SourceError``.
    """
    text = extract(source, encoding)
    document, account = clean_document(text, source.name)
    return document, account, text


def is_deck(source: SourceFile, text: str) -> bool:
    """Whether a text is made of cards already: a flashcard page or a Markdown deck."""
    return markdown.is_markdown_deck(text) or detect(readers.lines(text, source.name)) is not None


def generate_from(
    sources: Sequence[SourceFile], encoding: str | None, progress: Progress
) -> Generated:
    """Draw cards from the texts among ``sources``; nothing is stored.

    Flashcard pages and Markdown decks among them guide the choice: their cards are the
    vocabulary, and what the drawn cards link to. The cards name their source as it was given.
    Raises ``SourceError``.
    """
    documents: list[Document] = []
    deck: list[Flashcard] = []
    for index, source in enumerate(sources):
        progress(index, len(sources), f"reading {source.name}")
        text = extract(source, encoding)
        cards = list(_cards(source, text)) if is_deck(source, text) else []
        if cards:
            deck += cards
            continue
        document, _ = clean_document(text, source.name)
        documents.append(replace(document, path=source.name))
    return generate(
        documents, deck, lambda done, total: progress(done, total, "choosing sentences")
    )


def _cards(source: SourceFile, text: str) -> Iterator[Flashcard]:
    if markdown.is_markdown_deck(text):
        parsed = markdown.read_deck(text, source.name)
    else:
        parsed = read_source(text, source.name).deck
    for entry in parsed.notes:
        yield from _flashcards(entry.note)


def _flashcards(note: Note) -> Iterator[Flashcard]:
    if note.kind is not NoteKind.CLOZE:
        yield Flashcard(note.guid, note.front, note.back)
        return
    for number in cloze.cloze_numbers(note.front):
        hidden = ", ".join(cloze.hidden(note.front, number))
        yield Flashcard(note.guid, cloze.question(note.front, number), hidden)
