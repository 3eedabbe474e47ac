"""What a student asks of a practice test: how many questions, of which kinds, about what."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from studyapp.domain.deck import is_within
from studyapp.domain.selftest import Item
from studyapp.errors import StudyError

MOST_QUESTIONS = 200
MOST_MINUTES = 600
MOST_SEED = 999_999_999


class Kind(StrEnum):
    """How a question is answered, in the order in which a paper has them."""

    CHOICE = "choice"
    TRUE_FALSE = "true-false"
    MATCHING = "matching"
    CLOZE = "cloze"
    WRITTEN = "written"

    @property
    def typed(self) -> bool:
        """Whether the answer is typed, which is recall; the others are recognition."""
        return self in (Kind.CLOZE, Kind.WRITTEN)


class Side(StrEnum):
    """Which side of a card the paper shows."""

    QUESTION = "question"
    ANSWER = "answer"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Wishes:
    """The settings of one practice test."""

    questions: int = 20
    """Cards asked; each pair of a matching block counts as one."""
    kinds: tuple[Kind, ...] = tuple(Kind)
    side: Side = Side.QUESTION
    """Cloze cards always show their question: their answer is a word out of it."""
    tags: tuple[str, ...] = ()
    subdecks: tuple[str, ...] = ()
    """Full names, or what a subdeck's own name ends with."""
    sections: tuple[str, ...] = ()
    """Sections of the source that a card was drawn from."""
    starred: bool = False
    weak: bool = False
    minutes: int = 0
    """0 for no timer."""
    pass_mark: int = 60
    """Per cent."""
    seed: int | None = None
    """None draws another one each time."""
    cards: tuple[int, ...] = ()
    """Only these: for a paper of what was missed."""

    def fits(self, item: Item) -> bool:
        """Whether an item is among those that may be asked."""
        if self.cards and item.card_id not in self.cards:
            return False
        if (self.starred and not item.starred) or (self.weak and not item.weak):
            return False
        return self.about(item)

    def about(self, item: Item) -> bool:
        """Whether an item is about one of the chosen topics; without any, all are."""
        if not (self.tags or self.subdecks or self.sections):
            return True
        return (
            any(_is_below(tag, each) for tag in item.tags for each in self.tags)
            or any(_in_deck(item.deck, each) for each in self.subdecks)
            or (item.source is not None and _one_of(item.source.section, self.sections))
        )

    def checked(self) -> "Wishes":
        """Return the wishes if they can be met. Raises ``StudyError``."""
        _within("questions", self.questions, 1, MOST_QUESTIONS)
        _within("minutes", self.minutes, 0, MOST_MINUTES)
        _within("pass mark", self.pass_mark, 0, 100)
        if self.seed is not None:
            _within("seed", self.seed, 0, MOST_SEED)
        if not self.kinds:
            raise StudyError("no kind of question is chosen", f"Choose of: {', '.join(Kind)}.")
        return self

    def as_json(self) -> dict[str, Any]:
        """Return the wishes as JSON values."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}


def wishes_from(values: Mapping[str, Any]) -> Wishes:
    """Read what ``as_json`` returned; unknown keys are left out."""
    known = {each.name: values[each.name] for each in fields(Wishes) if each.name in values}
    for name in ("tags", "subdecks", "sections", "cards"):
        known[name] = tuple(known.get(name, ()))
    known["kinds"] = kinds_of(known.get("kinds", ()))
    known["side"] = Side(known.get("side", Side.QUESTION))
    return Wishes(**known)


def kinds_of(names: Iterable[str]) -> tuple[Kind, ...]:
    """Return kinds by name, in the order of a paper. Raises ``StudyError``."""
    wanted = {name.strip().casefold() for name in names}
    unknown = sorted(wanted - {kind.value for kind in Kind})
    if unknown:
        raise StudyError(f"no kind of question {unknown[0]!r}", f"Choose of: {', '.join(Kind)}.")
    return tuple(kind for kind in Kind if kind.value in wanted)


def _within(name: str, value: int, lowest: int, highest: int) -> None:
    if not lowest <= value <= highest:
        raise StudyError(f"{name}: {value}", f"Give a whole number from {lowest} to {highest}.")


def _is_below(tag: str, wanted: str) -> bool:
    tag, wanted = tag.casefold(), wanted.casefold()
    return tag == wanted or tag.startswith(f"{wanted}::")


def _in_deck(deck: str, wanted: str) -> bool:
    """Whether a deck is the wanted one or below it; ``wanted`` may leave out what is above it."""
    deck, wanted = deck.casefold(), wanted.casefold()
    return is_within(deck, wanted) or f"::{wanted}::" in f"::{deck}::"


def _one_of(section: str, wanted: Iterable[str]) -> bool:
    return section.casefold() in {each.casefold() for each in wanted}
