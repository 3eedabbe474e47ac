"""Packages and the real engine: what it writes we read, what we write it takes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studyapp.domain.card import Queue
from studyapp.domain.deck import LeechAction, ReviewOrder
from studyapp.domain.note import NoteKind
from studyapp.domain.package import Package, PackedCard, PackedNote
from studyapp.formats.anki.package import APKG, APKG3, COLPKG, AnkiPackage
from studyapp.formats.base import DeckFile
from tests.formats import anki_engine as engine

KINDS = ("v2", "v3", "whole", "whole v2")


@dataclass
class Source:
    """The collection, exported in every way, and what the engine says of it."""

    now: int
    today: int
    files: dict[str, Path]
    notes: list[Any]
    cards: dict[tuple[str, int], dict[str, Any]]
    log: list[Any]
    gathered: int = 0
    """Cards in a filtered deck in the last file."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    folder = tmp_path_factory.mktemp("engine")
    with engine.opened(folder / "source") as col:
        engine.fill(col)
        files = {
            "v2": engine.export(col, folder / "old.apkg", legacy=True),
            "v3": engine.export(col, folder / "new.apkg", legacy=False),
        }
        result = Source(
            engine.now_ms(col),
            col.sched.today,
            files,
            engine.notes(col),
            engine.cards(col),
            engine.log(col),
        )
        for kind, legacy in (("whole", False), ("whole v2", True)):
            files[kind] = folder / f"{kind}.colpkg"
            col.export_collection_package(str(files[kind]), include_media=True, legacy=legacy)
            col.reopen()
        result.gathered = engine.gather(col, "is:review")
        files["filtered"] = folder / "filtered.colpkg"
        col.export_collection_package(str(files["filtered"]), include_media=True, legacy=False)
        yield result


def read(path: Path, now: int) -> tuple[Package, list[PackedNote], dict[str, bytes]]:
    with APKG.read(DeckFile(path.name, path), engine.reading(now)) as package:
        notes = list(package.notes)
        media = {}
        for each in package.media:
            with each.open() as stream:
                media[each.name] = stream.read()
            assert len(media[each.name]) == each.size
    return package, notes, media


@pytest.mark.parametrize("kind", KINDS)
def test_all_versions_are_read(source: Source, kind: str) -> None:
    path = source.files[kind]
    assert APKG.claims(DeckFile(path.name, path)) == 100
    package, notes, media = read(path, source.now)
    assert package.problems == []
    assert package.remarks == [
        "1 card scheduled by SM-2 only: memory worked out from interval and ease"
    ]
    assert package.scheduling
    assert package.total == len(notes) == len(source.notes)
    by_guid = {each.note.guid: each for each in notes}
    for guid, fields, tags, modified, ident in source.notes:
        note = by_guid[guid]
        assert "\x1f".join(note.fields) == fields
        assert list(note.note.tags) == tags.split()
        assert (note.created, note.modified) == (ident, modified * 1000)
    assert [each.created for each in notes] == sorted(each.created for each in notes)
    assert media == {"picture.png": engine.PICTURE, "žluť.mp3": b"sound"}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_notes(source: Source, kind: str) -> None:
    _, notes, _ = read(source.files[kind], source.now)
    kinds = [each.note.kind for each in notes]
    assert kinds.count(NoteKind.BASIC) == 13
    assert kinds[13:] == [
        NoteKind.REVERSED,
        NoteKind.TEMPLATE,
        NoteKind.TEMPLATE,
        NoteKind.CLOZE,
    ]
    assert notes[0].note.back == "to **be**"
    assert [card.ordinal for card in notes[-1].cards] == [0, 1, 2]


@pytest.mark.parametrize("kind", KINDS)
def test_cards_stand_where_they_stood(source: Source, kind: str) -> None:
    _, notes, _ = read(source.files[kind], source.now)
    found = {(note.note.guid, card.ordinal): card for note in notes for card in note.cards}
    assert found.keys() == source.cards.keys()
    today = engine.day_of(source.now)
    states = set()
    for key, said in source.cards.items():
        card = found[key]
        assert card.deck == said["deck"]
        assert card.flag == said["flags"]
        assert card.queue == {-1: Queue.SUSPENDED, -2: Queue.SIBLING, -3: Queue.BURIED}.get(
            said["queue"], Queue.ACTIVE
        )
        assert card.buried_until == (today + 1 if said["queue"] in (-2, -3) else None)
        states.add(said["type"])
        if said["type"] == 0:
            assert card.memory is None
            assert card.position == said["due"]
            continue
        check_memory(card, said, today)
    assert states == {0, 1, 2}


def check_memory(card: PackedCard, said: dict[str, Any], today: int) -> None:
    memory = card.memory
    assert memory is not None
    assert (memory.state, memory.reps, memory.lapses) == (
        said["type"],
        said["reps"],
        said["lapses"],
    )
    if said["memory"]:
        assert (memory.stability, memory.difficulty) == pytest.approx(said["memory"], rel=1e-4)
    if said["queue"] == 1:
        assert memory.due == said["due"] * 1000
        assert memory.due_day is None
        assert memory.step == 3 - said["left"] % 1000
    else:
        assert memory.due_day == today + said["due"]
        assert memory.due == engine.start_of(today + said["due"])
    counting = [each for each in card.reviews if each.rating is not None]
    if counting:
        assert (memory.last_review, memory.last_day) == (counting[-1].at, counting[-1].day)
        assert memory.first_day == counting[0].day


