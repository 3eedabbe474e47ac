"""What Project Gutenberg and its like put around a book."""

import re
from dataclasses import replace

from studyapp.sources.clean.draft import Draft

_START = re.compile(r"^\s*\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_END = re.compile(
    r"^\s*(?:\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG"
    r"|End of (?:the )?Project Gutenberg(?:'s|’s)? )",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^Title:\s*(\S.*)$")
_AUTHOR = re.compile(r"^Author:\s*(\S.*)$")
_CREDIT = re.compile(
    r"^\s*(?:E-?text )?(?:Produced|Prepared|Transcribed|Scanned) by\b"
    r"|^\s*\[?Transcriber['’]s Notes?\b|www\.pgdp\.net|gutenberg\.(?:org|net)\b",
    re.IGNORECASE,
)
_NEAR = 40


def drop_boilerplate(draft: Draft) -> Draft:
    """Drop licence and credits before and after the book; keep its title and author."""
    starts = [i for i, row in enumerate(draft.rows) if _START.match(row.text)]
    ends = [i for i, row in enumerate(draft.rows) if _END.match(row.text)]
    if not starts and not ends:
        return draft
    first = starts[0] + 1 if starts else 0
    last = next((i for i in ends if i >= first), len(draft.rows))
    title, author = draft.title, draft.author
    for row in draft.rows[:first]:
        if match := _TITLE.match(row.text):
            title = title or match[1].strip()
        elif match := _AUTHOR.match(row.text):
            author = author or match[1].strip()
    gone = {i for i in (*range(first), *range(last, len(draft.rows))) if not draft.rows[i].blank}
    gone |= _credits(draft, first, last)
    return replace(draft.drop(gone, "Project Gutenberg boilerplate"), title=title, author=author)


def _credits(draft: Draft, first: int, last: int) -> set[int]:
    """Return the paragraph near the start that names who made the file."""
    found: set[int] = set()
    inside = False
    for i in range(first, min(first + _NEAR, last)):
        row = draft.rows[i]
        inside = not row.blank and (inside or bool(_CREDIT.search(row.text)))
        if inside:
            found.add(i)
    return found
