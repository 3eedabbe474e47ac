"""A package of Anki's through a collection of ours: Anki finds in it what it put in."""

from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import Queue, State
from studyapp.domain.day import study_day
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from tests import desk
from tests.engine import anki_desk, made, ours, trips
from tests.engine.compare import Facts, differences

FEW, MANY = range(2), range(200)
QUEUES = {-1: Queue.SUSPENDED, -2: Queue.SIBLING, -3: Queue.BURIED}

pytestmark = pytest.mark.usefixtures("one_engine")


def round_trip(folder: Path, seed: int, notes: int, zone: ZoneInfo) -> None:
    legacy = bool(seed % 2)
    source = trips.package(folder, seed, notes, legacy=legacy)
    before = trips.by_itself(folder / "own", source)
    for form in trips.FORMATS.values():
        after = trips.through_ours(folder / form, source, form, zone=zone)
        assert differences(before, after) == []
        agrees(before, folder / form / "ours.db", zone)


def somewhere(folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int, notes: int) -> None:
    zone = trips.ZONES[seed % 3]
    work = partial(round_trip, folder, seed, notes, ZoneInfo(zone))
    trips.in_zone(zone, work, monkeypatch)


def agrees(said: Facts, path: Path, zone: ZoneInfo) -> None:
    """Our collection says of each card what the engine says."""
    cards = ours.facts(path, zone)["card"]
    today = study_day(datetime.now(UTC), zone)
    assert cards.keys() == said["card"].keys()
    for key, theirs in said["card"].items():
        card = cards[key]
        assert (card["deck"], card["flag"]) == (theirs["deck"], theirs["flags"])
        assert card["queue"] == QUEUES.get(theirs["queue"], Queue.ACTIVE)
        assert card["state"] == theirs["type"]
        if card["state"] == State.NEW:
            continue
        assert (card["reps"], card["lapses"]) == (theirs["reps"], theirs["lapses"])
        if "s" in theirs:
            assert (card["stability"], card["difficulty"]) == (theirs["s"], theirs["d"])
        due = card["due"] if card["due_day"] is None else card["due_day"] - today
        assert due == theirs["due"]


@pytest.mark.parametrize("seed", FEW)
def test_nothing_is_lost_or_changed(
    memory_disk: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    somewhere(memory_disk, monkeypatch, seed, 40)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_nothing_is_lost_or_changed_in_many_collections(
    memory_disk: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    somewhere(memory_disk, monkeypatch, 1000 + seed, 20 + seed)


def test_without_the_schedule(memory_disk: Path) -> None:
    source = trips.package(memory_disk, 9, 40, legacy=True, scheduling=False)
    before = trips.by_itself(memory_disk / "own", source)
    trips.taken(memory_disk / "ours.db", source)
    back = trips.given(
        memory_disk / "ours.db", memory_disk / "back.apkg", "apkg3", scheduling=False
    )
    after = trips.by_itself(memory_disk / "back", back)
    assert not before["log"]
    for facts in (before, after):
        facts["card"] = {key: as_new(card) for key, card in facts["card"].items()}
    assert differences(before, after) == []


def test_a_deck_alone_goes_with_what_belongs_to_it(memory_disk: Path) -> None:
    """Its parents with their options, the media of its notes and of their note types."""
    path = memory_disk / "ours.db"
    with anki_desk.opened(memory_disk / "source") as col:
        made.filled(col, 11, 12)
        anki_desk.come_home(col)
        trips.taken(path, anki_desk.export(col, memory_disk / "all.apkg", legacy=True))
        decks = {name: col.decks.id(name) for name in ("Languages::Latin", "Plain deck")}
        for name, deck in decks.items():
            folder = memory_disk / name
            source = memory_disk / f"{name}.apkg"
            anki_desk.export(col, source, legacy=True, deck=deck)
            back = trips.given(path, memory_disk / "back.apkg", "apkg", deck=name)
            before = trips.by_itself(folder / "own", source)
            assert before["card"]
            assert differences(before, trips.by_itself(folder / "back", back)) == []


def as_new(card: dict[str, Any]) -> dict[str, Any]:
    """Return what matters of a new card: the engine leaves some of its past in other columns."""
    return {name: card[name] for name in ("deck", "type", "queue", "due", "interval", "flags")}


def test_of_an_edited_note_only_the_edited_field_changes(memory_disk: Path) -> None:
    source = trips.package(memory_disk, 5, 40, legacy=True)
    before = trips.by_itself(memory_disk / "own", source)
    edited: list[str] = []

    def edit(collection: Collection) -> None:
        for card in collection.cards():
            asks = card.front and card.kind is not NoteKind.TEMPLATE
            if asks and card.guid not in edited:
                edited.append(card.guid)
                collection.edit(card.id, card.front, f"{card.back} and more", card.tags)

    after = trips.through_ours(memory_disk, source, "apkg", edit)
    assert 10 < len(edited) < len(before["note"])
    assert differences(before | {"note": {}}, after | {"note": {}}) == []
    for guid, note in before["note"].items():
        found = after["note"][guid]
        if guid not in edited:
            assert found == note
            continue
        assert found["fields"][0] == note["fields"][0]
        assert found["fields"][1] != note["fields"][1]
        assert "and more" in found["fields"][1]
        assert (found["type"], found["tags"]) == (note["type"], note["tags"])


def test_what_was_answered_here_is_added(memory_disk: Path) -> None:
    source = trips.package(memory_disk, 6, 40, legacy=False)
    before = trips.by_itself(memory_disk / "own", source)
    answered: Counter[tuple[str, int]] = Counter()

    def study(collection: Collection) -> None:
        ordinals = {row["id"]: row["ordinal"] for row in desk.rows(collection.path, "card")}
        for row in collection.decks():
            session = collection.study(row.name)
            for rating in Rating:
                table = session.current()
                if table is not None:
                    answered[table.card.guid, ordinals[table.card.id]] += 1
                    session.answer(rating, 1234)

    after = trips.through_ours(memory_disk, source, "apkg3", study)
    assert len(answered) > 4
    assert before["log"].items() <= after["log"].items()
    assert {key[:2] for key in after["log"].keys() - before["log"].keys()} == answered.keys()
    for key, card in before["card"].items():
        if key not in answered:
            assert after["card"][key]["queue"] in (card["queue"], -2)
            assert {**after["card"][key], "queue": 0} == {**card, "queue": 0}
        else:
            assert after["card"][key]["reps"] == card["reps"] + answered[key]
            if card["factor"]:
                assert after["card"][key]["factor"] == card["factor"]
