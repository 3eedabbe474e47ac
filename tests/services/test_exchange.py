"""Decks in and out again: nothing lost, nothing doubled, nothing by half."""

import json
from pathlib import Path
from typing import Any

import pytest

from studyapp.domain.card import Flag
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from studyapp.errors import NotFoundError, SourceError
from studyapp.services.exchange.exporting import Order
from studyapp.services.exchange.importing import Wishes
from studyapp.services.exchange.reports import CancelledError, Fate, OnDuplicate
from studyapp.services.texts import SourceFile
from tests import desk

KINDS = (NoteKind.BASIC, NoteKind.REVERSED, NoteKind.CLOZE)


@pytest.fixture
def studied(memory_disk: Path) -> Path:
    """A collection with notes of all kinds, two decks, reviews, undone ones too."""
    path = memory_disk / "one.db"
    clock = desk.Clock()
    with desk.opened(path, clock) as collection:
        notes = [desk.of_kind(kind, number) for kind in KINDS for number in range(3)]
        collection.build(desk.files("Desk::Top", notes[:5]) + desk.files("Desk", notes[5:]))
        for rating in (Rating.GOOD, Rating.AGAIN):
            session = collection.study("Desk")
            desk.answer_all(session, rating, clock, 9)
            session.undo()
            clock.forward(days=2)
        first, second, *_ = collection.cards()
        collection.suspend(first.id)
        collection.set_flag(second.id, Flag.GREEN)
    return path


def whole(path: Path) -> dict[str, Any]:
    """Return everything, as the JSON export gives it."""
    with desk.opened(path) as collection:
        _, data = collection.export_file(None, Order(format="json"))
    found: dict[str, Any] = json.loads(data)
    return found


def take(path: Path, data: bytes | str, wishes: Wishes | None = None) -> Any:
    source = SourceFile("in.json", data.encode() if isinstance(data, str) else data)
    with desk.opened(path) as collection:
        return collection.import_files([source], wishes)[0]


def test_a_collection_comes_back_whole(studied: Path, memory_disk: Path) -> None:
    other = memory_disk / "other.db"
    report = take(other, json.dumps(whole(studied)))
    assert report.notes == report.fates[Fate.NEW] == 9
    assert not report.refused
    assert whole(other) == whole(studied)
    assert not desk.strays(other)


def test_the_same_file_again_changes_nothing(studied: Path, memory_disk: Path) -> None:
    other = memory_disk / "other.db"
    text = json.dumps(whole(studied))
    take(other, text)
    before = desk.everything(other), desk.log(other)
    again = take(other, text)
    assert again.fates == {Fate.UNCHANGED: 9}
    assert (again.cards, again.reviews) == (0, 0)
    assert (desk.everything(other), desk.log(other)) == before


def test_a_file_with_line_breaks_elsewhere_is_read_too(studied: Path, memory_disk: Path) -> None:
    take(memory_disk / "pretty.db", json.dumps(whole(studied), indent=4))
    assert whole(memory_disk / "pretty.db") == whole(studied)


def test_reviews_of_two_copies_are_merged(studied: Path, memory_disk: Path) -> None:
    """Answered here and there: both logs, and the memory that replaying both gives."""
    other = memory_disk / "other.db"
    take(other, json.dumps(whole(studied)))
    for path, days in ((studied, 5), (other, 9)):
        clock = desk.Clock()
        clock.forward(days=days)
        with desk.opened(path, clock) as collection:
            desk.answer_all(collection.study("Desk"), Rating.GOOD, clock, 6)
    report = take(studied, json.dumps(whole(other)))
    assert report.reviews == 6
    take(other, json.dumps(whole(studied)))
    assert desk.log(studied).keys() == desk.log(other).keys()
    assert not desk.strays(studied)
    assert not desk.strays(other)
    assert whole(studied)["notes"] == whole(other)["notes"]


