"""Notes of other programs: shown as their templates say, edited field by field."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import Queue
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import (
    CardTemplate,
    NoteType,
    Package,
    PackedCard,
    PackedDeck,
    PackedMedia,
    PackedNote,
)
from studyapp.errors import NotFoundError, StudyError
from studyapp.formats.anki.package import APKG
from studyapp.formats.base import DeckFile, Reading, Writing
from studyapp.services.exchange.exporting import Order
from studyapp.services.texts import SourceFile
from studyapp.services.views import CardView
from tests.desk import basic, files, opened

KEY = "1600000000001"
FIELDS = (
    "cog <img src='old map.png'>",
    'a <u class="x">ship</u>&nbsp;with <b>one</b> sail',
    "",
    "[sound:a_b.mp3]",
)
ASKED = "<b>{{Word}}</b> {{Sound}}"
TEMPLATES = (
    CardTemplate("Forward", ASKED, "{{FrontSide}}\n\n<hr id=answer>\n\n{{Meaning}}"),
    CardTemplate("Back", "{{Meaning}}", "{{Word}}"),
    CardTemplate("Example", "{{#Example}}{{Example}}{{/Example}}", "{{Word}}"),
)
TYPE = NoteType(KEY, "Vocabulary", False, ("Word", "Meaning", "Example", "Sound"), TEMPLATES)
CLOZE = NoteType(
    "1600000000002",
    "Two clozes",
    True,
    ("Text", "More", "Source"),
    (CardTemplate("Cloze", "{{cloze:Text}} {{cloze:More}}", "{{cloze:Text}}<br>{{Source}}"),),
)


@contextmanager
def held(data: bytes) -> Iterator[IO[bytes]]:
    yield io.BytesIO(data)


def packed(guid: str, kind: NoteType, fields: tuple[str, ...], cards: int) -> PackedNote:
    note = Note(guid, NoteKind.TEMPLATE, fields[0], "\n".join(fields[1:]), ("ships",))
    return PackedNote(
        note,
        "Ships",
        [PackedCard(at, "Ships", 0) for at in range(cards)],
        kind.key,
        fields,
        1_700_000_000_000,
        1_700_000_000_000,
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "ships.apkg"
    names = {"old map.png": b"map", "a_b.mp3": b"sound", "run.exe": b"MZ", "drawn.svg": b"<svg/>"}
    shown = "".join(f"<img src='{name}'>" for name in ("run.exe", "drawn.svg"))
    notes = [
        packed("g1", TYPE, FIELDS, 2),
        packed("g2", CLOZE, ("{{c1::cog}}", "{{c2::hulk}}", shown), 2),
    ]
    media = [PackedMedia(name, len(data), partial(held, data)) for name, data in names.items()]
    APKG.write(
        Package(
            "studyapp",
            "Ships",
            notes,
            decks=[PackedDeck("Ships")],
            note_types=[TYPE, CLOZE],
            media=media,
            total=2,
        ),
        path,
        Writing(now=1_700_000_000_000),
    )
    return path


@pytest.fixture
def collection(tmp_path: Path, package: Path) -> Iterator[Collection]:
    with opened(tmp_path / "c.db") as collection:
        collection.import_files([package])
        yield collection


def card(collection: Collection, at: int = 0) -> CardView:
    return collection.cards("Ships")[at]


def raw(collection: Collection, tmp_path: Path) -> dict[str, tuple[str, ...]]:
    """Return the fields of all notes as another program would get them."""
    target = tmp_path / "out.apkg"
    collection.export_file(target, Order("Ships"))
    with APKG.read(DeckFile("out.apkg", target), Reading()) as package:
        return {each.note.guid: each.fields for each in package.notes}


def test_cards_show_what_their_templates_make(collection: Collection) -> None:
    first, second, *_ = collection.cards("Ships")
    assert first.kind is NoteKind.TEMPLATE
    assert first.question == "**cog** ![](<old map.png>) [sound:a_b.mp3]"
    assert "ship" in first.answer
    assert "cog" not in first.answer
    assert second.question == first.answer
    assert second.answer == "cog ![](<old map.png>)"
    assert collection.card(first.id) == first
    assert collection.search("sail")[0] == first
    session = collection.study("Ships")
    on_table = session.current()
    assert on_table is not None
    assert on_table.card.question == first.question


def test_cards_of_our_own_cost_no_further_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studyapp.services import faces

    def asked(*_: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(faces, "origins", asked)
    with opened(tmp_path / "c.db") as collection:
        collection.build(files("Desk", map(basic, range(3))))
        assert len(collection.cards()) == 3
        assert collection.study("Desk").current() is not None


def test_fields_that_are_not_edited_stay_as_they_came(
    collection: Collection, tmp_path: Path
) -> None:
    before = raw(collection, tmp_path)
    assert before["g1"] == FIELDS
    names = [field.name for field in collection.fields(card(collection))]
    assert names == list(TYPE.fields)
    changed = collection.edit_fields(card(collection), {0: "**hulk** & co"}, ("ships", "new"))
    assert changed.question.startswith("**hulk & co**")
    assert changed.tags == ("ships", "new")
    after = raw(collection, tmp_path)
    assert after["g1"] == ("<b>hulk</b> &amp; co", *FIELDS[1:])
    assert after["g2"] == before["g2"]
    assert [each.id for each in collection.search("hulk &")] == [
        each.id for each in collection.cards("Ships")[:2]
    ]
    assert collection.check().ok


def test_a_field_that_makes_a_card_adds_it_and_takes_it_away(collection: Collection) -> None:
    first = card(collection)
    collection.edit_fields(first, {2: "The cog sailed."}, first.tags)
    made = collection.cards("Ships")[2]
    assert made.question == "The cog sailed."
    assert made.note_id == first.note_id
    collection.edit_fields(first, {2: ""}, first.tags)
    assert collection.card(made.id).queue is Queue.SUSPENDED
    collection.edit_fields(first, {2: "Back."}, first.tags)
    assert collection.card(made.id).queue is Queue.ACTIVE


def test_an_edit_in_a_session_is_undone(collection: Collection, tmp_path: Path) -> None:
    before = raw(collection, tmp_path)
    session = collection.study("Ships")
    session.current()
    session.edit_fields({1: "a ship", 2: "The cog sailed."}, ("other",))
    on_table = session.current()
    assert on_table is not None
    assert on_table.card.answer == "a ship"
    assert len(collection.cards("Ships")) == 5
    session.undo()
    assert raw(collection, tmp_path) == before
    assert card(collection).tags == ("ships",)
    assert len(collection.cards("Ships")) == 4
    assert collection.check().ok


def test_a_note_must_ask_something(collection: Collection) -> None:
    first, cloze = card(collection), card(collection, 2)
    with pytest.raises(StudyError, match="something in a field"):
        collection.edit_fields(first, dict.fromkeys(range(4), " "), ())
    with pytest.raises(StudyError, match="deletion"):
        collection.edit_fields(cloze, {0: "cog", 1: "hulk"}, ())
    with pytest.raises(StudyError, match="fields of its note type"):
        collection.edit(first.id, "front", "back", ())
    assert collection.edit(first.id, first.front, first.back, ("t",)).tags == ("t",)


def test_a_note_of_ours_has_no_such_fields(collection: Collection) -> None:
    collection.build(files("Desk", [basic(1)]))
    with pytest.raises(NotFoundError):
        collection.fields(collection.cards("Desk")[0])


def test_media_are_listed_and_copied_under_a_fitting_name(
    collection: Collection, tmp_path: Path
) -> None:
    shown = {each.name: each.size for each in collection.media(card(collection))}
    assert shown == {"old map.png": 3, "a_b.mp3": 5}
    folder = tmp_path / "outside"
    folder.mkdir()
    copy = collection.take_out("old map.png", folder)
    assert copy.parent == folder
    assert copy.suffix == ".png"
    assert copy.read_bytes() == b"map"
    assert collection.take_out("old map.png", folder) == copy


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("run.exe", "none of a picture, sound or film"),
        ("drawn.svg", "may carry a program"),
        ("noending", "none of a picture"),
        ("../../etc/passwd", "none of a picture"),
        ("../a.png", "not in the collection"),
    ],
)
def test_what_could_be_more_than_a_medium_is_not_opened(
    collection: Collection, tmp_path: Path, name: str, why: str
) -> None:
    folder = tmp_path / "outside"
    folder.mkdir()
    with pytest.raises(StudyError, match=why):
        collection.take_out(name, folder)
    assert list(folder.iterdir()) == []


def test_a_search_is_exported_with_the_deck_it_was_made_in(
    collection: Collection, tmp_path: Path
) -> None:
    collection.build(files("Ships::Desk", [basic(1)]))
    found = [
        collection.export_file(tmp_path / "x.json", Order(deck, search=words))[0].notes
        for deck, words in ((None, "cog"), ("Ships", "cog"), ("Ships::Desk", "question"))
    ]
    assert found == [2, 2, 1]
    with pytest.raises(NotFoundError):
        collection.export_file(tmp_path / "x.json", Order("Ships::Desk", search="cog"))


def test_pasted_cards_go_to_a_deck_of_the_day(collection: Collection) -> None:
    pasted = SourceFile("standard input", b"cog\ta ship\nhulk\ta larger one\nknarr\tan older one\n")
    [report] = collection.import_files([pasted])
    assert list(report.decks) == ["Pasted 2026-11-24"]
