"""General English as data: how common a word is, and which part of speech it usually has.

Cards are made and answers graded by it, so it stands below both. The words ship as a resource of
the package, a constant and not a file the caller chose; their licence stands in its head.
"""

from functools import cache
from importlib.resources import files

UNKNOWN_ZIPF = 2.4
"""Zipf frequency given to words outside the list: rarer than all of it (its floor is 3.2)."""


@cache
def common_words() -> dict[str, tuple[float, str]]:
    """Return lower-case word -> (Zipf frequency, part of speech letter)."""
    source = files("studyapp.domain").joinpath("data", "common_words.txt")
    table: dict[str, tuple[float, str]] = {}
    for line in source.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            zipf, tag, words = line.split("\t")
            table.update(dict.fromkeys(words.split(" "), (float(zipf), tag)))
    return table


def zipf(word: str) -> float:
    """Return the Zipf frequency of a lower-case word, hyphenated ones by their rarest part."""
    table = common_words()
    found = table.get(word)
    if found is not None:
        return found[0]
    if "-" in word:
        parts = [part for part in word.split("-") if part]
        if parts and all(part in table for part in parts):
            return min(table[part][0] for part in parts) - 0.6
    for ending in ("’s", "'s", "s"):
        if word.endswith(ending) and word.removesuffix(ending) in table:
            return table[word.removesuffix(ending)][0] - 0.3
    return UNKNOWN_ZIPF
