"""General English as data: how common a word is, and which part of speech it usually has.

Keyness needs a reference (Rayson and Garside 2000, "Comparing corpora using frequency
profiling"): a word is a term when a text uses it far more than English does. The words ship as a
resource of the package (a constant, not a file the caller chose); its licence stands in its head.
"""

from functools import cache
from importlib.resources import files

UNKNOWN_ZIPF = 2.4
"""Zipf frequency given to words outside the list: rarer than all of it (its floor is 3.2)."""


def _lines(name: str) -> list[str]:
    text = files("studyapp.generation").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@cache
def common_words() -> dict[str, tuple[float, str]]:
    """Return lower-case word -> (Zipf frequency, part of speech letter)."""
    table: dict[str, tuple[float, str]] = {}
    for line in _lines("common_words.txt"):
        zipf, tag, words = line.split("\t")
        entry = (float(zipf), tag)
        for word in words.split(" "):
            table[word] = entry
    return table


@cache
def word_sets(name: str) -> dict[str, frozenset[str]]:
    """Return the named groups of a data file of ``group: item, item`` lines."""
    groups: dict[str, set[str]] = {}
    for line in _lines(name):
        group, _, items = line.partition(": ")
        groups.setdefault(group, set()).update(item.strip() for item in items.split(","))
    return {group: frozenset(items - {""}) for group, items in groups.items()}


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
