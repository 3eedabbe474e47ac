"""What single lines look like: questions that several repairs ask."""

import re

from studyapp.sources.wordsets import word_set

BULLET = re.compile(r"^\s*[•●◦▪■‣⁃∙·*+–-]\s+(?=\S)")
NUMBERED = re.compile(r"^\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\)|\d{1,3}\.)\s+(?=\S)")
FOOTNOTE = re.compile(
    r"^\s*(?:\[?(?P<number>\d{1,3})[\].)]?\s{1,4}(?=[A-Z“‘\"'(\[_]|[a-z]+[:.]|http)"
    r"|(?P<sign>[*†‡§]{1,3})\s?(?=[A-Z“‘\"'(]))"
)
SECTION = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVXLC]{1,6}\.|[A-Z]\.)\s+(?=[A-Z“‘\"])")
CHAPTER = re.compile(
    r"^\s*(?:(?:CHAPTER|Chapter|BOOK|Book|PART|Part|SECTION|Section|LECTURE|Lecture|ACT|APPENDIX"
    r"|Appendix|ARTICLE|Article|Unit|UNIT|TITLE|Title|SUBPART|Subpart|Division|DIVISION|Schedule"
    r"|SCHEDULE)\s+(?:[IVXLC]+|\d+|[A-Z]|THE [A-Z]+|One|Two|Three|ONE|TWO|THREE)\b"
    r"|(?:§+)\s*\d)"
)
_END = re.compile(r"[.!?:;,…][\"'”’)\]»]*$")
_STOP = re.compile(r"[.!?…:][\"'”’)\]»]*(?:\s?(?:\[\d{1,3}\]|\d{1,3}|[*†‡]))*$")
_SMALL = word_set(
    """
    a an and as at but by for from in into of on or the to with via per vs is are its
    """
)
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
WIDE_GAP = re.compile(r"\S(?:\s{3,}|\t)\S")


def ends_sentence(text: str) -> bool:
    """Whether a stretch may end here: a stop, perhaps with quotes and note marks behind it."""
    return bool(_STOP.search(text.rstrip()))


def capitals(text: str) -> bool:
    """Whether a line is set in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def heading_like(text: str, longest: int = 110) -> bool:
    """Whether a line standing alone could be a heading: short and without a stop."""
    text = text.strip()
    if not 2 <= len(text) <= longest or not any(c.isalpha() for c in text):
        return False
    if CHAPTER.match(text) or SECTION.match(text):
        return not text.endswith((",", ";")) and (len(text) < 80 or not text.endswith("."))
    if capitals(text):
        return not text.endswith((",", ";"))
    if _END.search(text) and not re.search(r"[?!][”’\"']?$", text):
        return False
    return text[0].isupper() or text[0].isdigit() or text[0] in "“‘\"'("
