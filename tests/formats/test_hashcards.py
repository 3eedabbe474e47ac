"""Files of hashcards: read as hashcards reads them, written so that it reads them."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import CardTemplate, NoteType, Package, PackedMedia, PackedNote
from studyapp.formats.base import FormatError
from studyapp.formats.deletions import deletion
from studyapp.formats.hashcards import HASHCARDS
from tests.few import examples
from tests.formats import hashcards_parser
from tests.formats.others import WRITING, notes, package, sides
from tests.formats.texts import clozes, fields

GOLDEN = Path(__file__).parent / "golden"
BASIC, REVERSED, CLOZE = NoteKind.BASIC, NoteKind.REVERSED, NoteKind.CLOZE
FOREIGN = NoteType("1", "Mine", False, ("A",), (CardTemplate("1", "{{A}}", "{{A}}"),))


def packed(*given: Note, deck: str = "", name: str = "Deck") -> Package:
    return Package("test", name, [PackedNote(note, deck) for note in given])


def written(tmp_path: Path, found: Package) -> tuple[str, list[str]]:
    target = tmp_path / "out.md"
    lost = HASHCARDS.write(found, target, WRITING)
    return target.read_bytes().decode(), list(lost)


SAMPLE = packed(
    Note("1", BASIC, "How many neurons?", "~80 billion."),
    Note("2", CLOZE, "The {{c1::order}} of [a] group ![x](y.png) is {{c2::its size}}.", ""),
    Note("3", BASIC, "multi\nline", "- one\n- two\n---\n# three\nQ: four\n\\A: five"),
    Note("4", CLOZE, "{{c2::late}} {{c1::a::hint}} wow!{{c3::b}} \\{{c3::c}}", "besides", ("tag",)),
    Note("5", REVERSED, "kolkhoz", "collective farm"),
    Note("6", CLOZE, "nothing hidden", "back"),
    name="A::“B”",
)


def test_golden_file(tmp_path: Path) -> None:
    text, lost = written(tmp_path, SAMPLE)
    assert text == (GOLDEN / "hashcards_written.md").read_bytes().decode()
    assert lost == [
        "identities of notes: read again, a note is known by its text",
        "tags",
        "hints of deletions, and which belong together or to another",
        "what the backs of cloze notes say besides the text",
        "that two directions are one note: they are two cards",
    ]


def test_hashcards_reads_the_golden_file() -> None:
    name, cards = hashcards_parser.parse((GOLDEN / "hashcards_written.md").read_text("utf-8"))
    assert name == "A::“B”"
    assert cards[:3] == [
        ("Q", "How many neurons?", "~80 billion."),
        ("C", "The order of [a] group ![x](y.png) is its size.", "order"),
        ("C", "The order of [a] group ![x](y.png) is its size.", "its size"),
    ]
    assert len(cards) == 1 + 2 + 1 + 4 + 2 + 1


def test_what_is_lost_is_said_once(tmp_path: Path) -> None:
    note = Note("1", NoteKind.TEMPLATE, "a", "b")
    media = PackedMedia("a.png", 0, lambda: (tmp_path / "a.png").open("rb"))
    found = Package(
        "apkg",
        "Deck",
        [PackedNote(note, deck, (), "1", ("a",)) for deck in ("A", "A::B")],
        note_types=[FOREIGN],
        media=[media],
    )
    text, lost = written(tmp_path, found)
    assert 'name = "Deck"' in text
    assert lost == [
        "pictures and recordings",
        "the fields and templates of Anki's note types: their texts are kept",
        "identities of notes: read again, a note is known by its text",
        "which deck a note is in: a file of hashcards is one deck",
    ]


def test_identity_is_that_of_our_markdown() -> None:
    (note,) = notes(HASHCARDS, "Q: a\nA: b", "Gym.md")
    assert note.note.guid == note_guid("Gym", "Q:a")
    (again,) = notes(HASHCARDS, "Q: x\nA: y\n\nQ: a\nA: b", "Gym.md")[1:]
    assert again.note.guid == note.note.guid


def test_the_name_of_the_deck() -> None:
    found = package(HASHCARDS, '---\nname = "A::B"\n---\nQ: a\nA: b', "x.md")
    assert (found.name, found.settled, found.total) == ("A::B", False, 1)


def test_comments_are_left_out_and_counted() -> None:
    found = package(HASHCARDS, "# T\nQ: a\n# no\nb\nA: c\n  # no\nd\n---\n# out\nwords\n")
    (note,) = found.notes
    assert (note.note.front, note.note.back) == ("a\nb", "c\nd")
    assert found.remarks == ["2 lines that start with # are comments and were left out"]


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("[a] b [c]", "{{c1::a}} b {{c2::c}}"),
        ("[a [b] c]", "a {{c1::b}} c"),
        ("[a](url) \\[b\\] ![c](d)", "{{c1::a}}(url) [b] ![c](d)"),
        ("[a]{2 | hint}", "{{c1::a}}{2 | hint}"),
        ("[std::vector] [\\frac{a}{b^{2}}]", "{{c1::std:\\:vector}} {{c2::\\frac{a}{b^{2} } }}"),
        ("[a] {{c7::b}}", "{{c1::a}} { {c7::b}}"),
        ("[a] [b", "{{c1::a}} b"),
        ("[] [a]", "{{c1::a}}"),
    ],
)
def test_brackets(text: str, front: str) -> None:
    assert sides(HASHCARDS, f"C: {text}") == [(front, "")]


def test_broken_cards_are_named_and_the_rest_comes_in() -> None:
    found = package(
        HASHCARDS, "Q: a\nQ: b\nA: c\nA: d\nC: none\nC: [e]\nA: f\n\nQ: last\nA: g", "x.md"
    )
    assert [each.note.front for each in found.notes] == ["b", "{{c1::e}}", "last"]
    assert [str(each) for each in found.problems] == [
        "line 4: a second answer",
        "line 7: an answer without a question",
        "line 1: a question without an answer",
        "line 5: a cloze card without a deletion",
    ]
    assert all(each.remedy for each in found.problems)


def test_what_is_no_deck_is_refused() -> None:
    with pytest.raises(FormatError, match="no cards in this file"):
        package(HASHCARDS, "just words")
    with pytest.raises(FormatError, match="front matter that is not closed"):
        package(HASHCARDS, "---\nQ: a\nA: b")


_flat = st.lists(
    st.text("ab:}{ \\![]\n#Q", min_size=1, max_size=5) | st.just("|"), min_size=1, max_size=6
).map(lambda parts: [part for part in parts if part.strip()])


def _flat_cloze(parts: list[str]) -> str:
    """Texts with deletions at each ``|``, as far as a reader would see them as such."""
    count = 0
    texts = []
    for part in parts:
        count += part == "|"
        texts.append(deletion(count, f"x{count}") if part == "|" else f"_{part}_")
    return "".join(texts).strip()


_notes = st.lists(
    st.tuples(st.just(BASIC), fields, fields)
    | st.tuples(st.just(CLOZE), _flat.map(_flat_cloze).filter(cloze_numbers), st.just("")),
    max_size=4,
    unique_by=lambda each: (each[0] is CLOZE, each[1]),
)


@settings(max_examples=examples(50), deadline=None)
@given(_notes)
def test_what_hashcards_can_hold_comes_back(
    tmp_path_factory: pytest.TempPathFactory, given_notes: list[tuple[NoteKind, str, str]]
) -> None:
    found = packed(*(Note(str(at), *each) for at, each in enumerate(given_notes)))
    text, _ = written(tmp_path_factory.getbasetemp(), found)
    again = package(HASHCARDS, text)
    assert again.problems == []
    assert [(n.note.kind, n.note.front, n.note.back) for n in again.notes] == given_notes
    name, cards = hashcards_parser.parse(text)
    assert name == "Deck"
    assert len(cards) == sum(len(each.note.ordinals()) for each in again.notes)


@settings(max_examples=examples(50), deadline=None)
@given(st.sampled_from([BASIC, REVERSED, CLOZE]), clozes | fields, fields)
@example(CLOZE, "{{c1::}::hint}}", "")
def test_whatever_is_written_hashcards_reads(
    tmp_path_factory: pytest.TempPathFactory, kind: NoteKind, front: str, back: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    text, _ = written(folder, packed(Note("1", kind, front, back)))
    _, cards = hashcards_parser.parse(text)
    assert cards
    again = package(HASHCARDS, text)
    assert again.problems == [] or front == back
    assert written(folder, again)[0] == text or again.problems
