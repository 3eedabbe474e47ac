"""The paragraph that a generated card came from."""

from functools import lru_cache
from pathlib import PurePosixPath

from studyapp.paths import sample_seeds
from studyapp.services.views import CardView
from studyapp.sources.blocks import Document
from studyapp.sources.document import clean_document


def paragraph(card: CardView) -> str:
    """Return the paragraph around the sentence of a generated card; empty if it is not known.

    It is stored with notes that were built from their text. The sample decks are read from deck
    files, which hold no paragraphs: for them the text that came with the package is read.
    """
    if card.generated is None:
        return ""
    if card.generated.paragraph or card.source is None:
        return card.generated.paragraph
    document = _sample(card.source.path)
    if document is None:
        return ""
    for block in document.blocks:
        if card.generated.sentence and card.generated.sentence in block.text:
            return block.text
    return ""


@lru_cache(maxsize=4)
def _sample(name: str) -> Document | None:
    path = sample_seeds() / PurePosixPath(name).name
    if not path.is_file():
        return None
    return clean_document(path.read_text(encoding="utf-8"), name)[0]
