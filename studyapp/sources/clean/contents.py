"""Tables of contents and indexes: lists of headings with the pages they stand on."""

import re

from studyapp.sources.clean.draft import Draft, Layout

_LEADER = re.compile(r"\S.*?(?:\s?\.){4,}\s*[\divxlc]{1,5}\s*$|\S.*?(?:\s?_){4,}\s*\d{1,4}\s*$")
_TITLE = re.compile(
    r"^\W*(?:table of )?contents\W*$|^\W*(?:list of )?(?:illustrations|figures|tables|plates"
    r"|maps)\W*$",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"^\s*(?:(?:chapter|part|section|book|appendix)\b.*|[IVXLC]+\.\s.*|\d+(?:\.\d+)*\.?\s+\S.*"
    r"|.*\s{2,}[\divxlc]{1,5}|.*[^\W\d]\s+\d{1,4}|PAGE|[A-Z][^.!?]{2,70})\s*$",
    re.IGNORECASE,
)
_ADDED = re.compile(r"^(?:\d+(?:\.\d+)*|[IVXLC]+)\.?\s+|\s+\d{1,4}$|\s?\[edit\]$")
_PROSE = 90
_LONGEST = 400


def drop_contents(draft: Draft) -> Draft:
    """Drop rows with dot leaders, and what follows a CONTENTS heading in the shape of entries."""
    if draft.layout is Layout.MARKDOWN:
        return draft
    gone = {i for i, row in enumerate(draft.rows) if _LEADER.match(row.text.strip())}
    if len(gone) < 2:
        gone = set()
    for i, row in enumerate(draft.rows):
        if _TITLE.match(row.text) and i not in gone:
            gone |= _entries(draft, i)
    return draft.drop(gone, "table of contents")


def _bare(text: str) -> str:
    """Return an entry without its number, its page and what a wiki adds."""
    return _ADDED.sub("", text.strip()).strip(" .").casefold()


def _entries(draft: Draft, title: int) -> set[int]:
    found: list[int] = []
    blanks = 0
    for i in range(title + 1, min(title + _LONGEST, len(draft.rows))):
        row = draft.rows[i]
        text = row.text.strip()
        if not text:
            blanks += 1
            continue
        if len(text) > _PROSE or not _ENTRY.match(row.text) or (blanks >= 3 and len(found) >= 3):
            break
        if found and _bare(text) == _bare(draft.rows[found[0]].text):
            break
        blanks = 0
        found.append(i)
    numbered = sum(draft.rows[i].text.rstrip()[-1:].isdigit() for i in found)
    if len(found) < 3 or (numbered < 2 and len(found) < 4):
        return {title} if numbered else set()
    while found and draft.rows[found[-1]].text.strip()[-1:].isalpha() and numbered > len(found) / 2:
        found.pop()
    return {title, *found}
