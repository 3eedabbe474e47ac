"""CrowdAnki's folders: read, written byte for byte, what is hostile left out."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.deck import DeckOptions
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import (
    CardTemplate,
    NoteType,
    Package,
    PackedCard,
    PackedDeck,
    PackedMedia,
    PackedMemory,
    PackedNote,
    PackedOptions,
)
from studyapp.formats.base import DeckFile, FormatError, Reading, Writing
from studyapp.formats.crowdanki import CROWDANKI
from tests.few import examples
from tests.formats.others import WRITING, package
from tests.formats.samples import MISSING, SAMPLES

GOLDEN = Path(__file__).parent / "golden" / "crowdanki.json"
BASIC, CLOZE, TEMPLATE = NoteKind.BASIC, NoteKind.CLOZE, NoteKind.TEMPLATE
MEMORY = PackedMemory(2, None, 1.0, 5.0, 0, 0, 0, 0, None, 1, 0)
THREE = NoteType(
    "1600000000000",
    "Three",
    False,
    ("A", "B", "C"),
    (CardTemplate("One", "{{A}}", "{{B}}<i>{{C}}</i>"),),
    ".card {}",
)


def sample(tmp_path: Path) -> Package:
    (tmp_path / "cell.bin").write_bytes(b"picture")
    return Package(
        "test",
        "Biology",
        [
            PackedNote(Note("g1", BASIC, "France", "Paris", ("eu city",)), "Biology"),
            PackedNote(Note("g2", CLOZE, "{{c1::a}} b", "more"), "Biology::Cells"),
            PackedNote(
                Note("g3", TEMPLATE, "x", "y"),
                "Biology::Cells::Deep",
                (PackedCard(0, "Biology::Cells::Deep", 0, MEMORY),),
                THREE.key,
                ("<b>x</b>", "y", "z"),
            ),
        ],
        decks=[PackedDeck("Biology::Cells", "about cells", "7")],
        options=[PackedOptions("7", "Slow", DeckOptions(new_per_day=3))],
        note_types=[THREE],
        media=[PackedMedia("cell.png", 7, lambda: (tmp_path / "cell.bin").open("rb"))],
    )


def folder(path: Path) -> Package:
    file = DeckFile(path.name, path)
    assert CROWDANKI.claims(file) == 95
    with CROWDANKI.read(file, Reading()) as found:
        found.notes = list(found.notes)
        found.media = list(found.media)
        return found


def test_golden_file(tmp_path: Path) -> None:
    target = tmp_path / "Biology"
    lost = CROWDANKI.write(sample(tmp_path), target, WRITING)
    assert lost == ("where cards stand, and their reviews",)
    assert (target / "Biology.json").read_bytes() == GOLDEN.read_bytes()
    assert (target / "media" / "cell.png").read_bytes() == b"picture"


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "Biology"
    CROWDANKI.write(sample(tmp_path), target, Writing(scheduling=False))
    found = folder(target)
    assert (found.problems, found.settled, found.total, found.name) == ([], True, 3, "Biology")
    notes = {each.note.guid: each for each in found.notes}
    assert [notes[guid].deck for guid in ("g1", "g2", "g3")] == [
        "Biology",
        "Biology::Cells",
        "Biology::Cells::Deep",
    ]
    assert notes["g1"].note == Note("g1", BASIC, "France", "Paris", ("eu_city",))
    assert notes["g2"].note == Note("g2", CLOZE, "{{c1::a}} b", "more")
    assert notes["g3"].fields == ("<b>x</b>", "y", "z")
    assert notes["g3"].note.kind is TEMPLATE
    options = {each.key: each.options for each in found.options}
    by_name = {each.name: each for each in found.decks}
    assert options[by_name["Biology::Cells"].options].new_per_day == 3
    assert by_name["Biology::Cells"].description == "about cells"
    assert by_name["Biology::Cells::Deep"].options == by_name["Biology::Cells"].options
    (media,) = found.media
    with media.open() as file:
        assert (media.name, media.size, file.read()) == ("cell.png", 7, b"picture")


def test_written_twice_is_the_same(tmp_path: Path) -> None:
    texts = []
    given_package = sample(tmp_path)
    for name in ("one", "two", "three"):
        target = tmp_path / name
        CROWDANKI.write(given_package, target, WRITING)
        texts.append((target / f"{name}.json").read_bytes())
        given_package = folder(target)
    assert texts[0] == texts[1] == texts[2]


def test_decks_without_a_common_one(tmp_path: Path) -> None:
    notes = [PackedNote(Note(name, BASIC, name, name), name) for name in ("A", "B::C")]
    options = [PackedOptions("7", "Slow", DeckOptions(new_per_day=3))]
    decks = [PackedDeck("A"), PackedDeck("B", "", "7"), PackedDeck("B::C", "", "7")]
    given_package = Package("test", "All", notes, decks=decks, options=options)
    lost = CROWDANKI.write(given_package, tmp_path / "x", WRITING)
    assert lost == ("in Anki, that some decks are not below another: all are below All there",)
    (root,) = [json.loads((tmp_path / "x" / "x.json").read_text())]
    assert (root["name"], len(root["children"])) == ("All", 2)
    found = folder(tmp_path / "x")
    assert found.name == "All"
    assert {each.deck for each in found.notes} == {"A", "B::C"}
    assert [each.name for each in found.decks] == ["A", "B", "B::C"]
    assert [each.name for each in found.options] == ["Slow"]
    assert [bool(each.options) for each in found.decks] == [False, True, True]


def test_the_deck_above_all_stays_where_notes_were_put_into_it(tmp_path: Path) -> None:
    notes = [PackedNote(Note(name, BASIC, name, name), name) for name in ("A", "B")]
    CROWDANKI.write(Package("test", "All", notes), tmp_path / "x", WRITING)
    path = tmp_path / "x" / "x.json"
    root = json.loads(path.read_text())
    root["notes"] = root["children"].pop()["notes"]
    path.write_text(json.dumps(root))
    assert {each.deck for each in folder(tmp_path / "x").notes} == {"All", "All::A"}


def test_a_deck_of_another_name_keeps_it(tmp_path: Path) -> None:
    notes = [PackedNote(Note("1", BASIC, "a", "b"), "A::B")]
    CROWDANKI.write(Package("test", "All", notes), tmp_path / "x", WRITING)
    assert [each.deck for each in folder(tmp_path / "x").notes] == ["A::B"]


def test_a_folder_that_is_there_is_not_touched(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is there already"):
        CROWDANKI.write(Package("test", "All", []), tmp_path, WRITING)


def test_a_package_without_notes(tmp_path: Path) -> None:
    CROWDANKI.write(Package("test", "All", []), tmp_path / "x", WRITING)
    found = folder(tmp_path / "x")
    assert (found.name, list(found.notes), found.problems) == ("All", [], [])


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    file = DeckFile(tmp_path.name, tmp_path)
    assert CROWDANKI.claims(file) == 0
    (tmp_path / "deck.json").write_text('{"cards": []}', encoding="utf-8")
    assert CROWDANKI.claims(file) == 0
    (tmp_path / "deck.json").unlink()
    with (
        pytest.raises(FormatError, match="no folder of CrowdAnki"),
        CROWDANKI.read(file, Reading()),
    ):
        pass


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=MISSING)
def test_the_sample_without_its_media(tmp_path: Path) -> None:
    text = (SAMPLES / "crowdanki" / "deck.json").read_text(encoding="utf-8")
    path = tmp_path / "deck.json"
    path.write_text(text, encoding="utf-8")
    file = DeckFile("deck.json", path, text)
    with CROWDANKI.read(file, Reading()) as found:
        (note,) = found.notes
        assert list(found.media) == []
    assert note.note == Note("F+*tK7k(7.", BASIC, "France", "Paris", ("eu",))
    assert note.deck == "Geo"
    assert [str(each) for each in found.problems] == [
        "media cell.png: the file is not in the folder media beside the deck"
    ]


MODEL: dict[str, Any] = {
    "crowdanki_uuid": "m",
    "name": "Basic",
    "flds": [{"name": "Front"}, {"name": "Back"}],
    "tmpls": [{"name": "1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
    "type": 0,
}


def deck(**more: Any) -> str:
    return json.dumps({"crowdanki_uuid": "d", "name": "D", "note_models": [MODEL], **more})


def note(**more: Any) -> dict[str, Any]:
    return {"guid": "g", "fields": ["a", "b"], "note_model_uuid": "m", "tags": [], **more}


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (note(note_model_uuid="x"), "note g in D: its note type is not in the file"),
        (note(fields=["a"]), "note g in D: 1 fields, but its note type has 2"),
        (note(fields=[1, None]), "note g in D: all its fields are empty"),
        (note(guid="good"), "note good in D: the same note stands above"),
        ("no object", "D: a note that is no object"),
    ],
)
def test_one_bad_note_does_not_spoil_the_rest(broken: Any, problem: str) -> None:
    found = package(CROWDANKI, deck(notes=[note(guid="good"), broken, note(guid="last")]))
    assert [each.note.guid for each in found.notes] == ["good", "last"]
    assert [str(each) for each in found.problems] == [problem]


def test_a_bad_note_type_takes_its_notes_only() -> None:
    bad = {"crowdanki_uuid": "x", "name": "Bad", "flds": [], "tmpls": []}
    notes = [note(note_model_uuid="x"), note(guid="good")]
    found = package(CROWDANKI, deck(notes=notes, note_models=[MODEL, bad, 3]))
    assert [each.note.guid for each in found.notes] == ["good"]
    assert len(found.problems) == 3


@pytest.mark.parametrize(
    "name",
    ["../a.png", "..", "/etc/passwd", "a/b.png", "a\\b.png", "C:a.png", "a\0.png", "CON", "", 3],
)
def test_media_never_leave_their_folder(tmp_path: Path, name: Any) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "a.png").write_bytes(b"outside")
    text = deck(notes=[note()], media_files=[name])
    with CROWDANKI.read(DeckFile("d.json", tmp_path / "d.json", text), Reading()) as found:
        assert list(found.media) == []
        assert len(list(found.notes)) == 1
        assert len(found.problems) == 1


def test_a_link_among_the_media_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "media" / "a.png").symlink_to(tmp_path / "secret")
    text = deck(notes=[note()], media_files=["a.png"])
    with CROWDANKI.read(DeckFile("d.json", tmp_path / "d.json", text), Reading()) as found:
        assert list(found.media) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000, "nested too deep"),
        ('{"a": 1', "this is not JSON"),
        ("[]", "no deck"),
        ('{"a": ' + "9" * 5000 + "}", "this is not JSON"),
    ],
)
def test_what_is_no_json_is_refused(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        package(CROWDANKI, text)
    assert caught.value.hint


def test_text_that_no_store_can_hold() -> None:
    (found,) = package(CROWDANKI, deck(notes=[note(fields=["a\ud800\0", "b"])])).notes
    assert found.fields == ("a?", "b")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*MODEL, *note(), "notes", "children", "media_files", "name"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
_KEYS = ["notes", "children", "note_models", "deck_configurations", "media_files", "name", "desc"]


@settings(max_examples=examples(40), deadline=None)
@given(
    st.dictionaries(st.sampled_from(_KEYS), _json | st.lists(_json, max_size=3), max_size=6),
    st.lists(st.sampled_from([note(), note(guid=""), note(fields=["x", "y"])]), max_size=3),
)
def test_any_json_is_read_or_refused(tmp_path_factory: Any, odd: Any, good: Any) -> None:
    text = json.dumps({"notes": good, "note_models": [MODEL], **odd})
    found = package(CROWDANKI, text)
    assert len(list(found.notes)) + len(found.problems) >= 0
    target = tmp_path_factory.mktemp("any") / "x"
    CROWDANKI.write(found, target, WRITING)
    again = folder(target)
    assert [each.note for each in again.notes] == [each.note for each in found.notes]
