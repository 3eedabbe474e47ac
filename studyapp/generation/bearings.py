"""What a card needs besides its sentence: who a surname is, which plan "the plan" was, and when.

These signs are milder than those of ``independence``: a sentence that shows one can stand, but it
is better understood beside the sentence before it, and worth less without one.
"""

import re
from collections.abc import Set as AbstractSet

from studyapp.generation.lexicon import word_sets, zipf
from studyapp.generation.names import NameSpan
from studyapp.generation.tagging import NOUNS
from studyapp.generation.words import Token, stem

_STANDS = word_sets("cues.txt")["stands alone"]
"""Nouns that mean the same thing wherever the text speaks of them: the state, the countryside."""
_TOLD_BY = frozenset(
    ["of", "that", "which", "who", "whose", "whom", "where", "between", "against", "for", "to",
     "when", "as", "than", "into", "under", "among"]
)  # fmt: skip
_TELLING = frozenset(["of", "that", "which", "who", "in", "for", "to", "between", "on"])
_PLACED_BY = frozenset(["in", "at", "on", "from", "with", "by", "through", "over", "within"])
_ORDINAL = re.compile(
    r"(?:first|second|third|fourth|last|only|whole|entire|very|most|least|\w+est|late|early)"
)
_LINKS = re.compile(
    r"(?:,\s(?:moreover|furthermore|then|too|in turn|likewise|for (?:its|their|his) part),|"
    r"\b(?:thus|hence|therefore|also)\s(?=[a-z])|"
    r"\b(?:did|was|were|is|are)\s(?:also|thus|therefore|hence|then)\b|"
    r"\b(?:the issue|the notion|the venture|the matter|the affair|the question)\b(?! of| that)|"
    r"\bbehind (?:their|his|her) backs?\b|\bfollowed suit\b|"
    r"^[A-Z]\w+ (?:did|does|do) [a-z]+\b|\bthe same (?:seems|was|is|applies|held|happened|"
    r"effect|way|reason|fate)\b|^(?:Clear|Further|Another|Additional|More) (?:proof|evidence)\b|"
    r"\b(?:differences of opinion|disagreements?|hard feelings)\b(?! (?:of|over|about|on|between|"
    r"among|that|regarding|concerning))|"
    r"\blater (?=[a-z]+ed\b)|\b(?:his|her|their) (?:replacement|successor|predecessor)s?\b|"
    r"\bthat (?:figure|number|amount|sum|share|proportion|percentage)\b(?! of)|"
    r"\b[Ee]ven (?:now|then)\b|\bthat same\b|\bequally (?=[a-z]+ (?:to|as)\b)|"
    r"^(?:And|But|Yet|And yet|Thus|Hence|Still|Nevertheless|However|"
    r"(?:Second|Third|Fourth|Fifth)(?:ly)?(?=,))\b)"
)
_OTHERS = re.compile(
    r"\b(?:(?:two|three|four|five|six|many|some|several|most|all|the|any) (?:of the )?other\b|"
    r"others?\b(?! than)|another\b|further\b(?= [a-z]+s\b)|elsewhere\b)(?! side| hand)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1\d{3}|20\d\d)(?:s|\b)|\b(?:ancient|medieval|modern|century|centuries|today|currently|"
    r"nowadays|wartime|pre-?war|post-?war|interwar)\b|\bWorld War\b|"
    r"\bCivil War\b|\bFive-Year Plan\b|\bfive-year plan\b|\bRevolution\b|\bCongress\b"
)


def loose_ends(text: str) -> list[str]:
    """Return the words that go on from something said before."""
    found = [f"“{match[0].strip(' ,')}” goes on from something" for match in _LINKS.finditer(text)]
    found.extend(f"“{match[0]}” than what" for match in _OTHERS.finditer(text))
    return found


def is_dated(text: str) -> bool:
    """Whether anything in ``text`` tells the time it speaks of."""
    return _TIME.search(text) is not None


def bare_definites(tokens: list[Token], names: list[NameSpan], told: AbstractSet[str]) -> list[str]:
    """Return stems of single nouns after "the" that neither their sentence nor ``told`` tells.

    Counts rare nouns too ("the clique"), unlike ``open_definites``: a mild sign, for a weight.
    """
    generic = {name.start for name in names if name.kind == "generic"}
    found: list[str] = []
    seen: set[str] = set()
    for at, (article, noun, after) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        plain = not noun.is_capital and noun.tag in NOUNS
        single = noun.is_word and (plain or noun.start in generic)
        one = stem(noun.text)
        joined = [t.tag in NOUNS for t in tokens[at + 3 : at + 5]] == [True, True]
        alone = single and not (after.is_word and after.tag in NOUNS)
        alone &= not (joined and after.lower in ("and", "or"))  # the coal and steel industries
        untold = after.lower not in _TELLING and after.tag not in "eg" and one not in told | seen
        if article.lower == "the" and alone and untold and noun.lower not in _STANDS:
            found.append(one)
        if noun.tag in NOUNS:
            seen.add(one)
    return found


def open_definites(
    tokens: list[Token], names: list[NameSpan], topics: AbstractSet[str]
) -> list[str]:
    """Return stems of the definite nouns that nothing in the sentence tells apart ("the factory").

    ``topics`` are nouns of the whole document.
    """
    found: list[str] = []
    seen: set[str] = set()
    generic = {name.start for name in names if name.kind == "generic"}
    for at, token in enumerate(tokens):
        if token.tag in NOUNS:
            seen.add(stem(token.text))
        if token.lower != "the":
            continue
        end = at + 1
        while end < len(tokens) and _in_phrase(tokens[end]):
            end += 1
        phrase = tokens[at + 1 : end]
        while phrase and phrase[-1].tag not in "nN":
            phrase.pop()
        if not phrase:
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            following = tokens[at + 2].lower if at + 2 < len(tokens) else ""
            if after is not None and after.start in generic and following not in _TOLD_BY:
                found.append(stem(after.text))
            continue
        after = tokens[at + 1 + len(phrase)] if at + 1 + len(phrase) < len(tokens) else None
        beyond = tokens[at + 2 + len(phrase)] if at + 2 + len(phrase) < len(tokens) else None
        if not _told(phrase, after, beyond, seen, topics):
            found.append(stem(phrase[-1].text))
    return found


def _in_phrase(token: Token) -> bool:
    return token.is_word and not token.is_capital and token.tag in "jnN?eg"


def _told(
    phrase: list[Token],
    after: Token | None,
    beyond: Token | None,
    seen: AbstractSet[str],
    topics: AbstractSet[str],
) -> bool:
    head = phrase[-1]
    if after is not None:
        if after.is_capital or after.lower in _TOLD_BY or after.text in '(“‘"–—':
            return True
        if (
            after.lower in _PLACED_BY
            and beyond is not None
            and (beyond.is_capital or beyond.lower == "the")
        ):
            return True
        if after.tag in "eg" and beyond is not None and beyond.lower in (_PLACED_BY | _TOLD_BY):
            return True
    if head.lower in _STANDS or head.lower in topics or stem(head.text) in seen:
        return True
    if any(_ORDINAL.fullmatch(word.lower) for word in phrase):
        return True
    rarest = min(zipf(word.lower) for word in phrase)
    return rarest < (4.4 if len(phrase) > 1 else 3.3)
