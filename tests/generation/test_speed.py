"""Time in proportion to length: four times the text, little more than four times the time."""

import time

from studyapp.generation import generate
from studyapp.sources.document import Document
from tests.generation.make import CORPUS, document, paragraph, plain


def book(copies: int) -> Document:
    pages = [
        block
        for path in sorted((CORPUS / "subjects").glob("*.txt"))
        for block in plain(path.read_text(encoding="utf-8"), path.name).blocks
    ]
    blocks = [
        paragraph(*(f"{s.text[:-1]} in district {copy}." for s in block.sentences))
        for copy in range(copies)
        for block in pages
    ]
    return document(*blocks)


def seconds(source: Document) -> float:
    start = time.process_time()
    generate([source])
    return time.process_time() - start


def test_linear_in_the_length() -> None:
    seconds(book(1))
    assert seconds(book(4)) < 7 * max(seconds(book(1)), 0.1)


def test_hostile_sentences_stay_cheap() -> None:
    hostile = [
        "(" * 3000 + ".",
        "A " * 4000 + ".",
        "“" + "x" * 9000 + "”.",
        "1," * 4000 + ".",
        "A. " * 3000,
    ]
    start = time.process_time()
    generate([document(paragraph(*hostile))])
    assert time.process_time() - start < 5
