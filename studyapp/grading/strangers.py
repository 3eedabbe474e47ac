"""Names that an answer has in the place of the model's: another person, town or body."""

from dataclasses import dataclass

from studyapp.domain.english import common_words
from studyapp.grading.alignment import Match
from studyapp.grading.analysis import Item, Text
from studyapp.grading.data import word_set
from studyapp.grading.names import Name
from studyapp.grading.related import concepts
from studyapp.grading.words import COMMON, FUNCTION, Word

_INDEFINITE = word_set("indefinite")
ALIKE = 70
"""Likeness in percent from which a name is taken for a spelling of another."""
MOST_NAMES, MOST_UNKNOWN = 24, 300
"""Missing names of a model, and words of an answer, that are looked at."""
NEAR = 10
"""Words around a name that tell whose place it takes."""
_NATIONS = word_set("nation")


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name of the answer that is in neither model nor question."""

    said: str
    meant: str
    """The name that is missing in its place."""


def strangers(
    model: Text,
    answer: Text,
    question: Text,
    missing: list[Name],
    aligned: dict[int, list[Match]],
) -> tuple[Stranger, ...]:
    """Return the names that stand where a missing name of the model belongs."""
    unknown = _unknown(answer, [*model.items, *question.items], model, question)
    met = {match.met.at for matches in aligned.values() for match in matches}
    met_stems = {
        match.met.at: match.item.stem
        for matches in aligned.values()
        for match in matches
        if match.credit > 0.5
    }
    found = _before_the_same(unknown, model, answer, met_stems)
    free = missing[:MOST_NAMES]
    company = {name: _company(model, name) for name in free}
    home = {name: _home(model, name) for name in free}
    taken = {stranger.said for stranger in found}
    for item in unknown:
        if item.at in met or not free or answer.words[item.at].text in taken:
            continue
        stems = {at: stem for at, stem in met_stems.items() if at != item.at}
        slots = _slots(answer, item.at, item.at, stems)
        around = {
            met_stems[at] for at in range(item.at - NEAR, item.at + NEAR + 1) if at in met_stems
        }
        scored = [
            (len(around & company[name]) + 2 * bool(slots & home[name]), name)
            for name in free
            if _is_nation(answer.words[item.at]) == _is_nation(model.words[name.last])
        ]
        score, name = max(scored, key=lambda pair: pair[0], default=(0, free[0]))
        if score >= 2 and (answer.words[item.at].capital or slots & home[name]):
            found.append(Stranger(answer.words[item.at].text.removesuffix("'s"), name.text))
            free.remove(name)
    return tuple(found)


def _is_nation(word: Word) -> bool:
    """Whether a word is of a people or a country: "the American president" is nobody else."""
    return not _NATIONS.isdisjoint(
        (word.low, word.low.removesuffix("s"), word.low.removesuffix("es"))
    )


def _before_the_same(
    unknown: list[Item], model: Text, answer: Text, met_stems: dict[int, str]
) -> list[Stranger]:
    """Return capitals before a word that the model has after another: "Young Plan" for "Dawes"."""
    said = set(met_stems.values()) | {item.stem for item in answer.items}
    meant = {
        model.words[at + 1].stem: word
        for at, word in enumerate(model.words[:-1])
        if word.capital and word.stem and word.stem not in said and model.words[at + 1].stem
    }
    found = []
    for item in unknown:
        word = answer.words[item.at]
        instead = meant.get(met_stems.get(item.at + 1, ""))
        named = word.capital and not word.text.isupper() and item.at not in met_stems
        if named and instead is not None:
            found.append(Stranger(word.text, instead.text))
    return found


def _unknown(answer: Text, known: list[Item], model: Text, question: Text) -> list[Item]:
    from rapidfuzz import fuzz, process

    stems = {item.stem for item in known}
    lows = [word.low for text in (model, question) for word in text.words]
    parts = {part for low in lows if "-" in low for part in low.split("-")}
    found = []
    for item in answer.items[:MOST_UNKNOWN]:
        word = answer.words[item.at]
        english = word.low in COMMON | FUNCTION or (not word.capital and concepts(item.stem))
        if item.stem in stems or len(word.low) < 3 or english or word.low in parts:
            continue
        if word.capital and not item.name and item.at and answer.words[item.at - 1].text in ".!?":
            continue
        if word.low in _INDEFINITE or (word.capital and word.low in common_words()):
            continue
        if process.extractOne(word.low, lows, scorer=fuzz.ratio, score_cutoff=ALIKE):
            continue
        found.append(item)
    return found


def _company(model: Text, name: Name) -> set[str]:
    return {
        item.stem
        for item in model.items
        if name.first - NEAR <= item.at <= name.last + NEAR and item.stem not in name.stems
    }


def _home(model: Text, name: Name) -> set[tuple[str, str, str]]:
    stems = {item.at: item.stem for item in model.items}
    return _slots(model, name.first, name.last, stems)


def _slots(text: Text, first: int, last: int, stems: dict[int, str]) -> set[tuple[str, str, str]]:
    """Return what stands right around a name: the word before it with its small word, the next."""
    small = text.words[first - 1].low if first else ""
    found = set()
    before = next((stems[at] for at in range(first - 1, max(-1, first - 5), -1) if at in stems), "")
    if before and small in FUNCTION:
        found.add(("before", before, small))
    after = next((stems[at] for at in range(last + 1, last + 3) if at in stems), "")
    if after and before:
        found.add(("between", before, after))
    return found
