"""Options that change what the log means: memory follows, due dates stay."""

from pathlib import Path

import fsrs
import pytest

from studyapp.domain.deck import DeckOptions, ParsedDeck, ParsedNote
from studyapp.domain.review import Rating
from studyapp.errors import ConfigError
from studyapp.formats.markdown import write_deck
from studyapp.services.build import SourceFile
from tests import desk

DEFAULTS = tuple(fsrs.Scheduler().parameters)
OTHERS = (*(value * 1.5 for value in DEFAULTS[:4]), *DEFAULTS[4:])


def test_other_parameters_replay_memory_and_move_no_card(memory_disk: Path) -> None:
    path, clock = memory_disk / "c.db", desk.Clock()
    with desk.with_cards(path, 10, clock) as collection:
        desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
        before = {each.id: each.memory for each in collection.cards()}
        collection.set_options("Desk", DeckOptions(parameters=OTHERS))
        after = {each.id: each.memory for each in collection.cards()}
        assert collection.check().ok
        for card, memory in after.items():
            assert memory.stability != before[card].stability
            assert (memory.due, memory.due_day, memory.state) == (
                before[card].due,
                before[card].due_day,
                before[card].state,
            )
        assert desk.strays(path, OTHERS) == {}
        session = collection.study("Desk")
        collection.unbury("Desk")
        clock.forward(days=10)
        desk.on_table(session)
        session.answer(Rating.GOOD, 1)
        session.undo()
        assert collection.check().ok
        collection.set_options("Desk", DeckOptions())
        assert {each.id: each.memory for each in collection.cards()} == before


def test_only_decks_without_options_of_their_own_follow(memory_disk: Path) -> None:
    clock = desk.Clock()
    names = ("A", "A::B", "A::C", "D")
    notes = tuple(ParsedNote(name, desk.basic(n)) for n, name in enumerate(names))
    with desk.opened(memory_disk / "c.db", clock) as collection:
        texts = write_deck(ParsedDeck("A", notes))
        collection.build([SourceFile(name, text.encode()) for name, text in texts.items()])
        for name in ("A", "D"):
            desk.answer_all(collection.study(name), Rating.GOOD, clock)
        collection.set_options("A::C", DeckOptions(desired_retention=0.8))
        before = {each.deck: each.memory for each in collection.cards()}
        collection.set_options("A", DeckOptions(parameters=OTHERS))
        after = {each.deck: each.memory for each in collection.cards()}
        assert {name for name in names if after[name] != before[name]} == {"A", "A::B"}
        assert collection.check().ok


@pytest.mark.parametrize(
    "options",
    [
        DeckOptions(desired_retention=0.5),
        DeckOptions(desired_retention=1.0),
        DeckOptions(parameters=(1.0, 2.0)),
        DeckOptions(learning_steps=(10**12,)),
        DeckOptions(relearning_steps=(0,)),
    ],
)
def test_refused_options_change_nothing(memory_disk: Path, options: DeckOptions) -> None:
    with desk.with_cards(memory_disk / "c.db") as collection:
        with pytest.raises(ConfigError):
            collection.set_options("Desk", options)
        assert collection.options("Desk") == DeckOptions()
