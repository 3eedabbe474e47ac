"""The cards that wrong options are taken from, indexed once for a whole self-test."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from studyapp.domain.media import named
from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked
from studyapp.quiz.kinds import asked_for, kind_of
from studyapp.quiz.listed import listed
from studyapp.quiz.sense import Sense, marks_of, same, sense, ways
from studyapp.quiz.telling import each_says_more, one_of_several, short_kind, turned

_ASKING = frozenset(
    listed(
        "who what when where which how why whose whom do does did done has have had can "
        "could would much many year date day time place name happen happened occur take "
        "took give list state describe explain define mention identify one some any there"
    )
)
_ALIAS = re.compile(
    r"\b(?:another|other|alternative|common|scientific|popular|former|full|old|short|chemical)\s+"
    r"(?:name|term|word|expression)s?\b|\bsynonym|\bstands?\s+for\b|\bshort\s+for\b|\babbreviat|"
    r"\balso\s+(?:known|called)\b|\b(?:formula|symbol|acronym)\b|\bmeans?\s+the\s+same\b|"
    r"\bis\s+(?:called|known\s+as)\b",
    re.IGNORECASE,
)
_ALIAS_WORDS = frozenset(
    listed(
        "another other alternative common scientific popular former full old short chemical "
        "name term word expression synonym stand abbreviation abbreviated also known called "
        "formula symbol acronym mean same thing"
    )
)
_BLANK = re.compile(r"\[[^\]\n]{0,80}\]")
SAME_QUESTION = 0.6
"""Share of the telling words, by weight, from which two questions are one."""
SAME_OPEN = 0.4
"""The same for questions of causes, examples and the like, asked in ever other words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item, looked at from the side of its question and of its answer."""

    at: int
    item: Item
    kind: str
    question: frozenset[str]
    """Marks of the telling words of the question."""
    asked: tuple[frozenset[str], ...]
    """Its telling words, each with all it may be matched by."""
    about: tuple[str, ...]
    """Marks of the telling words of question and answer, in order, so that sums are the same."""
    senses: tuple[Sense, ...]
    """All ways to give its answer: the term, its parts, and what is accepted."""


class Pool:
    """Items with what is needed to choose wrong options; built in time linear in the items."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.entries = tuple(_entry(at, item) for at, item in enumerate(items))
        self._by_id = {entry.item.card_id: entry for entry in self.entries}
        self._asking: dict[str, list[int]] = defaultdict(list)
        for entry in self.entries:
            for mark in entry.question:
                self._asking[mark].append(entry.at)

    def entry(self, item: Item) -> Entry:
        """Return the entry of an item, made now if it is not in the pool or looked different."""
        found = self._by_id.get(item.card_id)
        return found if found is not None and found.item == item else _entry(-1, item)

    def item(self, card_id: int | None) -> Item | None:
        """Return the item of a card; None if the pool has none."""
        found = self._by_id.get(card_id) if card_id is not None else None
        return None if found is None else found.item

    def owner(self, text: str) -> int | None:
        """Return the card whose answer this text is, if it is that of just one family."""
        found = self._owners.get(sense(text).joined, [])
        return found[0] if len({self._by_id[card].item.family for card in found}) == 1 else None

    def answers_alone(self, item: Item) -> bool:
        """Whether no other card has the same answer: then it belongs to one question only."""
        return all(self._saying[each.joined] <= {item.card_id} for each in self.entry(item).senses)

    @cached_property
    def _saying(self) -> dict[str, set[int]]:
        cards: dict[str, set[int]] = defaultdict(set)
        for entry in self.entries:
            for each in entry.senses:
                cards[each.joined].add(entry.item.card_id)
        return cards

    def terms_like(self, given: str, item: Item) -> tuple[str, ...]:
        """Return other cards' answers that ``given`` might be, or be a misspelling of."""
        given = given.strip().casefold()
        return tuple(
            entry.item.term
            for entry in self.entries
            if entry.item.card_id != item.card_id
            and abs(len(entry.item.term) - len(given)) <= 2
            and entry.item.term[:1].casefold() == given[:1]
        )

    @cached_property
    def _owners(self) -> dict[str, list[int]]:
        owners: dict[str, list[int]] = defaultdict(list)
        for entry in self.entries:
            owners[entry.senses[0].joined].append(entry.item.card_id)
        return owners

    def weight(self, mark: str) -> float:
        """Return how much a word of a question tells: less, the more questions have it."""
        return math.log(1 + (len(self.entries) + 1) / (1 + len(self._asking.get(mark, ())))) - 0.5

    def same_question(self, entry: Entry) -> set[int]:
        """Return the places of other items that ask (nearly) the same."""
        shared: dict[int, float] = defaultdict(float)
        number: dict[int, int] = defaultdict(int)
        for mark in sorted(entry.question):
            weight = self.weight(mark)
            for at in self._asking.get(mark, ()):
                shared[at] += weight
                number[at] += 1
        own = self._total(entry)
        found = set()
        for at, common in shared.items():
            if at == entry.at:
                continue
            other = self._total(self.entries[at])
            union = own + other - common
            least = min(own, other)
            alike = common >= self._same_from(entry, at) * union or (
                number[at] > 1 and common >= 0.85 * least
            )
            if alike and not _apart(entry, self.entries[at]):
                found.add(at)
        return found

    def _same_from(self, entry: Entry, at: int) -> float:
        both = (entry.item.question, self.entries[at].item.question)
        return SAME_OPEN if all(map(one_of_several, both)) else SAME_QUESTION

    def nearness(self, entry: Entry) -> dict[int, float]:
        """Return how much other items are about the same, from 0 to 1, by their places.

        It is the share of the telling words of questions and answers that both have, each
        counted by how rare it is (Dice's coefficient, weighted).
        """
        shared: dict[int, float] = defaultdict(float)
        for mark in entry.about:
            weight = self._rarity(mark)
            for at in self._about.get(mark, ()):
                shared[at] += weight
        own = sum(map(self._rarity, entry.about))
        return {
            at: 2 * common / (own + self._sizes[at])
            for at, common in shared.items()
            if at != entry.at
        }

    def _rarity(self, mark: str) -> float:
        return math.log((len(self.entries) + 1) / max(len(self._about.get(mark, ())), 1))

    @cached_property
    def _about(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for entry in self.entries:
            for mark in entry.about:
                places[mark].append(entry.at)
        return places

    @cached_property
    def _sizes(self) -> list[float]:
        return [sum(map(self._rarity, entry.about)) or 1.0 for entry in self.entries]

    def _total(self, entry: Entry) -> float:
        return sum(self.weight(mark) for mark in sorted(entry.question))

    @cached_property
    def aliases(self) -> tuple[tuple[Sense, Sense], ...]:
        """Pairs that a card says are one: "What is another name for quicksilver?" – "mercury"."""
        found = []
        for entry in self.entries:
            if entry.item.kind is NoteKind.CLOZE or len(entry.item.question) > 120:
                continue
            named = _named(entry.item.question)
            if named:
                found += [(sense(named), each) for each in entry.senses]
        return tuple(found)

    def rights(self, entry: Entry) -> tuple[list[Sense], set[int]]:
        """Return what is right for an item, and the places of items that ask the same.

        Right are its own answers, those of the same question asked elsewhere, and what cards of
        the pool call another name of one of these.
        """
        twins = self.same_question(entry)
        right = dict.fromkeys(entry.senses)
        for at in twins:
            right.update(dict.fromkeys(self.entries[at].senses))
        for one, other in self.aliases:
            if any(same(one, each) for each in entry.senses):
                right.setdefault(other)
            if any(same(other, each) for each in entry.senses):
                right.setdefault(one)
        return list(right), twins


def _apart(one: Entry, other: Entry) -> bool:
    """Whether two questions that sound alike have one short answer each, and not the same one.

    Those that show another picture, or play something else, are apart whatever they say.
    """
    if named(one.item.question) != named(other.item.question):
        return True
    if not (short_kind(one.kind) and short_kind(other.kind)):
        return False
    asked, again = one.item.question, other.item.question
    if one_of_several(asked) or one_of_several(again):
        return False
    return turned(asked, again) or each_says_more(one.asked, other.asked)


def _named(question: str) -> str:
    """Return what a question of names is about, or the question if it is itself but a name."""
    plain = " ".join(question.split()).strip(" ?.!:")
    if len(plain.split()) <= 4 and "?" not in question:
        return plain
    if not _ALIAS.search(plain):
        return ""
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", plain)
    drop = _ASKING | _ALIAS_WORDS | {"is", "the", "a", "an", "for", "of", "as", "by", "to", "with"}
    return " ".join(
        word for word in words if word.lower().rstrip("s") not in drop and word.lower() not in drop
    )


def _entry(at: int, item: Item) -> Entry:
    asked = _BLANK.sub(" ", unmarked(item.question) if named(item.question) else item.question)
    words = marks_of(asked)
    marks = {_one_mark(word) for word in words}
    telling = marks - _ASKING_MARKS
    said = tuple(word for word in words if _one_mark(word) in telling)
    texts = dict.fromkeys((item.term, *item.accepted))
    senses = dict.fromkeys(each for text in texts for each in ways(text))
    kind = _kind(item)
    answered = {_one_mark(word) for word in next(iter(senses)).words}
    about = tuple(sorted((telling or marks) | answered))
    return Entry(at, item, kind, frozenset(telling or marks), said, about, tuple(senses))


def _one_mark(word: frozenset[str]) -> str:
    """Return what stands for a word of a question: its synonyms, if it has some, or its stem."""
    return min((mark for mark in word if mark[0] != "~"), key=lambda mark: (mark[0] != "=", mark))


_ASKING_MARKS = frozenset(mark for word in sorted(_ASKING) for mark in marks_of(word)[0])
_CATEGORIES = {"person": "person", "place": "place", "organisation": "organisation"}


def _kind(item: Item) -> str:
    known = _CATEGORIES.get(item.category)
    return known or asked_for(item.question, kind_of(item.term))
