"""What the cards of a deck are about, to choose from: subdecks, sections, tags."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from studyapp.domain.deck import parents
from studyapp.domain.selftest import Item
from studyapp.quiz.marking import By
from studyapp.quiz.paper_wishes import Wishes


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic that a paper can be restricted to."""

    by: By
    """SUBDECK, SECTION or TAG."""
    name: str
    cards: int


_FIELDS = {By.SUBDECK: "subdecks", By.SECTION: "sections", By.TAG: "tags"}


def topics(deck: str, items: Iterable[Item]) -> tuple[TopicChoice, ...]:
    """Return the topics of a deck's items: subdecks, sections, tags, each by name.

    A kind of topic with only one to choose is left out, and what lies below one counts for it.
    """
    found: dict[By, Counter[str]] = {by: Counter() for by in _FIELDS}
    for item in items:
        decks = (item.deck, *parents(item.deck))
        found[By.SUBDECK].update({name for name in decks if name.startswith(f"{deck}::")})
        found[By.TAG].update({up for tag in item.tags for up in (tag, *parents(tag))})
        if item.source is not None and item.source.section:
            found[By.SECTION][item.source.section] += 1
    return tuple(
        TopicChoice(by, name, counted[name])
        for by, counted in found.items()
        if len(counted) > 1 or by is By.TAG
        for name in sorted(counted, key=str.casefold)
    )


def chosen(wishes: Wishes) -> tuple[tuple[By, str], ...]:
    """Return the topics that wishes name."""
    return tuple((by, name) for by, field in _FIELDS.items() for name in getattr(wishes, field))


def with_topics(wishes: Wishes, names: Iterable[tuple[By, str]]) -> Wishes:
    """Return the wishes with these topics instead of theirs."""
    found: dict[By, list[str]] = {by: [] for by in _FIELDS}
    for by, name in names:
        found[by].append(name)
    return replace(
        wishes,
        subdecks=tuple(found[By.SUBDECK]),
        sections=tuple(found[By.SECTION]),
        tags=tuple(found[By.TAG]),
    )
