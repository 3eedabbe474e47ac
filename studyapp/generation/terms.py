"""Terms in a sentence: what it defines, glosses, quotes or is about.

Definition patterns after Hearst (1992), "Automatic acquisition of hyponyms", and Westerhout
(2009) on definition extraction for e-learning; noun phrases as in Justeson and Katz (1995),
"Technical terminology": adjectives and nouns, ending in a noun.
"""

import re
from dataclasses import dataclass

from studyapp.generation.lexicon import word_sets, zipf
from studyapp.generation.tagging import NOUNS
from studyapp.generation.words import Token

_WORD = r"[^\W\d_]+(?:[-’'][^\W\d_]+)*[’]?"
_NAMED = re.compile(
    rf"\b(?:known(?: \w+ly)? as|called|termed|named|nicknamed|dubbed|referred to as|described as|"
    rf"so-called|so called|defined as|goes by the name of|labelled|labeled)\s"
    rf"(?:the\s|an?\s)?[“‘\"']?(?P<term>{_WORD}(?:\s{_WORD}){{0,3}}?)[”’\"']?"
    rf"(?=[.,;:)–—]|\s(?:and|or|which|that|because|when|in|is|are|was|were|by|by|from|has|have|"
    rf"can|to|for|on|at|if|where|after)\b|$)"
)
_GLOSS_IN = re.compile(
    r"(?P<out>[^\s()“”‘’\",]+[”’\"]?)\s\((?:the\s|a\s|an\s|or\s|i\.e\.,?\s|also\s|"
    r"usually known as the\s)*"
    r"[“‘\"]?(?P<inner>[^()“”\"‘’]{2,60}?)[’”\"]?\)"
)
_OPENING_DEF = re.compile(
    r"^(?:(?:The|An?)\s)?(?P<term>[^\s,.;:()“”\"]+(?:\s[^\s,.;:()“”\"]+){0,3}?)"
    r"(?:\s\([^()]{2,30}\))?\s"
    r"(?P<verb>is|are|was|were|refers to|refer to|means|denotes|describes|consists of|consist of|"
    r"occurs when|occurs|measures|measure)\s(?P<gloss>.*)$"
)
_APPOSITIVE = re.compile(
    rf"(?:^|(?<=[\s(“‘\"]))(?P<term>{_WORD}(?:\s{_WORD}){{0,2}}),\s(?:or\s)?(?P<gloss>(?:the|"
    rf"an?)\s[^,.;()]{{12,90}}?)(?P<close>[,.)])"
)
_QUOTED = re.compile(
    r"[“\"](?P<a>[^“”\"]{3,70})[”\"]|(?<!\w)‘(?P<b>[^‘’]{3,70}(?:’s [^‘’]{3,40})?)’(?!\w)"
)
_ASIDE = (
    "see", "cf", "for ", "and ", "but ", "though ", "not ", "if ", "in ", "at ", "by ", "from ",
    "includ",
)  # fmt: skip
"""How a bracket begins that adds something and explains nothing."""
_GENERIC_NOUNS = word_sets("cues.txt")["generic noun"]


@dataclass(frozen=True, slots=True)
class TermSpan:
    """A possible term.

    ``kind`` is definition, gloss, expansion, foreign, named, appositive, quoted or title.
    """

    start: int
    end: int
    text: str
    kind: str


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " “‘\"'(":
        start += 1
    while end > start and text[end - 1] in " ”\"'),.;:":
        end -= 1
    if text[start - 1 : start] == "‘" and text[end - 1 : end] == "’":
        end -= 1
    return start, end


def _span(text: str, start: int, end: int, kind: str) -> TermSpan:
    start, end = _trim(text, start, end)
    return TermSpan(start, end, text[start:end], kind)


