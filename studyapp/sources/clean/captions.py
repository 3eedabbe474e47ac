"""Captions of figures and tables, and rows of tables, which no sentence may come from."""

import re
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Piece
from studyapp.sources.clean.shapes import WIDE_GAP, ends_sentence

_CAPTION = re.compile(
    r"^\W*(?:(?:FIG(?:URE)?S?|Fig(?:ure)?s?|TABLE|Table|PLATE|Plate|CHART|Chart|MAP|Map|BOX"
    r"|Box|Exhibit|EXHIBIT|Scheme"
    r"|Photo|Diagram|Illustration)\b\.?\s?(?:[A-Z]?\d{1,3}(?:\.\d{1,2})?[A-Za-z]?"
    r"|[IVXLC]{1,6})\s?(?:[.:—–|)-]|\s[A-Z(]|$)"
    r"|\[Illustration|\[Image|\[Photo|\[Caption|\[Plate|\[Map|!\[|Source:\s|Note:\s.{0,200}$"
    r"|Image:\s|Photo:\s)",
)
_VERB = re.compile(
    r"^\W*(?:Fig(?:ure)?|Table|Plate|Chart|Map|Box)\.?\s?\S{1,6}\s(?:shows?|gives?|lists?"
    r"|presents?|summari[sz]es|illustrates?"
    r"|compares?|contains?|is|are|was|reports?|provides?|indicates?|depicts?|displays?|plots?"
    r"|and|also|suggests?)\b"
)
_NUMBER = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*[A-Za-z]{0,2}$")


def find_captions(draft: Draft) -> Draft:
    """Tell captions and tables from text; a sentence that begins with a figure's name stays."""
    pieces = list(draft.pieces)
    for i, piece in enumerate(pieces):
        if piece.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM):
            continue
        if _CAPTION.match(piece.text) and not _VERB.match(piece.text):
            pieces[i] = replace(piece, kind=BlockKind.CAPTION)
        elif _table(piece):
            pieces[i] = replace(piece, kind=BlockKind.TABLE)
    return replace(draft, pieces=tuple(pieces))


def _table(piece: Piece) -> bool:
    """Whether a piece holds figures rather than words."""
    text = piece.text
    if piece.kind is BlockKind.HEADING or (ends_sentence(text) and len(text) > 60):
        return False
    tokens = text.split()
    if len(tokens) >= 4 and len(WIDE_GAP.findall(text)) >= 2 and not ends_sentence(text):
        return True
    if text.endswith((".", "!", "?", ".”", '."')):
        return False
    numeric = sum(bool(_NUMBER.match(token)) for token in tokens)
    least = 0.5 if len(tokens) >= 5 else 0.7
    return len(tokens) >= 3 and numeric >= least * len(tokens)
