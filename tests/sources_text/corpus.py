"""The corpora under ``tests/corpus/documents`` and what to ask of them."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studyapp.sources.document import BODY, Block, BlockKind, Document, clean_document

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus" / "documents"
REAL = Path(os.environ.get("STUDYAPP_REAL_SEEDS", str(ROOT.parent / "shared" / "seeds")))
EXPECT = REAL.parent / "expect"


@dataclass(frozen=True)
class Case:
    path: Path
    expected: dict[str, Any]

    def __str__(self) -> str:
        return self.path.stem


def cases(folder: str) -> list[Case]:
    found: list[Case] = []
    for path in sorted((CORPUS / folder).glob("*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        found.append(Case(path.parent / expected["file"], expected))
    return found


def clean(path: Path) -> Document:
    return clean_document(read(path), str(path))[0]


def read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def plain(text: str) -> str:
    return " ".join(text.split())


def studied(document: Document) -> list[Block]:
    """The body and the epigraphs: all that a card may be drawn from."""
    return [b for b in document.blocks if b.kind in BODY or b.kind is BlockKind.EPIGRAPH]


def body_text(document: Document) -> str:
    return plain("\n".join(block.text for block in studied(document)))


def sentences(document: Document) -> list[str]:
    return [plain(s.text) for block in studied(document) for s in block.sentences]
