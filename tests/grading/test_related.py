"""The thesaurus finds every word and phrase of its lists, whatever the word is stemmed to."""

import re

import pytest

from studyapp.grading import analysis, related
from studyapp.grading.data import lines
from studyapp.grading.words import FUNCTION, split, stem

FIELDS = ("related_general.txt", "related_nature.txt", "related_society.txt")
NAMES = ("related.txt", *FIELDS)


def entries() -> list[str]:
    """Return the words and phrases of all lists."""
    every = [line for name in NAMES for line in lines(name) if not line.startswith("[")]
    return [entry for line in every for entry in line.replace("|", " ").split()]


def test_every_word_is_found_by_its_stem() -> None:
    words = {entry.replace("-", "").replace("'s", "") for entry in entries() if "_" not in entry}
    assert [word for word in words if not related.concepts(stem(word))] == []


def test_every_phrase_with_a_word_of_weight_is_found_in_a_text() -> None:
    phrases = {each.replace("_", " ") for each in entries() if "_" in each and "-" not in each}
    told = [each for each in sorted(phrases) if not set(each.split()) <= FUNCTION]
    assert [each for each in told if not related.phrases(split(each))] == []


@pytest.mark.parametrize("name", FIELDS)
def test_the_lists_of_fields_are_well_formed(name: str) -> None:
    for line in lines(name):
        if line.startswith("["):
            assert line in {"[verb]", "[noun]", "[adjective]", "[other]"}
            continue
        same, _, opposite = line.partition("|")
        assert re.fullmatch(r"[A-Za-zé'_ -]+", same), line
        assert re.fullmatch(r"[A-Za-zé'_ -]*", opposite), line
        assert {stem(each) for each in same.split()}.isdisjoint(map(stem, opposite.split())), line


def test_opposites_and_words_of_one_family_are_not_the_same() -> None:
    assert related.relation(stem("evaporate"), stem("condense")) < 0
    assert related.relation(stem("inflation"), stem("deflation")) <= 0
    assert related.relation(stem("artery"), stem("vein")) <= 0


def test_all_words_of_a_phrase_stand_for_its_concept() -> None:
    items = analysis.analyse("The leukocyte is a white blood cell of the body.").items
    by_stem = {item.stem: {concept for concept, _ in item.concepts} for item in items}
    shared = set(related.concepts(stem("leukocyte")))
    assert all(shared & by_stem[stem(word)] for word in ("white", "blood", "cell"))


def test_an_article_may_stand_inside_a_phrase() -> None:
    plain = related.phrases(split("they cut staff"))
    assert plain[1].items() <= related.phrases(split("they cut the staff"))[3].items()
