"""Statistics of a real collection: what is undone, practised or imported counts as it should."""

from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import State
from studyapp.domain.deck import DeckOptions
from studyapp.domain.period import Period
from studyapp.domain.review import Rating
from studyapp.errors import NotFoundError
from studyapp.scheduling.fsrs import recall, replay
from studyapp.services.stats import Scope
from tests import desk

pytestmark = pytest.mark.usefixtures("one_engine")

OTHER = (
    *(0.3, 1.5, 2.5, 9.0, 6.5, 0.8, 3.0, 0.002, 1.9, 0.17, 0.8),
    *(1.5, 0.06, 0.27, 1.7, 0.6, 1.9, 0.55, 0.1, 0.07, 0.2),
)


def study(collection: Collection, clock: desk.Clock, days: int, deck: str = "Desk") -> int:
    """Answer everything that waits on each of these days; return how many answers."""
    answered = 0
    for _ in range(days):
        session = collection.study(deck)
        while (table := session.current()) is not None and answered < 1000:
            again = (answered * 7) % 11 == 0 and table.card.memory.state is State.REVIEW
            session.answer(Rating.AGAIN if again else Rating.GOOD, 3000)
            answered += 1
            clock.forward(seconds=20)
        clock.forward(days=1)
    return answered


def test_what_was_undone_never_happened(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(memory_disk / "x.db", 5, clock) as collection:
        session = collection.study("Desk")
        for _ in range(3):
            session.current()
            session.answer(Rating.AGAIN, 5000)
        session.undo()
        found = collection.statistics().figures(period=Period.ALL)
        assert found.reviews == 2
        assert sum(map(sum, found.ratings.values())) == 2
        assert found.days[-1].minutes == pytest.approx(10 / 60)


def test_answers_and_recall_are_those_of_the_collection(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(memory_disk / "x.db", 12, clock) as collection:
        answered = study(collection, clock, 25)
        read = collection.statistics()
        found = read.figures(period=Period.ALL)
        assert found.reviews == answered
        assert found.cards == 12
        chances = [card.retrievability for card in collection.cards()]
        known = [chance for chance in chances if chance is not None]
        assert found.remembered == pytest.approx(sum(known))
        assert found.recall.total == len(known)
        judged = read.calibration(period=Period.ALL)
        assert 0 < judged.reviews <= found.retention.total
        assert judged.predicted == pytest.approx(0.9, abs=0.1)


def test_predictions_follow_the_parameters_of_each_deck(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.opened(memory_disk / "x.db", clock) as collection:
        collection.build(desk.files("One", map(desk.basic, range(6))))
        collection.build(desk.files("Two", map(desk.basic, range(10, 16))))
        collection.set_options("Two", DeckOptions(parameters=OTHER))
        for _ in range(12):
            study(collection, clock, 1, "One")
            study(collection, clock, 1, "Two")
        read = collection.statistics()
        for deck, parameters in (("One", ()), ("Two", OTHER)):
            expected = predicted(memory_disk / "x.db", collection, deck, parameters)
            found = read.calibration(Scope(deck), Period.ALL)
            assert found.reviews == len(expected) > 5
            assert found.predicted == pytest.approx(sum(expected) / len(expected))


def predicted(
    path: Path, collection: Collection, deck: str, parameters: tuple[float, ...]
) -> list[float]:
    """Return the recall predicted before each answer, by replaying the log up to it."""
    found = []
    logs = desk.log(path)
    for card in collection.cards(deck):
        log = logs[card.id]
        for at, entry in enumerate(log):
            before = replay(log[:at], DeckOptions(parameters=parameters))
            chance = recall(before, entry.at, parameters)
            if chance is not None and before.last_day is not None and entry.day > before.last_day:
                found.append(chance)
    return found


def test_a_deck_is_found_as_elsewhere_and_an_unknown_one_refused(memory_disk: Path) -> None:
    with desk.with_cards(memory_disk / "x.db", 3) as collection:
        read = collection.statistics()
        assert read.figures(Scope("des")).cards == 3
        with pytest.raises(NotFoundError, match="no deck"):
            read.figures(Scope("Other"))
        with pytest.raises(NotFoundError, match="no deck"):
            read.calibration(Scope("Other"))


def test_figures_stay_as_they_were_read(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(memory_disk / "x.db", 4, clock) as collection:
        before = collection.statistics()
        study(collection, clock, 1)
        assert before.figures(period=Period.ALL).reviews == 0
        assert collection.statistics().figures(period=Period.ALL).reviews > 0


def test_it_can_be_read_while_somebody_writes(memory_disk: Path) -> None:
    clock = desk.Clock()
    with (
        desk.with_cards(memory_disk / "x.db", 4, clock) as collection,
        desk.opened(memory_disk / "x.db", clock) as other,
    ):
        session = other.study("Desk")
        session.current()
        session.answer(Rating.GOOD, 1000)
        assert collection.statistics().figures(period=Period.ALL).reviews == 1


def test_days_begin_when_the_study_day_does(memory_disk: Path) -> None:
    clock = desk.Clock(desk.NOON.replace(hour=3, minute=30))
    with desk.with_cards(memory_disk / "x.db", 4, clock) as collection:
        session = collection.study("Desk")
        session.current()
        session.answer(Rating.GOOD, 1000)
        clock.forward(hours=1)
        found = collection.statistics().figures(period=Period.MONTH)
        assert [day.total for day in found.days[-2:]] == [1, 0]
        assert found.hours[3].total == 1
        assert found.today == found.days[-1].day


def test_a_tag_is_text_and_no_pattern(memory_disk: Path) -> None:
    with desk.with_cards(memory_disk / "x.db", 4) as collection:
        for card, tag in zip(collection.cards(), ("50%", "50x", "a_b", "axb"), strict=True):
            collection.edit(card.id, card.front, card.back, (tag,))
        read = collection.statistics()
        assert read.tags() == ("50%", "50x", "a_b", "axb")
        for tag in read.tags():
            assert read.figures(Scope(tag=tag)).cards == 1
        for tag in ("%", "_", "5", ""):
            with pytest.raises(NotFoundError, match="no card has the tag"):
                read.figures(Scope(tag=tag))