def defined_terms(text: str, tokens: list[Token]) -> list[TermSpan]:
    """Return the terms that the sentence itself explains."""
    found: list[TermSpan] = []
    for match in _NAMED.finditer(text):
        term = match["term"]
        words = term.split(" ")
        if words[0].lower() in ("on", "for", "it", "he", "them", "by", "in", "at", "so", "upon"):
            continue
        if any(zipf(word.lower()) < 5.2 for word in words):
            found.append(_span(text, match.start("term"), match.end("term"), "named"))
    found.extend(_glosses(text, tokens))
    opening = _OPENING_DEF.match(text)
    if opening is not None and _noun_end(tokens, opening.end("term")):
        term, verb, gloss = opening.group("term", "verb", "gloss")
        if _good_subject(term, verb, gloss):
            found.append(_span(text, opening.start("term"), opening.end("term"), "definition"))
    found.extend(
        _span(text, match.start("term"), match.end("term"), "appositive")
        for match in _APPOSITIVE.finditer(text)
        if _noun_end(tokens, match.end("term")) and _good_appositive(text, match)
    )
    return found


def _noun_end(tokens: list[Token], end: int) -> bool:
    """Whether the word that ends here is a noun or a name ("Fourthly, the …" is no term)."""
    last = next((token for token in tokens if token.end in (end, end - 1)), None)
    return last is not None and last.tag in "nNp" and not last.lower.endswith("ly")


_EMPTY_GLOSS = re.compile(
    r"(?:the|an?|one of the)\s(?:[a-z-]+\s){0,3}(?:source|matter|part|parts|example|case|"
    r"question|problem|"
    r"reason|sign|result|group|factor|thing|way|time|kind|sort|lot|number|member|object|subject|"
    r"basis|favourite|mixture|step|victim|tactic|feature|element|means|pacemaker|symbol|aspect|"
    r"success|failure|response|attempt|effort|turning point|priority|ally|rival|target)s?\b"
)


def _good_subject(term: str, verb: str, gloss: str) -> bool:
    words = term.lower().split(" ")
    if words[-1] in _GENERIC_NOUNS or any(zipf(word) > 6.2 and word != "of" for word in words):
        return False
    if words[0] in (
        "this",
        "these",
        "that",
        "those",
        "such",
        "it",
        "there",
        "many",
        "most",
        "both",
    ):
        return False
    if not any(zipf(word) < 5.0 for word in words):
        return False
    if verb in ("is", "are", "was", "were") and _EMPTY_GLOSS.match(gloss):
        return False
    if verb in ("is", "are"):
        return bool(
            re.match(r"(?:the|an?|any|one of the|a type of|every|those|[a-z]+s\b)", gloss)
            and (" that " in gloss or " which " in gloss or " of " in gloss or " in " in gloss
                 or " by " in gloss or " where " in gloss or " with " in gloss or " who " in gloss
                 or " used " in gloss or " for " in gloss or " from " in gloss)
        )  # fmt: skip
    if verb in ("was", "were"):
        return bool(
            re.match(r"(?:the|an?)\s(?:[a-z]+\s){1,4}(?:of|for|to|in|which|that|by)\b", gloss)
        )
    return True


def _good_appositive(text: str, match: re.Match[str]) -> bool:
    term = match["term"]
    words = term.split(" ")
    if match.start("term") and not term[0].isupper() and zipf(words[-1].lower()) > 4.0:
        return False
    if words[-1].lower() in _GENERIC_NOUNS or zipf(words[-1].lower()) > 5.0:
        return False
    if any(zipf(word.lower()) > 6.0 for word in words):
        return False
    gloss = match["gloss"]
    if re.search(r"\b(?:called|known as|named|termed)\b", gloss):
        return False
    if re.match(
        r"(?:a|an|the) (?:fact|year|month|day|week|decade|result|process in|thing)\b", gloss
    ):
        return False
    rest = text[match.end() :]
    if match["close"] == "," and re.match(r"\s?(?:and|or)\s", rest):
        return False
    if " and the " in gloss or re.search(r"\b(?:is|are|was|were|had|has)\b", gloss):
        return False
    return not re.search(r",\s\w+$", text[: match.start()])


