"""Lines drawn across a page with dashes, stars or dots."""

import re
from dataclasses import replace

from studyapp.sources.clean.draft import Draft, Layout

_DRAWN = re.compile(r"^\s*(?:[-_=~–—]{3,}|(?:[*•·.#]\s*){3,}|[-_=~*+|\s–—]{5,})\s*$")


def blank_drawn_lines(draft: Draft) -> Draft:
    """Turn a drawn line into a blank one, for it parts what stands above from what is below."""
    if draft.layout in (Layout.DOUBLE, Layout.MARKDOWN):
        return draft
    drawn = {i for i, row in enumerate(draft.rows) if not row.blank and _DRAWN.match(row.text)}
    if not drawn:
        return draft
    gone = {draft.rows[i].number: "drawn line" for i in drawn}
    rows = (replace(row, text="") if i in drawn else row for i, row in enumerate(draft.rows))
    return replace(draft, rows=tuple(rows), dropped={**gone, **draft.dropped})
