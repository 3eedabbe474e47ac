"""Terms that an answer has in the place of the model's: glucagon for insulin, ligase for helicase.

A student's own words are no mistake, so a strange word counts only where what stands around it is
the model's, the model's term is told nowhere, and the two are terms of one sort: built alike, said
of the same noun, or each the subject of several sentences.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from studyapp.domain.english import common_words, zipf
from studyapp.grading.alignment import allowed_errors
from studyapp.grading.analysis import Item, Text
from studyapp.grading.data import word_list
from studyapp.grading.frames import Aligned, Page, Pair, like
from studyapp.grading.morphemes import differ_in_meaning
from studyapp.grading.opposites import directions
from studyapp.grading.related import concepts
from studyapp.grading.terms import field_words
from studyapp.grading.words import Word, stem

PLACE, TIGHT = 1.2, 2.4
"""Company in common from which one word stands in the place of another, and surely does."""
RARE, TERM = 3.2, 4.0
"""Zipf frequency up to which a word is a technical term, and up to which it can be one."""
ALIKE = 75
"""Likeness in percent from which a word is a spelling of another."""
MOST = 40
"""Strange and missing words that are looked at."""
_NOUNS = frozenset("nN?")
_NOT_NOUNS = ("ed", "ing", "ly", "ous", "ful", "ive", "ish", "less", "able", "ible")
_PLAIN_ENDINGS = tuple(word_list("plain_ending"))


@dataclass(frozen=True, slots=True)
class Replaced:
    """A term of the answer that is in neither model nor question."""

    said: str
    meant: str
    """The term that is missing in its place."""
    clause: int
    """Number of the model's clause."""


@dataclass(frozen=True, slots=True)
class _Pair:
    said: Item
    meant: Item
    score: float


def replaced(pair: Pair, question: Text) -> tuple[Replaced, ...]:
    """Return the terms that stand in the place of one of the model's, each once."""
    meant, said, aligned = pair.meant, pair.said, pair.aligned
    model, answer = meant.text, said.text
    missing = _missing(model, question, aligned)[:MOST]
    strange = _strange(answer, model, question, aligned)[:MOST]
    homes = {item.at: meant.company(item.at) for item in missing}
    places: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    for item in strange:
        company = said.company(item.at)
        for rival in missing:
            share = pair.kin.share(item.sentence, rival.sentence)
            score = like(company, homes[rival.at]) * (0.5 + 0.5 * share)
            if score >= PLACE:
                places[item.stem, rival.stem].append(_Pair(item, rival, score))
    found: dict[str, Replaced] = {}
    taken: set[str] = set()
    for pairs in sorted(places.values(), key=lambda each: -max(pair.score for pair in each)):
        best = max(pairs, key=lambda pair: pair.score)
        word, other = answer.words[best.said.at].low, model.words[best.meant.at].low
        if best.said.stem in found or best.meant.stem in taken:
            continue
        if _is_of_a_sort(pairs, word, other, said, meant):
            taken.add(best.meant.stem)
            found[best.said.stem] = Replaced(
                answer.words[best.said.at].text,
                _inside(model.words[best.meant.at], best.meant),
                best.meant.clause,
            )
    return tuple(found.values())


def _inside(word: Word, item: Item) -> str:
    """Return a word as it is written inside a sentence."""
    spelt = item.name or any(letter.isupper() for letter in word.text[1:])
    return word.text if spelt else word.text.lower()


def _is_of_a_sort(pairs: list[_Pair], word: str, other: str, said: Page, meant: Page) -> bool:
    if zipf(word) > TERM or zipf(other) > TERM or _is_spelling(word, other):
        return False
    if {pairs[0].said.name, pairs[0].meant.name} == {True, False} or "-" in word + other:
        return False
    if not pairs[0].said.name and _is_misspelt(word):
        return False
    if built_alike(word, other):
        return True
    if zipf(word) > RARE:
        return False
    if max(pair.score for pair in pairs) >= TIGHT:
        return True
    if len({pair.said.at for pair in pairs}) > 1 and len({pair.meant.at for pair in pairs}) > 1:
        return True
    return any(_head(pair.said, said) & _head(pair.meant, meant) for pair in pairs)


def _is_misspelt(word: str) -> bool:
    """Whether an unknown word is a common one with a typing error: "wether"."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = common_words()
    if word in known or not allowed_errors(word):
        return False
    return process.extractOne(word, known.keys(), scorer=OSA.distance, score_cutoff=1) is not None


def _head(item: Item, page: Page) -> set[str]:
    """Return the stems of the noun right after a word that says which one it is."""
    nxt = item.at + 1
    return page.stems.get(nxt, set()) if nxt in page.items else set()


def _is_spelling(word: str, other: str) -> bool:
    """Whether a word is another but for its spelling, its ending or a part before it."""
    from rapidfuzz import fuzz

    if differ_in_meaning(word, other) or {word, other} <= field_words():
        return False
    short, long = sorted((stem(word), stem(other)), key=len)
    return short in long or word in other or other in word or fuzz.ratio(word, other) >= ALIKE


def built_alike(word: str, other: str) -> bool:
    """Whether two terms end or begin alike, as those of one family do: ligase and helicase."""
    if word.isupper() or len(word) < 4 or len(other) < 4:
        return len(word) == len(other) and word[:2] == other[:2]
    tail = _shared(word[::-1], other[::-1])
    if tail >= 3 and not word.endswith(_PLAIN_ENDINGS) and min(len(word), len(other)) - tail >= 2:
        return True
    return _shared(word, other) >= 4


def _shared(one: str, other: str) -> int:
    """Return how many letters two words share from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _missing(model: Text, question: Text, aligned: Aligned) -> list[Item]:
    met = {
        model.items[number].stem
        for number, matches in aligned.items()
        if any(match.credit > 0.5 for match in matches)
    }
    asked = {item.stem for item in question.items}
    return [item for item in _terms(model) if item.stem not in met | asked]


def _strange(answer: Text, model: Text, question: Text, aligned: Aligned) -> list[Item]:
    met = {match.met.at for matches in aligned.values() for match in matches if match.credit > 0.5}
    known = {item.stem for item in (*model.items, *question.items)}
    told = {stem for each in known for stem in concepts(each)}
    found = []
    for item in _terms(answer):
        if item.at in met or item.stem in known or not told.isdisjoint(concepts(item.stem)):
            continue
        found.append(item)
    return found


def _terms(text: Text) -> Iterator[Item]:
    """Yield what can be a term: nouns that not every text has, and no word of direction."""
    pointing = {at for each in directions(text.words) for at in range(each.at, each.last + 1)}
    for item in text.items:
        low = text.words[item.at].low
        part = common_words().get(low, (0.0, "?"))[1]
        telling = item.weight == 1.0 and part in _NOUNS and item.at not in pointing
        if telling and len(low) > 2 and not (part == "?" and low.endswith(_NOT_NOUNS)):
            yield item
