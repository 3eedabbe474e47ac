"""Words made alike: accents, scripts, inflections, and names as they sound."""

import re
import unicodedata
from functools import lru_cache

from studyapp.quiz.listed import listed

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        listed(
            "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch . y . e yu ya i i e g"
        ),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψως",
        listed("a v g d e z i th i k l m n x o p r s t y f ch ps o s"),
        strict=True,
    )
)
_LETTERS = str.maketrans(
    {key: value.replace(".", "") for key, value in (_CYRILLIC | _GREEK).items()}
    | {"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ı": "i", "þ": "th"}
    | dict.fromkeys("'’ʼʹ´`", "")
)


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """Return a word in small Latin letters without accents, apostrophes and possessive ending."""
    word = re.sub(r"['’ʼ]s$", "", word.casefold())
    if word.isascii() and "'" not in word:
        return word
    plain = unicodedata.normalize("NFKD", word)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return plain.translate(_LETTERS)


@lru_cache(maxsize=20_000)
def script(text: str) -> str:
    """Return the script of a text as its first letter has it: LATIN, CYRILLIC; empty without."""
    first = next((char for char in text if char.isalpha()), "")
    return unicodedata.name(first, "").partition(" ")[0] if first else ""


_ENDINGS = (
    ("isations", "is"), ("isation", "is"), ("izations", "is"), ("ization", "is"), ("ations", ""),
    ("ation", ""), ("itions", ""), ("ition", ""), ("ish", ""), ("ished", ""), ("ishing", ""),
    ("ising", "is"), ("izing", "is"), ("ised", "is"), ("ized", "is"), ("ises", "is"),
    ("izes", "is"), ("ise", "is"), ("ize", "is"), ("yses", "y"), ("ysis", "y"), ("yse", "y"),
    ("yze", "y"), ("lytic", "ly"), ("theses", "the"), ("thesis", "the"), ("thetic", "the"),
    ("osis", "o"), ("ically", "ic"), ("ical", "ic"), ("ments", ""),
    ("ment", ""), ("ness", ""), ("ities", "it"), ("ity", "it"), ("ies", "i"), ("ied", "i"),
    ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ings", ""), ("ing", ""),
    ("ors", "or"), ("ed", ""), ("ly", ""), ("es", ""), ("s", ""), ("e", ""), ("y", "i"),
)  # fmt: skip
_BRITISH = (("aem", "em"), ("oed", "ed"), ("oes", "es"), ("paed", "ped"), ("our", "or"),
            ("tre", "ter"), ("ogue", "og"), ("ence", "ens"), ("ense", "ens"), ("ll", "l"),
            ("ph", "f"))  # fmt: skip


_FORMS = listed(
    "began begin begun begin bought buy brought bring built build caught catch chose choose "
    "chosen choose came come drew draw drawn draw drove drive driven drive ate eat eaten eat "
    "fell fall fallen fall felt feel fought fight found find fled flee flew fly forgot forget "
    "gave give given give went go gone go grew grow grown grow held hold kept keep knew know "
    "known know led lead left leave lost lose made make meant mean met meet paid pay ran run "
    "rose rise risen rise said say sold sell sent send shot shoot shown show spoke speak "
    "spoken speak spent spend stood stand stole steal stolen steal struck strike swore swear "
    "taught teach took take taken take told tell thought think threw throw thrown throw won "
    "win wrote write written write died die dying die"
)
_PAST = dict(zip(_FORMS[::2], _FORMS[1::2], strict=True))
"""Irregular forms and what they are forms of."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a rough stem, good enough to compare: inflection and spelling habits gone."""
    word = _PAST.get(word, word)
    if len(word) < 4 or word[0] == "#":
        return word
    for before, after in _BRITISH:
        if before in word and len(word) > 5:
            word = word.replace(before, after)
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeious":
        word = word[:-1]
    return word


_SOUNDS = (
    ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("cz", "ts"), ("kh", "h"), ("ck", "k"),
    ("ph", "f"), ("th", "t"), ("w", "v"), ("tz", "ts"), ("ks", "x"), ("q", "k"),
    ("j", "y"), ("ff", "v"), ("gh", "g"), ("dh", "d"),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def phonetic(word: str) -> str:
    """Return how a folded name sounds across transliterations: Kerenskii is Kerensky."""
    if len(word) < 3:
        return word
    for spelled, said in _SOUNDS:
        word = word.replace(spelled, said)
    word = re.sub(r"c(?=[eiy])", "s", word)
    word = re.sub(r"c(?!h)", "k", word)
    word = re.sub(r"[aeiouy]+", "a", word)
    word = re.sub(r"(.)\1+", r"\1", word)
    return re.sub(r"f$", "v", word)
