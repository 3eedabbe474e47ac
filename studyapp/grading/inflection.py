"""One word in two forms that an answer may have: artery, arteries; bond, bonding; osmosis, osmose.

English words by their own endings, borrowed ones by those of Latin and Greek. No dictionary: each
ending gives the singulars that the word could have, and two words are one if they share any.
"""

import re
from functools import lru_cache
from itertools import product

_SHORTEST = 2
"""Letters that have to be left of a word before its ending."""
_GERUND = 6
"""Letters that a word in -ing has to have more, to be a form of the word without."""
_PLURALS = (
    ("ies", ("y", "ie")),
    ("ves", ("f", "fe", "ve")),
    ("ices", ("ix", "ex", "ice")),
    ("es", ("", "e", "is")),
    ("s", ("",)),
    ("a", ("um", "on")),
    ("i", ("us", "o")),
    ("e", ("a",)),
    ("eaux", ("eau",)),
    ("men", ("man",)),
    ("feet", ("foot",)),
    ("mice", ("mouse",)),
    ("teeth", ("tooth",)),
    ("genera", ("genus",)),
    ("ata", ("a",)),
    ("ora", ("us",)),
)
"""Ending of a plural and of the singulars it may belong to; "ae" is folded to "e" before."""
_GREEK = re.compile(r"(?<=[a-z]{2}[oaey])se$")
"""Osmose, hydrolyse, synthese, metastase: the ending of other languages for -sis."""
_FORMS_ASKED = re.compile(r"\b(?:plural|singular|inflect\w*|declension|decline)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def singulars(word: str) -> frozenset[str]:
    """Return the singulars that a folded word may be a form of, the word itself among them."""
    found = {word}
    word = word.replace("yz", "ys").replace("iz", "is")
    for ending, puts in _PLURALS:
        head = word.removesuffix(ending)
        if head != word and (len(head) >= _SHORTEST or len(ending) > 3):
            found.update(head + put for put in puts)
    found.add(word)
    found.update(_GREEK.sub("sis", each) for each in tuple(found))
    if word.endswith("ing") and len(word) > _GERUND:
        found.add(word.removesuffix("ing"))
    if word.endswith("ss"):
        found.discard(word[:-1])
    return frozenset(found)


def same_but_for_number(word: str, other: str) -> bool:
    """Whether two folded words can be the singular and the plural of one."""
    return not singulars(word).isdisjoint(singulars(other))


def pairs_of_singulars(word: str, other: str) -> list[tuple[str, str]]:
    """Return each singular of one beside each of the other, for a plural that is misspelt."""
    return sorted(product(singulars(word), singulars(other)))


def asks_for_form(question: str) -> bool:
    """Whether a question is about the form of a word, so that number is not forgiven."""
    return bool(_FORMS_ASKED.search(question))