MEMORY = """state step stability difficulty due due_day last_review last_day first_day
reps lapses"""
REVIEW = """id rating evidence at day duration_ms state_before state step due due_day
voids foreign"""
FOREIGN = {
    "format": "studyapp",
    "version": 1,
    "name": "From afar",
    "columns": {"memory": [*MEMORY.split()], "review": [*REVIEW.split()]},
}
DAY = 86_400_000


def foreign(days: list[int], *, due_day: int | None = None, **values: Any) -> str:
    """Return a file of another program: one card, answered Good on these study days."""
    reviews = []
    for n, day in enumerate(days):
        before = 2 if n else 0
        due = [(day + 3) * DAY, day + 3]
        entry = ["", 3, 1, day * DAY + 40_000_000, day, 900, before, 2, None, *due, None]
        reviews.append([*entry, f"3,{n},0,1"])
    last = days[-1]
    due_day = last + 3 if due_day is None else due_day
    memory = [2, None, 3.25, 5.5, due_day * DAY, due_day, last * DAY + 40_000_000, last, days[0]]
    card = {
        "ordinal": 0,
        "deck": "Far",
        "position": 1,
        "memory": [*memory, len(days), 0],
        "reviews": reviews,
        "modified": last * DAY + 40_000_000,
    }
    note = {"guid": "far1", "kind": "basic", "front": "f", "back": "b", "cards": [card], **values}
    return json.dumps({**FOREIGN, "notes": [note]})


TODAY = 20_781
"""The study day of ``desk.NOON``."""


def memory(path: Path) -> dict[str, Any]:
    return desk.rows(path, "memory")[0]


