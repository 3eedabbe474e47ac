"""Time in proportion to length: ``python -m tests.benchmarks.generation``."""

import json
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


def main() -> None:
    """Print a line for one, four and sixteen times the same text."""
    for copies in (1, 4, 16):
        source = book(copies)
        length = sum(len(block.text) for block in source.blocks)
        line = {"bench": "studyapp", "case": "generate", "unit": "s", "characters": length}
        print(json.dumps({**line, "median": round(seconds(source), 2)}), flush=True)


if __name__ == "__main__":
    main()
