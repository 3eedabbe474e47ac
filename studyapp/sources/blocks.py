"""The types of a cleaned document; ``document.py`` is the door to them."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of a document is, so that only the right ones become cards."""

    TITLE = "title"
    AUTHOR = "author"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    EPIGRAPH = "epigraph"
    ATTRIBUTION = "attribution"
    HEADING = "heading"
    LIST_ITEM = "list item"
    DIALOGUE = "dialogue"
    NOTE = "note"
    CAPTION = "caption"
    TABLE = "table"
    CODE = "code"
    FRAGMENT = "fragment"
    """A last sentence that the source breaks off."""
    PROVENANCE = "provenance"
    CHROME = "chrome"


BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM})
"""The author's text and what it quotes; epigraphs stand before it, notes below it."""

WITH_SENTENCES = BODY | {BlockKind.EPIGRAPH}
"""Blocks whose sentences are worth telling apart."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block and the 1-based lines it was found on."""

    text: str
    first_line: int
    last_line: int
    truncated: bool = False
    """The source breaks off before the sentence ends, or holds characters that were lost."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one kind, cleaned, with the 1-based span of lines it came from."""

    kind: BlockKind
    text: str
    first_line: int
    last_line: int
    sentences: tuple[Sentence, ...] = ()
    section: str = ""
    """Text of the heading it stands under."""
    speaker: str = ""
    """For an epigraph or quotation: who said it, empty where the text does not tell."""


@dataclass(frozen=True, slots=True)
class Document:
    """A messy text, cleaned: typed blocks in reading order."""

    path: str
    title: str
    author: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks a student is meant to learn from."""
        return tuple(block for block in self.blocks if block.kind in BODY)

    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the body, in reading order."""
        return tuple(sentence for block in self.body for sentence in block.sentences)