def test_another_program_is_believed_where_a_card_stands(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    report = take(path, foreign([TODAY - 9, TODAY - 5]))
    assert (report.cards, report.reviews) == (1, 2)
    stands = memory(path)
    assert (stands["stability"], stands["due_day"], stands["reps"]) == (3.25, TODAY - 2, 2)
    assert not desk.strays(path)
    with desk.opened(path) as collection:
        assert collection.check().ok
    again = take(path, foreign([TODAY - 9, TODAY - 5]))
    assert (again.fates, again.reviews) == ({Fate.UNCHANGED: 1}, 0)
    assert memory(path) == stands


def test_more_history_moves_a_card_on(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    take(path, foreign([TODAY - 9]))
    report = take(path, foreign([TODAY - 9, TODAY - 5]))
    assert report.reviews == 1
    assert memory(path)["due_day"] == TODAY - 2
    assert not desk.strays(path)


def test_less_history_takes_nothing_back(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    take(path, foreign([TODAY - 9, TODAY - 5]))
    before = memory(path)
    report = take(path, foreign([TODAY - 9]))
    assert report.reviews == 0
    assert memory(path) == before


def test_rescheduled_there_without_an_answer(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    take(path, foreign([TODAY - 9]))
    later = foreign([TODAY - 9], due_day=TODAY + 30).replace(
        f'"modified": {(TODAY - 9) * DAY + 40_000_000}', f'"modified": {TODAY * DAY}'
    )
    take(path, later)
    assert memory(path)["due_day"] == TODAY + 30
    assert not desk.strays(path)


@pytest.mark.parametrize("there", [TODAY - 7, TODAY - 3])
def test_answers_on_both_sides_are_replayed(memory_disk: Path, there: int) -> None:
    """Whether the other side's answer came before ours or after what we took from it."""
    path = memory_disk / "c.db"
    take(path, foreign([TODAY - 9, TODAY - 5]))
    clock = desk.Clock()
    with desk.opened(path, clock) as collection:
        desk.answer_all(collection.study("Far"), Rating.GOOD, clock, 1)
    report = take(path, foreign(sorted([TODAY - 9, TODAY - 5, there])))
    assert report.reviews == 1
    stands = memory(path)
    assert stands["last_day"] == TODAY
    assert stands["reps"] == 4
    assert not desk.strays(path)


def test_an_answer_undone_here_stays_undone(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    take(path, foreign([TODAY - 9]))
    clock = desk.Clock()
    with desk.opened(path, clock) as collection:
        session = collection.study("Far")
        desk.answer_all(session, Rating.GOOD, clock, 1)
        data = collection.export_file(None, Order(format="json"))[1]
        session.undo()
    before = memory(path)
    take(path, data)
    assert memory(path) == before


def test_a_text_changed_in_the_file_is_changed_here(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    take(path, foreign([TODAY - 9]))
    report = take(path, foreign([TODAY - 9], back="better", tags=["new"]))
    assert report.fates == {Fate.UPDATED: 1}
    assert desk.rows(path, "note")[0]["back"] == "better"
    assert desk.rows(path, "note")[0]["tags"] == " new "


def test_a_text_changed_later_here_stays(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    take(path, foreign([TODAY - 9]))
    with desk.opened(path) as collection:
        collection.edit(collection.cards()[0].id, "f", "mine", ())
    older = foreign([TODAY - 9], back="theirs", modified=(TODAY - 3) * DAY)
    assert take(path, older).fates == {Fate.KEPT: 1}
    assert desk.rows(path, "note")[0]["back"] == "mine"


def test_keep_and_both(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    take(path, foreign([TODAY - 9]))
    changed = foreign([TODAY - 9], back="theirs")
    kept = take(path, changed, Wishes(on_duplicate=OnDuplicate.KEEP))
    assert kept.fates == {Fate.KEPT: 1}
    both = take(path, changed, Wishes(on_duplicate=OnDuplicate.BOTH))
    assert both.fates == {Fate.NEW: 1}
    again = take(path, changed, Wishes(on_duplicate=OnDuplicate.BOTH))
    assert again.fates == {Fate.KEPT: 1}
    same = take(path, foreign([TODAY - 9]), Wishes(on_duplicate=OnDuplicate.BOTH))
    assert same.fates == {Fate.UNCHANGED: 1}
    assert sorted(row["back"] for row in desk.rows(path, "note")) == ["b", "theirs"]


def test_a_dry_run_says_all_and_does_nothing(studied: Path, memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    with desk.opened(path):
        pass
    report = take(path, json.dumps(whole(studied)), Wishes(dry_run=True))
    assert report.dry_run
    assert report.fates == {Fate.NEW: 9}
    assert report.samples[0].question
    assert not desk.rows(path, "note")
    assert not desk.rows(path, "deck")


def test_a_broken_note_is_named_and_the_rest_comes_in(studied: Path, memory_disk: Path) -> None:
    value = whole(studied)
    value["notes"][3]["cards"][0]["ordinal"] = "zero"
    value["notes"][5] = 17
    value["notes"].append({**value["notes"][0], "front": "twice"})
    report = take(memory_disk / "c.db", json.dumps(value))
    assert report.notes == 7
    assert len(report.refused) == 3
    assert "zero" in str(report.refused[0])


def test_one_file_that_cannot_be_read_stops_all(studied: Path, memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    good = SourceFile("good.json", json.dumps(whole(studied)).encode())
    bad = SourceFile("bad.json", json.dumps({**FOREIGN, "version": 2}).encode())
    with desk.opened(path) as collection, pytest.raises(SourceError, match="version 2"):
        collection.import_files([good, bad])
    assert not desk.rows(path, "note")


def test_called_off_half_way_leaves_nothing(studied: Path, memory_disk: Path) -> None:
    path = memory_disk / "c.db"

    def call_off(done: int, total: int, what: str) -> None:
        if done:
            raise CancelledError("called off")

    source = SourceFile("in.json", json.dumps(whole(studied)).encode())
    with desk.opened(path) as collection, pytest.raises(CancelledError):
        collection.import_files([source], progress=call_off)
    assert not desk.rows(path, "note")
    assert not desk.rows(path, "review_log")


def test_the_deck_may_be_another(studied: Path, memory_disk: Path) -> None:
    report = take(memory_disk / "c.db", json.dumps(whole(studied)), Wishes(deck="New::Place"))
    assert set(report.decks) == {"New::Place", "New::Place::Top"}


def test_only_what_is_asked_for_goes_out(studied: Path) -> None:
    with desk.opened(studied) as collection:
        deck, data = collection.export_file(None, Order("Top", format="json"))
        assert {note["deck"] for note in json.loads(data)["notes"]} == {"Desk::Top"}
        found, data = collection.export_file(None, Order("front 1", format="json"))
        assert all("ront 1" in note["front"] for note in json.loads(data)["notes"])
        assert deck.notes == 5
        assert found.notes == 2
        with pytest.raises(NotFoundError):
            collection.export_file(None, Order("nowhere to be seen", format="json"))


def test_a_file_in_the_way_is_kept(studied: Path, memory_disk: Path) -> None:
    target = memory_disk / "out.json"
    target.write_text("mine")
    with desk.opened(studied) as collection:
        report, _ = collection.export_file(target)
        again, _ = collection.export_file(target)
    assert report.backup is not None
    assert report.backup.read_text() == "mine"
    assert again.backup is None
    assert json.loads(target.read_text())["version"] == 1
    assert sorted(each.name for each in memory_disk.glob("out*")) == ["out.json", "out.json.bak"]


def test_an_ending_that_no_format_has(studied: Path, memory_disk: Path) -> None:
    with desk.opened(studied) as collection, pytest.raises(SourceError, match="any format"):
        collection.export_file(memory_disk / "deck.xyz")


def test_a_folder_stands_for_the_deck_files_in_it(studied: Path, memory_disk: Path) -> None:
    folder = memory_disk / "decks"
    with desk.opened(studied) as collection:
        collection.export_file(folder, Order("Desk", format="markdown"))
    (folder / "picture.png").write_bytes(b"no deck")
    with desk.opened(memory_disk / "c.db") as collection:
        reports = collection.import_files([folder])
    assert sum(report.notes for report in reports) == 9
    assert {deck for report in reports for deck in report.decks} == {"Desk", "Desk::Top"}


VOCABULARY = {
    "key": "1600000000001",
    "name": "Vocabulary",
    "cloze": False,
    "fields": ["Word", "Meaning", "Note"],
    "templates": [{"name": "One", "question": "{{Word}}", "answer": "{{Meaning}} {{Note}}"}],
}


@pytest.fixture
def templated(memory_disk: Path) -> Path:
    """A collection with a note of another program's note type."""
    path = memory_disk / "c.db"
    value = json.loads(foreign([TODAY - 9], kind="template", front="dog", back="hound\n\nrare"))
    value["notes"][0].update(note_type="1600000000001", fields=["dog", "<b>hound</b>", "rare"])
    value["note_types"] = [VOCABULARY]
    assert take(path, json.dumps(value)).fates == {Fate.NEW: 1}
    return path


@pytest.mark.parametrize("form", ["csv", "tsv", "markdown", "anki-text"])
def test_a_text_takes_no_note_type_away(templated: Path, form: str) -> None:
    before = whole(templated)["notes"]
    with desk.opened(templated) as collection:
        _, text = collection.export_file(None, Order(format=form))
        report = collection.import_files([SourceFile("in.txt", text)])[0]
    assert report.fates == {Fate.UNCHANGED: 1}
    assert whole(templated)["notes"] == before
    with desk.opened(templated) as collection:
        edited = SourceFile("in.txt", text.replace(b"hound", b"cur"))
        report = collection.import_files([edited])[0]
    assert [problem.remedy for problem in report.refused]
    assert whole(templated)["notes"] == before


def test_where_a_known_card_is_it_stays(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    take(path, foreign([TODAY - 9]))
    report = take(path, foreign([TODAY - 9]), Wishes(deck="Elsewhere"))
    assert report.decks == {"Far": 1}
    assert [row["name"] for row in desk.rows(path, "deck")] == ["Far"]


def test_pictures_that_nobody_has_are_named(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    report = take(path, foreign([TODAY - 9], back="see ![map](map.png) and [sound:a b.mp3]"))
    [remark] = report.remarks
    assert "a b.mp3, map.png" in remark
