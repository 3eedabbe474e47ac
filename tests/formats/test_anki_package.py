"""Notes of our own as Anki packages: what is written, what comes back, what stays behind."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import genanki
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.card import State
from studyapp.domain.deck import DeckOptions
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import (
    CardTemplate,
    NoteType,
    PackedCard,
    PackedDeck,
    PackedMemory,
    PackedNote,
    PackedOptions,
    PackedReview,
)
from studyapp.domain.review import Evidence
from studyapp.formats.anki.package import APKG, APKG3, COLPKG, AnkiPackage
from studyapp.formats.base import DAY_MS, Writing
from tests.few import examples
from tests.formats import anki_made as made

GOLDEN = Path(__file__).parent / "golden"
FORMS = pytest.mark.parametrize("form", [APKG, APKG3, COLPKG], ids=lambda each: each.info.name)


def dumped(path: Path) -> str:
    """Return all that a package says, as text."""
    found = made.members(path)
    text = []
    for name, data in found.items():
        if name.startswith("collection"):
            if name.endswith("b"):
                data = zstandard.ZstdDecompressor().decompressobj().decompress(data)
            base = sqlite3.connect(":memory:")
            base.deserialize(data)
            base.create_collation("unicase", lambda one, other: (one > other) - (one < other))
            with closing(base):
                said = "\n".join(base.iterdump())
        elif name == "media" and found["meta"] == b"\x08\x03":
            said = zstandard.ZstdDecompressor().decompress(data).hex()
        else:
            said = data.decode("latin-1").encode("unicode_escape").decode()
        text.append(f"== {name}\n{said}\n")
    return "".join(text)


@FORMS
def test_golden(form: AnkiPackage, tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    package = made.package(
        made.varied(),
        decks=[PackedDeck("Top", "About", "mine")],
        options=[PackedOptions("mine", "Mine", DeckOptions(new_per_day=5))],
        media=[made.media("b.png", b"second"), made.media("a.png", b"first")],
    )
    assert form.write(package, path, made.WRITING) == []
    golden = GOLDEN / f"anki_{form.info.name}.txt"
    assert dumped(path) == golden.read_text("utf-8")


@FORMS
def test_the_same_package_gives_the_same_bytes(form: AnkiPackage, tmp_path: Path) -> None:
    digests = set()
    for _ in range(2):
        path = tmp_path / "a.apkg"
        package = made.package(made.varied(), media=[made.media("a.png", b"picture")])
        form.write(package, path, made.WRITING)
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 1


def compared(note: PackedNote) -> object:
    """Return what must come back of a note of ours."""
    cards = [
        card._replace(
            modified=0,
            foreign=None,
            reviews=[entry._replace(step=None, foreign="") for entry in card.reviews],
        )
        for card in note.cards
    ]
    return note.note, cards


@FORMS
def test_what_is_written_comes_back(form: AnkiPackage, tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    given_notes = made.varied()
    form.write(made.package(given_notes), path, made.WRITING)
    opened, found, _ = made.read(path)
    assert opened.problems == []
    assert [each.note.guid for each in found] == [each.note.guid for each in given_notes]
    for one, other in zip(given_notes[1:], found[1:], strict=True):
        assert compared(one) == compared(other)
    assert [each.created for each in found] == [made.NOW, made.NOW + 1, made.NOW + 2, made.NOW + 3]


TEXT = st.text(st.sampled_from("abc žд漢"), min_size=1, max_size=8).map(str.strip).filter(bool)
DECK = st.lists(st.sampled_from(["A", "b", "Č d"]), min_size=1, max_size=3).map("::".join)
DAY = st.integers(made.TODAY - 3000, made.TODAY)


@st.composite
def memories(draw: st.DrawFn) -> PackedMemory | None:
    state = draw(st.sampled_from([None, 1, 2, 3]))
    if state is None:
        return None
    day = draw(DAY)
    at = day * DAY_MS + draw(st.integers(0, DAY_MS - 1))
    in_days = state == State.REVIEW or draw(st.booleans())
    due_day = day + draw(st.integers(1, 2000)) if in_days else None
    due = at // 1000 * 1000 + 60_000 if due_day is None else due_day * DAY_MS
    step = {1: draw(st.integers(0, 1)), 2: None, 3: 0}[state]
    stability = round(draw(st.floats(0.01, 36_500)), 4)
    difficulty = round(draw(st.floats(1, 10)), 3)
    reps = draw(st.integers(1, 99))
    return PackedMemory(
        state,
        step,
        stability,
        difficulty,
        due,
        due_day,
        at,
        day,
        day,
        reps,
        draw(st.integers(0, 9)),
    )


@st.composite
def cards(draw: st.DrawFn, ordinal: int) -> PackedCard:
    memory = draw(memories())
    reviews: tuple[PackedReview, ...] = ()
    if memory is not None:
        assert memory.last_review is not None
        assert memory.last_day is not None
        rating = draw(st.integers(1, 4))
        after = draw(st.integers(1, 40))
        due_day = memory.last_day + after
        when = (memory.last_review or 0, memory.last_day or 0, draw(st.integers(0, 60_000)))
        reviews = (PackedReview("", rating, 1, *when, 0, 2, None, due_day * DAY_MS, due_day),)
    queue = draw(st.sampled_from([0, 0, 1, 2, 3]))
    until = made.TODAY + 1 if queue in (1, 3) else None
    position = draw(st.integers(0, 10_000))
    return PackedCard(
        ordinal, draw(DECK), position, memory, queue, until, draw(st.integers(0, 7)), reviews
    )


@st.composite
def notes(draw: st.DrawFn) -> list[PackedNote]:
    made_notes = []
    for at in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from([NoteKind.BASIC, NoteKind.REVERSED, NoteKind.CLOZE]))
        front = draw(TEXT)
        if kind is NoteKind.CLOZE:
            front = f"{{{{c1::{front}}}}} {{{{c4::x}}}}"
        tags = tuple(draw(st.lists(st.sampled_from(["a", "b::c", "žlutý"]), max_size=2)))
        note = Note(f"guid{at}", kind, front, draw(TEXT), tags)
        found = [draw(cards(ordinal)) for ordinal in note.ordinals()]
        created = made.NOW + draw(st.integers(0, 3))
        made_notes.append(PackedNote(note, found[0].deck, found, created=created))
    return made_notes


@settings(max_examples=examples(25), deadline=None)
@given(notes(), st.sampled_from([APKG, APKG3]))
def test_any_notes_come_back(
    tmp_path_factory: pytest.TempPathFactory, given_notes: list[PackedNote], form: AnkiPackage
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.apkg"
    assert form.write(made.package(given_notes), path, made.WRITING) == []
    opened, found, _ = made.read(path)
    assert opened.problems == []
    assert len(found) == len(given_notes)
    by_guid = {each.note.guid: each for each in found}
    times = sorted(entry.at for note in given_notes for c in note.cards for entry in c.reviews)
    for note in given_notes:
        mine, theirs = compared(note), compared(by_guid[note.note.guid])
        if len(set(times)) == len(times):
            assert mine == theirs


def test_without_scheduling(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    APKG.write(made.package(made.varied()), path, Writing(made.NOW, scheduling=False))
    opened, found, _ = made.read(path)
    assert [note.note.tags for note in found] == [(), ("tag",), ("a::b",), ()]
    every = [card for note in found for card in note.cards]
    assert len(every) == 6
    assert all(card.memory is None and card.queue == 0 and not card.reviews for card in every)
    assert every[3].position == 7
    assert opened.total == 4


def test_entries_that_anki_cannot_hold(tmp_path: Path) -> None:
    entry = made.LOG[0]
    log = [
        entry._replace(id="a"),
        entry._replace(at=entry.at + 1, id="b", evidence=Evidence.TYPED, state_before=2),
        entry._replace(at=entry.at + 2, id="c", rating=1),
        entry._replace(at=entry.at + 3, id="d", evidence=Evidence.VOID, rating=None, voids="c"),
        entry._replace(at=entry.at + 4, id="e", evidence=Evidence.CHOICE),
        entry._replace(at=entry.at + 5, id="f", evidence=Evidence.MATCH),
        entry._replace(at=entry.at + 6, id="g", evidence=Evidence.CRAM),
        entry._replace(
            at=entry.at + 7, id="h", evidence=Evidence.MANUAL, rating=None, memory=made.MEMORY
        ),
        PackedReview("", None, Evidence.MANUAL, entry.at + 8, entry.day, 0, 2, 0, None, None, None),
        entry._replace(at=entry.at + 9, id="i"),
        entry._replace(at=entry.at + 9, id="j", foreign="3,1,2100,1"),
    ]
    path = tmp_path / "a.apkg"
    note = made.basic(1, cards=(PackedCard(0, "Top", 0, made.MEMORY, reviews=log),))
    APKG.write(made.package([note]), path, made.WRITING)
    _, (found,), _ = made.read(path)
    (card,) = found.cards
    assert [(each.at - entry.at, each.evidence, each.rating) for each in card.reviews] == [
        (0, Evidence.REVIEW, 3),
        (1, Evidence.REVIEW, 3),
        (6, Evidence.CRAM, 3),
        (8, Evidence.MANUAL, None),
        (9, Evidence.REVIEW, 3),
        (10, Evidence.REVIEW, 3),
    ]
    assert card.reviews[3].state == State.NEW
    assert card.reviews[4].state_before == State.NEW
    assert [each.foreign for each in card.reviews] == [
        "4,0,0,0",
        "4,4,0,1",
        "4,4,0,3",
        "0,4,0,4",
        "4,0,0,0",
        "3,1,2100,1",
    ]


def test_times_that_are_all_the_same(tmp_path: Path) -> None:
    """Ids are counted up, in time that grows with their number only."""
    path = tmp_path / "a.apkg"
    many = [made.basic(each)._replace(created=made.NOW) for each in range(3000)]
    APKG.write(made.package(many), path, made.WRITING)
    _, found, _ = made.read(path)
    assert [each.created for each in found] == list(range(made.NOW, made.NOW + 3000))
    times = [entry.at for note in found for card in note.cards for entry in card.reviews]
    assert len(set(times)) == len(times) == 9000


def test_foreign_notes_go_back_as_they_came(tmp_path: Path) -> None:
    kind = NoteType(
        "1600000000123",
        "Three fields",
        cloze=False,
        fields=("A", "B", "C"),
        templates=(CardTemplate("One", "{{A}}", "{{B}}"), CardTemplate("Two", "{{C}}", "{{A}}")),
        css=".card { color: red }",
    )
    note = Note("guid", NoteKind.TEMPLATE, "x", "y", ())
    fields = ("<i>x</i>", "a &amp; b", '<img src="a.png">')
    packed = PackedNote(note, "Deck", (PackedCard(1, "Deck"),), kind.key, fields, made.NOW)
    short = PackedNote(note._replace(guid="two"), "Deck", (), kind.key, ("x",), made.NOW)
    long = PackedNote(note._replace(guid="three"), "Deck", (), kind.key, tuple("abcd"), made.NOW)
    for form in (APKG, APKG3):
        path = tmp_path / "a.apkg"
        package = made.package([packed, short, long], note_types=[kind])
        assert form.write(package, path, made.WRITING) == [
            "2 notes with more or fewer fields than the note type has"
        ]
        opened, found, _ = made.read(path)
        assert [each.fields for each in found] == [fields, ("x", "", ""), ("a", "b", "c<br>d")]
        assert found[0].cards[0].ordinal == 1
        (back,) = opened.note_types
        assert (back.key, back.name, back.fields) == (kind.key, kind.name, kind.fields)
        assert (back.templates, back.css) == (kind.templates, kind.css)


def test_media_that_anki_would_refuse_stay_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    given_media = [made.media(each, b"x") for each in ("../a.png", "e\u0301.png", "\xe9.png", "b")]
    lost = APKG.write(made.package([], media=given_media), path, made.WRITING)
    assert len(lost) == 2
    assert made.read(path)[2] == {"\xe9.png": b"x", "b": b"x"}


def test_what_the_disk_refuses_is_raised_as_it_comes(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        APKG.write(made.package([]), tmp_path / "none" / "a.apkg", made.WRITING)


def test_decks_that_differ_in_case_only(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    spelled = [
        made.basic(at, cards=(PackedCard(0, name),)) for at, name in enumerate(["A::b", "a"])
    ]
    APKG3.write(made.package(spelled), path, made.WRITING)
    opened, found, _ = made.read(path)
    assert [card.deck for note in found for card in note.cards] == ["A::b", "A"]
    assert {each.name for each in opened.decks} == {"Default", "A", "A::b"}


def test_what_genanki_makes(tmp_path: Path) -> None:
    """Version 1: schema 11 in ``collection.anki2``, no ``meta``."""
    picture = tmp_path / "pic.jpg"
    picture.write_bytes(b"jpeg")
    deck = genanki.Deck(1234567, "Gen::Deck", "described")
    for at in range(3):
        fields = [f"q{at}", f'a{at}<img src="pic.jpg">']
        deck.add_note(genanki.Note(genanki.BASIC_MODEL, fields, tags=["t"], due=at))
    deck.add_note(genanki.Note(genanki.CLOZE_MODEL, ["{{c1::x}}{{c2::y}}", ""]))
    package = genanki.Package(deck)
    package.media_files = [str(picture)]
    package.write_to_file(str(tmp_path / "gen.apkg"), timestamp=1_700_000_000)
    opened, found, media = made.read(tmp_path / "gen.apkg")
    assert opened.problems == []
    assert not opened.scheduling
    assert [(each.note.front, each.note.tags) for each in found[:3]] == [
        (f"q{at}", ("t",)) for at in range(3)
    ]
    assert [card.position for note in found[:3] for card in note.cards] == [0, 1, 2]
    assert [card.deck for card in found[3].cards] == ["Gen::Deck"] * 2
    assert found[3].note.kind is NoteKind.CLOZE
    assert media == {"pic.jpg": b"jpeg"}
    assert next(each.description for each in opened.decks if each.name == "Gen::Deck")
