"""Capitalised names in a sentence and what each one is: person, place, body, event.

No list knows every name, so cues vote: initials and first names, titles, what stands before
("in", "of"), the head noun ("… Committee"), endings, and what the rest of the documents call it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from studyapp.generation.lexicon import common_words, word_sets, zipf
from studyapp.generation.words import Token, fold

_CAP = r"[A-ZÀ-ÞŠŽČĆŁ][^\W\d_]*(?:[-‑’'][^\W\d_]+)*"
_INITIAL = r"[A-Z][a-z]?\.\s?"
_FULL = re.compile(
    rf"(?<![\w.])(?:(?P<initials>(?:{_INITIAL}){{1,3}})|"
    rf"(?P<first>{_CAP})\s(?P<middle>(?:{_INITIAL})+)?)"
    rf"(?P<last>(?:(?:de|von|van|der|la|del)\s)*{_CAP}(?:\s{_CAP})?)"
)
_LINK = re.compile(r"(?:of|for|on|de|du|to)(?: the)?")
_SURNAME_END = re.compile(
    r"(?:[oe]v|[oe]va|in|sky|skii|ski|skaya|enko|chuk|vich|shvili|idze|yan|sson|sen|berg|stein|"
    r"mann|"
    r"elli|etti|ini|ández|ez|owski|czyk|ström|aux|eau|ovic|escu)$"
)
_SAY = word_sets("cues.txt")["verb of a person"]
_CALLINGS = word_sets("cues.txt")["calling"]
_PLACE_PREP = frozenset(["in", "near", "across", "throughout"])


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name at its place: ``kind`` is person, place, organisation, event, nationality or name."""

    start: int
    end: int
    text: str
    kind: str
    detail: str = ""


@dataclass(slots=True)
class NameBook:
    """What the documents together say about their names, gathered in a first pass."""

    surnames: dict[str, str] = field(default_factory=dict)
    """Folded surname -> longest full form seen."""
    capital: Counter[str] = field(default_factory=Counter)
    """Folded word -> times seen capitalised inside a sentence."""
    lower: Counter[str] = field(default_factory=Counter)
    """Folded word -> times seen in lower case."""
    placelike: Counter[str] = field(default_factory=Counter)
    personlike: Counter[str] = field(default_factory=Counter)

    def learn(self, text: str, tokens: list[Token]) -> None:
        """Take in one sentence."""
        firsts = word_sets("names.txt")["first"]
        for match in _FULL.finditer(text):
            first = match["first"]
            last = match["last"]
            known_first = first is not None and first in firsts
            if not (match["initials"] or match["middle"] or known_first):
                continue
            if first is not None and not known_first and zipf(first.lower()) > 3.5:
                continue
            if known_first and not match["middle"] and _head_kind(last.split()[-1]):
                continue
            surname = last.split()[-1]
            if _is_common(surname) or (first and first in _calendar() and not match["middle"]):
                continue
            key = fold(surname)
            if len(match[0]) > len(self.surnames.get(key, "")):
                self.surnames[key] = match[0].strip()
        for at, token in enumerate(tokens):
            if not token.is_word:
                continue
            word = fold(token.text)
            if (
                token.is_capital
                and at > 0
                and tokens[at - 1].lower not in ("“", '"', "‘", ".", ":")
            ):
                self.capital[word] += 1
                after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
                if tokens[at - 1].lower in _PLACE_PREP:
                    self.placelike[word] += 1
                if after in _SAY or tokens[at - 1].lower == "by":
                    self.personlike[word] += 1
            elif token.is_capital:
                after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
                if after in _SAY and not _is_common(token.text):
                    self.personlike[word] += 1
            else:
                self.lower[word] += 1


def _calendar() -> frozenset[str]:
    return word_sets("names.txt")["calendar"]


def _is_common(word: str) -> bool:
    return word.lower() in common_words() and zipf(word.lower()) >= 3.6


def _head_kind(word: str) -> str:
    names = word_sets("names.txt")
    if word in names["org"]:
        return "organisation"
    if word in names["event"]:
        return "event"
    if word in word_sets("places.txt")["head"]:
        return "place"
    return ""


def place_kind(name: str) -> str:
    """Return country, city or region when the gazetteer has ``name``, else an empty text."""
    places = word_sets("places.txt")
    for kind in ("country", "city", "region"):
        if name in places[kind]:
            return kind
    return ""


def _joins(between: str, left: str, right_capital: bool) -> bool:
    if between == " ":
        return True
    linked = _LINK.fullmatch(between.strip())
    if not linked or not right_capital:
        return False
    return bool(_head_kind(left))


