"""The door to cleaned documents: their types and the one function that makes them."""

from studyapp.sources.account import Account
from studyapp.sources.blocks import BODY, Block, BlockKind, Document, Sentence
from studyapp.sources.clean.pipeline import clean, explain

__all__ = [
    "BODY",
    "Block",
    "BlockKind",
    "Document",
    "Sentence",
    "clean_document",
    "explain_document",
]


def clean_document(text: str, path: str) -> tuple[Document, Account]:
    """Clean a messy text; the account holds one fate for each of its lines.

    ``path`` is the file name as given: its ending tells Markdown from plain text. Takes time in
    proportion to the length of the text, and never raises on account of what the text says.
    """
    return clean(text, path)


def explain_document(text: str, path: str) -> tuple[str, ...]:
    """Return what each repair did to which line, in the order it happened."""
    return tuple(str(change) for change in explain(text, path))
