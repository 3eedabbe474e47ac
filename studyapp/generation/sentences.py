"""The sentence gate: what may become a card at all, before anything is blanked.

Order matters: the first reason that holds is the one the student reads under ``--explain``.
"""

import re
from collections.abc import Callable

from studyapp.generation.words import Token
from studyapp.sources.document import BlockKind

_END = re.compile(r"[.!](?:[”’\"')\]]|\s)*$")
_SELF = re.compile(
    r"\b(?:this (?:paper|article|chapter|book|study|section|thesis|report|lecture|essay|review|"
    r"guide|"
    r"document|tutorial|text|analysis|example|case study)|the present (?:paper|study|article)|"
    r"(?:in|see) (?:the )?(?:next|previous|following|preceding) (?:section|chapter|paragraph)|"
    r"(?:figure|fig\.|table|chapter|section|appendix|box) \d|(?:shown|described|discussed|noted|"
    r"given|"
    r"mentioned|listed|stated) (?:above|below|earlier|later|before|here)|as (?:noted|mentioned|"
    r"stated|"
    r"discussed|described|shown|seen)\b|the author|op\. cit|ibid|what follows|above-mentioned|"
    r"aforementioned|"
    r"not (?:yet )?been (?:fully|sufficiently|adequately) (?:identified|studied|explored)|"
    r"(?:examination|analysis|review|study) of [^.]{3,70} (?:shows|reveals|demonstrates) that|"
    r"in (?:his|her|the) (?:conclusion|introduction|preface|final chapter))",
    re.IGNORECASE,
)
_METHODS = re.compile(r"±|\bn ?= ?\d|\bp ?[<=>] ?0|et al\.|\bdoi\b|https?:|www\.|@|\bISBN\b|©")
LENGTH = "too short or too long for one card"
_FIRST_PERSON = frozenset(["i", "we", "our", "us", "my", "me", "ours", "ourselves", "myself"])
_JUNK = re.compile(
    r"\[\d+\]|/\d+/|[�\x00-\x08_|{}<>=~^\\]|←|→|\.{3}|…|\. \. \.|\[(?:\.\.\.|…|sic)|"
    r"\b\d{4},\d{1,2}\b(?!\d)"
)
_GARBLED = re.compile(
    r"\bbetween [A-Z]\w+, [A-Z]\w+,? and (?!others|elsewhere|all\b|everyone)[a-z]+(?<!s),|"
    r"(?:^|[,;:] )(?:(?!\b(?:who|that|which|what|whose|where|when|if|as|because|while|than)\b)"
    r"[^,;:])*?"
    r"\b(?:was|were) (?:in|of|at|under) (?:[a-z]+ ){1,3}(?:was|were)\b|"
    r"\w ’[a-z]+(?=[ ,.])(?!.*\w’)"
)
"""A common noun where a third name must have stood; two verbs for one subject."""
MOSTLY = 0.6
_SAYS = re.compile(
    r"[”’],? (?:\w+ ){0,3}(?:said|says|wrote|argued|declared|insisted|observed)\b|"
    r"\b(?:said|says|wr[oi]tes?|argue[sd]?|declared?|insisted|observed?|according to|admitted|"
    r"warned|stated|told|claimed|announced|noted|reported|concluded|resolved|explained|complained|"
    r"put it|called|quoted|words)\b[^“‘]{0,60}[“‘]",
    re.IGNORECASE,
)
_VERB_TAGS = frozenset("vzdem")


def refuse_sentence(
    text: str, tokens: list[Token], kind: BlockKind, speaker: str, truncated: bool
) -> str:
    """Return why the sentence cannot become a card, or an empty text."""
    for reason, holds in _GATE:
        if holds(text, tokens):
            return reason
    if truncated:
        return "the source breaks off here"
    if kind is BlockKind.QUOTATION and not speaker:
        return "a quotation whose speaker the text does not name"
    first_person = _outside_quotes(text, tokens)
    if first_person and not speaker:
        return "the author speaks in the first person"
    return ""


def _words(tokens: list[Token]) -> int:
    return sum(token.is_word or token.text[0].isdigit() for token in tokens if token.tag != "x")


def _length(text: str, tokens: list[Token]) -> bool:
    return not 7 <= _words(tokens) <= (56 if re.search(r"\d", text) else 50)


def _balanced(text: str, tokens: list[Token]) -> bool:
    pairs = (("(", ")"), ("[", "]"), ("“", "”"))
    if any(text.count(one) != text.count(other) for one, other in pairs):
        return True
    if text.count('"') % 2:
        return True
    opens = len(re.findall(r"(?<!\w)‘(?=\w)", text))
    closes = len(re.findall(r"(?<=[\w.,!?])’(?!\w)", text))
    plural_possessives = len(re.findall(r"s’(?= \w)|\b\w+[tlf]’(?=[ .,;])", text))
    return not closes - plural_possessives <= opens <= closes


def _outside_quotes(text: str, tokens: list[Token]) -> bool:
    inside = [match.span() for match in re.finditer(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’", text)]
    return any(
        token.lower in _FIRST_PERSON
        and not any(start <= token.start < end for start, end in inside)
        and not (token.text == "I" and _numeral(text, token))
        and token.text != "US"
        and text[token.start : token.start + 4] != "i.e."
        for token in tokens
    )


def _numeral(text: str, token: Token) -> bool:
    before = text[: token.start].rstrip()
    return (
        bool(
            re.search(
                r"(?:War|Nicholas|Alexander|Charles|Elizabeth|Peter|Type|Act|Phase|James|Part|"
                r"Napoleon|Francis|complex|class|type|stage|grade|phase)$",
                before,
            )
        )
        or text[token.end : token.end + 1] == "."
    )


def _borrowed(text: str, tokens: list[Token]) -> bool:
    """Whether most of it is quoted and nobody is named as saying so."""
    quoted = sum(len(match[0]) for match in re.finditer(r"“[^”]{40,}”|‘[^’]{40,}’", text))
    return quoted > MOSTLY * len(text) and not _SAYS.search(text)


def _whole_quote(text: str, tokens: list[Token]) -> bool:
    return bool(re.match(r"[“\"‘]", text) and re.search(r"[”\"’][.]?$", text)) and not re.search(
        r"[”\"’],?\s(?:\w+\s){0,3}(?:said|says|wrote|argued|declared|insisted|observed)\b", text
    )


_GATE: tuple[tuple[str, Callable[[str, list[Token]], bool]], ...] = (
    (LENGTH, _length),
    ("a question", lambda text, _: text.rstrip("”’\"' )").endswith("?")),
    ("does not end like a sentence", lambda text, _: not _END.search(text)),
    (
        "does not begin like a sentence",
        lambda text, _: not re.match(r"[“‘\"'(\[]?[A-Z0-9À-Þ]", text),
    ),
    ("quotation marks or brackets do not close", _balanced),
    ("marks or gaps of the source are left in it", lambda text, _: bool(_JUNK.search(text))),
    ("methods, citations or addresses", lambda text, _: bool(_METHODS.search(text))),
    ("the text speaks of itself", lambda text, _: bool(_SELF.search(text))),
    ("no verb found", lambda _, tokens: not any(token.tag in _VERB_TAGS for token in tokens)),
    ("a quotation standing alone", _whole_quote),
    ("a quotation whose speaker it does not name", _borrowed),
    ("a word is out of place", lambda text, _: bool(_GARBLED.search(text))),
    ("an exclamation or an address", lambda text, _: "!" in text),
)