def _spans(text: str, tokens: list[Token], book: NameBook) -> list[tuple[int, int]]:
    """Return the token ranges of maximal capitalised runs."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        opening = at == 0 or tokens[at - 1].text in '“"‘.:(—'
        opening = opening and (at < 2 or _is_common(token.text))
        if not (token.is_word and token.is_capital) or token.tag == "x":
            at += 1
            continue
        if opening and not _named_at_opening(token, tokens, at, book):
            at += 1
            continue
        end = at
        while end + 1 < len(tokens):
            step = end + 1
            between = text[tokens[end].end : tokens[step].start]
            if tokens[step].text == "." and len(tokens[end].text) <= 2 and not between:
                if step + 1 < len(tokens) and tokens[step + 1].is_capital:
                    end = step
                    continue
                break
            if tokens[step].text == "/" and not between and step + 1 < len(tokens):
                if tokens[step + 1].start == tokens[step].end and tokens[step + 1].is_word:
                    end = step + 1
                    continue
                break
            if tokens[step].is_word and tokens[step].is_capital and between in (" ", ""):
                end = step
                continue
            versus = tokens[step].lower == "v" and step + 1 < len(tokens)
            if versus and tokens[step + 1].is_capital:
                end = step + 1
                continue
            hop = step
            while hop < len(tokens) and hop - step < 2 and tokens[hop].lower in (
                "of", "for", "on", "the", "de", "du", "to",
            ):  # fmt: skip
                hop += 1
            if (
                hop > step
                and hop < len(tokens)
                and tokens[hop].is_word
                and tokens[hop].is_capital
                and _joins(text[tokens[end].end : tokens[hop].start], tokens[end].text, True)
            ):
                end = hop
                continue
            break
        runs.append((at, end))
        at = end + 1
    return runs


def _named_at_opening(token: Token, tokens: list[Token], at: int, book: NameBook) -> bool:
    word = fold(token.text)
    if len(token.text) > 1 and token.text.isupper():
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if len(token.text) == 1:
        return bool(after and after.text == ".")
    seen = book.capital[word]
    follows = after is not None and after.is_word and after.is_capital
    if follows and token.text in word_sets("names.txt")["first"]:
        return True
    if _is_common(token.text):
        return bool(follows and zipf(token.lower) < 6.0 and token.tag not in "itowmcr") and (
            seen > 0 or token.tag in "njpN?"
        )
    if token.lower in common_words():
        return seen > book.lower[word]
    return seen > 0 or (after is not None and after.lower in _SAY)


def find_names(text: str, tokens: list[Token], book: NameBook) -> list[NameSpan]:
    """Return the names in ``text`` in order with their kinds."""
    found: list[NameSpan] = []
    for first, last in _spans(text, tokens, book):
        before = tokens[first - 1].lower if first else ""
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        start, end = tokens[first].start, tokens[last].end
        name = text[start:end]
        kind, detail = _classify(name, before, after, book)
        glued = (
            first
            and re.search(r"[a-z][-–—][A-Z]", tokens[first - 1].text)
            and tokens[first - 1].end + 1 >= start
        )
        if kind == "skip" or glued:
            continue
        if kind == "person":
            words = name.split(" ")
            if len(words) > 1 and words[0] in word_sets("names.txt")["title"]:
                start += len(words[0]) + 1
                name = text[start:end]
        found.append(NameSpan(start, end, name, kind, detail))
    return found


def _classify(name: str, before: str, after: Token | None, book: NameBook) -> tuple[str, str]:
    names = word_sets("names.txt")
    if " v " in name:
        return "name", "case"
    if name.endswith("ism"):
        return "name", "doctrine"
    words = name.replace("/", " ").split(" ")
    last, first = words[-1], words[0]
    if name in names["calendar"] or first in names["calendar"]:
        return "skip", ""
    kind = place_kind(name)
    if kind:
        return "place", kind
    if all(word in names["nationality"] for word in words):
        return "nationality", ""
    heads = [_head_kind(word) for word in words if _head_kind(word)]
    tail = _head_kind(last)
    if tail:
        return (tail, last.lower()) if len(words) > 1 else ("generic", last.lower())
    if heads:
        return ("name", "") if heads[0] == "event" and last.endswith("s") else (heads[0], "")
    letters = re.sub(r"[^A-Za-z]", "", name)
    if len(words) == 1 and len(letters) >= 2:
        capitals = sum(ch.isupper() for ch in letters)
        if letters.isupper() or (capitals >= 2 and capitals >= len(letters) / 2):
            return ("skip", "") if re.fullmatch(r"[IVXLC]+", name) else ("organisation", "acronym")
    surname = fold(last)
    initials = re.match(r"[A-Z][a-z]?\.", name) is not None
    if initials or (
        len(words) > 1 and (first in names["first"] or re.search(r" [A-Z][a-z]?\.", name))
    ):
        return "person", "full"
    if len(words) > 1 and first in names["title"]:
        return "person", "surname"
    if before in _CALLINGS and not any(_is_common(word) for word in words):
        return "person", "full" if len(words) > 1 else "surname"
    if len(words) == 1 and surname in book.surnames and not _is_common(name):
        return "person", "surname"
    if place_kind(first) and len(words) > 1:
        return "name", ""
    lower_after = after.lower if after is not None else ""
    if lower_after in word_sets("places.txt")["lowerhead"]:
        return "place", lower_after
    if len(words) == 1:
        person = 2 * book.personlike[surname] + 2 * bool(_SURNAME_END.search(last.lower()))
        place = 2 * book.placelike[surname] + (2 if before in ("in", "near") else 0)
        told = book.personlike[surname] or (
            book.capital[surname] > 1 and not book.placelike[surname]
        )
        if person > place and person >= 2 and told:
            return "person", "surname"
        if place > person + 2 and book.placelike[surname] >= 2:
            return "place", ""
    return "name", ""
