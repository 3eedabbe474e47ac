"""The company that a word keeps: what stands around it, on which side, and its part beside a verb.

Two texts are compared by the stems of the model: a word of the answer stands for those that it
meets. Where two words keep the same company, one stands in the place of the other.
"""

from collections import defaultdict
from dataclasses import dataclass

from studyapp.domain.english import common_words
from studyapp.grading.alignment import Match
from studyapp.grading.analysis import Item, Text
from studyapp.grading.kinship import MET, Kinship
from studyapp.grading.words import COMMON

SIDE, PART = 0.7, 1.0
"""Weights of standing on one side of a word, and of a part beside the verb."""
HALVING = 2.0
"""Content words after which company counts half."""
FENCE = 5.0
"""Content words that a mark or an "and" counts as."""
REACH = 8.0
"""Content words that are looked at to either side."""
_FENCES = frozenset((",", ";", ":", "(", ")", "–", "—", "and", "while", "but", "or"))

Aligned = dict[int, list[Match]]
"""See ``alignment.align``."""
Company = dict[str, float]
"""What a word is seen with: "stem", "stem <" before it, "stem >" after it, "stem subject"."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text with the stems of the model by which its words are known."""

    text: Text
    stems: dict[int, set[str]]
    items: dict[int, Item]

    def company(self, at: int, last: int | None = None) -> Company:
        """Return what stands around a word or phrase, the nearer the more."""
        end_at = at if last is None else last
        first, end = self.text.sentences[self.text.sentence_of(at)]
        found: Company = {}
        for side, steps in (("<", range(at - 1, first - 1, -1)), (">", range(end_at + 1, end))):
            distance = 0.0
            for near in steps:
                word = self.text.words[near]
                fence = word.low in _FENCES
                distance += (
                    FENCE
                    if fence
                    else 1.0
                    if (word.stem and word.low not in COMMON) or word.text[0].isdigit()
                    else 0.5
                )
                if distance > REACH:
                    break
                weight = 0.5 ** (distance / HALVING)
                for stem in self.stems.get(near, ()):
                    _keep(found, stem, weight)
                    _keep(found, f"{stem} {side}", SIDE * weight)
        if at in self.items:
            self._add_part(found, self.items[at])
        return found

    def _add_part(self, found: Company, item: Item) -> None:
        if item.role in ("", "verb"):
            return
        first, end = self.text.propositions[item.proposition]
        for near in range(first, end):
            verb = self.items.get(near)
            if verb is not None and verb.role == "verb":
                for stem in self.stems.get(near, ()):
                    found[f"{stem} {item.role}"] = PART


@dataclass(frozen=True, slots=True)
class Pair:
    """A model and an answer side by side."""

    meant: Page
    said: Page
    aligned: Aligned
    kin: Kinship

    @classmethod
    def of(cls, model: Text, answer: Text, aligned: Aligned) -> "Pair":
        """Lay an answer beside a model; ``aligned`` is what its words meet there."""
        ours = {item.at: {item.stem} for item in model.items if item.weight}
        theirs: dict[int, set[str]] = defaultdict(set)
        for matches in aligned.values():
            for match in matches:
                if match.credit > MET:
                    theirs[match.met.at].add(match.item.stem)
        for text, stems in ((model, ours), (answer, theirs)):
            for date in text.dates:
                stems[date.first] = {f"#{date.year}-{date.month}"}
        return cls(
            Page(model, ours, {item.at: item for item in model.items}),
            Page(answer, dict(theirs), {item.at: item for item in answer.items}),
            aligned,
            Kinship(model, aligned),
        )


def is_name(page: Page, at: int) -> bool:
    """Whether a word is a name, also at the head of a sentence."""
    item = page.items.get(at)
    if item is None:
        return False
    word = page.text.words[at]
    return item.name or (word.capital and word.low not in common_words())


def like(said: Company, meant: Company, skip: frozenset[str] | set[str] = frozenset()) -> float:
    """Return how much company two words have in common."""
    return sum(
        min(weight, meant[key]) for key, weight in said.items() if key in meant and key not in skip
    )


def _keep(found: Company, key: str, weight: float) -> None:
    found[key] = max(found.get(key, 0.0), weight)
