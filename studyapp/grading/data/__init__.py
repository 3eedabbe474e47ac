"""Word lists of the graders. They ship as resources: constants, not files that a caller chose."""

from functools import cache
from importlib.resources import files


def lines(name: str) -> list[str]:
    """Return the lines of a list, without comments and empty ones."""
    text = files("studyapp.grading").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@cache
def _lists() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for line in lines("words.txt"):
        name, _, words = line.partition(": ")
        groups.setdefault(name, []).extend(words.split())
    return groups


def word_list(name: str) -> list[str]:
    """Return one of the named lists of ``words.txt``, in its order."""
    return list(_lists()[name])


def word_set(name: str) -> frozenset[str]:
    """Return one of the named lists of ``words.txt`` as a set."""
    return frozenset(_lists()[name])
