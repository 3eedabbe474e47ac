"""How a text shows its paragraphs: everything later depends on it."""

import re
from dataclasses import replace
from pathlib import PurePath

from studyapp.sources.clean.draft import Draft, Layout

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".html", ".htm", ".xhtml", ".docx"})
"""Endings of Markdown, and of files whose readers hand over Markdown."""
_LONG_LINE = 160
"""Half the characters on longer lines: nobody wraps there."""
_HEADING = re.compile(r"^#{1,6}\s+\S")
_SIGNS = re.compile(r"^(?:#{1,6}\s+\S|\s*[-*+]\s+\S|```|\|.*\|\s*$|>\s)|\]\(https?://|\*\*\S")
_OPEN_END = re.compile(r"[\w,;–—-]\s*$")


def choose_layout(draft: Draft) -> Draft:
    """Tell Markdown, one paragraph per line, double-spaced and wrapped text apart."""
    return replace(draft, layout=_layout(draft))


def _layout(draft: Draft) -> Layout:
    if PurePath(draft.path.lower()).suffix in _MARKDOWN:
        return Layout.MARKDOWN
    texts = [row.text for row in draft.rows if not row.blank]
    signs = sum(bool(_SIGNS.search(text)) for text in texts)
    if sum(bool(_HEADING.match(t)) for t in texts) >= 2 and signs >= 0.05 * len(texts):
        return Layout.MARKDOWN
    lengths = sorted(len(text.strip()) for text in texts)
    total, half = sum(lengths), 0
    for length in lengths:
        half += length
        if half * 2 >= total:
            break
    else:
        return Layout.WRAPPED
    if length > _LONG_LINE:
        return Layout.LINES
    return Layout.DOUBLE if _double_spaced(draft) else Layout.WRAPPED


def _double_spaced(draft: Draft) -> bool:
    """Whether a blank line stands between lines of one sentence as a rule."""
    rows = draft.rows
    running = spaced = 0
    for i in range(len(rows) - 2):
        text = rows[i].text
        if len(text.strip()) < 30 or not _OPEN_END.search(text):
            continue
        running += 1
        spaced += rows[i + 1].blank and not rows[i + 2].blank and not rows[i].heading
    return running >= 8 and spaced > running / 3
