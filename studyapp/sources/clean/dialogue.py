"""Dialogue of plays, films and interviews: a name, a colon and what is said."""

import re
from collections import Counter
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Piece
from studyapp.sources.wordsets import word_set

_QUOTED = re.compile(r"^(?P<who>[A-Z][\w.’' -]{0,28}?)(?:\s\([^)]{1,40}\))?:\s*[“‘\"'«]")
_PLAIN = re.compile(
    r"^(?P<who>(?:[A-Z][A-Z.’' -]{1,24}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?|Q"
    r"|A))[:.]\s*(?=[A-Z“‘\"'(\[¿¡])"
)
_KINDS = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM)
_LABELS = word_set(
    """
    note example definition theorem proof figure table source warning tip summary question
    answer abstract keywords background methods results conclusion conclusions objective aim
    caution remark lemma corollary step rule case purpose importance
    """
)


def find_dialogue(draft: Draft) -> Draft:
    """Mark neighbouring lines with at least two turns; one quoted line after a colon is none."""
    pieces = list(draft.pieces)
    turns = {i: who for i, piece in enumerate(pieces) if (who := _who(piece))}
    plain = Counter(who for i, who in turns.items() if not _QUOTED.match(pieces[i].text))
    for i, who in turns.items():
        beside = any(j in turns for j in (i - 1, i + 1))
        quoted = bool(_QUOTED.match(pieces[i].text))
        if beside and (quoted or (plain[who] >= 2 and len(plain) >= 2)):
            pieces[i] = replace(pieces[i], kind=BlockKind.DIALOGUE, speaker=who, level=0)
    return replace(draft, pieces=tuple(pieces))


def _who(piece: Piece) -> str:
    if piece.kind not in _KINDS:
        return ""
    match = _QUOTED.match(piece.text) or _PLAIN.match(piece.text)
    if match is None or match["who"].casefold() in _LABELS:
        return ""
    return match["who"].strip()
