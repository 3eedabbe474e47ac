"""Documents and cards for the tests of the generator, built without the cleaner."""

import json
import re
from pathlib import Path

from studyapp.generation import Cloze, Generated, generate
from studyapp.generation.names import NameBook, NameSpan, find_names
from studyapp.generation.tagging import tag_words
from studyapp.generation.words import Token, split_words
from studyapp.sources.document import Block, BlockKind, Document, Sentence

CORPUS = Path(__file__).parent.parent / "corpus" / "generation"


def tokens_of(text: str) -> list[Token]:
    return tag_words(split_words(text))


def names_of(text: str, *learned: str) -> list[NameSpan]:
    book = NameBook()
    for each in (*learned, text):
        book.learn(each, tokens_of(each))
    return find_names(text, tokens_of(text), book)


def paragraph(
    *sentences: str, kind: BlockKind = BlockKind.PARAGRAPH, speaker: str = "", line: int = 1
) -> Block:
    return Block(
        kind,
        " ".join(sentences),
        line,
        line,
        tuple(Sentence(text, line, line) for text in sentences),
        "Section",
        speaker,
    )


def document(*blocks: Block, path: str = "notes.txt", title: str = "Notes") -> Document:
    return Document(path, title, "", blocks)


def plain(text: str, path: str) -> Document:
    """A plain text of headings and paragraphs, split at full stops before capitals."""
    blocks = []
    title = text.split("\n", 1)[0]
    for number, line in enumerate(text.split("\n")[1:], 2):
        sentences = re.split(r"(?<=[a-z0-9)%][.?])\s+(?=[A-Z])", line.strip())
        if line.endswith((".", "?")):
            blocks.append(paragraph(*sentences, line=number))
    return document(*blocks, path=path, title=title)


def cards_of(*sentences: str) -> tuple[Cloze, ...]:
    return generate([document(paragraph(*sentences))]).cards


def run(*sentences: str) -> Generated:
    return generate([document(paragraph(*sentences))])


def load(name: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((CORPUS / name).read_text(encoding="utf-8"))
    return rows
