"""Proper names of a model answer: who is a person, and what is another name."""

import re
from dataclasses import dataclass

from studyapp.grading.analysis import Text
from studyapp.grading.data import word_set
from studyapp.grading.words import COMMON, FUNCTION, MARKS, stem

_ORGANS = frozenset(stem(word) for word in word_set("organ"))
_TITLES = word_set("title")
_SAYING = frozenset(stem(word) for word in word_set("saying"))
_JOINTS = frozenset(("of", "the", "for"))
_PARTICLES = frozenset(("de", "von", "van", "la", "le", "del", "di", "da", "du", "al", "bin"))
_INITIAL = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at its place; ``stems`` are those of its parts, the one it is known by last."""

    text: str
    person: bool
    stems: tuple[str, ...]
    first: int
    last: int


def names(text: Text) -> tuple[Name, ...]:
    """Return the names of a text, each once, where it is fullest."""
    known = _capitals(text)
    found: dict[str, Name] = {}
    at = 0
    while at < len(text.words):
        end = _end(text, at, known)
        if end is None:
            at += 1
            continue
        name = _name(text, at, end)
        if name.stems:
            key = name.stems[-1]
            old = found.get(key)
            longer = old is not None and len(old.stems) < len(name.stems)
            if old is None or longer:
                person = name.person or (old is not None and old.person)
                found[key] = Name(name.text, person, name.stems, name.first, name.last)
            elif name.person and not old.person:
                found[key] = Name(old.text, True, old.stems, old.first, old.last)
        at = end + 1
    return tuple(sorted(found.values(), key=lambda name: name.first))


def initials(name: Name) -> str:
    """Return what a name of several words is cut to, "cec"; empty for a person or one word."""
    heads = [part[0].lower() for part in name.text.split() if part[0].isupper()]
    return "".join(heads) if len(heads) > 1 and not name.person else ""


def _capitals(text: Text) -> frozenset[int]:
    """Return the indices of words that are names, as far as capitals tell."""
    certain = {item.at for item in text.items if item.name}
    stems = {text.words[at].stem for at in certain}
    starts = {
        item.at for item in text.items if text.words[item.at].capital and item.at not in certain
    }
    opening = {
        at
        for at in starts
        if text.words[at].stem in stems
        or (at + 1 in certain and text.words[at].low not in COMMON | FUNCTION)
        or _says(text, at)
    }
    return frozenset(certain | opening)


def _says(text: Text, at: int) -> bool:
    """Whether a capital at the head of a sentence is who argues: "Viola rejects …"."""
    nxt = text.words[at + 1] if at + 1 < len(text.words) else None
    word = text.words[at]
    possessive = "'" in word.text
    verb = nxt is not None and nxt.stem in _SAYING and nxt.low.endswith(("s", "ed", "d", "e"))
    return (possessive or verb) and word.low not in COMMON


def _end(text: Text, at: int, known: frozenset[int]) -> int | None:
    """Return the index of the last word of the name that begins at ``at``, if one does."""
    words = text.words
    initial = _is_initial(words[at].text) and at + 2 < len(words)
    if at not in known and not (initial and (at + 1 in known or words[at + 1].text == ".")):
        return None
    end, organ = at, False
    for index in range(at, len(words)):
        word = words[index]
        if index in known or (_is_initial(word.text) and index > at):
            end = index
            organ = organ or word.stem in _ORGANS
            if "'" in word.text[-3:]:
                break
        elif not _joins(text, index, known, organ=organ) and index > at:
            break
    return end if end in known else None


def _is_initial(text: str) -> bool:
    return bool(_INITIAL.fullmatch(text))


def _joins(text: Text, at: int, known: frozenset[int], *, organ: bool) -> bool:
    """Whether a small word or full stop stands inside a name: "J. Arch", "Bank of England"."""
    words = text.words
    if words[at].text == ".":
        return _is_initial(words[at - 1].text) and words[at - 1].end == words[at].start
    joint = words[at].low in _PARTICLES or (organ and words[at].low in _JOINTS)
    return joint and (at + 1 in known or (at + 2 in known and words[at + 1].low == "the"))


def _name(text: Text, first: int, last: int) -> Name:
    words = [word for word in text.words[first : last + 1] if word.text not in MARKS]
    stems = tuple(word.stem for word in words if word.stem and len(word.text) > 1)
    shown = re.sub(r"'s?$", "", text.shown(first, last))
    parts = [word.text for word in words]
    if len(parts) == 1 and _is_adjective(text, last):
        stems = ()
    return Name(shown, _is_person(text, parts, first, last), stems, first, last)


def _is_adjective(text: Text, at: int) -> bool:
    """Whether a single capital only says of where a thing is: "French officers"."""
    nxt = text.words[at + 1] if at + 1 < len(text.words) else None
    ends = text.words[at].low.endswith(("an", "ish", "ese", "nch", "ic", "iet"))
    return ends and nxt is not None and bool(nxt.stem) and not nxt.capital


def _is_person(text: Text, parts: list[str], first: int, last: int) -> bool:
    words = text.words
    if any(stem(part.lower()) in _ORGANS or (part.isupper() and len(part) > 1) for part in parts):
        return False
    before = words[first - 1].low if first else ""
    after = words[last + 1] if last + 1 < len(words) else None
    if before in _TITLES or any(_INITIAL.fullmatch(part) for part in parts):
        return True
    says = after is not None and after.stem in _SAYING
    if before == "the":
        return False
    if len(parts) in (2, 3):
        return before not in ("in", "at", "near", "from") or says
    return says and "'" not in parts[-1]