@pytest.mark.parametrize("kind", KINDS)
def test_logs_are_read(source: Source, kind: str) -> None:
    _, notes, _ = read(source.files[kind], source.now)
    found = [
        (note.note.guid, card.ordinal, each.at, each.rating or 0, each.duration_ms, each.foreign)
        for note in notes
        for card in note.cards
        for each in card.reviews
    ]
    said = [
        (guid, ord_, at, ease, time, f"{ivl},{last},{factor},{type_}")
        for guid, ord_, at, ease, ivl, last, factor, time, type_ in source.log
    ]
    assert sorted(found) == sorted(said)
    assert len(found) > 14


@pytest.mark.parametrize("kind", KINDS)
def test_decks_and_options_are_read(source: Source, kind: str) -> None:
    package, _, _ = read(source.files[kind], source.now)
    decks = {each.name: each for each in package.decks}
    assert {"Languages", "Languages::Latin", "Languages::Latin::Verbs"} <= decks.keys()
    assert decks["Languages::Latin::Verbs"].description == "Irregular ones"
    options = next(each for each in package.options if each.name == "Strict")
    assert decks["Languages::Latin::Verbs"].options == options.key
    found = options.options
    assert found.learning_steps == (120, 900, 5400)
    assert found.relearning_steps == (420,)
    assert (found.new_per_day, found.reviews_per_day) == (13, 150)
    assert (found.desired_retention, found.maximum_interval) == (0.87, 400)
    assert (found.leech_threshold, found.leech_action) == (5, LeechAction.TAG)
    assert found.bury_siblings
    assert found.review_order is ReviewOrder.WEAKEST
    assert found.parameters == engine.PARAMETERS


def test_both_schemas_say_the_same(source: Source) -> None:
    old, notes, _ = read(source.files["whole v2"], source.now)
    new, others, _ = read(source.files["whole"], source.now)
    assert notes == others
    assert {each.name: each for each in old.decks} == {each.name: each for each in new.decks}
    options = {each.key: each for each in new.options}
    assert len(options) == len(old.options) == 2
    for one in old.options:
        assert one.options == options[one.key].options
        assert json.loads(one.kept) == json.loads(options[one.key].kept)
    types = {each.key: each for each in new.note_types}
    assert len(types) == len(old.note_types)
    for mine in old.note_types:
        left, right = json.loads(mine.kept), json.loads(types[mine.key].kept)
        assert left["name"] == mine.name
        for model in (left, right):
            for gone in ("req", "usn", "did"):
                model.pop(gone, None)
        assert left == right


@pytest.mark.parametrize("form", [APKG, APKG3, COLPKG], ids=lambda each: each.info.name)
def test_the_engine_takes_what_is_written(
    source: Source, form: AnkiPackage, tmp_path: Path
) -> None:
    path = source.files["whole"]
    target = tmp_path / f"ours{form.info.suffixes[0]}"
    with APKG.read(DeckFile(path.name, path), engine.reading(source.now)) as package:
        assert form.write(package, target, engine.writing(source.now)) == []
    again, written, _ = read(target, source.now)
    for one, other in zip(written, read(path, source.now)[1], strict=True):
        assert one == other
    assert again.problems == []
    if form is COLPKG:
        engine.take_whole(tmp_path / "their", target)
    with engine.opened(tmp_path / "their") as col:
        if form is not COLPKG:
            engine.take(col, target)
        else:
            assert col.get_config("fsrs") is True
        assert engine.notes(col) == source.notes
        assert engine.log(col) == source.log
        found = engine.cards(col)
        assert found.keys() == source.cards.keys()
        for key, said in source.cards.items():
            memory = found[key].pop("memory")
            if said["memory"]:
                assert memory == pytest.approx(said["memory"], rel=1e-4)
            if said["type"] == 0:
                # The engine goes on counting the answers to a card it has made new again.
                said = {**said, "reps": 0}
            assert found[key] == {name: said[name] for name in found[key]}
        deck = col.decks.by_name("Languages::Latin::Verbs")
        assert deck is not None
        assert deck["desc"] == "Irregular ones"
        options = col.decks.config_dict_for_deck_id(deck["id"])
        assert options["name"] == "Strict"
        assert options["fsrsParams6"] == pytest.approx(engine.PARAMETERS)
        assert options["new"]["delays"] == [2, 15, 90]
        assert engine.media(tmp_path / "their") == {
            "picture.png": engine.PICTURE,
            "žluť.mp3": b"sound",
        }
        assert col.fix_integrity() == ("Database rebuilt and optimized.", True)


def test_cards_of_filtered_decks_go_home(source: Source) -> None:
    package, notes, _ = read(source.files["filtered"], source.now)
    assert source.gathered == 3
    assert "3 cards taken back from filtered decks to their own" in package.remarks
    assert "Cramming" not in {each.name for each in package.decks}
    for one, other in zip(notes, read(source.files["whole"], source.now)[1], strict=True):
        for here, there in zip(one.cards, other.cards, strict=True):
            assert here._replace(modified=0) == there._replace(modified=0)
