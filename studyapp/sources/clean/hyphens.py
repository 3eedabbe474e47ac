"""Joining lines: which hyphen belongs to the word and which to the margin."""

import re
from collections.abc import Iterable, Sequence

from studyapp.sources.clean.draft import Row
from studyapp.sources.clean.traced import Traced
from studyapp.sources.wordsets import word_set

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
_TAIL = re.compile(r"([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)[-‐‑¬]$")
_HEAD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
_GLUED = re.compile(r"(?:\d\s?[-–—]|[^\W\d_][/–—]|\S--|[\w’”\)]—)$")
_OPEN_COMPOUND = word_set(
    """
    self well non ex all anti pre post semi half quasi cross long short high low ill far new
    old two three four five six seven eight nine ten first second third full part single
    double large small multi deep wide hard soft open close better best lesser fast slow
    then so vice mid great broad narrow red white black green blue grey gray brown north
    south east west left right upper lower inner outer state market labour labor capital
    time cost price class year day hand head heart water air sea land oil gas coal steel
    iron gold grain wheat war peace party world city free fixed floating light heavy hot
    cold dry wet warm sweet rich poor strong weak thick thin fine rough smooth sharp blunt
    flat round square straight plain pure mixed mass micro steam machine computer data user
    object rule role case fact law tax trade job life death birth age health blood bone
    brain cell gene heat sound power energy carbon nitrogen oxygen hydrogen community
    government family home house school work field ground surface root leaf seed plant
    animal evidence problem decision policy risk error goal target task action result
    knowledge post- human man woman child patient side end point line level based much less
    more most late early mid- present past future would could might must never ever always
    newly widely highly fully purpose ready hand-picked custom hard-won fore after under-the
    over-the counter real wage income profit value stock share bond loan debt bank credit
    export import supply demand
    """
)
"""First halves that usually keep their hyphen, unless an ending follows."""

_SECOND_HALVES = word_set(
    """
    led based like free wide long old born made up off out in to by term time year day level
    scale called style hand class speed party state related driven oriented sized shaped
    known bound owned run fed paid built grown wave range edge point half way fold aged
    minded eyed handed
    """
)
"""Second halves that usually keep their hyphen."""

_ENDING = re.compile(
    r"(?:s|e?r|ers?|est|ed|ing|ings|ly|ness|ment|ments|t?ions?|s?ions?|ations?|able|ible|ful"
    r"|less|ship|hood|dom|ism|ists?"
    r"|ive|ance|ence|ous|al|ial|ical|ern|ward|wards|wise|ity|ities|ify|ise|ize|ised|ized|ish"
    r"|age|ages|en|ens|ened|th|y|ies"
    r"|ting|ning|ring|ling|ding|king|ping|ging|ming|sing|ted|ned|red|led|ded|ked|ped|sed|tion"
    r"|sion|ture|tures|ment|land)$"
)


class Words:
    """The words of a document, for asking whether a joined form occurs elsewhere in it."""

    def __init__(self, texts: Iterable[str]) -> None:
        whole: set[str] = set()
        for text in texts:
            found = _WORD.findall(text.casefold())
            if found and text.rstrip().endswith(("-", "‐", "¬")):
                found.pop()
            whole.update(found)
        self._whole = whole

    def __contains__(self, word: str) -> bool:
        return word.casefold() in self._whole

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Whether a hyphen at a line end stays, between two halves of a word."""
        if right[:1].isupper() or f"{left}-{right}" in self:
            return True
        if left + right in self:
            return False
        first = re.split(r"[-‐‑]", left.casefold())[-1]
        if right.casefold() in _SECOND_HALVES:
            return True
        if first in _OPEN_COMPOUND and not _ENDING.match(right):
            return True
        return len(first) > 2 and len(right) > 3 and first in self and right in self


def join_rows(rows: Sequence[Row], words: Words) -> Traced:
    """Join the rows of one paragraph into one line."""
    parts: list[Traced] = []
    for row in rows:
        text = row.text.strip()
        if parts:
            parts[-1] = _closed(parts[-1], text, words)
        parts.append(Traced.of(text, row.number))
    return Traced.join(parts, "")


def join(left: Traced, right: Traced, words: Words) -> Traced:
    """Join two stretches of one paragraph."""
    return Traced.join([_closed(left.strip(), right.text.lstrip(), words), right.strip()], "")


def _closed(left: Traced, following: str, words: Words) -> Traced:
    """Return the left part with what must stand between it and the next: a space or nothing."""
    text = left.text
    tail = _TAIL.search(text)
    head = _HEAD.match(following)
    if tail and head:
        if words.keeps_hyphen(tail[1], head[0]):
            return left
        return left.cut(0, len(text) - 1)
    if _GLUED.search(text) and re.match(r"[\w“‘\"']", following):
        if re.search(r"\d\s-$|\d\s[–—]$", text):
            return Traced(text + " ", left.starts)
        return left
    return Traced(text + " ", left.starts)
