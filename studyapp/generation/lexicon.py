"""General English as data: what ``domain.english`` has, and word sets for making cards.

Keyness needs a reference (Rayson and Garside 2000, "Comparing corpora using frequency
profiling"): a word is a term when a text uses it far more than English does.
"""

from functools import cache
from importlib.resources import files

from studyapp.domain.english import UNKNOWN_ZIPF, common_words, zipf

__all__ = ["UNKNOWN_ZIPF", "common_words", "word_sets", "zipf"]


def _lines(name: str) -> list[str]:
    text = files("studyapp.generation").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@cache
def word_sets(name: str) -> dict[str, frozenset[str]]:
    """Return the named groups of a data file of ``group: item, item`` lines."""
    groups: dict[str, set[str]] = {}
    for line in _lines(name):
        group, _, items = line.partition(": ")
        groups.setdefault(group, set()).update(item.strip() for item in items.split(","))
    return {group: frozenset(items - {""}) for group, items in groups.items()}