def _glosses(text: str, tokens: list[Token]) -> list[TermSpan]:
    found: list[TermSpan] = []
    for match in re.finditer(r"\(([^()]{2,80})\)", text):
        inner = match[1].strip()
        before = [token for token in tokens if token.end <= match.start()]
        if not before or re.search(r"\d", inner) or inner.lower().startswith(_ASIDE):
            continue
        core = inner.strip('“”‘’"')
        words = re.findall(_WORD, core)
        bare = re.sub(r"^(?:the|an?|or|i\.e\.,?|also|usually known as the)\s", "", core)
        if not words or (not before[-1].is_word and before[-1].text not in '”’"'):
            continue
        if core.isupper() or (len(words) == 1 and sum(ch.isupper() for ch in core) >= 2):
            long = _long_form(before, core, text)
            if long:
                found.append(_span(text, *long, "expansion"))
            continue
        inside = match.start(1) + match[1].index(core)
        foreign = all(zipf(word.lower()) <= 2.6 for word in words) and core[0].islower()
        if foreign and len(words) <= 4 and re.fullmatch(r"[^\d/²³%]+", core):
            meaning = core != inner and _foreign_word(before)
            kind = "meaning" if meaning else "foreign"
            found.append(_span(text, inside, inside + len(core), kind))
            continue
        outer = before[-1] if before[-1].is_word else before[-2] if len(before) > 1 else before[-1]
        explained = len(bare.split(" ")) >= 2 or core != inner
        if explained and outer.is_word and zipf(outer.lower) <= 3.4 and len(bare.split(" ")) <= 9:
            found.append(_span(text, outer.start, outer.end, "gloss"))
    return found


def _foreign_word(before: list[Token]) -> bool:
    """Whether the word before a bracket is itself the foreign one, so that the bracket explains."""
    words = [token for token in before if token.is_word]
    return bool(words) and words[-1].text[0].islower() and zipf(words[-1].lower) <= 2.6


def _long_form(before: list[Token], acronym: str, text: str) -> tuple[int, int] | None:
    """Return the span of the words whose initials the acronym takes (Schwartz and Hearst 2003).

    With an article behind the first word, that one is of the sentence: "set up a Directorate".
    """
    letters = [ch for ch in acronym.lower() if ch.isalpha()]
    at = len(letters) - 1
    words = [token for token in before if token.is_word]
    index = len(words) - 1
    first = None
    while index >= 0 and at >= 0 and len(words) - index <= 2 * len(letters) + 2:
        article = index + 1 < len(words) and words[index + 1].lower in ("a", "an", "the")
        if words[index].lower.startswith(letters[at]) and not (article and at == 0):
            at -= 1
            first = words[index]
        index -= 1
    if at >= 0 or first is None or len(letters) < 2:
        return None
    end = before[-1].end
    return (first.start, end) if end - first.start > len(acronym) + 4 else None


def quoted_phrases(text: str) -> list[TermSpan]:
    """Return short phrases in quotation marks: terms, slogans and titles of works."""
    found: list[TermSpan] = []
    for match in _QUOTED.finditer(text):
        group = "a" if match["a"] else "b"
        start, end = _trim(text, *match.span(group))
        inner = text[start:end]
        words = inner.split(" ")
        if not 1 <= len(words) <= 6 or "[" in inner or not inner or inner[-1] in "!?":
            continue
        capitals = sum(word[0].isupper() for word in words if word)
        titled = len(words) > 1 and capitals >= 2 and capitals >= len(words) - 2
        found.append(TermSpan(start, end, inner, "title" if titled else "quoted"))
    return found


def noun_phrases(tokens: list[Token]) -> list[tuple[int, int]]:
    """Return token ranges of noun phrases of one to three words without their determiner."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        if tokens[at].tag not in "nNjp?" or not tokens[at].is_word:
            at += 1
            continue
        end = at
        while end + 1 < len(tokens) and tokens[end + 1].tag in "nNj" and tokens[end + 1].is_word:
            if tokens[end].tag == "N":
                break
            end += 1
        last = end
        while last >= at and tokens[last].tag not in NOUNS:
            last -= 1
        if last >= at:
            first = max(at, last - 2)
            if not any(tokens[i].is_capital for i in range(at, last + 1)) or at == 0:
                found.append((first, last))
        at = end + 1
    return found


def is_generic(word: str) -> bool:
    """Whether a noun says too little to be a term of any subject."""
    return word.lower() in _GENERIC_NOUNS
