"""Parts of speech by lexicon, ending and neighbours: enough to find noun phrases.

After Brill (1992), "A simple rule-based part of speech tagger": a word's usual tag, then a few
corrections from the words beside it. Tags are single letters, listed in data/common_words.txt;
"p" is a capitalised name, "#" a number, "." a mark.
"""

from studyapp.generation.lexicon import common_words, word_sets
from studyapp.generation.words import Token

NOUNS = frozenset("nN")
_AUXILIARY = word_sets("cues.txt")["auxiliary"]
_FIXED = {
    "that": "i", "which": "w", "who": "w", "whose": "w", "whom": "w", "there": "o", "to": "i",
    "not": "r", "more": "j", "most": "r", "than": "i", "as": "i", "its": "o", "their": "o",
    "his": "o", "her": "o", "our": "o", "my": "o", "both": "t", "each": "t", "one": "#",
    "while": "i", "when": "w", "where": "w", "because": "i", "since": "i", "although": "i",
    "whereas": "i", "however": "r", "within": "i", "without": "i", "upon": "i", "per": "i",
    "via": "i", "such": "j", "many": "j", "few": "j", "several": "j", "all": "t", "any": "t",
    "some": "t", "no": "t", "another": "t", "every": "t", "so": "r", "very": "r", "too": "r",
    "like": "i", "unlike": "i", "including": "i", "despite": "i", "during": "i", "until": "i",
    "over": "i", "under": "i", "means": "z", "used": "e", "called": "e", "known": "e",
    "given": "e", "made": "e", "found": "e", "held": "e", "lies": "z", "rises": "z", "falls": "z",
    "occurs": "z", "contains": "z", "causes": "z", "forms": "z", "flows": "z", "works": "z",
    "increases": "z", "decreases": "z", "plays": "z", "controls": "z", "results": "z",
    "requires": "z", "produces": "z", "according": "i", "due": "j", "e": "x", "i": "o",
}  # fmt: skip
_ENDINGS = (
    ("ly", "r"), ("isation", "n"), ("ization", "n"), ("tion", "n"), ("sion", "n"), ("ment", "n"),
    ("ness", "n"), ("ity", "n"), ("ism", "n"), ("isms", "N"), ("ist", "n"), ("ists", "N"),
    ("ship", "n"), ("ance", "n"), ("ence", "n"), ("logy", "n"), ("graphy", "n"), ("osis", "n"),
    ("itis", "n"), ("ase", "n"), ("ful", "j"), ("less", "j"), ("ous", "j"), ("ive", "j"),
    ("able", "j"), ("ible", "j"), ("ical", "j"), ("ic", "j"), ("al", "j"), ("ary", "j"),
    ("ish", "j"), ("oid", "j"), ("ular", "j"), ("ing", "g"), ("ed", "e"), ("ise", "v"),
    ("ize", "v"), ("ify", "v"), ("ss", "n"), ("us", "n"), ("is", "n"), ("s", "N"),
)  # fmt: skip


def _usual(token: Token, first: bool) -> str:
    if token.tag == "x":
        return "x"
    if not token.is_word:
        return "#" if token.text[0].isdigit() else "."
    fixed = _FIXED.get(token.lower)
    if fixed is not None and (first or not token.is_capital):
        return fixed
    known = common_words().get(token.lower)
    if token.is_capital and not (first and known is not None):
        return "p"
    if known is not None:
        return known[1]
    if "-" in token.lower:
        last = token.lower.rsplit("-", 1)[1]
        known = common_words().get(last)
        if known is not None:
            return {"e": "j", "d": "j", "g": "j", "n": "j", "j": "j"}.get(known[1], known[1])
    for ending, tag in _ENDINGS:
        if token.lower.endswith(ending) and len(token.lower) > len(ending) + 2:
            return tag
    return "n"


def tag_words(tokens: list[Token]) -> list[Token]:
    """Return the tokens with their part of speech."""
    tags = [_usual(token, index == 0) for index, token in enumerate(tokens)]
    for at, token in enumerate(tokens):
        before = tags[at - 1] if at else "."
        after = tags[at + 1] if at + 1 < len(tags) else "."
        word_before = tokens[at - 1].lower if at else ""
        tag = tags[at]
        noun_place = before in "tj" or word_before in ("its", "their", "his", "her", "’s", "our")
        if token.lower in _AUXILIARY:
            continue
        if tag in "vd" and noun_place and word_before not in ("that", "all", "both", "each"):
            tags[at] = "j" if after in NOUNS and tag == "d" else "n"
        elif tag == "z" and noun_place:
            tags[at] = "N"
        elif tag == "e" and after in NOUNS and before in "tij,.":
            tags[at] = "j"
        elif tag == "n" and (before == "m" or word_before == "to") and after in "tojpnNir#":
            tags[at] = "v" if after in "tojp#" else tags[at]
        elif tag in "gd" and before == "t":
            tags[at] = "j" if after in NOUNS else "n"
        elif tag == "N" and before in "nNp" and after in "to" and token.lower.endswith("s"):
            tags[at] = "z"
    return [
        Token(token.text, token.start, token.end, token.lower, tag)
        for token, tag in zip(tokens, tags, strict=True)
    ]
