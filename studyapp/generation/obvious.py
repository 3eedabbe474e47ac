"""What is too obvious to be offered: raters marked such cards as trivial.

A likely card of tier A is asked for all the same: there the sentence tells enough to be worth
knowing. The signs are about what everybody knows beforehand or meets in much of the texts, and
about sentences that pin nothing down in time or number.
"""

import re

from studyapp.generation.bearings import is_dated
from studyapp.generation.lexicon import word_sets
from studyapp.generation.model import Category, Key
from studyapp.generation.ranking import STOCK, Scene
from studyapp.generation.salience import Stats
from studyapp.generation.words import split_words, stem

_DECADE = re.compile(r"\b\d{3}0s$")
_BESIDE = re.compile(r"\b(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|\w+ern) $")
"""A part of something large, by its direction: the map gives it away."""
_LARGE = 0.009
"""A place in more of all sentences than this is known to whoever read a page of them."""


def is_obvious(scene: Scene, key: Key, stats: Stats, context: str) -> bool:
    """Whether a reader who never saw the text would probably fill the blank."""
    if key.category is Category.YEAR:
        return _DECADE.search(key.text) is not None
    stems = [stem(token.text) for token in split_words(key.text) if token.is_word]
    if key.text in word_sets("names.txt")["famous"]:
        return True
    if key.category is Category.PLACE:
        return _known_place(scene, key, stats.overall(stems), dated=is_dated(context))
    if key.category is Category.ORGANISATION:
        return stats.overall(stems) > STOCK
    if key.category is Category.PERSON:
        return _one_of_many(scene, key)
    return False


def _known_place(scene: Scene, key: Key, share: float, *, dated: bool) -> bool:
    if key.detail == "country" or share > _LARGE:
        return True
    if _BESIDE.search(scene.text[: key.start]):
        return True
    return key.detail in ("city", "region") and not (scene.numbers or dated)


def _one_of_many(scene: Scene, key: Key) -> bool:
    """Whether three or more other people stay visible and no time tells them apart."""
    others = {n.text for n in scene.names if n.kind == "person" and n.start != key.start}
    return len(others) > 2 and not scene.numbers
