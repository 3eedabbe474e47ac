"""The possible blanks of a sentence: dates, figures, names and terms, each with its category.

Every pattern adds a bonus or a penalty of its own; ``ranking`` adds what does not depend on the
pattern. One-word helpers say why, so that ``--explain`` could.
"""

import re

from studyapp.generation.lexicon import word_sets, zipf
from studyapp.generation.model import Category, Key
from studyapp.generation.names import NameSpan
from studyapp.generation.number_keys import number_key
from studyapp.generation.numbers import NumberSpan
from studyapp.generation.tagging import tag_words
from studyapp.generation.terms import (
    TermSpan,
    defined_terms,
    is_generic,
    noun_phrases,
    quoted_phrases,
)
from studyapp.generation.words import Token, split_words

_ROLE_BEFORE = re.compile(
    r"(?:member|chairman|secretary|director|leader|president|minister|engineer|head|chief|"
    r"founder|author|"
    r"economist|historian|physicist|chemist|biologist|scientist|philosopher|sociologist|"
    r"geographer|mathematician|"
    r"physician|surgeon|general|commissar|premier|judge|explorer|inventor|botanist|"
    r"psychologist)\s$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"^,\s(?:the|an?|another|then|now|formerly|head of|chairman|secretary)\b|^\s\((?!\d)"
)
_REPORTS = re.compile(
    r"\s(?:argues|demonstrates|shows|suggests|claims|concludes|measures|examines|stresses|maintains)\b"
)
"""A scholar reported in the present tense: the claim is worth asking, not who is being read."""
_LIKENED = re.compile(
    r"\b(?:as|like|than|unlike)(?: (?:was|were|did|does|had|is))? $", re.IGNORECASE
)


def find_keys(
    text: str, tokens: list[Token], numbers: list[NumberSpan], names: list[NameSpan]
) -> list[Key]:
    """Return every candidate blank of the sentence; several may overlap."""
    keys = [key for number in numbers for key in number_key(text, number, numbers)]
    keys.extend(key for name in names for key in _name_key(text, name, names))
    defined = defined_terms(text, tokens)
    for term in defined:
        keys.extend(_defined_key(text, term, names))
    for term in quoted_phrases(text):
        keys.extend(_quoted_key(text, term))
    keys.extend(_phrase_keys(text, tokens, names))
    return keys


def _listed(text: str, start: int, end: int) -> bool:
    """Whether the span is one of a list of likes: which of them is blanked is chance."""
    after, before = text[end : end + 70], text[max(0, start - 40) : start]
    follows = re.match(
        r"(?:\s\([^)]*\))?(?:,? (?:and|or|&) (?:the )?[A-Z“‘]|"
        r", (?:the (?:[a-z]+ )?)?[A-Z][\w.]+(?: [A-Z]\w+)*(?:,| and| or))",
        after,
    )
    precedes = re.search(r"[A-Z][\w’.]+(?: [A-Z]\w+)*(?:,? (?:and|or)|,) (?:the )?[“‘]?$", before)
    return bool(follows or precedes)


def _quotes(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[“\"‘][^“”\"‘’]{2,}[”\"’](?!\w)", text)]


def _name_key(text: str, name: NameSpan, names: list[NameSpan]) -> list[Key]:
    categories = {
        "person": Category.PERSON, "place": Category.PLACE, "organisation": Category.ORGANISATION,
        "event": Category.EVENT, "name": Category.NAME,
    }  # fmt: skip
    category = categories.get(name.kind)
    if category is None or len(name.text) < 3 or re.match(r"[+⁺\d]", text[name.end :]):
        return []
    if name.text in word_sets("names.txt")["household"]:
        return []
    before, after = text[: name.start], text[name.end :]
    if category is Category.PLACE and re.search(r"\b(?:published|printed|appeared) in $", before):
        category = Category.NAME  # a newspaper or a book
    listed = _listed(text, name.start, name.end)
    bonus = -1.6 if listed else 0.0
    if _alias(text, name):
        return []
    if len(name.text.split(" ")) > 5:
        bonus -= 0.8
    if any(a < name.start < b for a, b in _quotes(text)):
        bonus -= 3.4
    if before.endswith(("“", "‘")) or re.match(
        r"(?:[IVX]+|[A-Z][a-z]+th|First|Second|Third) \w+", name.text
    ):
        bonus -= 0.8 if category is not Category.EVENT or "War" not in name.text else 0.0
    if category is Category.PERSON:
        if before.endswith(("“", "‘")) and after.startswith(("”", "’")):
            return []
        if _ROLE_BEFORE.search(before) or (_ROLE_AFTER.match(after) and not listed):
            bonus += 0.3
        if re.search(r"\b(?:[Aa]ccording to|in the words of|as) $", before):
            bonus -= 4.0
        if re.match(r"[’']s?\b|[’']\s", after):
            bonus -= 1.1 if re.search(r"\b(?:and|or) $", before) else 0.3
        if _REPORTS.match(after):
            bonus -= 2.0
        if re.search(r"\b(?:his|her) (?:replacement|successor|predecessor)\b", after):
            bonus -= 1.2
        if _LIKENED.search(before):
            bonus -= 1.8
    elif re.match(
        r"\s(?:[a-z]+al )?(?:[a-z]+(?:s|ship|ment|tion|um|man)|secretary|newspaper|journal)\b",
        after,
    ) and (category is not Category.EVENT):
        bonus -= 0.8
    if category is Category.ORGANISATION and (
        _AFFILIATION.search(before) or _OFFICE.match(after) or _spelled_out(text, name)
    ):
        bonus -= 2.6
    if re.match(r"[’']s\b", after) and category is not Category.PERSON:
        bonus -= 0.3
    if re.search(r"\b[A-Z]\w+(?:[’'ʼʹ]| (?:of|for)(?: the)?) $", before):
        bonus -= 1.2  # a part of a longer name: "Bank of the North"
    if _EXAMPLE.search(before) or (listed and _EXAMPLES.search(before)):
        bonus -= 0.8
    if listed and (_THREE.match(after) or re.search(r"[A-Z]\w+, $", before)):
        bonus -= 0.8
    if _EVERYWHERE.search(before):
        bonus -= 1.2
    if _IN_A_WORK.match(text) and name.end < text.index(","):
        bonus -= 2.0
    if _ADDED.search(before):
        bonus -= 1.3
    if category is Category.PLACE and _WITHIN.search(before):
        bonus -= 1.3
    if "/" in name.text:
        bonus -= 0.4
    detail = name.detail
    if category is Category.PLACE and _RIVER.search(before):
        detail = "river"
    if category is Category.NAME and (
        zipf(name.text.lower()) > 3.9 or re.fullmatch(r"\w+(?:ing|ist|ian|ised|ized)", name.text)
    ):
        return []
    return [Key(name.start, name.end, name.text, category, detail, bonus)]


_AFFILIATION = re.compile(
    r"\b(?:director|head|secretary|member|chairman|chair|chief|official|delegate)s? of (?:the )?$",
    re.IGNORECASE,
)
"""Where somebody worked is told by the way; it is not what the sentence says."""


_OFFICE = re.compile(r" (?:chair\w*|secretar\w+|director|head|officials?|newspaper|journal)\b")
"""Whose officer or paper it was is told by the way too."""


def _spelled_out(text: str, name: NameSpan) -> bool:
    """Whether the words whose initials an acronym takes stand before it in the same bracket."""
    words = re.findall(r"[^\W\d_]+", re.split(r"[(]", text[: name.start])[-1])
    initials = "".join(word[0] for word in words if word[0].isupper())
    return len(name.text) > 2 and name.text.isupper() and name.text[:2] in initials


_EXAMPLE = re.compile(
    r"\b(?:such as|like|including|particularly|especially|among (?:them|others)),? "
    r"(?:the )?(?:new )?$"
)
_EXAMPLES = re.compile(r"\b(?:such as|including) (?:[A-Z][^\s,]+, )+$")
"""One example of several: another would do as well."""
_THREE = re.compile(r", [A-Z]\w+(?: [A-Z]\w+)?,? (?:and|or) [A-Z]")
_EVERYWHERE = re.compile(r"\b[Ll]ocal $")
"""A local office of what has offices everywhere."""
_IN_A_WORK = re.compile(
    r"In [^,.]{4,60}, [A-Z][^,.]{2,40} (?:argue[sd]?|wr(?:ote|ites)|point(?:s|ed) out|note[sd]?|"
    r"show(?:s|ed)|suggest(?:s|ed)|claim(?:s|ed)|observe[sd]?|describe[sd]?|conclude[sd]?)\b"
)
"""Where an author said something: the title of the work, or a name in it."""
_ADDED = re.compile(r"\bas well as (?:in |of |to |for |by |from )?(?:the )?$")
"""What is added to what the sentence is about."""
_WITHIN = re.compile(
    r"\b(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral|\w+ern|parts?|rest)(?: of)? $"
)
"""A part of a country: the country itself is obvious."""
_RIVER = re.compile(r"\b(?:[Rr]ivers?|reaches of|banks of|tributary of|mouth of)(?: the)? $")
_OF_NAMES = {"organisation": Category.ORGANISATION, "event": Category.EVENT}


def _alias(text: str, name: NameSpan) -> bool:
    """Whether the name beside it in brackets is a form of the same: "Donets basin (Donbass)"."""
    inside = re.search(r"([A-Z]\w+)[^()]{0,20} \($", text[: name.start])
    outside = re.match(r"[^()]{0,10} \(([A-Z]\w+)\)", text[name.end :])
    other = inside or outside
    return other is not None and other[1][:3].lower() == name.text[:3].lower()


_DEFINED_BONUS = {
    "named": 0.3, "definition": 0.2, "appositive": 0.1,
    "gloss": 0.4, "expansion": -0.3, "foreign": 0.0, "meaning": 0.0,
}  # fmt: skip


def _defined_key(text: str, term: TermSpan, names: list[NameSpan]) -> list[Key]:
    bonus = _DEFINED_BONUS[term.kind]
    for name in names:
        around = name.start <= term.start and term.end <= name.end
        if around or term.start <= name.start < term.end:
            if name.kind == "person":
                bonus = -1.0 if term.kind == "named" else 0.4
                return [Key(name.start, name.end, name.text, Category.PERSON, name.detail, bonus)]
            if name.kind in ("nationality", "generic"):
                return []
            if name.start < term.start or name.end > term.end:
                return []
            if name.kind in _OF_NAMES and term.kind in ("appositive", "definition"):
                category = _OF_NAMES[name.kind]
                return [Key(name.start, name.end, name.text, category, name.detail, bonus)]
    if term.kind == "named" and any(
        n.kind == "person" and 0 <= term.start - n.end <= 25 for n in names
    ):
        return []
    foreign = term.kind in ("foreign", "meaning")
    category = Category.FOREIGN if foreign else Category.DEFINED
    return [Key(term.start, term.end, term.text, category, term.kind, bonus)]


def _quoted_key(text: str, term: TermSpan) -> list[Key]:
    words = term.text.split(" ")
    if term.kind == "title":
        bonus = 0.7
    elif (len(words) == 1 and zipf(words[0].lower()) > 4.6) or (
        term.text[0].isupper() and (len(words) > 3 or len(words) == 1)
    ):
        return []
    else:
        bonus = -0.4 if len(words) <= 3 else -0.8
        last = tag_words(split_words(term.text))
        if "’s" in term.text or last[-1].tag not in "nNp" or last[0].tag in "vdzgeri":
            bonus -= 0.7
        elif len(words) > 1:
            bonus += 0.1
        if re.search(
            r"(?:said|that|put it|insisted|argued|to|they|was|were|had|not|is|be)$", words[-1]
        ):
            return []
        if words[0].lower() in ("the", "a", "an", "to", "be", "is", "was", "not", "of", "in"):
            bonus -= 0.5
    if _listed_quote(text, term):
        bonus -= 0.6
    if re.search(r"\b[a-z]+ or [“‘]$", text[: term.start]):
        bonus -= 1.0  # another word for the same
    return [Key(term.start, term.end, term.text, Category.QUOTED, term.kind, bonus)]


def _listed_quote(text: str, term: TermSpan) -> bool:
    near = text[max(0, term.start - 8) : term.start] + text[term.end : term.end + 8]
    return bool(re.search(r"[”’\"],? (?:and|or) [“‘\"]", near))


def _phrase_keys(text: str, tokens: list[Token], names: list[NameSpan]) -> list[Key]:
    keys: list[Key] = []
    inside = _quotes(text)
    for first, last in noun_phrases(tokens):
        for at in range(first, last + 1):
            words = tokens[at : last + 1]
            if len(words) == 1 and is_generic(words[0].text):
                continue
            start, end = words[0].start, words[-1].end
            if any(n.start < end and start < n.end for n in names):
                continue
            if any(a < end and start < b for a, b in inside):
                continue
            if text[end : end + 1] == "-" or text[max(0, start - 1) : start] == "-":
                continue
            keys.append(Key(start, end, text[start:end], Category.TERM, f"{len(words)} words", 0.0))
    return keys
