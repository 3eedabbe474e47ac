"""Where a text was given or printed, at its head or foot: no fact of its subject."""

import re
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft
from studyapp.sources.sentences import split

_OPENS = re.compile(
    r"^\W*(?:(?:paper|lecture|talk|essay|article|speech|text|address|sermon|report|chapter"
    r"|notes|transcript|version|remarks)\s"
    r"(?:was\s)?(?:read|given|presented|delivered|prepared|published|written|first|originally"
    r"|of|from|for|taken)"
    r"|(?:written|presented|delivered|prepared|read|published|reprinted|adapted|excerpt(?:ed)?"
    r"|extract(?:ed)?|translated|revised)\s"
    r"(?:for|at|to|in|by|from|with|on)\b|(?:first|originally)\s(?:published|presented"
    r"|delivered|appeared|given|printed|written)"
    r"|for the\b|from the\b|this\s(?:paper|article|essay|chapter|lecture|text|book"
    r"|report)\s(?:was|is based on|first|originally|appeared)"
    r"|copyright\b|©|\(c\)\s|source:|reprinted|posted|published)",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_LICENCE = re.compile(
    r"\b(?:creative commons|CC[ -]BY|all rights reserved|open[- ]access article (?:distributed"
    r"|under)|copyright ©|© ?\d{4})",
    re.IGNORECASE,
)
_LONGEST = 260
_HEAD, _FOOT = 12, 4
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION})


def find_provenance(draft: Draft) -> Draft:
    """Mark it among the first and last pieces."""
    pieces = list(draft.pieces)
    text = [i for i, p in enumerate(pieces) if p.kind is not BlockKind.NOTE]
    ends = {*text[:_HEAD], *text[-_FOOT:]}
    for i, piece in enumerate(pieces):
        if piece.kind not in _KINDS:
            continue
        licence = len(piece.text) < 500 and _LICENCE.search(piece.text)
        if (licence and (i in ends or len(piece.text) < 300)) or (
            i in ends and _provenance(piece.text)
        ):
            pieces[i] = replace(piece, kind=BlockKind.PROVENANCE, level=0)
    return replace(draft, pieces=tuple(pieces))


def _provenance(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and bool(_OPENS.match(text))
        and bool(_DATED.search(text))
        and len(split(text)) == 1
    )
