"""Where sentences, clauses and propositions begin and end, as ranges of words."""

from studyapp.grading import roles
from studyapp.grading.data import word_set
from studyapp.grading.words import STOP_MARKS, Word

LONGEST = 60
"""Words of one clause or proposition; where marks are missing, longer ones are cut."""

Span = tuple[int, int]
"""First word, and the one after the last."""

_ABBREVIATIONS = frozenset(("dr", "mr", "mrs", "st", "vs", "etc", "ca", "no", "cf", "prof", "vol"))
_OPENERS = word_set("splitter")
_LOOSE = frozenset(("and", "before", "after", "since", "until", "so"))
"""They open a clause only if a verb is near: "and shot" but not "bread and butter"."""
_MARKS = frozenset(",:()—–;")


def sentences(words: list[Word], plain: str) -> list[Span]:
    """Cut a text at full stops and line ends."""
    spans, start = [], 0
    for at, word in enumerate(words):
        nxt = words[at + 1] if at + 1 < len(words) else None
        broken = nxt is not None and "\n" in plain[word.end : nxt.start]
        quoted = word.text == '"' and at > start and words[at - 1].text in STOP_MARKS
        if broken or quoted or (word.text in STOP_MARKS and _ends(words, at, nxt)):
            spans.append((start, at + 1))
            start = at + 1
    if start < len(words):
        spans.append((start, len(words)))
    return spans


def _ends(words: list[Word], at: int, nxt: Word | None) -> bool:
    if words[at].text != "." or nxt is None:
        return True
    before = words[at - 1] if at else None
    if nxt.text[0].isdigit() and before is not None and len(before.low) <= 4 and before.stem:
        return False
    if before is not None and before.end == words[at].start:
        initial = len(before.text) == 1 and before.capital
        if initial or before.low in _ABBREVIATIONS:
            return False
    return nxt.start > words[at].end and nxt.text != '"'


def clauses(words: list[Word], sentence: Span, taken: frozenset[int]) -> list[Span]:
    """Cut a sentence at marks and at words that open a clause; short scraps stay joined.

    ``taken`` are words inside dates, where no clause ends.
    """
    first, end = sentence
    spans, start = [], first
    for at in range(first, end):
        if at - start >= LONGEST or (at not in taken and _opens(words, (start, end), at)):
            spans.append((start, at))
            start = at
    spans.append((start, end))
    return spans


def _opens(words: list[Word], span: Span, at: int) -> bool:
    start, end = span
    low = words[at].low
    if low in _LOOSE:
        near = range(at + 1, min(end, at + 5))
        opens = any(roles.is_finite(words, start, after) for after in near)
    else:
        opens = low in _OPENERS or low in _MARKS
    return opens and _content(words, start, at) >= 2 and _content(words, at, end) >= 2


def _content(words: list[Word], first: int, end: int) -> int:
    return sum(bool(word.stem) for word in words[first : min(end, first + LONGEST)])


def propositions(words: list[Word], parts: list[Span], whole: list[Span]) -> list[Span]:
    """Join clauses without a verb of their own to the one before or after in the sentence."""
    ends = {end for _, end in whole}
    spans: list[Span] = []
    open_end = False
    for first, end in parts:
        fits = bool(spans) and spans[-1][1] not in ends and end - spans[-1][0] <= LONGEST
        verb = roles.has_verb(words, first, end)
        if fits and (open_end or not verb):
            spans[-1] = (spans[-1][0], end)
            open_end = open_end and not verb
        else:
            spans.append((first, end))
            open_end = not verb
    return spans
