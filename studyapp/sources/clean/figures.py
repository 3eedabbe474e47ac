"""References to figures and tables that a card cannot show."""

import re
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft

_THING = (
    r"(?:Figs?|Figures?|Tables?|Tabs?|Plates?|Pls?|Maps?|Eqs?|Eqns?|Equations?|Box|Boxes|Photos?"
    r"|Charts?|Plots?|Graphs?|Illustrations?|Appendix|Panels?|Schemes?|Exhibits?|Charts?)"
)
_LABEL = r"[A-Z]?\d{1,3}(?:\.\d{1,2})?[A-Za-z]?|[IVXLC]{1,6}|[A-Z]"
_REFERENCE = re.compile(
    rf"\s?[(\[](?:see |See |cf\. |in |e\.g\.,? |compare |also )*{_THING}\b\.?\s?(?:{_LABEL})"
    rf"\.?(?:(?:\s?[,;&–—-]\s?|\s(?:and|to|or)\s"
    rf"|,\s?and\s)(?:see )?(?:{_THING}\.?\s?)?(?:{_LABEL}))*"
    r"(?:,? (?:above|below|opposite|left|right|top|bottom|overleaf|[a-z]))?[)\]]",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\s?\((?:(?:photo|image|figure|picture|map) )?(?:credit|courtesy)[^()]{0,140}\)", re.IGNORECASE
)
_SKIPPED = frozenset({BlockKind.NOTE, BlockKind.CODE, BlockKind.TABLE})


def drop_figure_references(draft: Draft) -> Draft:
    """Drop "(Fig. 17)" and its like; a figure named within a sentence stays."""
    return replace(
        draft,
        pieces=tuple(
            replace(piece, body=piece.body.sub(_REFERENCE, "").sub(_CREDIT, ""))
            if piece.kind not in _SKIPPED and ("(" in piece.text or "[" in piece.text)
            else piece
            for piece in draft.pieces
        ),
    )
